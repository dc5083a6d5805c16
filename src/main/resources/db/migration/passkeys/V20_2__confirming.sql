-- What a challenge is signed for, and which passkeys may take the place of the payment PIN: those
-- that were added with it.
alter table passkeys.ceremony add column action text not null default '';

alter table passkeys.credential add column confirms boolean not null default false;
