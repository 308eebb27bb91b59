"""Prints the build targets that the tests listed by `ctest -N` on standard input need; the argument is the build folder.

ctest tells the command of a test only once its program is built, so the commands are read from CTest's own files.
"""
import pathlib
import re
import subprocess
import sys


def commands(tree: pathlib.Path) -> dict:
    """Every test's name with the words of its command."""
    found = {}
    for file in tree.rglob("CTestTestfile.cmake"):
        for line in file.read_text(encoding="utf-8").splitlines():
            test = re.match(r"add_test\((?:\[=\[)?(.+?)(?:\]=\])? (\".*)\)$", line)
            if test:
                found[test[1]] = re.findall(r'"([^"]*)"', test[2])
    return found


def targets(tree: pathlib.Path) -> set:
    listed = subprocess.run(["ninja", "-C", str(tree), "-t", "targets", "all"], capture_output=True, text=True,
                            check=True)
    return {line.rpartition(": ")[0] for line in listed.stdout.splitlines()}


def main() -> None:
    tree = pathlib.Path(sys.argv[1])
    names = re.findall(r"^ *Test +#\d+: (.+)$", sys.stdin.read(), re.MULTILINE)
    known = commands(tree)
    words = {word for name in names for word in known.get(name, [])}
    wanted = {word[len(str(tree)) + 1:] for word in words if word.startswith(f"{tree}/")}
    print(*sorted(wanted & targets(tree)))


if __name__ == "__main__":
    main()
