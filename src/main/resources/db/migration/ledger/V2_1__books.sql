create schema ledger;

-- A credit raises an account, a debit lowers it. Only okpay.ledger.Ledger writes here. What changes
-- with every payment stands together, and none of it is in an index: such updates stay on the page.
create table ledger.account (
    id        bigint generated always as identity primary key,
    posted    bigint not null default 0,
    held      bigint not null default 0 check (held >= 0),
    seq       bigint not null default 0,
    version   bigint not null default 0,
    last      bigint not null default 0,
    spent     bigint not null default 0 check (spent >= 0),
    spent_day bigint not null default 0,
    floor     bigint not null,
    day_limit bigint not null check (day_limit >= 0),
    opened_at timestamptz not null,
    stopped   text not null default 'NOTHING'
              check (stopped in ('NOTHING', 'DEBITS', 'CREDITS', 'BOTH')),
    currency  text not null check (length(currency) = 3),
    owner     text not null,
    unique (owner, currency),
    constraint above_floor check (posted - held >= floor)
) with (fillfactor = 50);

-- Numbers of lines, orders and batches sort by time: 44 bits of tenths of a millisecond since 2026,
-- 3 bits of lane, 11 of order, 5 of instruction (okpay.ledger.Position).
create function ledger.time_of(id bigint) returns timestamptz language sql immutable as $$
    select timestamptz '2026-01-01 00:00:00Z' + (id >> 19) * interval '100 microseconds'
$$;

create function ledger.first_at(moment timestamptz) returns bigint language sql immutable as $$
    select (extract(epoch from moment - timestamptz '2026-01-01 00:00:00Z') * 10000)::bigint << 19
$$;

-- One row holds all legs of a movement: the debit of `amount`, the credit of `amount - fee`, the
-- credit of `fee`. No foreign keys here: they halve the speed of posting; the trial balance proves
-- the same and more. Uniqueness of (account, seq) follows from account.version, which every writer
-- must have seen.
create table ledger.transfer (
    id           bigint not null,
    debit        bigint not null,
    credit       bigint not null,
    amount       bigint not null check (amount > 0),
    debit_seq    bigint not null,
    debit_after  bigint not null,
    credit_seq   bigint not null,
    credit_after bigint not null,
    event_at     timestamptz not null,
    fee          bigint,
    fee_to       bigint,
    fee_seq      bigint,
    fee_after    bigint,
    hold         bigint,
    reverses     bigint,
    purpose      text not null,
    primary key (id),
    check (debit <> credit),
    check (fee is null or (fee > 0 and fee < amount and fee_to not in (debit, credit))),
    check (num_nulls(fee, fee_to, fee_seq, fee_after) in (0, 4))
) partition by range (id);

create index transfer_debit on ledger.transfer (debit, id);
create index transfer_credit on ledger.transfer (credit, id);
create index transfer_fee on ledger.transfer (fee_to, id) where fee_to is not null;

-- Catches what no month has been opened for; okpay.ledger.Caretaker opens them ahead of time.
create table ledger.transfer_other partition of ledger.transfer default;

create function ledger.open_month(day date) returns void language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    first date := date_trunc('month', day);
begin
    execute format('create table if not exists ledger.%I partition of ledger.transfer'
        ' for values from (%s) to (%s)', 'transfer_' || to_char(first, 'YYYY_MM'),
        ledger.first_at(first::timestamp at time zone 'UTC'),
        ledger.first_at((first + interval '1 month')::timestamp at time zone 'UTC'));
end $$;

select ledger.open_month((current_date + n * interval '1 month')::date) from generate_series(0, 2) n;

-- Every leg by itself: what changed on which account, and how it stood afterwards.
create view ledger.leg as
    select debit as account, id, debit_seq as seq, -amount as change, debit_after as after
    from ledger.transfer
    union all
    select credit, id, credit_seq, amount - coalesce(fee, 0), credit_after from ledger.transfer
    union all
    select fee_to, id, fee_seq, fee, fee_after from ledger.transfer where fee_to is not null;

-- How an account stood before a position: by its last leg, found in O(log n).
create function ledger.standing_before(wanted bigint, position_ bigint)
    returns table (posted bigint, seq bigint) language sql stable as $$
    select after, seq from (
        (select id, debit_after as after, debit_seq as seq from ledger.transfer
         where debit = wanted and id < position_ order by id desc limit 1)
        union all
        (select id, credit_after, credit_seq from ledger.transfer
         where credit = wanted and id < position_ order by id desc limit 1)
        union all
        (select id, fee_after, fee_seq from ledger.transfer
         where fee_to = wanted and id < position_ order by id desc limit 1)) last
    order by id desc limit 1
$$;

create table ledger.hold (
    id         bigint primary key,
    account    bigint not null,
    amount     bigint not null check (amount > 0),
    captured   bigint not null default 0 check (captured between 0 and amount),
    version    bigint not null,
    set_aside  bigint not null,
    ended_at   timestamptz,
    expires_at timestamptz not null,
    state      text not null check (state in ('OPEN', 'CAPTURED', 'RELEASED', 'EXPIRED')),
    about      text not null,
    check ((state = 'OPEN') = (ended_at is null))
) with (fillfactor = 80);

create index hold_open on ledger.hold (expires_at) where state = 'OPEN';

-- How much of a transfer came back: never more than it moved.
create table ledger.given_back (
    transfer     bigint primary key,
    taken        bigint not null,
    refunded     bigint not null default 0 check (refunded >= 0),
    charged_back bigint not null default 0 check (charged_back >= 0),
    version      bigint not null,
    constraint never_more_than_taken check (refunded + charged_back <= taken)
);

-- What was asked under which key, and the answer: refusals too. Its lines are id .. id + size - 1.
create table ledger.request (
    id       bigint not null,
    size     smallint not null,
    hash     bytea not null check (length(hash) = 16),
    key      text collate "C" primary key check (length(key) between 3 and 200),
    refusal  text,
    proposal uuid
);

create unique index request_id on ledger.request (id);

-- What was written together, sealed: each seal covers the one before it in its lane. The rows are
-- also the outbox: within a lane, n has no gaps and grows in the order of the commits.
create table ledger.batch (
    id     bigint primary key,
    lane   smallint not null,
    n      bigint not null,
    orders int not null,
    lines  int not null,
    seal   bytea not null check (length(seal) = 32),
    unique (lane, n)
);

create table ledger.lane (
    id      smallint primary key check (id between 0 and 7),
    n       bigint not null default 0,
    batch   bigint not null default 0,
    seal    bytea not null default decode(repeat('00', 32), 'hex'),
    holder  uuid unique,
    seen_at timestamptz
) with (fillfactor = 20);

insert into ledger.lane (id) select generate_series(0, 7);

create table ledger.proposal (
    id          uuid primary key,
    about       text not null,
    step        text not null,
    chain       jsonb not null,
    amount      bigint not null check (amount > 0),
    currency    text not null,
    why         text not null check (length(why) between 1 and 500),
    proposed_by text not null,
    proposed_at timestamptz not null,
    state       text not null check (state in ('PROPOSED', 'BOOKED', 'TURNED_DOWN', 'FAILED')),
    decided_by  text,
    decided_at  timestamptz,
    note        text,
    unique (about, step),
    constraint two_people check (state = 'TURNED_DOWN' or decided_by <> proposed_by),
    check ((state = 'PROPOSED') = (decided_by is null))
);

create index proposal_open on ledger.proposal (proposed_at) where state = 'PROPOSED';

-- Up to where the books were verified, for each lane.
create table ledger.verified (
    lane  smallint primary key,
    n     bigint not null,
    batch bigint not null,
    seal  bytea not null,
    at    timestamptz not null
);

create table ledger.trial_balance (
    day      date not null,
    currency text not null,
    accounts bigint not null,
    debits   numeric not null,
    credits  numeric not null,
    flaws    bigint not null,
    taken_at timestamptz not null,
    primary key (day, currency)
);

create function ledger.append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the books are written once: % of % refused', tg_op, tg_table_name;
end $$;

create trigger transfer_append_only before update or delete on ledger.transfer
    for each row execute function ledger.append_only();
create trigger transfer_not_truncated before truncate on ledger.transfer
    for each statement execute function ledger.append_only();
create trigger request_append_only before update or delete on ledger.request
    for each row execute function ledger.append_only();
create trigger request_not_truncated before truncate on ledger.request
    for each statement execute function ledger.append_only();
create trigger batch_append_only before update or delete on ledger.batch
    for each row execute function ledger.append_only();
create trigger batch_not_truncated before truncate on ledger.batch
    for each statement execute function ledger.append_only();
