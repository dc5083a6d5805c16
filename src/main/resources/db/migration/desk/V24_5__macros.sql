-- A prepared reply may say what is done with the case once it is sent.
alter table desk.canned
    add column tags text not null default '',
    add column step text not null default 'NOTHING' check (step in ('NOTHING', 'QUESTION', 'SOLVED')),
    add column cause text not null default '',
    add constraint solved_for_a_cause check ((step = 'SOLVED') = (cause <> ''));
