-- What is taught here, beyond what comes with OKPay: as it stands now, and each version of it that
-- was tried or published.
create table understanding.draft (
    one        boolean primary key default true check (one),
    teaching   jsonb not null,
    changed_by text not null,
    changed_at timestamptz not null
);

create table understanding.version (
    n            int generated always as identity primary key,
    teaching     jsonb not null,
    state        text not null check (state in ('LEARNING', 'FAILED', 'TRIED', 'LIVE', 'PAST')),
    progress     int not null check (progress between 0 and 100),
    made_by      text not null,
    made_at      timestamptz not null,
    told_at      timestamptz not null,
    published_by text,
    check (state <> 'LIVE' or published_by is not null)
);

create unique index one_live_version on understanding.version (state) where state = 'LIVE';

create unique index one_learned_at_a_time on understanding.version (state)
    where state = 'LEARNING';

-- How a lesson did on what it was not shown.
alter table understanding.lesson add column judgement jsonb;
