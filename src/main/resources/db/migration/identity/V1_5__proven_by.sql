-- How somebody showed who they are when they signed in; empty where that was not written down yet.
alter table identity.session add column proven_by text
    check (proven_by in ('PASSWORD', 'CODE', 'PASSKEY'));
