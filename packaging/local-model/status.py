"""Says whether the local model is installed; see `status` beside this file."""
import fcntl
import json
import sys

from local_model import Installation, folder


def is_being_installed() -> bool:
    try:
        with (folder() / "install.lock").open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        pass
    return False


def main() -> int:
    installation = Installation()
    if sys.argv[1:] == ["--json"]:
        print(json.dumps({"complete": installation.is_complete, "installing": is_being_installed(),
                          "server": installation.server, "model": installation.model,
                          "missing": installation.missing()}))
    elif installation.is_complete:
        print(f"The local model is installed: {installation.model}, served by {installation.server}.")
    elif is_being_installed():
        print("The local model is being installed.")
    else:
        print(installation.missing())
    return 0 if installation.is_complete else 1


if __name__ == "__main__":
    sys.exit(main())
