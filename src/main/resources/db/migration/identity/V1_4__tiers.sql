-- How well we know who somebody is. Who was here before tiers came keeps what they could do.
alter table identity.customer add column tier text not null default 'THREE'
    check (tier in ('ONE', 'TWO', 'THREE'));
alter table identity.customer alter column tier set default 'ONE';
