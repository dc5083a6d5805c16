create schema verification;

-- Who a customer is. One person has one wallet: a number belongs to one customer.
create table verification.person (
    customer    uuid primary key,
    name        text not null,
    number      text not null unique,
    verified_at timestamptz not null
);

-- Who confirmed it, and under which name.
create table verification.confirmation (
    customer uuid not null,
    source   text not null,
    name     text not null,
    at       timestamptz not null,
    primary key (customer, source)
);

-- How many sources make a tier (43号文, article 11).
create table verification.tier_rule (
    tier    text primary key,
    sources int not null check (sources > 0)
);

insert into verification.tier_rule (tier, sources) values ('ONE', 1), ('TWO', 3), ('THREE', 5);

-- How often somebody was asked about.
create table verification.try (
    customer uuid not null,
    at       timestamptz not null
);

create index try_of_customer on verification.try (customer, at);
