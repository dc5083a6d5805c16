create schema understanding;

-- What was learned from examples, ready for use.
create table understanding.lesson (
    -- Of the examples and of the way they are learned from.
    gist       text primary key,
    script     text not null check (script in ('CHINESE', 'ENGLISH')),
    learned    bytea not null,
    learned_at timestamptz not null
);

-- It is packed already.
alter table understanding.lesson alter column learned set storage external;
