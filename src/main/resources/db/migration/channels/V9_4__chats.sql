-- Chats elsewhere of which a customer confirmed in the app that they are theirs.
create table channels.binding (
    channel  text not null,
    address  text not null,
    name     text not null,
    customer uuid not null,
    bound_at timestamptz not null,
    primary key (channel, address)
);

create index binding_of_customer on channels.binding (customer, bound_at);

-- What somebody who writes from a chat nobody confirmed is asked to type into the app.
create table channels.binding_code (
    channel text not null,
    address text not null,
    code    text not null unique,
    name    text not null,
    until   timestamptz not null,
    primary key (channel, address)
);
