-- The last leg of an account before a position. Pairs are compared, (account, id), because only the
-- index on both can answer that. Asked for `account = … order by id desc limit 1`, PostgreSQL may
-- walk all lines backwards instead: with a plan made for any account, it takes every account for
-- one that has lines everywhere.
create or replace function ledger.standing_before(wanted bigint, position_ bigint)
    returns table (posted bigint, seq bigint) language sql stable as $$
    select after, seq from (
        (select debit as account, id, debit_after as after, debit_seq as seq from ledger.transfer
         where (debit, id) < (wanted, position_) order by debit desc, id desc limit 1)
        union all
        (select credit, id, credit_after, credit_seq from ledger.transfer
         where (credit, id) < (wanted, position_) order by credit desc, id desc limit 1)
        union all
        (select fee_to, id, fee_after, fee_seq from ledger.transfer
         where (fee_to, id) < (wanted, position_) and fee_to is not null
         order by fee_to desc, id desc limit 1)) last
    where account = wanted
    order by id desc limit 1
$$;
