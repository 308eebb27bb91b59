"""Drives the real `metaspo` program against the real scripted model server, in a user's world of its own."""
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import unittest

KEY = "sk-canary-4f1c9b7e2d60a8531c9b7e2d60a8"
SMALL = {"preset": "small", "iterations": 1, "user-candidates": 2, "system-candidates": 2, "train": 10, "validation": 10,
         "test": 12}
PROMPT = "Choose the right letter. Write it inside <answer></answer> tags.\n\n{question}"
PATIENCE = 120  # seconds: two busy cores, perhaps under a sanitizer


class Answer:
    """What a finished command left behind."""

    def __init__(self, words, code, out, err):
        self.words, self.code, self.out, self.err = words, code, out, err

    def rows(self) -> list:
        return [json.loads(line) for line in self.out.splitlines()]

    def __str__(self):
        return f"metaspo {' '.join(self.words)}\nexit code {self.code}\n{self.out}\n{self.err}"


class ProgramTest(unittest.TestCase):
    """Every test has a folder with the user's configuration, a project and a server of its own."""

    metaspo = ""
    server_program = ""
    script: dict = {"accuracy": 0.55, "systemSpread": 0.2, "key": KEY}

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.project = self.folder / "project.metaspo"
        self.environment = dict(os.environ, HOME=str(self.folder), XDG_CONFIG_HOME=str(self.folder / "config"),
                                XDG_DATA_HOME=str(self.folder / "data"), CANARY=KEY, LC_ALL="C.UTF-8")
        for variable in ("METASPO_LLAMA_SERVER", "METASPO_LOCAL_MODEL"):
            self.environment.pop(variable, None)
        self.environment["PATH"] = "/usr/bin:/bin"
        self.outputs = []
        self.server = None
        self.start_server(self.script)

    def start_server(self, script: dict, port=0) -> None:
        """On a port of its own choice where none is given."""
        file = self.folder / "script.json"
        file.write_text(json.dumps(script), encoding="utf-8")
        self.server_log = self.folder / "server.log"
        self.server = subprocess.Popen([self.server_program, "--script", file, "--log", self.server_log, "--port", str(port),
                                        "--while-input"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.stop_server)
        self.port = int(self.server.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}/v1"
        file.unlink()  # it holds the key that is looked for afterwards

    def stop_server(self) -> None:
        if self.server.poll() is None:
            self.server.stdin.close()
            self.server.wait(20)
            self.server.stdout.close()

    def calls(self) -> int:
        lines = self.server_log.read_text(encoding="utf-8").splitlines() if self.server_log.exists() else []
        return sum(1 for line in lines if json.loads(line)["number"] > 0)

    def arguments(self, *words) -> list:
        return [self.metaspo, *map(str, words)]

    def ask(self, *words, code=0, **options) -> Answer:
        done = subprocess.run(self.arguments(*words), env=self.environment, capture_output=True, text=True,
                              timeout=PATIENCE, **{"cwd": self.folder, **options})
        answer = Answer([str(word) for word in words], done.returncode, done.stdout, done.stderr)
        self.outputs.append(str(answer))
        if code is not None:
            self.assertEqual(done.returncode, code, str(answer))
        return answer

    def begin(self, *words, **options) -> subprocess.Popen:
        process = subprocess.Popen(self.arguments(*words), env=self.environment, cwd=self.folder, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, **options)

        def end():
            process.kill()
            process.communicate()
        self.addCleanup(end)
        return process

    def finish(self, process: subprocess.Popen) -> Answer:
        out, err = process.communicate(timeout=PATIENCE)
        answer = Answer(process.args[1:], process.returncode, out, err)
        self.outputs.append(str(answer))
        return answer

    def until(self, condition, what: str):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if result := condition():
                return result
            time.sleep(0.05)
        self.fail(f"waited in vain until {what}")

    def task_file(self, name: str, examples: int) -> pathlib.Path:
        chance = random.Random(name)
        file = self.folder / f"{name}.jsonl"
        with file.open("w", encoding="utf-8") as out:
            for number in range(examples):
                letters = chance.sample("ABCD", 4)
                question = f"Item {number} of {name}, weight {chance.random():.6f}? [[answer={'|'.join(letters)}]]"
                out.write(json.dumps({"question": question, "answer": letters[0]}) + "\n")
        return file

    def import_task(self, name="letters", domain="Letters", train=12, validation=12, test=12) -> Answer:
        return self.ask("task", "import", self.project, self.task_file(name, train + validation + test), "--name", name,
                        "--domain", domain, "--question", "question", "--answer", "answer", "--user-prompt", PROMPT,
                        "--format", "choice", "--labels", "A,B,C,D", "--train", train, "--validation", validation,
                        "--test", test)

    def add_connection(self, name="scripted", **more) -> Answer:
        words = ["connection", "add", name, "--base-url", self.url, "--model", "scripted", "--key", "env:CANARY"]
        for option, value in more.items():
            words += [f"--{option}", value]
        return self.ask(*words)

    def prepare(self) -> None:
        self.ask("new", self.project)
        self.import_task()
        self.add_connection()

    def run_words(self, **more) -> list:
        words = ["run", self.project, "--base", "scripted", "--optimizer", "scripted"]
        for option, value in {**SMALL, **more}.items():
            words += [f"--{option}", value]
        return words

    def state(self, run=1) -> str:
        return self.ask("runs", self.project, "--json").rows()[run - 1]["state"]

    def interrupt(self, process: subprocess.Popen) -> None:
        process.send_signal(signal.SIGINT)


def main() -> None:
    """The programs come first: metaspo, scripted-model-server; what follows is for unittest."""
    ProgramTest.metaspo, ProgramTest.server_program = sys.argv[1:3]
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
