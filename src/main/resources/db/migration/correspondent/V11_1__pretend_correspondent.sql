create schema correspondent;

create table correspondent.account (
    number  text primary key,
    conduct text not null
);

create table correspondent.payment (
    reference text primary key,
    account   text not null,
    amount    text not null,
    status    text not null,
    reason    text not null,
    moves_at  timestamptz
);
