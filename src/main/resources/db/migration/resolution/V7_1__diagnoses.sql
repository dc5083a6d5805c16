create schema resolution;

create table resolution.diagnosis (
    id      uuid primary key,
    case_id uuid not null,
    payment uuid not null,
    version int not null,
    verdict jsonb not null,
    at      timestamptz not null,
    chosen  text check (chosen in ('RELEASE', 'REFUND_NOW', 'WAIT', 'TALK_TO_A_PERSON'))
);

create index diagnosis_of_case on resolution.diagnosis (case_id, id);
