-- The keys of filings as numbers, taken over from `filing_keys` by the program:
-- `place` is the first six bytes of the digest of the key's name.
CREATE TABLE filing_places (
    place BIGINT NOT NULL,
    filing TEXT NOT NULL,
    PRIMARY KEY (place, filing)
);
