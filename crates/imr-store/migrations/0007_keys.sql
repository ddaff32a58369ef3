-- The keys of a filing are written with it, made again from the histories at
-- an import, and audited: the engine need not look each of them up.
CREATE TABLE keys_of_filings (
    key TEXT NOT NULL,
    filing TEXT NOT NULL,
    PRIMARY KEY (key, filing)
);
INSERT INTO keys_of_filings (key, filing) SELECT key, filing FROM filing_keys;
DROP TABLE filing_keys;
ALTER TABLE keys_of_filings RENAME TO filing_keys;
