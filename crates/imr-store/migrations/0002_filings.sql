-- What applications are compared by, so that a duplicate is found when it is
-- filed. `identity` is JSON. Both tables follow from the histories: they are
-- audited against them, and made again from them at an import.
CREATE TABLE filings (
    id TEXT NOT NULL PRIMARY KEY,
    identity TEXT NOT NULL
);

-- The keys under which an application is looked for. They are written with
-- their filing, so the engine need not look each of them up.
CREATE TABLE filing_keys (
    key TEXT NOT NULL,
    filing TEXT NOT NULL,
    PRIMARY KEY (key, filing)
);
