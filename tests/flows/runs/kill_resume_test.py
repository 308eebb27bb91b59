"""A run killed with SIGKILL at random moments and resumed gives the same tree, in `exact` the same decisions, and no request
is sent twice beyond those in flight at the kill: the server's log counts the requests, and after each kill the project
file says how many calls were sent and not answered. Arguments: the metaspo program, the scripted model server, the number of
kills."""
import contextlib
import difflib
import json
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple

from scripted_run import Server, World, asked_in_vain, decisions

WIDTH = 8
LOOK_AHEAD = 2  # calls noted as sent that wait behind the width
KILLS_IN_A_ROUND = 10
SIZES = {"iterations": 2, "user_candidates": 2, "kept": 2, "system_candidates": 3, "train": 10, "validation": 10, "test": 16}


def tree(files: dict) -> dict:
    return {part: files[part] for part in ("candidates.csv", "scores.csv", "evaluations.csv", "accuracy_per_domain.csv")}


EQUAL = {"exhaustive": tree, "exact": decisions}


class Kill(NamedTuple):
    arrived: int  # requests, by then
    in_flight: int


class NeverKilled:
    """What a run gives that is left alone, how long it takes, and what it asks."""

    def __init__(self, programs, folder: pathlib.Path, pruning: str):
        world = world_in(programs, folder)
        begun = time.monotonic()
        world.command("run", world.project, *options(world, pruning))
        self.seconds = time.monotonic() - begun
        world.server.close()
        self.calls = world.server.calls()
        self.parts = EQUAL[pruning](world.export())
        assert all(self.parts.values()), "nothing was exported"


def world_in(programs, folder: pathlib.Path) -> World:
    folder.mkdir()
    server = Server(programs[1], folder, {"accuracy": 0.5, "systemSpread": 0.2, "latencyMilliseconds": 12,
                                          "latencySpread": 0.6})
    world = World(programs[0], server, folder)
    for task in ("alpha", "beta"):
        world.add_task(task, 10, 10, 16)
    return world


def options(world: World, pruning: str) -> list:
    return world.run_options(pruning=pruning, width=WIDTH, **SIZES)


def in_flight(project: pathlib.Path) -> int:
    """The calls that the killed program had noted as sent and whose answers it had not stored."""
    with contextlib.closing(sqlite3.connect(f"file:{project}?mode=ro", uri=True)) as database:
        return database.execute("SELECT count(*) FROM call WHERE state = 'sent'").fetchone()[0]


def killed_run(world: World, pruning: str, kills: int, seconds: float, chance: random.Random) -> list:
    """Starts, kills and resumes until the run ends. A program that is killed before any of its requests arrived was still
    starting: that is no kill of the run, and excuses no request."""
    hits = []
    words = ["run", world.project, *options(world, pruning)]
    while len(hits) < kills:
        before = world.server.arrived()
        process = subprocess.Popen(world.arguments(*words), env=world.environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        try:
            process.wait(chance.uniform(0.02, seconds))
            break  # it got to its end first
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if (arrived := world.server.arrived()) > before:
            hits.append(Kill(arrived, in_flight(world.project)))
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


def check_round(world: World, pruning: str, hits: list, never_killed: NeverKilled) -> int:
    """Gives the number of requests that were sent again."""
    found = EQUAL[pruning](world.export())
    for part, rows in never_killed.parts.items():
        difference = "\n".join(difflib.unified_diff(lines(rows), lines(found[part]), "never killed", "killed",
                                                    lineterm="", n=0))
        assert not difference, f"{pruning}: {part} differs after {len(hits)} kills:\n{difference}"
    in_vain = asked_in_vain(world.server.calls(), never_killed.calls)
    begin = 0
    for number, hit in enumerate(hits, 1):
        assert hit.in_flight <= WIDTH + LOOK_AHEAD, f"{pruning}: {hit.in_flight} calls were in flight at kill {number}"
        lost = sum(begin <= place < hit.arrived for place in in_vain)
        assert lost <= hit.in_flight, f"{pruning}: {lost} requests before kill {number} were sent again; {hit.in_flight} " \
                                      "were in flight"
        begin = hit.arrived
    assert all(place < begin for place in in_vain), f"{pruning}: requests after the last kill were sent again"
    if pruning == "exhaustive":
        asked, usual = ({call["digest"] for call in calls} for calls in (world.server.calls(), never_killed.calls))
        assert asked == usual, f"{len(asked ^ usual)} requests differ from those of a run that was never killed"
    assert world.command("check", world.project) is not None
    return len(in_vain)


def main() -> int:
    programs, kills = sys.argv[1:3], int(sys.argv[3])
    chance = random.Random(20260505)
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        never_killed = {pruning: NeverKilled(programs, root / f"whole-{pruning}", pruning) for pruning in EQUAL}
        total, round_number = 0, 0
        still_to_kill = list(EQUAL)
        while total < kills or still_to_kill:
            round_number += 1
            pruning = still_to_kill[0] if still_to_kill else "exhaustive"
            world = world_in(programs, root / f"killed-{round_number}")
            wanted = max(1, min(KILLS_IN_A_ROUND, kills - total))
            hits = killed_run(world, pruning, wanted, never_killed[pruning].seconds / 4, chance)
            world.server.close()
            again = check_round(world, pruning, hits, never_killed[pruning])
            print(f"round {round_number}, {pruning}: {len(hits)} kills, in flight {[hit.in_flight for hit in hits]}, "
                  f"{again} requests sent again")
            total += len(hits)
            if hits and pruning in still_to_kill:
                still_to_kill.remove(pruning)
    return 0


if __name__ == "__main__":
    sys.exit(main())
