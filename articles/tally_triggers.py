"""Triggers by which the database itself counts published stories, whoever writes them.

They are installed after every migration: SQLite loses a table's triggers when a migration
rebuilds the table.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

NAME = "articles_story_count"
COUNTED = "status, source_id, topic_id, dated_on, corrected_at"
DIFFERS = {"postgresql": "IS DISTINCT FROM", "sqlite": "IS NOT"}
# The day as 20161214; the month is its hundredth part.
DAY = {
    "postgresql": "to_char({row}.dated_on, 'YYYYMMDD')::bigint",
    "sqlite": "CAST(strftime('%Y%m%d', {row}.dated_on) AS INTEGER)",
}
MEMBERS = """
SELECT 'day' AS scope, {day} AS member
UNION ALL SELECT 'month', {day} / 100
UNION ALL SELECT 'source', {row}.source_id
UNION ALL SELECT 'topic', {row}.topic_id
"""
CORRECTED = "CASE WHEN {row}.corrected_at IS NULL THEN 0 ELSE 1 END"
ADD = """
INSERT INTO articles_tally (scope, member, stories, corrected)
SELECT scope, member, 1, {corrected} FROM ({members}) AS counted
WHERE member IS NOT NULL AND {row}.status = 'published'
ON CONFLICT (scope, member) DO UPDATE SET
stories = articles_tally.stories + 1, corrected = articles_tally.corrected + excluded.corrected;
"""
TAKE = """
UPDATE articles_tally SET stories = stories - 1, corrected = corrected - {corrected}
WHERE {row}.status = 'published' AND (scope, member) IN ({members});
"""
# What one statement brings, counted at once: a row that a thousand stories of one transaction had
# each added to would be a thousand rows, each further to look for than the last.
ADD_ALL = """
INSERT INTO articles_tally (scope, member, stories, corrected)
SELECT scope, member, count(*), sum({corrected})
FROM come, LATERAL ({members}) AS counted
WHERE member IS NOT NULL AND come.status = 'published'
GROUP BY scope, member
ON CONFLICT (scope, member) DO UPDATE SET stories = articles_tally.stories + excluded.stories,
corrected = articles_tally.corrected + excluded.corrected;
"""
# One lock for all that count: two writers that touch the same rows in different order would
# wait for each other for ever.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
PERFORM pg_advisory_xact_lock(hashtext('{NAME}'));
{{take}}
IF TG_OP = 'UPDATE' THEN {{add}} END IF;
RETURN NULL;
END $$
"""
FUNCTION_FOR_NEW = f"""
CREATE OR REPLACE FUNCTION {NAME}_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF EXISTS (SELECT 1 FROM come WHERE status = 'published') THEN
PERFORM pg_advisory_xact_lock(hashtext('{NAME}'));
{{add_all}}
END IF;
RETURN NULL;
END $$
"""


def install(connection: BaseDatabaseWrapper) -> bool:
    """Have the stories counted from now on; True where they were not counted before."""
    events = _events(connection.vendor)
    is_new = not _exist(connection, len(events))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION.format(take=_sql(TAKE, "OLD"), add=_sql(ADD, "NEW")))
            cursor.execute(FUNCTION_FOR_NEW.format(add_all=_sql(ADD_ALL, "come")))
        for name, event, condition in events:
            cursor.execute(_drop(connection.vendor, name))
            cursor.execute(_create(connection.vendor, name, event, condition))
    return is_new


def _exist(connection: BaseDatabaseWrapper, number: int) -> bool:
    table = {"postgresql": "pg_trigger WHERE tgname", "sqlite": "sqlite_master WHERE name"}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table[connection.vendor]} LIKE '{NAME}_%%'", [])
        return cursor.fetchone()[0] == number


def _events(vendor: str) -> list[tuple[str, str, str]]:
    """Each trigger's name, event and condition."""
    changed = " OR ".join(
        f"OLD.{column} {DIFFERS[vendor]} NEW.{column}" for column in COUNTED.split(", ")
    )
    either = "(OLD.status = 'published' OR NEW.status = 'published')"
    return [
        (f"{NAME}_insert", "INSERT", "NEW.status = 'published'"),
        (f"{NAME}_update", f"UPDATE OF {COUNTED}", f"{either} AND ({changed})"),
        (f"{NAME}_delete", "DELETE", "OLD.status = 'published'"),
    ]


def _sql(template: str, row: str, vendor: str = "postgresql") -> str:
    day = DAY[vendor].format(row=row)
    return template.format(
        row=row,
        corrected=CORRECTED.format(row=row),
        members=MEMBERS.format(row=row, day=day),
    )


def _drop(vendor: str, name: str) -> str:
    place = " ON articles_story" if vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {name}{place}"


def _create(vendor: str, name: str, event: str, condition: str) -> str:
    if (vendor, event) == ("postgresql", "INSERT"):
        return (
            f"CREATE TRIGGER {name} AFTER INSERT ON articles_story"
            f" REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION {NAME}_new()"
        )
    start = f"CREATE TRIGGER {name} AFTER {event} ON articles_story FOR EACH ROW WHEN ({condition})"
    if vendor == "postgresql":
        return f"{start} EXECUTE FUNCTION {NAME}()"
    take = "" if event == "INSERT" else _sql(TAKE, "OLD", vendor)
    add = "" if event == "DELETE" else _sql(ADD, "NEW", vendor)
    return f"{start} BEGIN {take} {add} END"
