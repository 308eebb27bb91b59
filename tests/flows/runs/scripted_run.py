"""Drives the real `metaspo` program against the real scripted model server, each in a world of its own below a folder."""
import collections
import json
import os
import pathlib
import random
import subprocess
import urllib.request

PROMPT = "Choose the right letter. Write it inside <answer></answer> tags.\n\n{question}"
TIMES = ("started_utc", "finished_utc", "latency_ms")


class Server:
    """A scripted model server whose log is the arbiter of what was asked."""

    def __init__(self, program, folder: pathlib.Path, script: dict):
        self.log = folder / "server.log"
        script_file = folder / "script.json"
        script_file.write_text(json.dumps(script), encoding="utf-8")
        self.process = subprocess.Popen([program, "--script", script_file, "--log", self.log, "--while-input"],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def calls(self) -> list:
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return [record for record in map(json.loads, lines) if record["number"] > 0]

    def arrived(self) -> int:
        """The calls that arrived, once all that was sent before is read: it answers after what lay in its sockets."""
        urllib.request.urlopen(f"http://127.0.0.1:{self.port}/v1/models", timeout=10).close()
        return len(self.calls())

    def close(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(10)


class World:
    """A user's folders, a project with tasks of our own making, and a connection named `scripted`."""

    def __init__(self, metaspo, server: Server, folder: pathlib.Path, project: pathlib.Path | None = None):
        self.metaspo, self.server, self.folder = metaspo, server, folder
        self.project = project or folder / "project.metaspo"
        self.environment = dict(os.environ, HOME=str(folder), XDG_CONFIG_HOME=str(folder / "config"),
                                XDG_DATA_HOME=str(folder / "data"))
        self.command("new", self.project)
        self.command("connection", "add", "scripted", "--preset", "custom", "--base-url",
                     f"http://127.0.0.1:{server.port}/v1", "--model", "scripted")

    def arguments(self, *words) -> list:
        return [str(self.metaspo), *map(str, words)]

    def command(self, *words, code=0) -> str:
        done = subprocess.run(self.arguments(*words), env=self.environment, capture_output=True, text=True, timeout=500)
        if done.returncode != code:
            raise AssertionError(f"{' '.join(map(str, words))}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def add_task(self, name: str, train: int, validation: int, test: int) -> None:
        chance = random.Random(name)
        file = self.folder / f"{name}.jsonl"
        with file.open("w", encoding="utf-8") as out:
            for number in range(train + validation + test):
                letters = chance.sample("ABCD", 4)
                question = f"Item {number} of {name}, weight {chance.random():.6f}? [[answer={'|'.join(letters)}]]"
                out.write(json.dumps({"question": question, "answer": letters[0]}) + "\n")
        self.command("task", "import", self.project, file, "--name", name, "--domain", "Letters", "--question",
                     "question", "--answer", "answer", "--user-prompt", PROMPT, "--format", "choice", "--labels",
                     "A,B,C,D", "--metric", "accuracy", "--train", train, "--validation", validation, "--test", test)

    def run_options(self, **options) -> list:
        words = ["--base", "scripted", "--optimizer", "scripted"]
        for name, value in options.items():
            words += [f"--{name.replace('_', '-')}", value]
        return words

    def export(self, run: int = 1) -> dict:
        """The files of a run without what may differ from one time to the next."""
        folder = self.folder / f"export-{run}"
        self.command("export", self.project, "--run", run, "--to", folder)
        return {file.name: without_times(file) for file in sorted(folder.glob("*.csv"))}


def without_times(file: pathlib.Path) -> list:
    import csv
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [{name: value for name, value in row.items() if name not in TIMES} for row in csv.DictReader(lines)]
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def decisions(files: dict) -> dict:
    """What two runs in `exact` share: all that does not depend on how far a loser was scored before it surely lost."""
    losers = {row["candidate"] for row in files["candidates.csv"] if row["state"] in ("dropped", "scored")}
    candidates = [{name: "lost" if row["candidate"] in losers and name in ("state", "reason", "meta_score") else value
                   for name, value in row.items()} for row in files["candidates.csv"]]
    scores = [row for row in files["scores.csv"] if not {row["candidate"], row["system_candidate"]} & losers]
    return {"candidates": candidates, "scores": scores, "curve": files["accuracy_per_domain.csv"]}


def asked_in_vain(calls: list, never_killed: list) -> list:
    """The places in the log of the requests, whatever their role, that were sent again although a run without a kill sends
    them once."""
    usual = collections.Counter(call["digest"] for call in never_killed)
    places, in_vain = collections.defaultdict(list), []
    for place, call in enumerate(calls):
        before = places[call["digest"]]
        if len(before) >= max(1, usual[call["digest"]]):
            in_vain.append(before[-1])
        before.append(place)
    return in_vain
