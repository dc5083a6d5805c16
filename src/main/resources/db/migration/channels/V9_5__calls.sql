-- Calls to the hotline. Who called is known when they typed the code their app shows.
create table channels.call (
    id          uuid primary key,
    caller      text not null,
    customer    uuid,
    began_at    timestamptz not null,
    seen_at     timestamptz not null,
    verified_at timestamptz,
    ended_at    timestamptz,
    check ((customer is null) = (verified_at is null))
);

create index call_of_customer on channels.call (customer, began_at) where customer is not null;
create index call_by_age on channels.call (began_at);

-- What a caller types on the telephone; shown only in their app.
create table channels.call_code (
    customer uuid primary key,
    code     text not null unique,
    until    timestamptz not null
);
