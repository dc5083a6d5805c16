-- What a customer was told when something did not work, and on which device.
create schema errors;

create table errors.shown (
    id       uuid primary key,
    customer uuid not null,
    code     text not null check (length(code) between 1 and 120),
    place    text not null check (length(place) <= 120),
    version  text not null,
    model    text not null,
    system   text not null,
    at       timestamptz not null
);

create index shown_to on errors.shown (customer, at desc, id desc);
create index shown_at on errors.shown (at);
