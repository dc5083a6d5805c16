-- What happened and was not yet heard by everybody: Spring Modulith's event log, the outbox. Its
-- table is made here, because the application itself may not make tables.
create schema news;

create table news.event_publication (
    id                     uuid primary key,
    listener_id            text not null,
    event_type             text not null,
    serialized_event       text not null,
    publication_date       timestamptz not null,
    completion_date        timestamptz,
    status                 text,
    completion_attempts    int,
    last_resubmission_date timestamptz
);

create index event_publication_event on news.event_publication using hash (serialized_event);
create index event_publication_completed on news.event_publication (completion_date);
