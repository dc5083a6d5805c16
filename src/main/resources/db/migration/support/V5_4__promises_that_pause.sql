-- Cases have a priority, may lie within another one, and wait for their customer.
alter table support.support_case
    add column priority smallint not null default 1 check (priority between 0 and 3),
    add column merged_into uuid references support.support_case,
    add column root_cause text not null default '',
    add column hurried_at timestamptz,
    -- The promise that runs out first: lists are sorted by it.
    add column next_due timestamptz,
    add constraint not_into_itself check (merged_into <> id);

alter table support.support_case drop constraint support_case_stage_check;
alter table support.support_case add constraint support_case_stage_check check (stage in (
    'OPENED', 'WAITING', 'IN_PROGRESS', 'WAITING_FOR_CUSTOMER', 'WAITING_FOR_APPROVAL', 'RESOLVED',
    'CLOSED'));

-- What waits for a free agent: the most urgent first.
create index case_waiting on support.support_case (priority desc, next_due, moved_at, id)
    where stage = 'WAITING' and merged_into is null;
update support.support_case c set next_due = (
    select min(due) from support.promise p where p.case_id = c.id and p.state = 'RUNNING');
drop index support.case_open;
create index case_open on support.support_case (priority desc, next_due, id)
    where stage not in ('RESOLVED', 'CLOSED') and merged_into is null;
create index case_open_of_agent on support.support_case (assignee, priority desc, next_due, id)
    where stage not in ('RESOLVED', 'CLOSED') and merged_into is null;
create index case_latest on support.support_case (moved_at desc, id) where merged_into is null;
create index case_over on support.support_case (moved_at desc, id)
    where stage in ('RESOLVED', 'CLOSED') and merged_into is null;
create index case_merged on support.support_case (merged_into) where merged_into is not null;

alter table support.promise
    add column calendar text not null default 'always',
    -- What was left of it, in open time, when it was paused.
    add column left_seconds bigint check (left_seconds >= 0),
    drop constraint promise_kind_check,
    drop constraint promise_state_check,
    drop constraint promise_check;

alter table support.promise
    add constraint promise_kind_check check (kind in (
        'FIRST_REPLY', 'NEXT_UPDATE', 'RESOLUTION', 'MONEY_BACK', 'DECISION', 'AGREED')),
    add constraint promise_state_check check (state in (
        'RUNNING', 'PAUSED', 'KEPT', 'MISSED', 'MOVED')),
    add constraint ended_or_not check ((state in ('RUNNING', 'PAUSED')) = (ended_at is null)),
    add constraint paused_with_the_rest check ((state = 'PAUSED') = (left_seconds is not null));

-- An agent may agree on several things in one case.
drop index support.one_running_promise;
create unique index one_running_promise on support.promise (case_id, kind)
    where state in ('RUNNING', 'PAUSED') and kind <> 'AGREED';
create index promise_of_case on support.promise (case_id);

-- What happens on the way to a promise's time and after it. `at` moves with the promise; a rung
-- acts once.
create table support.rung (
    promise  uuid not null references support.promise,
    step     text not null check (step in ('HALF', 'NEAR', 'AN_HOUR_LATE')),
    at       timestamptz not null,
    acted_at timestamptz,
    primary key (promise, step)
);

create index rung_due on support.rung (at) where acted_at is null;

-- How fast we are, by priority: in open time of a calendar.
create table support.target (
    priority smallint not null check (priority between 0 and 3),
    kind     text not null check (kind in ('FIRST_REPLY', 'NEXT_UPDATE', 'RESOLUTION')),
    minutes  int not null check (minutes > 0),
    calendar text not null default 'always',
    primary key (priority, kind)
);

insert into support.target (priority, kind, minutes) values
    (0, 'FIRST_REPLY', 60), (0, 'NEXT_UPDATE', 240), (0, 'RESOLUTION', 7200),
    (1, 'FIRST_REPLY', 15), (1, 'NEXT_UPDATE', 60), (1, 'RESOLUTION', 4320),
    (2, 'FIRST_REPLY', 10), (2, 'NEXT_UPDATE', 30), (2, 'RESOLUTION', 1440),
    (3, 'FIRST_REPLY', 5), (3, 'NEXT_UPDATE', 15), (3, 'RESOLUTION', 480);

-- What happened to a case, one line after the other, each with the digest of the one before: a line
-- taken away or changed shows.
create table support.case_event (
    case_id uuid not null references support.support_case,
    seq     int not null check (seq > 0),
    at      timestamptz not null,
    agent   uuid,
    kind    text not null,
    detail  text not null,
    digest  text not null check (length(digest) = 64),
    primary key (case_id, seq)
);

create index case_event_by_agent on support.case_event (agent, at) where agent is not null;
create index case_event_by_kind on support.case_event (kind, at);

-- Words among those at the desk. A table of their own: no customer ever reads it.
create table support.note (
    id      uuid primary key,
    case_id uuid not null references support.support_case,
    agent   uuid not null,
    text    text not null check (length(text) between 1 and 4000),
    at      timestamptz not null
);

create index note_of_case on support.note (case_id, at);

create table support.tag (
    case_id uuid not null references support.support_case,
    tag     text not null check (length(tag) between 1 and 40),
    primary key (case_id, tag)
);

create index tag_by_name on support.tag (tag);

-- A case that was taken out of another: the words from one number to another were about it.
create table support.taken_out (
    case_id   uuid primary key references support.support_case,
    origin    uuid not null references support.support_case,
    first_seq bigint not null check (first_seq > 0),
    last_seq  bigint not null check (last_seq >= first_seq)
);

-- Which transaction wrote it: whoever keeps a copy (an index) reads on from there and misses nothing.
alter table support.message add column tx xid8 not null default pg_current_xact_id();
alter table support.case_event add column tx xid8 not null default pg_current_xact_id();
create index case_event_by_tx on support.case_event (tx, case_id, seq);
alter table support.support_case add column tx xid8 not null default pg_current_xact_id();
create index message_by_tx on support.message (tx, conversation, seq);
create index case_by_tx on support.support_case (tx, id);

create index case_by_number on support.support_case (number text_pattern_ops);
