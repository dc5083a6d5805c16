create schema biller;

create table biller.mood (
    account text primary key,
    mood    text not null
);

create table biller.bill (
    number  text primary key,
    amount  bigint not null,
    due     date not null,
    payment text
);
