-- A case that its agent does not want to see before a certain time.
alter table support.support_case add column asleep_until timestamptz;
create index case_asleep on support.support_case (asleep_until) where asleep_until is not null;
