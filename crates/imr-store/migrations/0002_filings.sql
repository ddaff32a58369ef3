-- What applications are compared by, so that a duplicate is found when it is
-- filed. `identity` is JSON.
CREATE TABLE filings (
    id TEXT NOT NULL PRIMARY KEY,
    identity TEXT NOT NULL
);

-- The keys under which an application is looked for.
CREATE TABLE filing_keys (
    key TEXT NOT NULL,
    filing TEXT NOT NULL REFERENCES filings (id),
    PRIMARY KEY (key, filing)
);

-- Filings that may be equal are taken in one after the other: each holds its
-- row here until it is committed.
CREATE TABLE filing_turns (
    turn TEXT NOT NULL PRIMARY KEY
);
