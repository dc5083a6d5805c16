-- The application's role may read and write the rows of every room, and change no table. Where it
-- owns the tables itself (one role for both), there is nothing to grant.
do $$
declare
    app  text := '${app}';
    room text;
begin
    if app = current_user then
        return;
    end if;
    for room in
        select nspname from pg_namespace
        where nspowner = current_user::regrole and nspname !~ '^(pg_|information_schema|public)'
    loop
        execute format('grant usage on schema %I to %I', room, app);
        execute format('grant select, insert, update, delete on all tables in schema %I to %I',
            room, app);
        execute format('grant usage on all sequences in schema %I to %I', room, app);
    end loop;
end $$;
