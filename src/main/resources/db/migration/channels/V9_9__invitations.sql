-- Who was asked in a chat to write a word, because their last one was too long ago for the company to carry an answer.
create table channels.invitation (
    channel text not null,
    address text not null,
    at      timestamptz not null,
    primary key (channel, address)
);
