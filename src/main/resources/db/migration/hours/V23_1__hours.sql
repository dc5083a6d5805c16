-- When we are open. Minutes after midnight on the calendar's own clock.
create schema hours;

create table hours.calendar (
    name text primary key check (name ~ '^[a-z0-9-]{1,40}$'),
    zone text not null
);

-- An ordinary week: 1 is Monday. Several openings a day are several rows.
create table hours.ordinary (
    calendar text not null references hours.calendar,
    day      smallint not null check (day between 1 and 7),
    opens    smallint not null check (opens >= 0),
    closes   smallint not null check (closes <= 1440),
    primary key (calendar, day, opens),
    check (opens < closes)
);

-- Days that are not as their day of the week. No times: closed.
create table hours.special (
    calendar text not null references hours.calendar,
    day      date not null,
    opens    smallint check (opens >= 0),
    closes   smallint check (closes <= 1440),
    why      text not null,
    unique nulls not distinct (calendar, day, opens),
    check ((opens is null) = (closes is null)),
    check (opens < closes)
);

insert into hours.calendar values ('always', 'Asia/Shanghai'), ('china-office', 'Asia/Shanghai');
insert into hours.ordinary select 'always', day, 0, 1440 from generate_series(1, 7) as day;
insert into hours.ordinary select 'china-office', day, 540, 1080 from generate_series(1, 5) as day;

-- Holidays and moved workdays of 2026: General Office of the State Council, notice of 4 November
-- 2025 (国办发明电〔2025〕7号). The years to come are added when they are announced.
insert into hours.special (calendar, day, why)
select 'china-office', day::date, why
from (values
    ('2026-01-01', '2026-01-03', 'New Year'), ('2026-02-15', '2026-02-23', 'Spring Festival'),
    ('2026-04-04', '2026-04-06', 'Qingming'), ('2026-05-01', '2026-05-05', 'Labour Day'),
    ('2026-06-19', '2026-06-21', 'Dragon Boat'), ('2026-09-25', '2026-09-27', 'Mid-Autumn'),
    ('2026-10-01', '2026-10-07', 'National Day')) as closed (first, last, why),
    generate_series(first::date, last::date, interval '1 day') as day;

insert into hours.special (calendar, day, opens, closes, why)
select 'china-office', day::date, 540, 1080, why
from (values
    ('2026-01-04', 'moved for New Year'), ('2026-02-14', 'moved for Spring Festival'),
    ('2026-02-28', 'moved for Spring Festival'), ('2026-05-09', 'moved for Labour Day'),
    ('2026-09-20', 'moved for National Day'), ('2026-10-10', 'moved for National Day'))
    as moved (day, why);
