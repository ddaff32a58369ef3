-- Filings that may be equal wait for each other by a lock, and no longer by a
-- row.
DROP TABLE filing_turns;
