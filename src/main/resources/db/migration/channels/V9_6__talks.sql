-- Callers who want to speak with somebody: how long they wait, who takes the call, and what was
-- recorded with their consent.
create table channels.talk (
    call        uuid primary key references channels.call on delete cascade,
    language    text not null,
    is_recorded boolean not null,
    since       timestamptz not null,
    agent       uuid,
    claimed_at  timestamptz,
    through_at  timestamptz,
    over_at     timestamptz,
    case_id     uuid,
    is_kept     boolean not null default false,
    check ((agent is null) = (claimed_at is null))
);

create index talk_open on channels.talk (since) where over_at is null;
create index talk_not_kept on channels.talk (over_at) where not is_kept;

-- A recording while it grows, so that a killed program loses seconds of it and no more.
create table channels.talk_sound (
    call  uuid not null references channels.talk on delete cascade,
    part  int not null,
    sound bytea not null,
    primary key (call, part)
);
