create schema support;

create sequence support.case_number start 100001;

create table support.conversation (
    id         uuid primary key,
    customer   uuid not null,
    last_seq   bigint not null default 0,
    started_at timestamptz not null
);

create table support.message (
    conversation uuid not null references support.conversation,
    seq          bigint not null check (seq > 0),
    client_id    text not null check (length(client_id) between 1 and 200),
    author_kind  text not null check (author_kind in ('CUSTOMER', 'AGENT', 'OKPAY')),
    author       uuid,
    body         jsonb not null,
    at           timestamptz not null,
    primary key (conversation, seq),
    unique (conversation, client_id),
    check ((author_kind = 'OKPAY') = (author is null))
);

create table support.support_case (
    id           uuid primary key,
    number       text not null unique,
    customer     uuid not null,
    conversation uuid not null references support.conversation,
    about_kind   text not null,
    about_id     text not null,
    topic        text not null,
    stage        text not null check (stage in ('OPENED', 'WAITING', 'IN_PROGRESS',
                     'WAITING_FOR_APPROVAL', 'RESOLVED', 'CLOSED')),
    assignee     uuid,
    opened_at    timestamptz not null,
    moved_at     timestamptz not null
);

create index case_of_customer on support.support_case (customer, opened_at desc);
create index case_of_conversation on support.support_case (conversation);
create index case_about on support.support_case (about_kind, about_id);
create index case_open on support.support_case (assignee, moved_at)
    where stage not in ('RESOLVED', 'CLOSED');

create table support.promise (
    id       uuid primary key,
    case_id  uuid not null references support.support_case,
    kind     text not null check (kind in ('FIRST_REPLY', 'NEXT_UPDATE', 'MONEY_BACK', 'DECISION')),
    due      timestamptz not null,
    state    text not null check (state in ('RUNNING', 'KEPT', 'MISSED', 'MOVED')),
    made_at  timestamptz not null,
    ended_at timestamptz,
    why      text not null default '',
    check ((state = 'RUNNING') = (ended_at is null))
);

create unique index one_running_promise on support.promise (case_id, kind) where state = 'RUNNING';
create index promise_due on support.promise (due) where state = 'RUNNING';
