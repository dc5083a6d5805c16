-- What belongs to a case beside its words.
create schema casework;

create table casework.cause (
    key   text primary key check (key ~ '^[A-Z][A-Z0-9_]{1,39}$'),
    en    text not null check (length(en) between 1 and 80),
    zh    text not null check (length(zh) between 1 and 80),
    place int not null,
    gone  boolean not null default false
);

-- The first ones are what the diagnosis finds; the others what people at the desk find.
insert into casework.cause (key, en, zh, place) values
    ('HELD_BUT_FAILED', 'Bank did not pay, money stayed held', '银行未付成，资金仍冻结', 1),
    ('UNKNOWN_AT_BANK', 'Bank did not answer', '银行未给出结果', 2),
    ('SUCCEEDED_NOT_RECEIVED', 'Paid, payee does not see it', '已付成，收款方未看到', 3),
    ('PAID_TWICE', 'Paid twice', '重复付款', 4),
    ('WRONG_PERSON', 'Sent to the wrong person', '转错人', 5),
    ('LATE_ABROAD', 'Late abroad', '跨境汇款延迟', 6),
    ('TOP_UP_NOT_DONE', 'Top-up failed', '充值失败', 7),
    ('SHOP_DID_NOT_DELIVER', 'Shop did not deliver', '商家未履约', 8),
    ('FRAUD', 'Fraud or scam', '诈骗或盗用', 9),
    ('LOCKED_OUT', 'Could not sign in', '无法登录', 10),
    ('LIMIT', 'A limit was in the way', '限额不足', 11),
    ('APP_DEFECT', 'Defect of the app', '应用缺陷', 12),
    ('UNCLEAR_WORDS', 'Our words were not clear', '页面说明不清楚', 13),
    ('OUR_MISTAKE', 'Mistake of ours', '我方操作失误', 14),
    ('QUESTION', 'A question, nothing was wrong', '咨询，无异常', 15),
    ('OTHER', 'Something else', '其他', 16);

create table casework.field (
    key     text primary key check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
    en      text not null check (length(en) between 1 and 80),
    zh      text not null check (length(zh) between 1 and 80),
    kind    text not null check (kind in ('TEXT', 'NUMBER', 'DATE', 'YES_NO', 'CHOICE')),
    choices text not null default '',
    needed  boolean not null,
    place   int not null,
    gone    boolean not null default false,
    check ((kind = 'CHOICE') = (choices <> ''))
);

create table casework.value (
    case_id uuid not null,
    field   text not null references casework.field,
    text    text not null check (length(text) between 1 and 500),
    by      uuid not null,
    at      timestamptz not null,
    primary key (case_id, field)
);

create table casework.item (
    id      uuid primary key,
    case_id uuid not null,
    text    text not null check (length(text) between 1 and 200),
    made_by uuid not null,
    made_at timestamptz not null,
    done_by uuid,
    done_at timestamptz,
    check ((done_by is null) = (done_at is null))
);

create index item_of_case on casework.item (case_id, made_at);

-- Each link once, in one direction; the other one is read backwards.
create table casework.link (
    source uuid not null,
    target uuid not null,
    kind   text not null check (kind in ('RELATED', 'CAUSED_BY', 'PART_OF')),
    by     uuid not null,
    at     timestamptz not null,
    primary key (source, target, kind),
    check (source <> target)
);

create index link_back on casework.link (target);
