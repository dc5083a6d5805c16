alter table wallet.payment drop constraint payment_kind_check;
alter table wallet.payment add constraint payment_kind_check
    check (kind in ('SHOP', 'BILL', 'SEND', 'TOP_UP', 'WITHDRAW', 'ABROAD'));

-- A customer's own account at a bank.
create table wallet.bank_account (
    id         uuid primary key,
    customer   uuid not null,
    bank       text not null,
    number     text not null check (number ~ '^[0-9]{16,19}$'),
    linked_at  timestamptz not null,
    removed_at timestamptz,
    unique (customer, number)
);
