-- Callers who want to speak with somebody: how long they wait, who takes the call, and what was
-- recorded with their consent.
create table channels.talk (
    call          uuid primary key references channels.call on delete cascade,
    language      text not null,
    is_recorded   boolean not null,
    since         timestamptz not null,
    agent         uuid,
    claimed_at    timestamptz,
    through_at    timestamptz,
    -- Who spoke with them last, and how long all spoke together.
    spoke_with    uuid,
    spoke_seconds int not null default 0,
    over_at       timestamptz,
    case_id       uuid,
    is_kept       boolean not null default false,
    -- As what the recording lies in a conversation, or aside.
    arrival       uuid,
    check ((agent is null) = (claimed_at is null))
);

create index talk_open on channels.talk (since) where over_at is null;
create index talk_not_kept on channels.talk (over_at) where not is_kept;
create index talk_of_arrival on channels.talk (arrival) where arrival is not null;
-- One call at a time.
create unique index talk_of_agent on channels.talk (agent) where over_at is null;

-- A recording, a few seconds in each row: so it grows while it is spoken, a killed program loses
-- seconds of it, and it is played without being in memory as a whole. G.711 (A-law), the caller on
-- the left.
create table channels.talk_sound (
    call  uuid not null references channels.talk on delete cascade,
    part  int not null,
    sound bytea not null,
    primary key (call, part)
);

-- A colleague calls a customer now: the customer's app says so, and of nobody else.
create table channels.calling (
    customer uuid primary key,
    agent    uuid not null,
    case_id  uuid not null,
    began_at timestamptz not null,
    until    timestamptz not null
);
