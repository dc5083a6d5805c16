alter table wallet.payment drop constraint payment_kind_check;
alter table wallet.payment add constraint payment_kind_check
    check (kind in ('SHOP', 'BILL', 'MERCHANT', 'SEND', 'TOP_UP', 'WITHDRAW', 'ABROAD'));
alter table wallet.shop drop constraint shop_kind_check;
alter table wallet.shop add constraint shop_kind_check
    check (kind in ('SHOP', 'BILL', 'MERCHANT'));

-- What is in dispute is neither refunded nor to be refunded meanwhile.
alter table wallet.payment add column contested bigint not null default 0 check (contested >= 0);
alter table wallet.payment drop constraint never_more_back_than_taken;
alter table wallet.payment add constraint never_more_back_than_taken
    check (refunded + contested <= captured and captured <= amount);

-- What a shop took, newest first.
create index payment_taken on wallet.payment (payee_ref, at desc, id desc)
    where kind = 'MERCHANT';

-- Who a shop with its money at OKPay belongs to.
alter table wallet.shop add column owner uuid;
alter table wallet.shop add constraint a_merchant_belongs_to_somebody
    check (kind <> 'MERCHANT' or owner is not null);
create index shop_of_owner on wallet.shop (owner) where owner is not null;
