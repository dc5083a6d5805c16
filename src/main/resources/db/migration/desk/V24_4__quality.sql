-- Some of what each agent solved, drawn by lot each week, read by a supervisor and talked over.
create table desk.quality_review (
    id          uuid primary key,
    week        date not null,
    case_id     uuid not null,
    agent       uuid not null,
    drawn_at    timestamptz not null,
    reviewer    uuid,
    reviewed_at timestamptz,
    marks       jsonb,
    words       text,
    answer      text,
    answered_at timestamptz,
    unique (case_id, agent),
    check ((reviewer is null) = (reviewed_at is null) and (reviewer is null) = (marks is null)),
    check (reviewer <> agent),
    check (answer is null or reviewer is not null)
);

create index quality_review_waiting on desk.quality_review (drawn_at) where reviewer is null;
create index quality_review_of_agent on desk.quality_review (agent, reviewed_at desc) where reviewer is not null;
create index quality_review_by_week on desk.quality_review (week);

alter table desk.notice drop constraint notice_kind_check;
alter table desk.notice add constraint notice_kind_check check (kind in ('ASSIGNED', 'HALF', 'NEAR',
    'MISSED', 'AN_HOUR_LATE', 'HURRIED', 'MENTIONED', 'TO_CHECK', 'LET_GO', 'KEPT_BACK', 'PRAISED',
    'UNHAPPY', 'URGENT', 'WATCHED', 'AWAKE', 'STRIKE', 'REST', 'REVIEWED', 'ANSWERED'));
