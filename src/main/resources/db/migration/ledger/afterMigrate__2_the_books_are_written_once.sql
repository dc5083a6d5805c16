-- What the application may not do with the books: take an account away, or change what was written.
-- Months are reached through their parent, so nobody needs a right on them.
do $$
declare
    app  text := '${app}';
    once text;
begin
    if app in ('', current_user) then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtext('okpay grants'));
    execute format('revoke delete on all tables in schema ledger from %I', app);
    for once in select unnest(array['transfer', 'request', 'batch', 'trial_balance']) loop
        execute format('revoke update, delete on ledger.%I from %I', once, app);
    end loop;
    for once in select inhrelid::regclass from pg_inherits
                where inhparent = 'ledger.transfer'::regclass loop
        execute format('revoke all on %s from %I', once, app);
    end loop;
end $$;
