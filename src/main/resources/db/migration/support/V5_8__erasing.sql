-- When what was said in a case was erased.
alter table support.support_case add column erased_at timestamptz;
create index case_to_erase on support.support_case (moved_at)
    where stage in ('RESOLVED', 'CLOSED') and merged_into is null and erased_at is null;

create index case_opened on support.support_case using brin (opened_at);
