create schema merchant;

-- Bills of shops. The payment that pays one has its number.
create table merchant.charge (
    id       uuid primary key,
    shop     uuid not null,
    amount   bigint not null check (amount > 0),
    currency text not null,
    note     text not null default '' check (length(note) <= 200),
    payer    uuid,
    made_at  timestamptz not null,
    until    timestamptz not null
);

create index charge_for_payer on merchant.charge (payer, made_at) where payer is not null;

-- Codes that customers show, each good for a minute and for one bill.
create table merchant.shown_code (
    hash     bytea primary key,
    customer uuid not null,
    until    timestamptz not null
);

create index shown_code_of_customer on merchant.shown_code (customer);

-- Codes that shops entered and nobody shows: somebody may be guessing.
create table merchant.code_try (
    shop uuid not null,
    at   timestamptz not null
);

create index code_try_of_shop on merchant.code_try (shop, at);
