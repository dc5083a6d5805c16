create schema register;

create table register.resident (
    number text primary key,
    name   text not null
);

create table register.mood (
    number text primary key,
    mood   text not null
);
