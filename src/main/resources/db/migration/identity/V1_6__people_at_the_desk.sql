-- Who left no longer signs in; their name stays with what they wrote.
alter table identity.agent add column closed_at timestamptz;

-- With this somebody sets the password they will sign in with, once.
create table identity.agent_invitation (
    token_hash bytea primary key check (length(token_hash) = 32),
    agent      uuid not null unique references identity.agent,
    until      timestamptz not null
);

-- Who let whom in, changed them or let them go. Nobody is whoever started OKPay.
create table identity.agent_event (
    seq    bigint generated always as identity primary key,
    at     timestamptz not null,
    agent  uuid not null references identity.agent,
    by     uuid references identity.agent,
    kind   text not null check (kind in ('INVITED', 'LINK', 'PASSWORD', 'CHANGED', 'LEFT')),
    detail text not null
);

create index agent_event_of on identity.agent_event (agent, seq);
