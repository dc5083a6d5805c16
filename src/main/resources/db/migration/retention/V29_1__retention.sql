-- What may not be forgotten yet, and proof of what was.
create schema retention;

create table retention.hold (
    id        uuid primary key,
    customer  uuid not null,
    why       text not null check (length(why) between 3 and 300),
    by        uuid not null,
    at        timestamptz not null,
    lifted_by uuid,
    lifted_at timestamptz,
    check ((lifted_by is null) = (lifted_at is null))
);

create unique index one_hold on retention.hold (customer) where lifted_at is null;

create table retention.proof (
    id       uuid primary key,
    case_id  uuid not null unique,
    number   text not null,
    customer uuid not null,
    reason   text not null check (reason in ('TIME_OVER', 'ASKED_FOR')),
    by       uuid,
    messages int not null check (messages >= 0),
    files    int not null check (files >= 0),
    digest   text not null check (length(digest) = 64),
    at       timestamptz not null,
    check ((reason = 'TIME_OVER') = (by is null))
);

create index proof_at on retention.proof (at desc);
