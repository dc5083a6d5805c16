create index promise_ended on support.promise (ended_at) where kind = 'FIRST_REPLY';
