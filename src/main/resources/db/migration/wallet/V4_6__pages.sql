-- Pages of somebody's payments, newest first, whoever of the two sides they are.
create index payment_made on wallet.payment (customer, at desc, id desc);
create index payment_received on wallet.payment (payee, at desc, id desc) where payee is not null;
drop index wallet.payment_of_customer;
drop index wallet.payment_of_payee;
