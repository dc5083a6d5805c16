-- What people wish in public (a review, a mention) is a wish as well: it is nobody's we know.
alter table feedback.wish
    alter column customer drop not null,
    add column voice uuid unique,
    add constraint wish_is_somebodys check ((customer is null) <> (voice is null));
