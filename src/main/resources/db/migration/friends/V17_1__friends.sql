create schema friends;

-- Money that waits to be accepted; the payment has its number.
create table friends.parcel (
    payment  uuid primary key,
    sender   uuid not null,
    handle   text not null,
    state    text not null check (state in ('OPEN', 'ACCEPTED', 'RECALLED', 'EXPIRED')),
    until    timestamptz not null,
    receiver uuid
);

create index parcel_of_sender on friends.parcel (sender, until);
create index parcel_for on friends.parcel (handle) where state = 'OPEN';

-- Money that somebody asks for; the payment that pays it has its number.
create table friends.request (
    id       uuid primary key,
    asker    uuid not null,
    payer    uuid not null,
    amount   bigint not null check (amount > 0),
    currency text not null,
    note     text not null check (length(note) <= 200),
    split    uuid,
    state    text not null check (state in ('OPEN', 'DECLINED', 'CANCELLED')),
    made_at  timestamptz not null,
    until    timestamptz not null,
    check (asker <> payer)
);

create index request_of_asker on friends.request (asker, made_at desc);
create index request_to_payer on friends.request (payer, made_at desc);

-- What stands in a person's own code instead of a name or a number.
create table friends.code (
    customer uuid primary key,
    token    text not null unique
);
