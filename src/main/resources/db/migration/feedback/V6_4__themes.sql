-- What many people ask for in different words is one theme; a theme may come with a release.
create table feedback.theme (
    id      uuid primary key,
    name    text not null check (length(name) between 1 and 120),
    release text not null default '' check (length(release) <= 40),
    made_at timestamptz not null
);

create index theme_of_release on feedback.theme (release) where release <> '';

-- The middle of what its wishes mean, in each script, as one model reads them.
create table feedback.theme_meaning (
    theme  uuid not null references feedback.theme on delete cascade,
    script text not null,
    models text not null,
    sum    real[] not null,
    primary key (theme, script, models)
);

alter table feedback.wish add column theme uuid references feedback.theme;
create index wish_of_theme on feedback.wish (theme, at desc) where theme is not null;
create index wish_without_theme on feedback.wish (at) where theme is null and kind <> 'PRAISE';
