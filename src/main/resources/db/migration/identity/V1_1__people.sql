create schema identity;

create table identity.customer (
    id            uuid primary key,
    name          text not null check (length(name) between 1 and 80),
    phone         text unique check (phone ~ '^\+[0-9]{5,15}$'),
    email         text unique check (email = lower(email) and email like '%_@_%'),
    language      text not null,
    since         timestamptz not null,
    password_hash text not null,
    check (phone is not null or email is not null)
);

create table identity.agent (
    id            uuid primary key,
    name          text not null,
    email         text not null unique,
    role          text not null check (role in ('AGENT', 'SUPERVISOR')),
    language      text not null,
    password_hash text not null
);

create table identity.session (
    id          uuid primary key,
    token_hash  bytea not null unique check (length(token_hash) = 32),
    customer    uuid references identity.customer,
    agent       uuid references identity.agent,
    app_version text not null,
    model       text not null,
    system      text not null,
    opened_at   timestamptz not null,
    expires_at  timestamptz not null,
    ended_at    timestamptz,
    check ((customer is null) <> (agent is null))
);

create index session_of_customer on identity.session (customer, opened_at desc);
