-- Who looked is written once.
do $$
declare
    app text := '${app}';
begin
    if app in ('', current_user) then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtext('okpay grants'));
    execute format('revoke update, delete on desk.reveal from %I', app);
end $$;
