-- Who left no longer signs in; their name stays with what they wrote.
alter table identity.agent add column closed_at timestamptz;

-- With this somebody sets the password they will sign in with, once.
create table identity.agent_invitation (
    token_hash bytea primary key check (length(token_hash) = 32),
    agent      uuid not null unique references identity.agent,
    until      timestamptz not null
);
