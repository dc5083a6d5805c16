-- What stood there before somebody changed their words or took them back. Written once.
create table support.rewrite (
    conversation uuid not null,
    seq          bigint not null,
    n            int not null check (n > 0),
    body         jsonb not null,
    at           timestamptz not null,
    tx           xid8 not null default pg_current_xact_id(),
    primary key (conversation, seq, n),
    foreign key (conversation, seq) references support.message
);

create index rewrite_by_tx on support.rewrite (tx);
