PRAGMA application_id = 0;
PRAGMA user_version = 0;
BEGIN TRANSACTION;
CREATE TABLE answered (
    picture TEXT NOT NULL,
    chapter TEXT NOT NULL,
    clips INTEGER NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (picture, chapter)
) STRICT;
INSERT INTO "answered" VALUES('fish','face-swap',4,'2026-03-04T05:06:07.089+00:00');
CREATE TABLE done (
    picture TEXT NOT NULL,
    chapter TEXT NOT NULL,
    step TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (picture, chapter, step)
) STRICT;
INSERT INTO "done" VALUES('fish','why','card:rights','2026-03-04T05:06:07.089+00:00');
CREATE TABLE kept (
    picture TEXT NOT NULL,
    place INTEGER NOT NULL,
    item TEXT NOT NULL,
    UNIQUE (picture, item)
) STRICT;
INSERT INTO "kept" VALUES('fish',0,'report');
INSERT INTO "kept" VALUES('fish',1,'ask');
CREATE TABLE profiles (
    picture TEXT NOT NULL PRIMARY KEY,
    made TEXT NOT NULL,
    current INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO "profiles" VALUES('fish','2026-03-04T05:06:07.089+00:00',1);
COMMIT;
