-- For what is counted by days: as good as nothing to keep, since payments are written in order.
create index payment_by_day on wallet.payment using brin (at);
