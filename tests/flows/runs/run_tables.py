"""The tables of a project file in words that do not depend on the order of arrival: numbers given in that order are replaced
by what they stand for, times and names of a machine are left out, rows are sorted."""
import contextlib
import json
import pathlib
import sqlite3

# How the file was made, what differs from run to run by purpose, and who had it open.
NOT_COMPARED = {"meta", "migration", "sqlite_sequence", "run_owner", "log"}
TIMES = ("_unix_ms", "_us")
# The width, and what the port of the server goes into.
LEFT_OUT = {"run": {"uuid", "limits_json"}, "run_model": {"connection_id", "connection_json"}, "call": {"digest"},
            "call_response": {"request_id"}}
STANDS_FOR = {
    "text_id": "SELECT text_id, content FROM text",
    "candidate_id": "SELECT candidate_id, step FROM candidate",
    "call_id": "SELECT call_id, key FROM call",
    "task_id": "SELECT task_id, name FROM task",
    "example_id": "SELECT example_id, name || ' ' || example_index FROM example JOIN task USING (task_id)",
    "grading_id": "SELECT grading_id, name || ' ' || g.format_json || g.metric_json FROM grading g JOIN task USING (task_id)",
}


def run_tables(project: pathlib.Path) -> dict:
    """Every table of the file with its rows; a table that comes later is compared as well."""
    with contextlib.closing(sqlite3.connect(f"file:{project}?mode=ro", uri=True)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        meanings = {column: dict(database.execute(question)) for column, question in STANDS_FOR.items()}
        return {name: rows_of(database, name, meanings) for name in names if name not in NOT_COMPARED}


def rows_of(database: sqlite3.Connection, table: str, meanings: dict) -> list:
    cursor = database.execute(f"SELECT * FROM {table}")
    columns = [column[0] for column in cursor.description]
    rows = [{column: in_words(column, value, meanings) for column, value in zip(columns, row) if is_compared(table, column)}
            for row in cursor]
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def is_compared(table: str, column: str) -> bool:
    is_own_number = column == f"{table}_id" and column not in STANDS_FOR
    return not column.endswith(TIMES) and not is_own_number and column not in LEFT_OUT.get(table, ())


def in_words(column: str, value, meanings: dict):
    if value is None:
        return None
    for name, words in meanings.items():
        if column == name or column.endswith(f"_{name}"):
            return words[value]
    return value.hex() if isinstance(value, bytes) else value


def decided_tables(tables: dict) -> dict:
    """What two runs in `exact` share: how far a loser was scored before it surely lost is left out, and what that cost."""
    losers = {row["step"] for row in tables["candidate"] if row["state"] in ("dropped", "scored")}
    left_out = {"state", "reason", "meta_score_sum_nano", "meta_score_tasks"}
    candidates = [{column: value for column, value in row.items() if row["step"] not in losers or column not in left_out}
                  for row in tables["candidate"]]

    def is_of_winners(row: dict) -> bool:
        return not losers & {row["system_candidate_id"], row["user_candidate_id"]}

    winners = {name: [row for row in tables[name] if is_of_winners(row)]
               for name in ("call", "evaluation", "cell", "cell_label")}
    keys = {row["key"] for row in winners["call"]}
    decisions = [row for row in tables["decision"]
                 if row["kind"] in ("proposed", "beam", "incumbent", "stage", "end") or is_about_winners(row, losers)]
    responses = [row for row in tables["call_response"] if row["call_id"] in keys]
    shared = {name: rows for name, rows in tables.items() if name != "run_total"}
    return {**shared, **winners, "candidate": candidates, "decision": decisions, "call_response": responses}


def is_about_winners(row: dict, losers: set) -> bool:
    content = json.loads(row["content_json"])
    return not losers & {content.get(name) for name in ("candidate", "system", "user")}
