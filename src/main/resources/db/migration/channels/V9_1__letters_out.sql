create schema channels;

-- What leaves for a person. In the transaction of whatever it tells about.
create table channels.letter (
    id           uuid primary key,
    kind         text not null,
    via          text not null check (via in ('SMS', 'EMAIL')),
    address      text not null,
    language     text not null,
    subject      text not null,
    body         text not null,
    written_at   timestamptz not null,
    secret_until timestamptz
);

create index letter_by_age on channels.letter (written_at desc);
create index letter_with_secret on channels.letter (secret_until) where secret_until is not null;
