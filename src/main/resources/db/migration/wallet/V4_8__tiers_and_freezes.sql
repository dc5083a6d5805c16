-- What customers have paid, against what their tier allows: in a calendar year, or (bucket 0) ever.
create table wallet.spending (
    customer uuid not null,
    currency text not null,
    bucket   int not null,
    minor    bigint not null check (minor >= 0),
    primary key (customer, currency, bucket)
);

-- Where a payment was counted; null when it counts nowhere.
alter table wallet.payment add column bucket int;

-- Wallets that are closed, by their owner or by us, each with its reason.
create table wallet.freeze (
    id        uuid primary key,
    customer  uuid not null,
    reason    text not null,
    note      text not null check (length(note) <= 500),
    by_whom   text not null,
    at        timestamptz not null,
    lifted_by text,
    lifted_at timestamptz
);

create index freeze_of_customer on wallet.freeze (customer) where lifted_at is null;
