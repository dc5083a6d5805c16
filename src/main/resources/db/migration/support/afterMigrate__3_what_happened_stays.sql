-- The application writes what happened to a case once, and never again.
do $$
declare
    app text := '${app}';
begin
    if app in ('', current_user) then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtext('okpay grants'));
    execute format('revoke update, delete on support.case_event from %I', app);
end $$;
