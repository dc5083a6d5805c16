alter table desk.notice drop constraint notice_kind_check;
alter table desk.notice add constraint notice_kind_check check (kind in ('ASSIGNED', 'HALF', 'NEAR',
    'MISSED', 'AN_HOUR_LATE', 'HURRIED', 'MENTIONED', 'TO_CHECK', 'LET_GO', 'KEPT_BACK', 'PRAISED',
    'UNHAPPY', 'URGENT', 'WATCHED', 'AWAKE', 'STRIKE', 'REST'));

-- Who wants to hear of a case without having it.
create table desk.watcher (
    case_id uuid not null,
    agent   uuid not null,
    since   timestamptz not null,
    primary key (case_id, agent)
);

create index watcher_agent on desk.watcher (agent, since);

-- Lists somebody put together: for themselves, or for everybody.
create table desk.saved_view (
    id         uuid primary key,
    owner      uuid not null,
    shared     boolean not null,
    name       text not null check (length(name) between 1 and 60),
    whose      text not null check (whose in ('MINE', 'NOBODYS', 'EVERYBODYS')),
    stages     text not null default '',
    at_least   text not null,
    tag        text not null default '' check (length(tag) <= 40),
    due_within int check (due_within between 1 and 720),
    at         timestamptz not null
);

create index saved_view_of on desk.saved_view (owner);

-- What an agent can do besides what everybody can: which cases they get first.
create table desk.skill (
    agent uuid not null,
    skill text not null check (length(skill) between 1 and 40),
    primary key (agent, skill)
);

-- When somebody works, by the clock of a zone: minutes of the day, an end after midnight is above
-- 1440. Who has no shifts works whenever they are there.
create table desk.shift (
    id       uuid primary key,
    agent    uuid not null,
    day      smallint not null check (day between 1 and 7),
    begins   smallint not null check (begins between 0 and 1439),
    ends     smallint not null check (ends > begins and ends <= 2880),
    zone     text not null
);

create index shift_of on desk.shift (agent);

-- How long somebody has worked on what is hard, and when they must rest.
create table desk.exposure (
    case_id uuid not null,
    agent   uuid not null,
    since   timestamptz not null,
    until   timestamptz check (until >= since),
    primary key (case_id, agent, since)
);

create index exposure_open on desk.exposure (case_id) where until is null;
create index exposure_until on desk.exposure (until);

alter table desk.presence add column rest_until timestamptz;

-- Abusive words in a case: the first is answered with a request, after the second a supervisor
-- decides.
create table desk.strike (
    conversation uuid not null,
    seq      bigint not null,
    customer uuid not null,
    words    text not null,
    at       timestamptz not null,
    primary key (conversation, seq)
);

create index strike_of on desk.strike (customer, at);
