PRAGMA application_id = 1128811839;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE answers (
        session TEXT NOT NULL,
        "index" INTEGER NOT NULL CHECK ("index" >= 0),
        at TEXT NOT NULL,
        pack TEXT NOT NULL,
        clip TEXT NOT NULL,
        person TEXT NOT NULL,
        label TEXT NOT NULL CHECK (label IN ('real', 'manipulated')),
        original TEXT,
        difficulty REAL NOT NULL,
        kinds TEXT NOT NULL,
        p REAL NOT NULL CHECK (p BETWEEN 0 AND 1),
        judgement_points INTEGER NOT NULL,
        spotting_points INTEGER NOT NULL,
        marks TEXT NOT NULL,
        named TEXT,
        hit INTEGER,
        artefact INTEGER,
        kind_right INTEGER NOT NULL CHECK (kind_right IN (0, 1)),
        found TEXT NOT NULL,
        watch_ms INTEGER NOT NULL,
        judge_ms INTEGER NOT NULL,
        replays INTEGER NOT NULL,
        reason TEXT NOT NULL, "order" TEXT, glance REAL, block TEXT, form TEXT,
        UNIQUE (session, "index")
    ) STRICT;
INSERT INTO "answers" VALUES('s1',0,'2026-03-04T05:06:07.089+00:00','pack','c0','p7','manipulated','o1',0.25,'["blending-boundary"]',0.95,100,40,'[[0.1, 0.5, 1.5, false], [0.5, 0.5, 1.5, false]]','blending-boundary',1,0,1,'["blending-boundary"]',0,0,0,'',NULL,NULL,NULL,NULL);
INSERT INTO "answers" VALUES('s1',1,'2026-03-04T05:06:07.089+00:00','pack','c1','p7','manipulated','o1',0.25,'["blending-boundary"]',0.95,100,40,'[[0.1, 0.5, 1.5, false], [0.5, 0.5, 1.5, false]]','blending-boundary',1,0,1,'["blending-boundary"]',0,0,0,'',NULL,NULL,NULL,NULL);
INSERT INTO "answers" VALUES('s1',2,'2026-03-04T05:06:07.089+00:00','pack','c2','p7','manipulated','o1',0.25,'["blending-boundary"]',0.95,100,40,'[[0.1, 0.5, 1.5, false], [0.5, 0.5, 1.5, false]]','blending-boundary',1,0,1,'["blending-boundary"]',0,0,0,'',NULL,NULL,NULL,NULL);
CREATE TABLE sessions (
        id TEXT NOT NULL UNIQUE,
        level TEXT NOT NULL,
        length INTEGER NOT NULL,
        language TEXT NOT NULL,
        started TEXT NOT NULL,
        finished TEXT
    , block TEXT, form TEXT, profile TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "sessions" VALUES('s1','mixed',8,'uz','2026-03-04T05:06:07.089+00:00','2026-03-04T05:06:07.089+00:00',NULL,NULL,'');
COMMIT;
