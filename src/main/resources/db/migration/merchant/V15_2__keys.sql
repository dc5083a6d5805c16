-- The key of the try that wrote it: a second one with the same key writes nothing.
alter table merchant.charge add column client_key text;

create unique index charge_once on merchant.charge (shop, client_key);
