create schema disputes;

create table disputes.dispute (
    id           uuid primary key,
    payment      uuid not null,
    customer     uuid not null,
    shop         text not null,
    amount       bigint not null check (amount > 0),
    currency     text not null,
    reason       text not null,
    words        text not null check (length(words) between 1 and 2000),
    stage        text not null check (stage in
                 ('OPENED', 'ANSWERED', 'WON', 'LOST', 'WITHDRAWN', 'APPEALED', 'UPHELD')),
    regime       text not null,
    opened_at    timestamptz not null,
    answer_due   timestamptz not null,
    credit_due   timestamptz,
    decision_due timestamptz not null,
    late         boolean not null default false,
    credited     boolean not null default false,
    credit_ends  timestamptz,
    appeal_until timestamptz,
    settled      boolean not null default false,
    first_won    boolean,
    first_by     uuid,
    first_words  text not null default '',
    decided_by   uuid,
    check (decided_by is null or first_by is null or decided_by <> first_by),
    check ((first_won is null) = (first_by is null))
);

create index dispute_of_payment on disputes.dispute (payment, opened_at);
create index dispute_of_shop on disputes.dispute (shop, opened_at) where shop <> '';
create unique index one_open_dispute on disputes.dispute (payment)
    where stage in ('OPENED', 'ANSWERED', 'APPEALED');
create index dispute_to_look_at on disputes.dispute (decision_due)
    where stage in ('OPENED', 'ANSWERED', 'APPEALED') or not settled;

-- What happened, never changed.
create table disputes.step (
    dispute uuid not null references disputes.dispute,
    n       int not null,
    kind    text not null,
    words   text not null,
    at      timestamptz not null,
    primary key (dispute, n)
);

create table disputes.evidence (
    id      uuid primary key,
    dispute uuid not null references disputes.dispute,
    side    text not null check (side in ('CUSTOMER', 'MERCHANT')),
    name    text not null check (length(name) between 1 and 120),
    type    text not null check (type in ('image/png', 'application/pdf')),
    body    bytea not null check (length(body) <= 8000000),
    at      timestamptz not null
);

create index evidence_of_dispute on disputes.evidence (dispute, at);

-- How long things take, by regime; reason ANY counts where the reason has no row of its own.
create table disputes.clock (
    regime   text not null,
    hand     text not null,
    reason   text not null default 'ANY',
    days     int not null check (days between 0 and 1000),
    business boolean not null default false,
    calendar text not null default 'cn',
    source   text not null,
    primary key (regime, hand, reason)
);

insert into disputes.clock (regime, hand, reason, days, business, calendar, source) values
    ('CN', 'CONTEST', 'ANY', 365, false, 'cn', '43号文 article 28: queries free for a year'),
    ('CN', 'ANSWER', 'ANY', 3, false, 'cn', 'ours'),
    ('CN', 'CREDIT', 'NOT_MINE', 3, false, 'cn', 'ours'),
    ('CN', 'CREDIT', 'ANY', 15, false, 'cn', 'ours: when the first limit below is missed'),
    ('CN', 'DECIDE', 'ANY', 15, false, 'cn', 'CBIRC 2020 No 3: 15 days'),
    ('CN', 'APPEAL', 'ANY', 15, false, 'cn', 'ours'),
    ('CN', 'DECIDE_APPEAL', 'ANY', 30, false, 'cn', 'CBIRC 2020 No 3: 30 days'),
    ('CN', 'END_CREDIT', 'ANY', 5, false, 'cn', 'ours'),
    ('US', 'CONTEST', 'ANY', 90, false, 'us', 'Reg E 1005.11(b): 60 days after a monthly statement'),
    ('US', 'ANSWER', 'ANY', 5, true, 'us', 'ours'),
    ('US', 'CREDIT', 'ANY', 10, true, 'us', 'Reg E 1005.11(c)(2): 10 business days'),
    ('US', 'DECIDE', 'ANY', 45, false, 'us', 'Reg E 1005.11(c)(2): 45 days'),
    ('US', 'APPEAL', 'ANY', 30, false, 'us', 'ours'),
    ('US', 'DECIDE_APPEAL', 'ANY', 45, false, 'us', 'ours'),
    ('US', 'END_CREDIT', 'ANY', 5, true, 'us', 'Reg E 1005.11(d)(2): items honoured 5 business days'),
    ('EU', 'CONTEST', 'ANY', 395, false, 'de', 'PSD2 article 71: 13 months'),
    ('EU', 'ANSWER', 'ANY', 5, true, 'de', 'ours'),
    ('EU', 'CREDIT', 'NOT_MINE', 1, true, 'de', 'PSD2 article 73: end of the next business day'),
    ('EU', 'DECIDE', 'ANY', 15, true, 'de', 'PSD2 article 101: 15 business days'),
    ('EU', 'APPEAL', 'ANY', 30, false, 'de', 'ours'),
    ('EU', 'DECIDE_APPEAL', 'ANY', 35, true, 'de', 'PSD2 article 101: 35 business days'),
    ('EU', 'END_CREDIT', 'ANY', 5, true, 'de', 'ours'),
    ('UK', 'CONTEST', 'ANY', 395, false, 'gb', 'PSRs 2017 regulation 74: 13 months'),
    ('UK', 'ANSWER', 'ANY', 5, true, 'gb', 'ours'),
    ('UK', 'CREDIT', 'NOT_MINE', 1, true, 'gb', 'PSRs 2017 regulation 76: end of the next business day'),
    ('UK', 'DECIDE', 'ANY', 15, true, 'gb', 'FCA DISP 1.6.2A: 15 business days'),
    ('UK', 'APPEAL', 'ANY', 30, false, 'gb', 'ours'),
    ('UK', 'DECIDE_APPEAL', 'ANY', 35, true, 'gb', 'FCA DISP 1.6.2A: 35 business days'),
    ('UK', 'END_CREDIT', 'ANY', 5, true, 'gb', 'ours');
