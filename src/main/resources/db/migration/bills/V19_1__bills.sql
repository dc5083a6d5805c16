create schema bills;

-- Accounts at billers that customers pay for.
create table bills.account (
    id         uuid primary key,
    customer   uuid not null,
    biller     text not null,
    reference  text not null,
    holder     text not null,
    added_at   timestamptz not null,
    removed_at timestamptz,
    -- A standing order: what is due is paid by itself, up to this; minor units.
    most       bigint check (most > 0),
    looked_on  date,
    unique (customer, biller, reference)
);

-- Bills, and the payment that pays each or tries to.
create table bills.bill (
    biller     text not null,
    number     text not null,
    reference  text not null,
    amount     bigint not null check (amount > 0),
    currency   text not null,
    due        date not null,
    payment    uuid,
    claimed_at timestamptz,
    told       boolean not null default false,
    tell_at    timestamptz,
    primary key (biller, number)
);

create index bill_of_payment on bills.bill (payment) where payment is not null;
create index bill_to_tell on bills.bill (claimed_at) where payment is not null and not told;

-- Who was reminded of what.
create table bills.reminder (
    customer uuid not null,
    biller   text not null,
    number   text not null,
    kind     text not null,
    at       timestamptz not null,
    primary key (customer, biller, number, kind)
);

-- How often somebody asked about accounts that are not among theirs.
create table bills.try (
    customer uuid not null,
    at       timestamptz not null
);

create index try_of_customer on bills.try (customer, at);
