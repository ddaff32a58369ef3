-- Both engines run this text: only TEXT and BIGINT, no engine's own words.
-- A migration that has been released is never edited; a new one follows it.

-- Where each chain of events stands. Moved in the transaction that adds the
-- event, so that a tail cut from `events` shows.
CREATE TABLE streams (
    id TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);

-- Appended, never edited.
CREATE TABLE events (
    stream TEXT NOT NULL REFERENCES streams (id),
    seq BIGINT NOT NULL,
    at TEXT NOT NULL,
    actor_role TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    fact TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (stream, seq)
);

-- The cached rows. `stage` and `sort` repeat what lists filter and order by;
-- they are empty where nothing is listed. `body` is JSON.
CREATE TABLE organizations (
    id TEXT NOT NULL PRIMARY KEY,
    stage TEXT NOT NULL,
    sort TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE applications (
    id TEXT NOT NULL PRIMARY KEY,
    stage TEXT NOT NULL,
    sort TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX applications_by_stage ON applications (stage);

CREATE TABLE cases (
    id TEXT NOT NULL PRIMARY KEY,
    stage TEXT NOT NULL,
    sort TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX cases_by_stage ON cases (stage);

CREATE TABLE reviewers (
    id TEXT NOT NULL PRIMARY KEY,
    stage TEXT NOT NULL,
    sort TEXT NOT NULL,
    body TEXT NOT NULL
);

-- The names of the reviewers, and nothing else, so that rights can be given
-- on everything but this table (Labor Code 4610.6(f)).
CREATE TABLE reviewer_identities (
    id TEXT NOT NULL PRIMARY KEY,
    stage TEXT NOT NULL,
    sort TEXT NOT NULL,
    body TEXT NOT NULL
);

-- The pages of a case file in its order. `document` is the digest of the
-- document's blob; `words` is JSON.
CREATE TABLE pages (
    case_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    document TEXT NOT NULL,
    document_page BIGINT NOT NULL,
    text TEXT NOT NULL,
    words TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    trouble TEXT,
    PRIMARY KEY (case_id, number)
);

-- Numbers without gaps: the last one given in each series.
CREATE TABLE counters (
    series TEXT NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);
