-- What came from outside, kept before it is understood. The same words under the same key are one
-- arrival, by whichever mailbox and however often they come.
create table channels.arrival (
    id           uuid primary key,
    channel      text not null,
    key          text not null,
    sender       text not null,
    subject      text not null default '',
    words        text not null default '',
    raw          bytea,
    state        text not null check (state in ('ARRIVED', 'TAKEN', 'PARKED', 'IGNORED', 'DONE')),
    why          text not null default '',
    message_id   text not null default '',
    conversation uuid,
    seq          bigint,
    tries        int not null default 0,
    arrived_at   timestamptz not null,
    moved_at     timestamptz not null,
    unique (channel, key)
);

create index arrival_to_do on channels.arrival (moved_at) where state = 'ARRIVED';
create index arrival_parked on channels.arrival (arrived_at) where state = 'PARKED';
create index arrival_of_message on channels.arrival (conversation, seq)
    where conversation is not null;
create index arrival_of_sender on channels.arrival (channel, sender, arrived_at);
create index arrival_by_age on channels.arrival (arrived_at);

-- By which way a customer spoke last in a conversation: answers go the same way.
create table channels.way (
    conversation uuid primary key,
    channel      text not null,
    address      text not null,
    spoken_at    timestamptz not null
);

create index way_of_address on channels.way (channel, address, spoken_at);

-- What must leave: a letter, or a message of a conversation.
create table channels.dispatch (
    id           uuid primary key,
    channel      text not null,
    address      text not null,
    letter       uuid references channels.letter on delete cascade,
    conversation uuid,
    seq          bigint,
    state        text not null
        check (state in ('WAITING', 'SENT', 'RETURNED', 'GIVEN_UP', 'NOT_NEEDED')),
    tries        int not null default 0,
    next_at      timestamptz not null,
    sent_at      timestamptz,
    said         text not null default '',
    ref          text not null default '',
    check ((letter is null) <> (conversation is null)),
    check ((conversation is null) = (seq is null)),
    unique (conversation, seq, channel)
);

create index dispatch_of_letter on channels.dispatch (letter) where letter is not null;
create index dispatch_due on channels.dispatch (channel, next_at) where state = 'WAITING';
create index dispatch_by_ref on channels.dispatch (channel, ref) where ref <> '';
create index dispatch_to_address on channels.dispatch (channel, address, sent_at);

-- When each lane was last seen alive.
create table channels.pulse (
    lane      text primary key,
    ok_at     timestamptz not null,
    patience_s bigint not null default 60,
    failed_at timestamptz,
    said      text not null default ''
);

-- Keys of our own making, the same on every node.
create table channels.secret (
    name  text primary key,
    value bytea not null
);

-- The number of the case a letter is about: whoever answers it answers there.
alter table channels.letter add column about text not null default '';
