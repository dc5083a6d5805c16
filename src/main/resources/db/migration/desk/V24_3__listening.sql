-- What was said on the telephone is heard for a reason, too.
alter table desk.reveal drop constraint reveal_field_check;
alter table desk.reveal add constraint reveal_field_check
    check (field in ('PHONE', 'EMAIL', 'BALANCE', 'RECORDING'));
