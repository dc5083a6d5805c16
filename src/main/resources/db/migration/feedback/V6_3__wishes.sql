-- What people tell us to do better, and what became of it.
create table feedback.wish (
    id       uuid primary key,
    customer uuid not null,
    kind     text not null check (kind in ('IDEA', 'PROBLEM', 'PRAISE')),
    words    text not null check (length(words) between 1 and 2000),
    -- A picture of the screen, as it is called in the room of files.
    picture  text not null default '' check (length(picture) <= 64),
    screen   text not null default '' check (length(screen) <= 120),
    device   text not null default '' check (length(device) <= 200),
    state    text not null check (state in ('NEW', 'PLANNED', 'SHIPPED', 'DECLINED')),
    answer   text not null default '' check (length(answer) <= 1000),
    at       timestamptz not null,
    moved_at timestamptz not null,
    moved_by uuid
);

create index wish_by_state on feedback.wish (state, at desc, id desc);
create index wish_of on feedback.wish (customer, at desc);
