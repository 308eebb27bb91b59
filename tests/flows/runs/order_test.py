"""The same run with 1, 8 and 64 calls in flight and answers in random order: in `exhaustive` the same file contents, in
`exact` the same decisions, texts and finished cells. Arguments: the metaspo program, the scripted model server."""
import pathlib
import sys
import tempfile

from scripted_run import Server, World, decisions

SIZES = {"iterations": 2, "user_candidates": 2, "kept": 2, "system_candidates": 4, "train": 12, "validation": 12, "test": 20}


def run(programs, folder: pathlib.Path, pruning: str, width: int) -> dict:
    folder.mkdir()
    server = Server(programs[1], folder, {"accuracy": 0.5, "systemSpread": 0.2, "latencyMilliseconds": 2,
                                          "latencySpread": 1.0})
    try:
        world = World(programs[0], server, folder)
        for task in ("alpha", "beta", "gamma"):
            world.add_task(task, 12, 12, 20)
        world.command("run", world.project, *world.run_options(pruning=pruning, width=width, **SIZES))
        return world.export()
    finally:
        server.close()


def main() -> int:
    programs = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        for pruning, seen in (("exhaustive", lambda files: files), ("exact", decisions)):
            reference = None
            for width in (1, 8, 64):
                files = seen(run(programs, root / f"{pruning}-{width}", pruning, width))
                assert any(files.values()), "nothing was exported"
                if reference is None:
                    reference = files
                    continue
                for part in reference:
                    for expected, found in zip(reference[part], files[part]):
                        assert found == expected, f"{pruning}, {width} in flight: {part} differs:\n{expected}\n{found}"
                    assert len(files[part]) == len(reference[part]), f"{pruning}, {width} in flight: {part} differs"
            print(f"{pruning}: the same with 1, 8 and 64 in flight")
    return 0


if __name__ == "__main__":
    sys.exit(main())
