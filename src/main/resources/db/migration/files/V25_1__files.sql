-- Files people sent, as they were drawn anew or found harmless.
create schema files;

create table files.file (
    id     uuid primary key,
    -- Whose wallet it is about: they may read it, and whoever works on their case.
    customer uuid not null,
    name   text not null check (length(name) between 1 and 110),
    type   text not null check (type in ('image/png', 'image/jpeg', 'application/pdf')),
    width  int not null check (width >= 0),
    height int not null check (height >= 0),
    sha256 text not null check (length(sha256) = 64),
    body   bytea not null check (length(body) <= 8000000),
    at     timestamptz not null
);

create index file_of_customer on files.file (customer, at);
-- Pictures and PDF do not get smaller by being packed again.
alter table files.file alter column body set storage external;
