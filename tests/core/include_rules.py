#!/usr/bin/env python3
"""Reads every #include of app, ui and core and fails on an arrow that ARCHITECTURE.md does not allow.

Also prints files that are longer than this code base wants them; that alone does not fail.
"""
import pathlib
import re
import sys

CORE = ("domain", "tasks", "llm", "store", "analysis", "optimize", "engine")
MAY_USE = {
    "core/domain": set(),
    "core/tasks": {"core/domain"},
    "core/llm": {"core/domain"},
    "core/store": {"core/domain"},
    "core/analysis": {"core/domain"},
    "core/optimize": {"core/domain", "core/tasks"},
    "core/engine": {f"core/{folder}" for folder in CORE},
    "ui": {"core/domain", "core/engine", "core/analysis"},
    "app": {f"core/{folder}" for folder in CORE} | {"ui"},
}
# Which libraries' headers may appear where.
FOREIGN = (
    (re.compile(r"Qt(Widgets|Gui|Charts|Svg)\b|Q(Widget|Application|Painter|Chart\w*|Icon|Color|Pixmap|Font)$"),
     {"ui", "app"}),
    (re.compile(r"(QtSql|QSql\w*|SQLiteCpp|sqlite3\.h)"), {"core/store"}),
    (re.compile(r"(QtNetwork|QNetwork\w*|QTcp\w*|QSsl\w*|QHost\w*|qt6keychain)"), {"core/llm"}),
)
NOT_IN_OPTIMIZE = re.compile(r"QObject|QThread|QTimer|QFile|QDir|QDateTime|QRandomGenerator|<random>|<chrono>|<fstream>")


def layer_of(path: str) -> str:
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] == "core" else parts[0]


def problems_in(root: pathlib.Path, file: pathlib.Path):
    layer = layer_of(file.relative_to(root).as_posix())
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if not match:
            continue
        place, included = f"{file.relative_to(root)}:{number}", match.group(2)
        if match.group(1) == '"':
            if not re.match(r"(core|ui|app)/", included):
                if not included.endswith(".moc"):
                    yield f"{place}: write the path from the top level: {included}"
            elif layer_of(included) != layer and layer_of(included) not in MAY_USE[layer]:
                yield f"{place}: {layer} may not use {layer_of(included)}"
            continue
        for pattern, allowed in FOREIGN:
            if pattern.match(included.split("/")[-1]) or pattern.match(included.split("/")[0]):
                if layer not in allowed:
                    yield f"{place}: {layer} may not include <{included}>"
        if layer == "core/optimize" and NOT_IN_OPTIMIZE.search(included):
            yield f"{place}: methods have no Qt objects, no I/O, no clock and no global random: <{included}>"


def main() -> int:
    root = pathlib.Path(sys.argv[1])
    files = [file for top in ("app", "ui", "core") for file in sorted((root / top).rglob("*"))
             if file.suffix in (".h", ".cpp")]
    found = [problem for file in files for problem in problems_in(root, file)]
    for file in files:
        length, aim = len(file.read_text(encoding="utf-8").splitlines()), 150 if file.suffix == ".h" else 350
        if length > aim:
            print(f"note: {file.relative_to(root)} has {length} lines, the aim is {aim}")
    print("\n".join(found) if found else f"{len(files)} files keep the layers")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
