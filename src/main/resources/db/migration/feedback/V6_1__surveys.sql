create schema feedback;

create table feedback.survey (
    id          uuid primary key,
    case_id     uuid not null unique,
    customer    uuid not null,
    score       int check (score between 1 and 5),
    comment     text not null default '' check (length(comment) <= 1000),
    asked_at    timestamptz not null,
    answered_at timestamptz,
    check ((score is null) = (answered_at is null))
);
