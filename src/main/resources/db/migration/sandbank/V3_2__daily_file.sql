-- When money left or reached OKPay's account at the pretend bank, for its daily file.
alter table sandbank.payment
    add column incoming boolean not null default false,
    add column settled_at timestamptz;

create index payment_settled on sandbank.payment (currency, settled_at) where settled_at is not null;

-- What the bank had when its records begin.
create table sandbank.opening (
    currency text primary key,
    amount   bigint not null,
    at       timestamptz not null
);

-- How the bank gets a line of its file wrong.
create table sandbank.misprint (
    reference text primary key,
    what      text not null check (what in ('TWICE', 'LEFT_OUT', 'ONE_MORE_CENT'))
);
