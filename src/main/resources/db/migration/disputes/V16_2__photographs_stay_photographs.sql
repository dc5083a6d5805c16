-- A photograph drawn anew is a JPEG: as a PNG it is ten times as large.
alter table disputes.evidence drop constraint evidence_type_check;
alter table disputes.evidence add constraint evidence_type_check
    check (type in ('image/png', 'image/jpeg', 'application/pdf'));
