-- Money leaves with care until then: the password was reset.
alter table identity.customer add column cautious_until timestamptz;

-- What the person's program calls the device it runs on; a new one is told to the owner.
alter table identity.session add column mark text not null default '';

-- Somebody says they own a phone number or an e-mail address. Whether there is a customer is looked
-- up later, by whoever writes the letter; a row looks the same for everybody.
create table identity.challenge (
    id         uuid primary key,
    aim        text not null check (aim in ('JOIN', 'SIGN_IN', 'RESET_PASSWORD')),
    handle     text not null,
    language   text not null,
    asked_at   timestamptz not null,
    expires_at timestamptz not null,
    wrong      int not null default 0,
    -- Made for everybody, sent to those who can use it.
    code_hash  bytea check (length(code_hash) = 32),
    letter     boolean not null default false,
    link_hash  bytea unique check (length(link_hash) = 32),
    link_until timestamptz,
    pass_hash  bytea unique check (length(pass_hash) = 32),
    pass_until timestamptz,
    used_at    timestamptz,
    check ((pass_hash is null) = (pass_until is null)),
    check (used_at is null or pass_hash is not null)
);

create index challenge_by_handle on identity.challenge (handle, asked_at);

create table identity.pin (
    customer     uuid primary key references identity.customer,
    hash         text not null,
    wrong        int not null default 0,
    locked_until timestamptz
);
