-- The application's role may read and write the rows of every room, and change no table. Where it
-- has no role of its own, there is nothing to grant.
do $$
declare
    app   text := '${app}';
    rooms text[] := array['news', 'identity', 'ledger', 'sandbank', 'wallet', 'support', 'feedback',
        'resolution', 'reconciliation', 'channels', 'abroad', 'correspondent',
        'register', 'verification', 'bank', 'merchant',
        'disputes', 'friends', 'biller', 'bills', 'understanding',
        'passkeys', 'help', 'hours', 'desk', 'files', 'webhooks', 'casework', 'errors', 'retention'];
    room  text;
begin
    if app in ('', current_user) then
        return;
    end if;
    -- Two nodes that start at the same moment, one after the other.
    perform pg_advisory_xact_lock(hashtext('okpay grants'));
    foreach room in array rooms loop
        execute format('grant usage on schema %I to %I', room, app);
        execute format('grant select, insert, update, delete on all tables in schema %I to %I',
            room, app);
        execute format('grant usage on all sequences in schema %I to %I', room, app);
    end loop;
    if exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where n.nspname = any (rooms) and pg_has_role(app, c.relowner, 'usage')) then
        raise warning 'The role % can act as the owner of tables of OKPay: it could change the books',
            app;
    end if;
end $$;
