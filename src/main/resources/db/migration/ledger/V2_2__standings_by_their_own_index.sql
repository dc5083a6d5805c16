-- The last leg of an account before a position. Pairs are compared, (account, id), because only the
-- index on both can answer that: asked for `account = … order by id desc limit 1`, PostgreSQL may
-- walk all lines backwards instead. In plpgsql, so that the plan is made once and stays by itself,
-- whatever it is joined with; and only by index. Bounded below too: else the look for an account
-- without such legs goes on through its neighbour's, newer than the snapshot and not to be seen.
create or replace function ledger.standing_before(wanted bigint, position_ bigint)
    returns table (posted bigint, seq bigint) language plpgsql stable rows 1
    set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
begin
    return query
    select leg.stands, leg.number from (
        (select debit as account, id, debit_after as stands, debit_seq as number
         from ledger.transfer
         where (debit, id) >= (wanted, 0) and (debit, id) < (wanted, position_)
         order by debit desc, id desc limit 1)
        union all
        (select credit, id, credit_after, credit_seq from ledger.transfer
         where (credit, id) >= (wanted, 0) and (credit, id) < (wanted, position_)
         order by credit desc, id desc limit 1)
        union all
        (select fee_to, id, fee_after, fee_seq from ledger.transfer
         where (fee_to, id) >= (wanted, 0) and (fee_to, id) < (wanted, position_) and fee_to is not null
         order by fee_to desc, id desc limit 1)) leg
    where leg.account = wanted
    order by leg.id desc limit 1;
end $$;
