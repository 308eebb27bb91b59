#!/usr/bin/env python3
"""Measures the release build from outside, against the scripted model server: what the client itself costs. Prints every
figure with the ratio to its limit. Argument: the build folder."""
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "flows" / "runs"))
from scripted_run import Server, World  # noqa: E402


BUDGET_REACHED = 3


def measured(world: World, *words, code=0) -> tuple:
    """Wall seconds, CPU seconds and peak memory in MB of one command, which has to end with this exit code."""
    begun = time.monotonic()
    process = subprocess.Popen(world.arguments(*words), env=world.environment, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - begun
    if os.waitstatus_to_exitcode(status) != code:
        raise SystemExit(f"{words}: exit code {os.waitstatus_to_exitcode(status)}\n{errors.decode()}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def line(what: str, figure: float, limit: float, unit: str) -> None:
    print(f"{what:<58} {figure:8.2f} {unit:<3} limit {limit:8.2f} {unit:<3} ratio {figure / limit:5.2f}")


def calls_of_20_ms(programs, folder: pathlib.Path) -> None:
    server = Server(programs[1], folder, {"latencyMilliseconds": 20})
    world = World(programs[0], server, folder)
    world.add_task("alpha", 50, 0, 2000)
    prompt = folder / "prompt.txt"
    prompt.write_text("You answer questions with care. " * 12, encoding="utf-8")
    wall, cpu, memory = measured(world, "evaluate", world.project, "--system-prompt", f"@{prompt}", "--tasks", "alpha",
                                 "--split", "test", "--test", 2000, "--base", "scripted", "--width", 32)
    server.close()
    calls = len(server.calls())
    assert calls == 2000, calls
    line("2,000 calls of 20 ms, 32 in flight, stored: wall", wall, 2.5, "s")
    line("2,000 calls of 20 ms, 32 in flight, stored: client CPU", cpu, 3.0, "s")
    line("command line, peak memory", memory, 150, "MB")


def default_run(programs, folder: pathlib.Path) -> None:
    server = Server(programs[1], folder, {"accuracy": 0.55})
    world = World(programs[0], server, folder)
    for task in ("alpha", "beta", "gamma", "delta"):
        world.add_task(task, 50, 0, 500)
    # A finished run cannot be resumed. One that its limit of calls holds up is replayed to the same place and asks nothing.
    calls = 24_200
    options = world.run_options(preset="reference", pruning="exhaustive", width=64, **{"max-calls": calls})
    wall, cpu, memory = measured(world, "run", world.project, *options, code=BUDGET_REACHED)
    print(f"{calls:,} of the 24,326 calls of a default run without latency: {wall:.1f} s wall, "
          f"{1000 * cpu / calls:.2f} ms CPU a call")
    line("default run, peak memory", memory, 150, "MB")
    asked = len(server.calls())
    assert asked == calls, asked
    wall, cpu, memory = measured(world, "run", world.project, "--resume", 1, code=BUDGET_REACHED)
    assert len(server.calls()) == asked, "the replay has asked for something"
    server.close()
    line(f"resume of a run of {calls:,} calls: wall", wall, 2.0, "s")
    exact = Server(programs[1], folder, {"accuracy": 0.6, "systemSpread": 0.05, "userSpread": 0.05, "agreement": 0.8})
    world.command("connection", "add", "exact", "--preset", "custom", "--base-url", f"http://127.0.0.1:{exact.port}/v1",
                  "--model", "scripted")
    exact.log.unlink()
    world.command("run", world.project, "--base", "exact", "--optimizer", "exact", "--preset", "reference", "--pruning",
                  "exact", "--width", 16)
    exact.close()
    base = int(json.loads(world.command("runs", world.project, "--json").splitlines()[-1])["base_calls"])
    line("base calls of a default run, exact, accuracy .6, spread .05", base, 17000, "")


def start(programs, folder: pathlib.Path) -> None:
    server = Server(programs[1], folder, {})
    world = World(programs[0], server, folder)
    wall = min(measured(world, "runs", world.project)[0] for _ in range(5))
    server.close()
    line("command line, start to end of an empty listing", wall, 0.2, "s")


def main() -> None:
    build = pathlib.Path(sys.argv[1])
    programs = (build / "app" / "metaspo", build / "tests" / "support" / "scripted-model-server")
    print(f"{platform.machine()}, {os.cpu_count()} cores; one run each, the server on the same machine")
    for benchmark in (start, calls_of_20_ms, default_run):
        with tempfile.TemporaryDirectory() as folder:
            benchmark(programs, pathlib.Path(folder))


if __name__ == "__main__":
    main()
