"""A run killed with SIGKILL at random moments and resumed gives the same tree, and no request is sent twice beyond those in
flight at the kill, counted in the server's log. Arguments: the metaspo program, the scripted model server, the number of
kills."""
import difflib
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

from scripted_run import Server, World, duplicates

WIDTH = 8
LOOK_AHEAD = 2  # calls noted as sent that wait behind the width
SIZES = {"iterations": 2, "user_candidates": 2, "kept": 2, "system_candidates": 3, "train": 10, "validation": 10, "test": 16}


def world_in(programs, folder: pathlib.Path) -> World:
    folder.mkdir()
    server = Server(programs[1], folder, {"accuracy": 0.5, "systemSpread": 0.2, "latencyMilliseconds": 12,
                                          "latencySpread": 0.6})
    world = World(programs[0], server, folder)
    for task in ("alpha", "beta"):
        world.add_task(task, 10, 10, 16)
    return world


def options(world: World) -> list:
    return world.run_options(pruning="exhaustive", width=WIDTH, **SIZES)


def killed_run(world: World, kills: int, seconds: float, chance: random.Random) -> int:
    """Starts, kills and resumes until the run ends; gives the number of kills that hit."""
    hits = 0
    words = ["run", world.project, *options(world)]
    while hits < kills:
        process = subprocess.Popen(world.arguments(*words), env=world.environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        try:
            process.wait(chance.uniform(0.02, seconds))
            break  # it got to its end first
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            hits += 1
        runs = world.command("runs", world.project, "--json").strip()
        if runs and json.loads(runs)["state"] == "finished":
            break  # killed between its last commit and its end
        if runs:
            words = ["run", world.project, "--resume", "1", "--width", WIDTH]
    else:
        world.command(*words)
    return hits


def lines(rows: list) -> list:
    return [json.dumps(row, sort_keys=True) for row in rows]


def main() -> int:
    programs, kills = sys.argv[1:3], int(sys.argv[3])
    chance = random.Random(20260505)
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        whole = world_in(programs, root / "whole")
        begun = time.monotonic()
        whole.command("run", whole.project, *options(whole))
        seconds = time.monotonic() - begun
        whole.server.close()
        reference = whole.export()
        total, round_number = 0, 0
        while total < kills:
            round_number += 1
            world = world_in(programs, root / f"killed-{round_number}")
            hits = killed_run(world, min(10, kills - total), seconds / 4, chance)
            world.server.close()
            files = world.export()
            for part in ("candidates.csv", "scores.csv", "evaluations.csv", "accuracy_per_domain.csv"):
                difference = "\n".join(difflib.unified_diff(lines(reference[part]), lines(files[part]), "never killed",
                                                            "killed", lineterm="", n=0))
                assert not difference, f"round {round_number}: {part} differs after {hits} kills:\n{difference}"
            asked_again = sum(duplicates(world.server.calls()).values()) - sum(duplicates(whole.server.calls()).values())
            assert asked_again <= hits * (WIDTH + LOOK_AHEAD), f"{asked_again} calls were paid twice after {hits} kills"
            assert world.command("check", world.project) is not None
            print(f"round {round_number}: {hits} kills, {asked_again} calls asked again")
            total += hits
    return 0


if __name__ == "__main__":
    sys.exit(main())
