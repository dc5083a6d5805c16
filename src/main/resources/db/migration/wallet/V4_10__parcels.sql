alter table wallet.payment drop constraint payment_kind_check;
alter table wallet.payment add constraint payment_kind_check check (kind in
    ('SHOP', 'BILL', 'MERCHANT', 'SEND', 'PARCEL', 'TOP_UP', 'WITHDRAW', 'ABROAD'));

create index payment_contested on wallet.payment (payee_ref) where contested > 0;
