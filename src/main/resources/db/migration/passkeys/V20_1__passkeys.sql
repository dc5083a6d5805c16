create schema passkeys;

-- What an authenticator must sign next, each once.
create table passkeys.ceremony (
    id        uuid primary key,
    challenge bytea not null,
    customer  uuid,
    until     timestamptz not null
);

create index ceremony_over on passkeys.ceremony (until);

create table passkeys.credential (
    id       bytea primary key,
    customer uuid not null,
    -- Attested credential data, as WebAuthn level 2 lays it out (6.5.1): id and public key.
    data     bytea not null,
    counter  bigint not null,
    synced   boolean not null,
    name     text not null check (length(name) <= 80),
    added_at timestamptz not null,
    used_at  timestamptz
);

create index credential_of_customer on passkeys.credential (customer, added_at);
