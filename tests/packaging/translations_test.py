#!/usr/bin/env python3
"""The catalogues have every text with a number, and nothing else, all of it translated. Arguments: lupdate, the sources."""
import pathlib
import shutil
import subprocess
import sys
import tempfile


def main() -> int:
    lupdate, root = sys.argv[1], pathlib.Path(sys.argv[2])
    wrong = []
    for catalogue in sorted((root / "translations").glob("*_en.ts")):
        with tempfile.TemporaryDirectory() as folder:
            fresh = pathlib.Path(folder, catalogue.name)
            shutil.copy(catalogue, fresh)
            subprocess.run([lupdate, "-silent", "-I", ".", "-pluralonly", "-no-obsolete", "-locations", "none", "ui",
                            "app", "-ts", fresh],
                           cwd=root, check=True)
            if fresh.read_text() != catalogue.read_text():
                wrong.append(f"{catalogue.name} does not have the texts of the sources: build update_translations.")
        if 'type="unfinished"' in catalogue.read_text():
            wrong.append(f"{catalogue.name} has texts without a translation.")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
