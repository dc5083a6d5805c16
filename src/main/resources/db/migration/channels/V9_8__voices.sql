-- What somebody says of OKPay in public: a review in an app store, a mention elsewhere.
create table channels.voice (
    id         uuid primary key,
    place      text not null,
    ref        text not null,
    -- Whoever said it comes to us by this, in private.
    code       text not null unique,
    author     text not null,
    -- 1 to 5; 0 where there are none.
    stars      int not null check (stars between 0 and 5),
    title      text not null,
    words      text not null,
    territory  text not null,
    version    text not null,
    device     text not null,
    said_at    timestamptz not null,
    heard_at   timestamptz not null,
    answer     text not null default '',
    state      text not null default 'NONE'
        check (state in ('NONE', 'WAITING', 'SENT', 'REFUSED')),
    answered_by uuid,
    -- How often it was changed, and what of it the answer is to.
    changes    int not null default 0,
    answers    int not null default 0,
    -- Each answer has a turn of its own: what is told of an earlier one does not count.
    turn       int not null default 0,
    why        text not null default '',
    tries      int not null default 0,
    begun      boolean not null default false,
    next_at    timestamptz,
    unique (place, ref)
);

create index voice_by_age on channels.voice (said_at desc, id desc);
create index voice_to_answer on channels.voice (next_at) where state = 'WAITING';

-- What it said before it was changed.
create table channels.voice_before (
    voice   uuid not null references channels.voice on delete cascade,
    nth     int not null,
    at      timestamptz not null,
    stars   int not null,
    title   text not null,
    words   text not null,
    primary key (voice, nth)
);

-- When each place is listened to, on whichever node.
create table channels.listening (
    place   text primary key,
    next_at timestamptz not null,
    -- When all of it was looked through.
    whole_at timestamptz not null
);
