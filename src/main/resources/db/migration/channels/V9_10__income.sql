-- Whoever wanted no push about money wants none about money that came in either.
insert into channels.choice (customer, matter, ways)
select customer, 'INCOME', '{}' from channels.choice
where matter = 'MONEY' and not 'PUSH' = any (ways)
on conflict do nothing;
