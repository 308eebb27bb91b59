"""The first start of a server that was just built: a wrong instruction shows only when a model is loaded."""
import pathlib
import select
import signal
import socket
import subprocess
import time

from progress import InstallError

SECONDS = 300  # a slow disk reads a gigabyte in less


def check_that_it_serves(server: pathlib.Path, model: str, log: pathlib.Path) -> None:
    """Starts the server on the model until it listens. Its words are added to the log."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(server), "--model", model, "--host", "127.0.0.1", "--port", str(port), "--ctx-size", "512",
               "--parallel", "1"]
    with log.open("ab") as words, subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                                   stderr=subprocess.STDOUT) as process:
        try:
            outcome = _first_words(process, words)
        finally:
            process.kill()
    if outcome:
        raise InstallError(f"llama-server was built, but {outcome} when it loaded {model}; its words stand at the end "
                           f"of {log}. Name a llama-server of your own in METASPO_LLAMA_SERVER and start again, or use "
                           "another model (README.md, \"Your own models\").")


def _first_words(process: subprocess.Popen, words) -> str:
    """Empty: it listens. Else what happened instead."""
    deadline = time.monotonic() + SECONDS
    said = b""
    while b"listening on http" not in said:
        if not select.select([process.stdout], [], [], max(0, deadline - time.monotonic()))[0]:
            return f"did not listen within {SECONDS} seconds"
        part = process.stdout.read1()
        if not part:
            code = process.wait()
            return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        words.write(part)
        said = said[-100:] + part
    return ""
