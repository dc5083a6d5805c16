-- What our mail server found of a letter's sender: SPF, DKIM and DMARC (RFC 8601).
alter table channels.arrival add column checked text not null default '';

-- When a lane that has to beat by itself was last waited for.
alter table channels.pulse
    add column expected_at timestamptz,
    -- Since when it fails, and did not beat.
    add column failing_since timestamptz;

-- Whoever is not known is told so once a day.
create index letter_to_strangers on channels.letter (written_at) where kind = 'NOT_KNOWN';
