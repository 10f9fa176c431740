PRAGMA application_id = 1128811350;
PRAGMA user_version = 0;
BEGIN TRANSACTION;
CREATE TABLE clips (pack TEXT NOT NULL, clip TEXT NOT NULL, label TEXT NOT NULL,
        answered INTEGER NOT NULL, fooled INTEGER NOT NULL, recent TEXT NOT NULL,
        PRIMARY KEY (pack, clip)) WITHOUT ROWID;
INSERT INTO "clips" VALUES('studio','actor-1','real',1,1,'1');
CREATE TABLE counts (period TEXT NOT NULL, name TEXT NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (period, name)) WITHOUT ROWID;
INSERT INTO "counts" VALUES('2026-03-04','answer',1);
INSERT INTO "counts" VALUES('2026-03-04','finish',1);
INSERT INTO "counts" VALUES('2026-03-04','start',1);
CREATE TABLE faults (pack TEXT NOT NULL, clip TEXT NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (pack, clip)) WITHOUT ROWID;
COMMIT;
