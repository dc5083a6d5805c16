-- Until then whoever took it is sending it: nobody else does, whatever else leaves.
alter table channels.dispatch add column leased_until timestamptz;
