-- Words of somebody who could not sign in. Nothing here says whether there is a customer.
create table support.contact (
    id       uuid primary key,
    handle   text not null,
    language text not null,
    words    text not null check (length(words) between 1 and 2000),
    address  text not null,
    asked_at timestamptz not null
);

create index contact_by_handle on support.contact (handle, asked_at);
create index contact_by_address on support.contact (address, asked_at);
