#!/usr/bin/env python3
"""Writes the three starter tasks of the domain Reasoning beside this file.

    generate.py [--out FOLDER]

Seeded: the same files, byte for byte, on every run. tests/tasks/reasoning_answers_test.py recomputes every answer from
the question text by other means.
"""

import argparse
import json
import random
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from generator import ledger_balance, line_order, schedule_gap  # noqa: E402

SEED = 20250509
EXAMPLES = 300

HEAD = """---
name: {name}
domain: Reasoning
role: {role}
user_prompt: |
{user_prompt}
{format}
metric: accuracy
origin: Generated for MetaSPO Workbench by generate.py
licence: GPL-3.0-or-later
---
"""


def normalised(question):
    return " ".join(question.lower().split())


def examples_of(module):
    """EXAMPLES different questions; choice letters come from a balanced, shuffled list."""
    rng = random.Random(f"{SEED} {module.NAME}")
    letters = [module.LETTERS[i % len(module.LETTERS)] for i in range(EXAMPLES)] if module.LETTERS else [None] * EXAMPLES
    rng.shuffle(letters)
    seen = set()
    for letter in letters:
        while True:
            question, answer = module.make(rng, letter)
            if normalised(question) not in seen:
                break
        seen.add(normalised(question))
        yield {"question": question, "answer": answer}


def write(module, folder):
    if module.LETTERS:
        answer_format = f"answer_format: choice\nchoices: [{', '.join(module.LETTERS)}]"
    else:
        answer_format = "answer_format: number\nnumber: integer"
    prompt = "\n".join(f"  {line}" if line else "" for line in module.USER_PROMPT.split("\n"))
    text = HEAD.format(name=module.NAME, role=module.ROLE, user_prompt=prompt, format=answer_format)
    text += "".join(json.dumps(example, ensure_ascii=False) + "\n" for example in examples_of(module))
    (folder / f"{module.NAME}.jsonl").write_bytes(text.encode("utf-8"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent)
    folder = parser.parse_args().out
    for module in (schedule_gap, line_order, ledger_balance):
        write(module, folder)


if __name__ == "__main__":
    main()
