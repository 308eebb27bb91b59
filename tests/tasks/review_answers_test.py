#!/usr/bin/env python3
"""Checks the hand-written tasks of the domain Review Analysis: shape, balance, lengths and near-duplicates.

Near-duplicates: two reviews of a task share at most 60 % of the word 3-grams of the shorter one, and no more than
three start with the same six words. Prints one line per problem, a summary per task; exit code 1 if there is any.
"""

import json
import re
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "tasks" / "review-analysis"
SUBJECTS = {"cleanliness", "staff", "location", "noise", "price"}
# task: (the answers allowed, the largest share one of them may have)
TASKS = {
    "product-rating": (set("12345"), 0.30),
    "restaurant-recommendation": ({"yes", "no", "partly"}, 0.45),
    "hotel-complaint": (set("ABCDE"), 0.30),
}
OPTION = re.compile(r"\n\(([A-E])\) (\w+)")


def words(text):
    return re.findall(r"[\w']+", text.lower())


def trigrams(text):
    found = words(text)
    return set(zip(found, found[1:], found[2:]))


def overlap(a, b):
    return len(a & b) / max(1, min(len(a), len(b)))


def read(path):
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return head, [json.loads(line) for line in body.splitlines()]


def check(name, allowed, largest_share):
    problems = []
    head, examples = read(FOLDER / f"{name}.jsonl")
    if f"name: {name}\n" not in head or head.count("{question}") != 1:
        problems.append("the head lacks its name or has not exactly one {question}")
    if not 150 <= len(examples) <= 170:
        problems.append(f"{len(examples)} examples")
    reviews = []
    subjects = Counter()
    for number, example in enumerate(examples, 1):
        question, answer = example["question"], example["answer"]
        if set(example) != {"question", "answer"} or answer not in allowed:
            problems.append(f"{number}: answer or keys")
        review = question.split("\n")[0]
        if name == "hotel-complaint":
            options = dict(OPTION.findall(question))
            if "".join(options) != "ABCDE" or set(options.values()) != SUBJECTS:
                problems.append(f"{number}: options {options}")
            subjects[options.get(answer)] += 1
        elif review != question:
            problems.append(f"{number}: more than one line")
        if not 15 <= len(words(review)) <= 90:
            problems.append(f"{number}: {len(words(review))} words")
        reviews.append(review)
    counts = Counter(example["answer"] for example in examples)
    for counted, share in ((counts, largest_share), (subjects, 0.30)):
        if counted and max(counted.values()) > share * len(examples):
            problems.append(f"unbalanced: {dict(counted)}")
    for opening, times in Counter(" ".join(words(review)[:6]) for review in reviews).items():
        if times > 3:
            problems.append(f"{times} reviews start with '{opening}'")
    nearest = 0.0
    for texts in (reviews, [example["question"] for example in examples]):
        grams = [trigrams(text) for text in texts]
        for a, b in combinations(range(len(grams)), 2):
            shared = overlap(grams[a], grams[b])
            if shared > 0.60:
                problems.append(f"{a + 1} and {b + 1} share {shared:.0%} of their 3-grams")
            if texts is reviews:
                nearest = max(nearest, shared)
    lengths = sorted(len(words(review)) for review in reviews)
    print(f"{name}: {len(examples)} examples, {dict(sorted(counts.items()))}{dict(subjects) or ''}, words "
          f"{lengths[0]}/{lengths[len(lengths) // 2]}/{lengths[-1]}, nearest pair of reviews {nearest:.0%}")
    return [f"{name}: {problem}" for problem in problems]


def main():
    problems = [problem for name, (allowed, share) in TASKS.items() for problem in check(name, allowed, share)]
    print("\n".join(problems) or "no problems")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
