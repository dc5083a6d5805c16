-- How far each side has read, and when it last typed. One row a side: a conversation that is only
-- read costs no more than that.
create table support.receipt (
    conversation uuid not null references support.conversation,
    side         text not null check (side in ('CUSTOMER', 'DESK')),
    read_seq     bigint not null check (read_seq >= 0),
    read_at      timestamptz not null,
    writing_at   timestamptz,
    tx           xid8 not null default pg_current_xact_id(),
    primary key (conversation, side)
);

create index receipt_by_tx on support.receipt (tx);
