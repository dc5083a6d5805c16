-- Asked once for each time a case is solved; the next time only after the last was answered.
alter table feedback.survey drop constraint survey_case_id_key;
create unique index survey_open on feedback.survey (case_id) where score is null;
create index survey_of_case on feedback.survey (case_id, asked_at);
create index survey_answered on feedback.survey (answered_at) where score is not null;

alter table feedback.survey
    -- Whose work it was, and what it was about, when it was answered.
    add column agent uuid,
    add column about text not null default '',
    -- The digest of what stands in a link for who cannot sign in.
    add column link  text unique check (length(link) = 64);

-- What an operator asks besides.
create table feedback.question (
    key   text primary key check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
    kind  text not null check (kind in ('AGREE', 'RECOMMEND', 'WORDS')),
    en    text not null check (length(en) between 1 and 200),
    zh    text not null check (length(zh) between 1 and 200),
    place int not null,
    gone  boolean not null default false
);

-- Customer effort (CES 2.0: agreement from 1 to 7) and recommendation (NPS: 0 to 10).
insert into feedback.question (key, kind, en, zh, place) values
    ('effort', 'AGREE', 'OKPay made it easy for me to get this solved.', 'OKPay 让我很轻松地解决了问题。', 1),
    ('recommend', 'RECOMMEND', 'How likely are you to recommend OKPay to a friend?', '您有多大可能向朋友推荐 OKPay？', 2);

create table feedback.answer (
    survey   uuid not null references feedback.survey,
    question text not null references feedback.question,
    score    int,
    words    text not null default '' check (length(words) <= 1000),
    at       timestamptz not null,
    primary key (survey, question)
);

create index answer_at on feedback.answer (at);
