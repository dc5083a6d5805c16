-- Who at the desk opened whose case, once a day.
create table desk.case_read (
    case_id  uuid not null,
    agent    uuid not null,
    day      date not null,
    customer uuid not null,
    at       timestamptz not null,
    primary key (case_id, agent, day)
);

create index case_read_of_customer on desk.case_read (customer, at desc);
