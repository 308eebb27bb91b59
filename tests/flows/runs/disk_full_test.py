#!/usr/bin/env python3
"""A run whose disk becomes full says so, asks nothing more, and ends, paused, only when what was answered is in the file:
once there is space. Resumed, it asks nothing twice, and is the run of a disk with room. The disk is a file system in memory, which needs a mount
namespace of our own: skipped where the system gives none. Arguments: metaspo and the scripted model server."""
import errno
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from scripted_run import Server, World, asked_in_vain

SKIPPED = 77
PAUSED = 4
MEBIBYTE = 1 << 20
OPTIONS = {"preset": "small", "pruning": "exhaustive", "width": 4, "seed": 3}


def enter_namespace() -> None:
    if "OWN_NAMESPACE" in os.environ:
        return
    command = ["unshare", "--user", "--map-root-user", "--mount"]
    if subprocess.run([*command, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode != 0:
        print("This system gives no mount namespace, so no disk can be filled.")
        raise SystemExit(SKIPPED)
    os.execvpe(command[0], [*command, sys.executable, "-B", *sys.argv], dict(os.environ, OWN_NAMESPACE="yes"))


def wait_for(what: str, holds, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, f"waited in vain: {what}"
        time.sleep(0.05)


def new_world(programs, folder: pathlib.Path, disk: pathlib.Path) -> World:
    folder.mkdir()
    world = World(programs[0], Server(programs[1], folder, {"accuracy": 0.5, "latencyMilliseconds": 10}), folder, disk / "project.metaspo")
    for task in ("alpha", "beta"):
        world.add_task(task, 10, 10, 20)
    return world


def fill(disk: pathlib.Path) -> pathlib.Path:
    """Takes the last block."""
    ballast = disk / "ballast"
    with ballast.open("ab", buffering=0) as out:
        for size in (1 << 16, 1 << 12):
            try:
                while True:
                    out.write(bytes(size))
            except OSError as error:
                assert error.errno == errno.ENOSPC, error
    return ballast


def run_on_full_disk(world: World, disk: pathlib.Path) -> None:
    output = world.folder / "output"
    with output.open("wb") as out:
        run = subprocess.Popen(world.arguments("run", world.project, *world.run_options(**OPTIONS)),
                               env=world.environment, stdout=out, stderr=subprocess.STDOUT)

    def said() -> str:
        return output.read_text(encoding="utf-8", errors="replace")

    wait_for("the run is at work", lambda: len(world.server.calls()) > 20)
    ballast = fill(disk)
    wait_for("the program says that it waits", lambda: "Waiting until" in said() or run.poll() is not None)
    assert run.poll() is None, f"it did not wait, but ended with {run.returncode}:\n{said()}"
    print([line for line in said().splitlines() if "Waiting until" in line][0])
    asked = len(world.server.calls())
    time.sleep(1)
    assert len(world.server.calls()) == asked, "it went on asking with a full disk"
    ballast.unlink()
    assert run.wait(120) == PAUSED, f"ended with {run.returncode}:\n{said()}"
    print(said().splitlines()[-1])
    world.command("run", world.project, "--resume", 1)


def full_and_roomy(programs, folder: pathlib.Path, disk: pathlib.Path) -> None:
    full = new_world(programs, folder / "full", disk)
    roomy = new_world(programs, folder / "roomy", folder)
    run_on_full_disk(full, disk)
    roomy.command("run", roomy.project, *roomy.run_options(**OPTIONS))
    full.command("check", full.project)
    twice = asked_in_vain(full.server.calls(), roomy.server.calls())
    assert not twice, f"asked twice, by their places in the log: {twice}"
    assert len(full.server.calls()) == len(roomy.server.calls())
    assert full.export() == roomy.export(), "the runs differ"
    print(f"{len(full.server.calls())} calls, none twice; the same run as with room.")
    full.server.close()
    roomy.server.close()


def main() -> None:
    enter_namespace()
    programs = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        disk = folder / "disk"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={16 * MEBIBYTE}", "none", disk], check=True)
        try:
            full_and_roomy(programs, folder, disk)
        finally:
            subprocess.run(["umount", "--lazy", disk], check=True)


if __name__ == "__main__":
    main()
