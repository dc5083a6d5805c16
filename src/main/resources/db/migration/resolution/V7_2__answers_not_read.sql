-- An agent has answered, and the customer has perhaps left.
create table resolution.unread_answer (
    case_id uuid primary key,
    seq     bigint not null,
    at      timestamptz not null
);

create index unread_answer_at on resolution.unread_answer (at);
