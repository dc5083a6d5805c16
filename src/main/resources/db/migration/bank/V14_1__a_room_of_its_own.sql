-- Customers' accounts at banks have a room of their own.
create schema bank;
alter table wallet.bank_account set schema bank;
alter table bank.bank_account rename to account;
alter table wallet.link_try set schema bank;

-- In whose name the bank confirmed it; empty for those linked before this was kept.
alter table bank.account add column holder text not null default '';
