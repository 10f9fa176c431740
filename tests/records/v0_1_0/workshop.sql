PRAGMA application_id = 1128814419;
PRAGMA user_version = 0;
BEGIN TRANSACTION;
CREATE TABLE lesson (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    begun TEXT NOT NULL,
    plan TEXT NOT NULL,
    code TEXT NOT NULL,
    port INTEGER NOT NULL,
    position TEXT NOT NULL
) STRICT;
INSERT INTO "lesson" VALUES(1,'2026-03-04T05:06:07.089+00:00','{"plan": 1}','ABCD',8000,'{"at": 2}');
CREATE TABLE paper (item INTEGER PRIMARY KEY, counts TEXT NOT NULL) STRICT;
INSERT INTO "paper" VALUES(1,'[0, 2, 0, 0, 1, 0]');
CREATE TABLE seats (seat TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO "seats" VALUES('seat-a');
INSERT INTO "seats" VALUES('seat-b');
CREATE TABLE votes (
    item INTEGER NOT NULL,
    seat TEXT NOT NULL,
    rev INTEGER NOT NULL,
    step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 6),
    x REAL,
    y REAL,
    kind TEXT,
    PRIMARY KEY (item, seat)
) STRICT, WITHOUT ROWID;
INSERT INTO "votes" VALUES(0,'seat-a',1,5,0.25,0.5,'edge-halo');
COMMIT;
