create schema help;

-- What an article is; what it says stands in its editions.
create table help.article (
    slug       text primary key check (slug ~ '^[a-z0-9][a-z0-9-]{1,59}$'),
    category   text not null,
    audience   text not null check (audience in ('EVERYBODY', 'CUSTOMERS', 'AGENTS')),
    intents    text[] not null default '{}',
    screens    text[] not null default '{}',
    place      int not null,
    review_by  date not null,
    expires_on date,
    check (expires_on is null or expires_on > date '2020-01-01')
);

-- Every text an article ever had. One of each language is live.
create table help.edition (
    slug       text not null references help.article on update cascade,
    tongue     text not null check (tongue in ('EN', 'ZH')),
    version    int not null check (version > 0),
    title      text not null check (length(title) between 1 and 120),
    summary    text not null check (length(summary) between 1 and 300),
    also       text[] not null default '{}',
    body       text not null check (length(body) between 1 and 40000),
    live       boolean not null,
    source     text not null check (source in ('SHIPPED', 'OURS')),
    small      boolean not null,
    beside     int not null,
    written_by text not null,
    written_at timestamptz not null,
    primary key (slug, tongue, version)
);

create unique index one_live_edition on help.edition (slug, tongue) where live;

-- What ever came with OKPay, so that a new release changes only what it changed itself, and an old
-- one that starts beside it changes nothing.
create table help.shipped (
    slug   text not null,
    tongue text not null,
    gist   text not null,
    primary key (slug, tongue, gist)
);

create table help.redirect (
    was text primary key,
    now text not null references help.article (slug) on update cascade
);

create table help.synonym (
    tongue text not null check (tongue in ('EN', 'ZH')),
    said   text not null check (length(said) between 1 and 60),
    meant  text not null check (length(meant) between 1 and 60),
    primary key (tongue, said)
);

-- Rises with every change of the above: other nodes look here.
create table help.changes (
    one boolean primary key default true check (one),
    n   bigint not null
);
insert into help.changes (n) values (1);

-- What a text means, in numbers: the same on every node, and made once.
create table help.meaning (
    gist   text primary key,
    vector bytea not null
);

create table help.vote (
    slug    text not null,
    tongue  text not null,
    visitor text not null,
    version int not null,
    useful  boolean not null,
    reason  text check (reason in ('UNCLEAR', 'WRONG', 'DID_NOT_WORK', 'NOT_WHAT_I_SOUGHT', 'OTHER')),
    words   text not null default '' check (length(words) <= 500),
    at      timestamptz not null,
    primary key (slug, tongue, visitor),
    check (reason is null or not useful)
);

-- What whoever writes the articles should look at.
create table help.errand (
    id       uuid primary key,
    kind     text not null check (kind in ('NO_ANSWER', 'NOT_USEFUL')),
    tongue   text not null,
    subject  text not null check (length(subject) between 1 and 300),
    times    int not null check (times > 0),
    first_at timestamptz not null,
    last_at  timestamptz not null,
    done_at  timestamptz,
    done_by  text,
    check ((done_at is null) = (done_by is null))
);

create unique index one_open_errand on help.errand (kind, tongue, subject) where done_at is null;
create index errands_open on help.errand (times desc, last_at desc) where done_at is null;
