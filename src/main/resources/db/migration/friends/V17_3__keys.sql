-- The key of the try that wrote it: a second one with the same key writes nothing.
alter table friends.plan add column client_key text;
alter table friends.request add column client_key text;

create unique index plan_once on friends.plan (payer, client_key);
create unique index request_once on friends.request (asker, client_key, payer);
