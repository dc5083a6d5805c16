-- The people at the desk, and what lies on it.
create schema desk;

-- Who is there. `seen_at` is moved by the pages they have open.
create table desk.presence (
    agent      uuid primary key,
    state      text not null check (state in ('HERE', 'BREAK', 'AWAY')),
    since      timestamptz not null,
    seen_at    timestamptz not null,
    capacity   int not null default 5 check (capacity between 1 and 10000),
    assigned_at timestamptz,
    -- After a hard conversation nothing hard again before this.
    spared_until timestamptz
);

-- What somebody at the desk should know of, once.
create table desk.notice (
    id      uuid primary key,
    agent   uuid not null,
    case_id uuid not null,
    kind    text not null check (kind in ('ASSIGNED', 'HALF', 'NEAR', 'MISSED', 'AN_HOUR_LATE',
                'HURRIED', 'MENTIONED', 'TO_CHECK', 'LET_GO', 'KEPT_BACK', 'PRAISED', 'UNHAPPY', 'URGENT')),
    detail  text not null default '',
    at      timestamptz not null,
    seen_at timestamptz,
    -- The same thing is told once.
    key     text not null,
    unique (agent, key)
);

create index notice_unseen on desk.notice (agent, at desc) where seen_at is null;

-- Words that are not sent yet: one for each agent and case.
create table desk.draft (
    agent    uuid not null,
    case_id  uuid not null,
    text     text not null check (length(text) between 1 and 4000),
    saved_at timestamptz not null,
    primary key (agent, case_id)
);

-- Who looks at a case, and who is writing in it. Lost in a crash without harm.
create unlogged table desk.viewer (
    case_id    uuid not null,
    agent      uuid not null,
    seen_at    timestamptz not null,
    writing_at timestamptz,
    primary key (case_id, agent)
);

-- A reply in which something was doubtful: it waits for a second pair of eyes.
create table desk.held_reply (
    id         uuid primary key,
    case_id    uuid not null,
    agent      uuid not null,
    text       text not null,
    doubts     text not null,
    client_id  text not null,
    state      text not null check (state in ('WAITING', 'LET_GO', 'KEPT_BACK', 'WITHDRAWN')),
    asked_at   timestamptz not null,
    decided_by uuid,
    decided_at timestamptz,
    why        text not null default '',
    unique (case_id, client_id),
    check (decided_by is null or decided_by <> agent),
    check ((state = 'WAITING') = (decided_at is null)),
    check ((state in ('LET_GO', 'KEPT_BACK')) = (decided_by is not null))
);

create index held_waiting on desk.held_reply (asked_at) where state = 'WAITING';

-- Replies written once, in both languages.
create table desk.canned (
    id      uuid primary key,
    name    text not null unique check (length(name) between 1 and 60),
    en      text not null check (length(en) between 1 and 2000),
    zh      text not null check (length(zh) between 1 and 2000),
    by      uuid,
    at      timestamptz not null,
    gone_at timestamptz
);

-- Who looked at what of whom, and why. The customer may read it.
create table desk.reveal (
    id       uuid primary key,
    customer uuid not null,
    case_id  uuid not null,
    agent    uuid not null,
    field    text not null check (field in ('PHONE', 'EMAIL', 'BALANCE')),
    why      text not null check (length(why) between 3 and 300),
    at       timestamptz not null,
    until    timestamptz not null check (until > at)
);

create index reveal_of_customer on desk.reveal (customer, at desc);
create index reveal_by_agent on desk.reveal (agent, case_id, until);
