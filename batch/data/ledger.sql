-- What a run knows, in the order of need. Version of this form: user_version of the database (see ledger.py).

-- One row for every PDF file that was found; "looked" is when its content was hashed (nanoseconds), "run" the last run
-- that saw it, "code" and "reason" say why it could not be hashed.
CREATE TABLE files (
    path BLOB PRIMARY KEY, size INTEGER, mtime INTEGER, looked INTEGER, hash TEXT, code TEXT, reason TEXT, run INTEGER
) WITHOUT ROWID;
CREATE INDEX files_by_hash ON files (hash);

-- One row for every content that was converted, under the file name "name", by "program" with "settings".
-- "instansi", "dokumen" (zlib) and "ord" are its parts of its agency's file; "digest" is that of the two texts.
CREATE TABLE documents (
    hash TEXT PRIMARY KEY, name BLOB, program TEXT, settings TEXT, code TEXT, reason TEXT, page INTEGER, pages INTEGER,
    records INTEGER, seconds REAL, cpu REAL, memory INTEGER, attempts INTEGER, file TEXT, instansi TEXT, dokumen BLOB,
    ord TEXT, digest TEXT
);
CREATE INDEX documents_by_file ON documents (file);

-- Documents that were begun and have not ended, and how often.
CREATE TABLE begun (hash TEXT PRIMARY KEY, times INTEGER) WITHOUT ROWID;

-- Agency files as they were written last.
CREATE TABLE agencies (file TEXT PRIMARY KEY, print TEXT, size INTEGER, mtime INTEGER) WITHOUT ROWID;

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
