create schema wallet;

create table wallet.shop (
    id       uuid primary key,
    name     text not null,
    name_en  text not null,
    kind     text not null check (kind in ('SHOP', 'BILL')),
    category text not null,
    code     text not null unique
);

create table wallet.payment (
    id          uuid primary key,
    kind        text not null check (kind in ('SHOP', 'BILL', 'SEND', 'TOP_UP')),
    customer    uuid not null,
    client_key  text not null check (length(client_key) between 1 and 100),
    payee       uuid,
    payee_ref   text not null,
    payee_name  text not null,
    amount      bigint not null check (amount > 0),
    currency    text not null,
    note        text not null default '' check (length(note) <= 200),
    state       text not null
                check (state in ('HELD', 'UNKNOWN', 'SUCCEEDED', 'FAILED', 'REFUNDED')),
    hold        bigint,
    bank_said   text not null default '',
    asked       int not null default 0,
    ask_at      timestamptz,
    valid_until timestamptz,
    ahead       boolean not null default false,
    captured    bigint not null default 0,
    refunded    bigint not null default 0,
    at          timestamptz not null,
    moved_at    timestamptz not null,
    version     int not null,
    unique (customer, client_key),
    check (payee is distinct from customer),
    check (not ahead or state = 'REFUNDED'),
    constraint never_more_back_than_taken check (refunded <= captured and captured <= amount)
);

create index payment_of_customer on wallet.payment (customer, at desc, id);
create index payment_of_payee on wallet.payment (payee, at desc, id) where payee is not null;
create index payment_to_ask on wallet.payment (ask_at) where ask_at is not null;

-- How it came to be as it is: one row a step, never changed.
create table wallet.payment_step (
    payment uuid not null references wallet.payment,
    n       int not null,
    state   text not null,
    why     text not null,
    at      timestamptz not null,
    primary key (payment, n)
);

-- What was refused stays refused under its key.
create table wallet.refusal (
    customer   uuid not null,
    client_key text not null check (length(client_key) between 1 and 100),
    reason     text not null,
    at         timestamptz not null,
    primary key (customer, client_key)
);
