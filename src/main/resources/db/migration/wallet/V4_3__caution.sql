-- After a password was reset a customer's money leaves with care: the books hold a lower limit for
-- each day until then.
create table wallet.caution (
    customer  uuid primary key,
    until     timestamptz not null,
    lifted_at timestamptz
);

create index caution_to_lift on wallet.caution (until) where lifted_at is null;
