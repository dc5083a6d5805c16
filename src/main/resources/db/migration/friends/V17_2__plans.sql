-- Money that leaves by itself on a day to come, once or regularly.
create table friends.plan (
    id        uuid primary key,
    payer     uuid not null,
    payee     uuid not null,
    amount    bigint not null check (amount > 0),
    currency  text not null,
    note      text not null check (length(note) <= 200),
    every     text not null check (every in ('ONCE', 'WEEK', 'MONTH')),
    first_day date not null,
    -- Null when it is over.
    next_day  date,
    last_day  date,
    -- The payment of the next day has this number: it is sent once, however often it is tried.
    payment   uuid not null,
    -- The day of which the owner was told that it waits for money.
    told_day  date,
    made_at   timestamptz not null,
    check (payer <> payee)
);

create index plan_of_payer on friends.plan (payer) where next_day is not null;
create index plan_due on friends.plan (next_day) where next_day is not null;
