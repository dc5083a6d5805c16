-- What other programs are told, signed, until they have taken it.
create schema webhooks;

create table webhooks.endpoint (
    id      uuid primary key,
    url     text not null check (length(url) between 8 and 500),
    types   text not null check (types <> ''),
    secret  text not null check (secret like 'whsec\_%'),
    state   text not null check (state in ('ON', 'OFF', 'GONE')),
    made_at timestamptz not null
);

create table webhooks.delivery (
    id          uuid primary key,
    endpoint    uuid not null references webhooks.endpoint,
    type        text not null,
    body        text not null,
    state       text not null check (state in ('WAITING', 'DELIVERED', 'GIVEN_UP')),
    tries       int not null default 0 check (tries >= 0),
    status      int,
    said        text not null default '',
    happened_at timestamptz not null,
    next_at     timestamptz,
    check ((state = 'WAITING') = (next_at is not null))
);

create index delivery_due on webhooks.delivery (endpoint, next_at) where state = 'WAITING';
create index delivery_of_endpoint on webhooks.delivery (endpoint, happened_at desc, id desc);
