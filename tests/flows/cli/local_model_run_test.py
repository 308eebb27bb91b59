"""A very small real run on the local model: it must end in exit code 0 and a table. Argument: the metaspo program."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SKIPPED = 77  # CTest knows it as "skipped"
WITHOUT_MODEL = "METASPO_TEST_WITHOUT_MODEL"  # set by whoever knows that the model is not there
# One task with short answers: a minute or more on two slow cores.
SIZES = ["--sources", "product-rating", "--iterations", 1, "--user-candidates", 1, "--system-candidates", 1, "--train", 3,
         "--validation", 3, "--test", 4]


def main() -> int:
    metaspo = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        # The user's own configuration is not touched; the model is where it was installed.
        environment = dict(os.environ, XDG_CONFIG_HOME=folder, LC_ALL="C.UTF-8")

        def run(*words, **options):
            return subprocess.run([metaspo, *map(str, words)], env=environment, text=True, **options)

        status = run("model", "status", capture_output=True)
        if status.returncode != 0:
            print(status.stderr.strip())
            if os.environ.get(WITHOUT_MODEL):
                return SKIPPED
            print(f"Only with {WITHOUT_MODEL}=1, or ./test --no-model, is this not a failure.")
            return 1
        project = pathlib.Path(folder, "sample.metaspo")
        run("new", project, "--sample", check=True)
        recorded = len(run("runs", project, "--json", check=True, capture_output=True).stdout.splitlines())
        done = run("run", project, "--preset", "small", *SIZES)
        if done.returncode != 0:
            print(f"The run ended with exit code {done.returncode}.")
            return 1
        table = run("results", project, "--table", "generalization", "--json", check=True, capture_output=True).stdout
        rows = [row for row in map(json.loads, table.splitlines()) if row["run"] == recorded + 1]
        print(run("results", project, check=True, capture_output=True).stdout)
        if len(rows) != 1 or any(row["final_n"] != 4 for row in rows):
            print(f"The table should have one task with four examples: {rows}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
