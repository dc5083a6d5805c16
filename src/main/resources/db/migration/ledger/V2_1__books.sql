create schema ledger;

-- A credit raises an account, a debit lowers it. Only okpay.ledger.Ledger writes posted, held and seq.
create table ledger.account (
    id        uuid primary key,
    owner     text not null,
    currency  text not null check (currency ~ '^[A-Z]{3}$'),
    posted    bigint not null default 0,
    held      bigint not null default 0 check (held >= 0),
    floor     bigint not null,
    seq       bigint not null default 0,
    frozen    boolean not null default false,
    opened_at timestamptz not null,
    unique (owner, currency),
    constraint above_floor check (posted - held >= floor)
) with (fillfactor = 60);

-- One row holds both legs. No foreign keys here: they halve the speed of posting; the trial balance
-- proves the same and more.
create table ledger.transfer (
    id           uuid primary key,
    request      text not null,
    debit        uuid not null,
    credit       uuid not null,
    amount       bigint not null check (amount > 0),
    currency     text not null,
    purpose      text not null,
    about        text not null,
    hold         uuid,
    debit_seq    bigint not null,
    debit_after  bigint not null,
    credit_seq   bigint not null,
    credit_after bigint not null,
    event_at     timestamptz not null,
    posted_at    timestamptz not null,
    proposal     uuid,
    proposed_by  text,
    approved_by  text,
    check (debit <> credit),
    check ((proposal is null) = (approved_by is null) and (proposal is null) = (proposed_by is null)),
    constraint two_people check (approved_by <> proposed_by),
    unique (debit, debit_seq),
    unique (credit, credit_seq)
);

create index transfer_about on ledger.transfer (about);

create table ledger.hold (
    id         uuid primary key,
    account    uuid not null references ledger.account,
    amount     bigint not null check (amount > 0),
    currency   text not null,
    state      text not null check (state in ('OPEN', 'CAPTURED', 'RELEASED', 'EXPIRED')),
    expires_at timestamptz not null,
    about      text not null,
    opened_at  timestamptz not null,
    ended_at   timestamptz,
    check ((state = 'OPEN') = (ended_at is null))
);

create index hold_open on ledger.hold (expires_at) where state = 'OPEN';
create index hold_of_account on ledger.hold (account) where state = 'OPEN';

-- What was asked under which key, and the answer: refusals too.
create table ledger.request (
    key      text primary key check (length(key) between 1 and 200),
    hash     bytea not null check (length(hash) = 32),
    refusal  text,
    ids      uuid[],
    asked_at timestamptz not null,
    check (refusal is null or ids is null)
);

create table ledger.proposal (
    id          uuid primary key,
    key         text not null unique,
    chain       jsonb not null,
    amount      bigint not null check (amount > 0),
    currency    text not null,
    about       text not null,
    why         text not null check (length(why) between 1 and 500),
    proposed_by text not null,
    proposed_at timestamptz not null,
    state       text not null check (state in ('PROPOSED', 'BOOKED', 'TURNED_DOWN', 'FAILED')),
    decided_by  text,
    decided_at  timestamptz,
    note        text,
    constraint two_people check (state = 'TURNED_DOWN' or decided_by <> proposed_by),
    check ((state = 'PROPOSED') = (decided_by is null))
);

create index proposal_open on ledger.proposal (proposed_at) where state = 'PROPOSED';
create index proposal_about on ledger.proposal (about);

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
create trigger request_kept before delete on ledger.request
    for each row execute function ledger.append_only();
create trigger request_not_truncated before truncate on ledger.request
    for each statement execute function ledger.append_only();
