-- Every key has its number now.
DROP TABLE filing_keys;
