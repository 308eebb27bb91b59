"""The same run with 1, 8 and 64 calls in flight and answers in random order: in `exhaustive` the same contents of the project
file and of its export, in `exact` the same decisions, texts and finished cells. Arguments: the metaspo program, the
scripted model server."""
import pathlib
import sys
import tempfile

from run_tables import decided_tables, run_tables
from scripted_run import Server, World, decisions

SIZES = {"iterations": 2, "user_candidates": 2, "kept": 2, "system_candidates": 4, "train": 12, "validation": 12, "test": 20}
NEVER_EMPTY = ("candidate", "candidate_parent", "decision", "call", "call_response", "call_message", "evaluation", "cell",
               "cell_label", "run_example")


def run(programs, folder: pathlib.Path, pruning: str, width: int) -> dict:
    folder.mkdir()
    server = Server(programs[1], folder, {"accuracy": 0.5, "systemSpread": 0.2, "latencyMilliseconds": 2,
                                          "latencySpread": 1.0})
    try:
        world = World(programs[0], server, folder)
        for task in ("alpha", "beta", "gamma"):
            world.add_task(task, 12, 12, 20)
        world.command("run", world.project, *world.run_options(pruning=pruning, width=width, **SIZES))
        return {"export": world.export(), "file": run_tables(world.project)}
    finally:
        server.close()


def everything(run_contents: dict) -> dict:
    return named(run_contents["export"], run_contents["file"])


def decided(run_contents: dict) -> dict:
    return named(decisions(run_contents["export"]), decided_tables(run_contents["file"]))


def named(export: dict, file: dict) -> dict:
    return {**{f"exported {part}": rows for part, rows in export.items()},
            **{f"table {part}": rows for part, rows in file.items()}}


def check_same(expected: dict, found: dict, where: str) -> None:
    assert found.keys() == expected.keys(), f"{where}: {found.keys() ^ expected.keys()} is in one of the two only"
    for part, rows in expected.items():
        for row, other in zip(rows, found[part]):
            assert other == row, f"{where}: {part} differs:\n{row}\n{other}"
        assert len(found[part]) == len(rows), f"{where}: {part} has {len(found[part])} rows, expected {len(rows)}"


def main() -> int:
    programs = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        for pruning, seen in (("exhaustive", everything), ("exact", decided)):
            reference = None
            for width in (1, 8, 64):
                contents = seen(run(programs, root / f"{pruning}-{width}", pruning, width))
                for part in NEVER_EMPTY:
                    assert contents[f"table {part}"], f"there is nothing in the table {part}"
                assert any(rows for part, rows in contents.items() if part.startswith("exported")), "nothing was exported"
                if reference is None:
                    reference = contents
                check_same(reference, contents, f"{pruning}, {width} in flight")
            print(f"{pruning}: the same with 1, 8 and 64 in flight")
    return 0


if __name__ == "__main__":
    sys.exit(main())
