create schema abroad;

create table abroad.corridor (
    country   text primary key check (country ~ '^[A-Z]{2}$'),
    currency  text not null check (currency ~ '^[A-Z]{3}$'),
    scheme    text not null,
    -- Minor units of CNY.
    fee       bigint not null check (fee >= 0),
    margin_bp int not null check (margin_bp between 0 and 1000),
    least     bigint not null check (least > 0),
    most      bigint not null check (most >= least),
    days      int not null check (days between 0 and 10),
    zone      text not null,
    calendar  text not null
);

insert into abroad.corridor
    (country, currency, scheme, fee, margin_bp, least, most, days, zone, calendar)
values
    ('AT', 'EUR', 'IBAN', 1200, 50, 10000, 5000000, 1, 'Europe/Vienna', 'target'),
    ('AU', 'AUD', 'AU', 1500, 60, 10000, 5000000, 1, 'Australia/Sydney', 'au'),
    ('BE', 'EUR', 'IBAN', 1200, 50, 10000, 5000000, 1, 'Europe/Brussels', 'target'),
    ('CH', 'CHF', 'IBAN', 1500, 60, 10000, 5000000, 2, 'Europe/Zurich', 'ch'),
    ('DE', 'EUR', 'IBAN', 1200, 50, 10000, 5000000, 1, 'Europe/Berlin', 'target'),
    ('ES', 'EUR', 'IBAN', 1200, 50, 10000, 5000000, 1, 'Europe/Madrid', 'target'),
    ('FR', 'EUR', 'IBAN', 1200, 50, 10000, 5000000, 1, 'Europe/Paris', 'target'),
    ('GB', 'GBP', 'IBAN', 1500, 55, 10000, 5000000, 1, 'Europe/London', 'gb'),
    ('HK', 'HKD', 'HK', 800, 40, 10000, 5000000, 0, 'Asia/Hong_Kong', 'hk'),
    ('IE', 'EUR', 'IBAN', 1200, 50, 10000, 5000000, 1, 'Europe/Dublin', 'target'),
    ('IT', 'EUR', 'IBAN', 1200, 50, 10000, 5000000, 1, 'Europe/Rome', 'target'),
    ('JP', 'JPY', 'JP', 1500, 60, 10000, 5000000, 1, 'Asia/Tokyo', 'jp'),
    ('NL', 'EUR', 'IBAN', 1200, 50, 10000, 5000000, 1, 'Europe/Amsterdam', 'target'),
    ('PT', 'EUR', 'IBAN', 1200, 50, 10000, 5000000, 1, 'Europe/Lisbon', 'target'),
    ('SG', 'SGD', 'BIC', 1000, 50, 10000, 5000000, 1, 'Asia/Singapore', 'sg'),
    ('US', 'USD', 'US', 2000, 60, 10000, 5000000, 2, 'America/New_York', 'us');

-- What one unit costs in the middle of the market, in CNY.
create table abroad.rate (
    currency text primary key,
    cny      numeric(20, 10) not null check (cny > 0),
    at       timestamptz not null
);

-- A price that was promised. The payment it becomes bears the same number.
create table abroad.quote (
    id              uuid primary key,
    customer        uuid not null,
    country         text not null references abroad.corridor,
    send            bigint not null check (send > 0),
    fee             bigint not null check (fee >= 0),
    margin          bigint not null check (margin between 0 and send),
    payout          bigint not null check (payout > 0),
    payout_currency text not null,
    mid             numeric(20, 10) not null,
    rate            numeric(20, 10) not null,
    arrives_by      timestamptz not null,
    made_at         timestamptz not null,
    until           timestamptz not null
);

create table abroad.transfer (
    payment uuid primary key references abroad.quote,
    name    text not null,
    account text not null,
    bank    text not null,
    town    text not null,
    street  text not null,
    purpose text not null,
    note    text not null,
    uetr    uuid not null unique,
    -- Minor units of the payout that came back.
    returned bigint check (returned > 0)
);

create table abroad.stage (
    payment uuid not null references abroad.transfer,
    n       int not null,
    kind    text not null,
    reason  text not null,
    at      timestamptz not null,
    primary key (payment, n)
);

-- Working days on which banks are closed all the same, beside the calendars' own rules. China's are
-- announced by the State Council each November for the year to come.
create table abroad.closed_day (
    calendar text not null,
    day      date not null,
    primary key (calendar, day)
);

insert into abroad.closed_day (calendar, day)
select 'cn', day::date
from (values
    ('2026-01-01', '2026-01-03'), ('2026-02-15', '2026-02-23'), ('2026-04-04', '2026-04-06'),
    ('2026-05-01', '2026-05-05'), ('2026-06-19', '2026-06-21'), ('2026-09-25', '2026-09-27'),
    ('2026-10-01', '2026-10-07')) as closed (first, last),
    generate_series(first::date, last::date, interval '1 day') as day;

-- Constitution Day falls on a Sunday: the next day that is no holiday is free.
insert into abroad.closed_day (calendar, day) values ('jp', '2026-05-06');
