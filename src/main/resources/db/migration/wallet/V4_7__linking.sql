-- How often somebody asked a bank whose card it is.
create table wallet.link_try (
    customer uuid not null,
    at       timestamptz not null
);

create index link_try_of_customer on wallet.link_try (customer, at);
