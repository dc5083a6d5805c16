-- What a customer is told, once: it lies in the app, and goes by one way after another until it has
-- arrived or was read.
create table channels.notice (
    id       uuid primary key,
    customer uuid not null,
    kind     text not null,
    language text not null,
    subject  text not null,
    body     text not null,
    told_at  timestamptz not null,
    -- The number of the case it is about, if it is about one.
    about    text not null default '',
    -- It goes by all ways at once, and nothing stops it.
    by_all   boolean not null,
    -- Those not tried yet.
    ways     text[] not null,
    next_at  timestamptz,
    -- It waits for the end of quiet hours.
    held     boolean not null default false,
    seen_at  timestamptz
);

create index notice_of_customer on channels.notice (customer, told_at desc);
create index notice_unseen on channels.notice (customer) where seen_at is null;
create index notice_due on channels.notice (next_at) where next_at is not null;
create index notice_by_age on channels.notice (told_at);

-- By which ways a customer wants to hear of what.
create table channels.choice (
    customer uuid not null,
    matter   text not null,
    ways     text[] not null,
    primary key (customer, matter)
);

-- When a customer wants to be left alone.
create table channels.quiet (
    customer uuid primary key,
    begins   time not null,
    ends     time not null,
    zone     text not null,
    check (begins <> ends)
);

-- Where push services take what is for a customer's browser, as long as it is signed in.
create table channels.push (
    id       uuid primary key,
    customer uuid not null,
    session  uuid not null unique,
    endpoint text not null unique,
    key      bytea not null,
    auth     bytea not null,
    made_at  timestamptz not null
);

create index push_of_customer on channels.push (customer);

-- A letter of a notice, and the number by which whoever doubts it asks.
alter table channels.letter
    drop constraint letter_via_check,
    add constraint letter_via_check check (via in ('SMS', 'EMAIL', 'PUSH')),
    add column notice uuid references channels.notice on delete cascade,
    add column number text not null default '';

create index letter_of_notice on channels.letter (notice) where notice is not null;
create index letter_to_address on channels.letter (address, written_at desc);

create table channels.number (
    number  text primary key,
    kind    text not null,
    via     text not null,
    address text not null,
    at      timestamptz not null
);

create index number_by_age on channels.number (at);

alter table channels.dispatch
    add column arrived_at timestamptz,
    -- Somebody has it in hand at this moment.
    add column begun boolean not null default false,
    -- Whoever had it in hand before never told what came of it.
    add column orphan boolean not null default false;

-- What became of something we have not written down yet that we sent.
create table channels.early (
    channel text not null,
    ref     text not null,
    arrived boolean not null,
    why     text not null,
    at      timestamptz not null,
    primary key (channel, ref)
);
