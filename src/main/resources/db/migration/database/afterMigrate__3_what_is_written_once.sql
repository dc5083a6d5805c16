-- What the application writes once and never again: what happened to a case, and who looked at what.
-- The books have rules of their own.
do $$
declare
    app  text := '${app}';
    once text;
begin
    if app in ('', current_user) then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtext('okpay grants'));
    foreach once in array array['support.case_event', 'desk.reveal', 'desk.case_read', 'retention.proof',
            'identity.agent_event'] loop
        execute format('revoke update, delete on %s from %I', once, app);
    end loop;
end $$;
