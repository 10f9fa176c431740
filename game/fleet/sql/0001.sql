-- What machines send, and how it is read. Machines insert, readers read views, nobody of them changes a row.
CREATE TABLE fleet.devices (
    device uuid NOT NULL,
    number integer NOT NULL,
    site text NOT NULL CHECK (length(site) BETWEEN 1 AND 40),
    label text NOT NULL CHECK (length(label) BETWEEN 1 AND 40),
    PRIMARY KEY (device, number)
);
CREATE TABLE fleet.heard (
    device uuid NOT NULL,
    day date NOT NULL DEFAULT current_date,
    version text NOT NULL,
    PRIMARY KEY (device, day)
);
CREATE INDEX heard_by_day ON fleet.heard (day);

-- Names are compared by their bytes: sorting five million of them takes a fraction of the time.
CREATE TABLE fleet.sessions (
    session uuid NOT NULL,
    month date NOT NULL,
    finished boolean NOT NULL,
    device uuid NOT NULL,
    language text COLLATE "C" NOT NULL,
    block text COLLATE "C",
    form text COLLATE "C",
    PRIMARY KEY (session, month, finished)
) PARTITION BY RANGE (month);
CREATE TABLE fleet.sessions_default PARTITION OF fleet.sessions DEFAULT;

CREATE TABLE fleet.answers (
    session uuid NOT NULL,
    number integer NOT NULL CHECK (number >= 0),
    month date NOT NULL,
    device uuid NOT NULL,
    p real NOT NULL CHECK (p BETWEEN 0 AND 1),
    difficulty real NOT NULL,
    manipulated boolean NOT NULL,
    asked boolean NOT NULL,
    language text COLLATE "C" NOT NULL,
    pack text COLLATE "C" NOT NULL,
    version text COLLATE "C" NOT NULL,
    clip text COLLATE "C" NOT NULL,
    block text COLLATE "C",
    kinds text[] COLLATE "C" NOT NULL,
    found text[] COLLATE "C" NOT NULL,
    PRIMARY KEY (session, number, month)
) PARTITION BY RANGE (month);
CREATE TABLE fleet.answers_default PARTITION OF fleet.answers DEFAULT;
CREATE INDEX answers_by_clip ON fleet.answers (pack, clip);

CREATE TABLE fleet.gains (
    first uuid NOT NULL,
    checks integer NOT NULL,
    month date NOT NULL,
    device uuid NOT NULL,
    language text NOT NULL,
    block text NOT NULL,
    before integer[] NOT NULL CHECK (cardinality(before) = 4),
    after integer[] NOT NULL CHECK (cardinality(after) = 4),
    PRIMARY KEY (first, checks)
);
CREATE TABLE fleet.lessons (
    lesson uuid PRIMARY KEY,
    month date NOT NULL,
    device uuid NOT NULL,
    plan text NOT NULL,
    language text NOT NULL,
    people integer NOT NULL CHECK (people >= 5),
    calls jsonb NOT NULL
);
CREATE TABLE fleet.lesson_clips (
    lesson uuid NOT NULL,
    number integer NOT NULL,
    device uuid NOT NULL,
    pack text NOT NULL,
    version text NOT NULL,
    clip text NOT NULL,
    manipulated boolean NOT NULL,
    kinds text[] NOT NULL,
    votes integer NOT NULL CHECK (votes >= 5),
    wrong integer NOT NULL CHECK (wrong BETWEEN 0 AND votes),
    PRIMARY KEY (lesson, number)
);
CREATE TABLE fleet.kiosk_counts (
    device uuid NOT NULL,
    period text NOT NULL CHECK (period ~ '^[0-9]{4}(-[0-9]{2}){0,2}$'),
    name text NOT NULL,
    n bigint NOT NULL CHECK (n > 0),
    PRIMARY KEY (device, period, name, n)
);
CREATE TABLE fleet.kiosk_clips (
    device uuid NOT NULL,
    run integer NOT NULL,
    pack text NOT NULL,
    version text NOT NULL,
    clip text NOT NULL,
    manipulated boolean NOT NULL,
    answered bigint NOT NULL,
    wrong bigint NOT NULL CHECK (wrong BETWEEN 0 AND answered),
    PRIMARY KEY (device, run, pack, clip, answered)
);

-- A month gets its partition; rows that came before it wait in the default one and are moved.
CREATE FUNCTION fleet.make_partition(parent text, month date) RETURNS boolean LANGUAGE plpgsql AS $body$
DECLARE
    child text := parent || to_char(month, '_YYYY_MM');
    rest text := parent || '_default';
BEGIN
    IF to_regclass(format('fleet.%I', child)) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('LOCK TABLE fleet.%I IN ACCESS EXCLUSIVE MODE', rest);
    EXECUTE format('CREATE TABLE fleet.%I (LIKE fleet.%I INCLUDING ALL)', child, parent);
    EXECUTE format('WITH moved AS (DELETE FROM fleet.%I WHERE month = %L RETURNING *) '
        'INSERT INTO fleet.%I SELECT * FROM moved', rest, month, child);
    EXECUTE format('ALTER TABLE fleet.%I ATTACH PARTITION fleet.%I FOR VALUES FROM (%L) TO (%L)',
        parent, child, month, (month + interval '1 month')::date);
    RETURN true;
END
$body$;

-- What readers see: sums of a machine in a month, no session and no single answer.
CREATE VIEW fleet.machines AS
    SELECT DISTINCT ON (device) device, site, label, days.first, days.last
    FROM fleet.devices LEFT JOIN (
        SELECT device, min(day) AS first, max(day) AS last FROM fleet.heard GROUP BY device) AS days
        USING (device)
    ORDER BY device, number DESC;
CREATE VIEW fleet.heard_days AS
    SELECT day, count(*) AS machines FROM fleet.heard GROUP BY day;
CREATE VIEW fleet.call_sums AS
    SELECT month, device, language,
        count(*) FILTER (WHERE manipulated AND p > 0.5) AS hits,
        count(*) FILTER (WHERE manipulated AND p <= 0.5) AS misses,
        count(*) FILTER (WHERE NOT manipulated AND p > 0.5) AS false_alarms,
        count(*) FILTER (WHERE NOT manipulated AND p <= 0.5) AS correct_rejections
    FROM fleet.answers GROUP BY month, device, language;
CREATE VIEW fleet.session_sums AS
    SELECT month, device, language, count(DISTINCT session) AS sessions,
        count(*) FILTER (WHERE finished) AS finished
    FROM fleet.sessions GROUP BY month, device, language;
CREATE VIEW fleet.clip_sums AS
    SELECT month, device, pack, version, clip, manipulated, min(kinds) AS kinds,
        min(difficulty) AS difficulty, count(*) AS answered,
        count(*) FILTER (WHERE (p > 0.5) <> manipulated) AS wrong
    FROM fleet.answers GROUP BY month, device, pack, version, clip, manipulated;
CREATE VIEW fleet.gain_sums AS
    SELECT DISTINCT ON (first) month, device, language, block, before, after
    FROM fleet.gains ORDER BY first, checks DESC;
CREATE VIEW fleet.lesson_sums AS
    SELECT month, device, plan, language, people, calls FROM fleet.lessons;
CREATE VIEW fleet.lesson_clip_sums AS
    SELECT month, c.device, pack, version, clip, manipulated, kinds, votes, wrong, people
    FROM fleet.lesson_clips c JOIN fleet.lessons USING (lesson);
CREATE VIEW fleet.kiosk_sums AS
    SELECT to_date(rpad(period, 7, '-01'), 'YYYY-MM') AS month, device, name, sum(n)::bigint AS n
    FROM (SELECT device, period, name, max(n) AS n FROM fleet.kiosk_counts GROUP BY device, period, name) AS m
    GROUP BY 1, 2, 3;
CREATE VIEW fleet.kiosk_clip_sums AS
    SELECT device, pack, version, clip, manipulated, sum(answered)::bigint AS answered,
        sum(wrong)::bigint AS wrong
    FROM (SELECT DISTINCT ON (device, run, pack, clip) * FROM fleet.kiosk_clips
        ORDER BY device, run, pack, clip, answered DESC) AS newest
    GROUP BY device, pack, version, clip, manipulated;

DO $body$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'chinmi_device') THEN
        CREATE ROLE chinmi_device NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'chinmi_reader') THEN
        CREATE ROLE chinmi_reader NOLOGIN;
    END IF;
END
$body$;
REVOKE ALL ON SCHEMA fleet FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA fleet FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA fleet FROM PUBLIC;
GRANT USAGE ON SCHEMA fleet TO chinmi_device, chinmi_reader;
GRANT INSERT ON fleet.devices, fleet.sessions, fleet.answers, fleet.gains, fleet.lessons,
    fleet.lesson_clips, fleet.kiosk_counts, fleet.kiosk_clips TO chinmi_device;
GRANT INSERT (device, version) ON fleet.heard TO chinmi_device;
GRANT SELECT ON fleet.machines, fleet.heard_days, fleet.call_sums, fleet.session_sums, fleet.clip_sums,
    fleet.gain_sums, fleet.lesson_sums, fleet.lesson_clip_sums, fleet.kiosk_sums,
    fleet.kiosk_clip_sums TO chinmi_reader;
