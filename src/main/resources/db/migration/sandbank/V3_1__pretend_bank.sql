create schema sandbank;

create table sandbank.payee (
    id        text primary key,
    behaviour text not null
);

create table sandbank.payment (
    reference text primary key,
    payee     text not null,
    amount    bigint not null check (amount > 0),
    currency  text not null,
    status    text not null check (status in ('SUCCESS', 'FAILED', 'PENDING')),
    asked     int not null default 0
);
