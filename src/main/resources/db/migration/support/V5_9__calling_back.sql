-- Who asked to be called is called within this much open time.
alter table support.promise drop constraint if exists promise_kind_check;
alter table support.promise add constraint promise_kind_check check (kind in (
    'FIRST_REPLY', 'NEXT_UPDATE', 'RESOLUTION', 'MONEY_BACK', 'DECISION', 'CALL_BACK', 'AGREED'));
alter table support.target drop constraint if exists target_kind_check;
alter table support.target add constraint target_kind_check check (kind in (
    'FIRST_REPLY', 'NEXT_UPDATE', 'RESOLUTION', 'CALL_BACK'));
insert into support.target (priority, kind, minutes) values
    (0, 'CALL_BACK', 480), (1, 'CALL_BACK', 120), (2, 'CALL_BACK', 60), (3, 'CALL_BACK', 30);
