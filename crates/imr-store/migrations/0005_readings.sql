-- What was read of files that are being taken in: kept page by page, so that
-- reading goes on where it was broken off. The rows of a file go when its
-- pages are part of a case file. `document` is the digest of the file's blob.
CREATE TABLE readings (
    document TEXT NOT NULL,
    page BIGINT NOT NULL,
    text TEXT NOT NULL,
    words TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    trouble TEXT,
    PRIMARY KEY (document, page)
);

-- Files of which every page was read, or marked with why it was not.
CREATE TABLE readings_done (
    document TEXT NOT NULL PRIMARY KEY,
    pages BIGINT NOT NULL
);
