-- Why an agent gave a promise another time; the customer reads it.
alter table support.promise add column moved_why text not null default '';

-- A case that was solved and was opened again because an open one was put into it: how it stood, so
-- that taking the open one out again leaves it as it was.
create table support.opened_by_merge (
    case_id   uuid primary key references support.support_case,
    into_id   uuid not null references support.support_case,
    stage     text not null,
    assignee  uuid,
    moved_at  timestamptz not null,
    opened_at timestamptz not null,
    last_seq  bigint not null
);
