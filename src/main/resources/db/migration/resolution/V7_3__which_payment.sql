-- Somebody was asked which of their payments they mean.
create table resolution.question (
    id          uuid primary key,
    case_id     uuid not null,
    payments    uuid[] not null check (cardinality(payments) between 1 and 9),
    for_person  boolean not null,
    until       timestamptz not null,
    -- Nobody answered until then, and a person has it.
    lapsed      boolean not null default false,
    answered_at timestamptz,
    chosen      uuid,
    check (chosen is null or (answered_at is not null and chosen = any(payments)))
);

create index question_of_case on resolution.question (case_id, id);
create index question_unanswered on resolution.question (until)
    where answered_at is null and not lapsed;
