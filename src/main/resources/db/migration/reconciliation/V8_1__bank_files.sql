create schema reconciliation;

-- One statement of a bank's, as it was received. Its name is the bank's own: the same one twice is
-- refused. One that was taken by mistake is withdrawn, and counts no more.
create table reconciliation.file (
    id          uuid primary key,
    message     text not null check (length(message) between 1 and 35),
    currency    text not null check (length(currency) = 3),
    since       timestamptz not null,
    until       timestamptz not null check (until > since),
    opening     bigint not null,
    closing     bigint not null,
    entries     int not null check (entries >= 0),
    matched     int not null default 0 check (matched >= 0),
    books       bigint not null,
    received_by text not null,
    received_at timestamptz not null,
    withdrawn_by text,
    withdrawn_at timestamptz,
    check ((withdrawn_by is null) = (withdrawn_at is null))
);

create unique index file_once on reconciliation.file (currency, message)
    where withdrawn_at is null;

-- What the bank wrote, line by line; never changed.
create table reconciliation.entry (
    file      uuid not null references reconciliation.file,
    n         int not null,
    reference text not null check (length(reference) <= 35),
    amount    bigint not null check (amount <> 0),
    booked_at timestamptz not null,
    primary key (file, n)
);

create index entry_reference on reconciliation.entry (reference);

-- Where the bank and the books differ. Amounts as the bank sees our account: above zero came in.
create table reconciliation.item (
    id         uuid primary key,
    file       uuid not null references reconciliation.file,
    kind       text not null check (kind in
                   ('MISSING_IN_BOOKS', 'MISSING_AT_BANK', 'DOUBLED', 'DIFFERENT_AMOUNT')),
    reference  text not null,
    currency   text not null,
    bank       bigint,
    books      bigint,
    found_at   timestamptz not null,
    state      text not null default 'OPEN' check (state in ('OPEN', 'SETTLED', 'REPLACED', 'EXPLAINED')),
    note       text not null default '' check (length(note) <= 500),
    settled_by text,
    settled_at timestamptz,
    check (bank is not null or books is not null),
    check ((state = 'OPEN') = (settled_at is null)),
    check (state <> 'EXPLAINED' or (note <> '' and settled_by is not null))
);

create index item_open on reconciliation.item (found_at) where state = 'OPEN';
create index item_reference on reconciliation.item (reference);
