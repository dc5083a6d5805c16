alter table wallet.payment drop constraint payment_kind_check;
alter table wallet.payment add constraint payment_kind_check
    check (kind in ('SHOP', 'BILL', 'SEND', 'TOP_UP', 'ABROAD'));

-- Why it did not happen or came back, in the rail's own code.
alter table wallet.payment add column bank_reason text not null default '';
