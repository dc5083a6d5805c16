-- Somebody was asked something, has not answered, and was reminded of it.
alter table support.support_case add column reminded_at timestamptz;
create index case_silent on support.support_case (stage, moved_at)
    where stage in ('WAITING_FOR_CUSTOMER', 'RESOLVED') and merged_into is null;

-- How soon people were answered, of late.
create index promise_first_reply on support.promise (made_at) where kind = 'FIRST_REPLY';
