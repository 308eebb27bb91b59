#!/usr/bin/env python3
"""Recomputes every answer of the domain Reasoning from the question text alone, by brute force.

It shares nothing with the generator: slots are tried minute by minute, orders by going through all permutations,
ledgers by moving single objects. Also checked: shape of the files, no duplicates, balance, same bytes on a second run.
Prints one line per problem; exit code 1 if there is any.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from itertools import combinations, count, permutations
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "tasks" / "reasoning"
EXAMPLES = 300

WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
NUMBER = r"(\d+|" + "|".join(WORDS) + ")"


def value(text):
    return int(text) if text.isdigit() else WORDS.index(text.lower())


class Unparsed(Exception):
    pass


# --- schedule-gap -----------------------------------------------------------------------------------------------------

SPOKEN = re.compile(r"(?i)\b(?:(a quarter past|half past|a quarter to) )?(" + "|".join(WORDS[1:]) + r")(?: o'clock)?"
                    r" in the (morning|afternoon|evening)")
TWELVE = re.compile(r"\b(\d{1,2})(?::(\d\d))? (am|pm)\b")
TWENTY_FOUR = re.compile(r"\b(\d\d):(\d\d)\b(?! ?[ap]m)")


def with_marked_times(text):
    """Every time of day replaced by @minutes@."""

    def spoken(match):
        shift = {None: 0, "a quarter past": 15, "half past": 30, "a quarter to": -15}[match[1] and match[1].lower()]
        hour = WORDS.index(match[2].lower())
        if match[3] != "morning" and hour != 12:
            hour += 12
        # "A quarter to one in the afternoon" counts back from 13:00.
        return f"@{hour * 60 + shift}@"

    def twelve(match):
        hour = int(match[1]) % 12 + (12 if match[3] == "pm" else 0)
        return f"@{hour * 60 + int(match[2] or 0)}@"

    text = SPOKEN.sub(spoken, text)
    text = TWELVE.sub(twelve, text)
    text = TWENTY_FOUR.sub(lambda match: f"@{int(match[1]) * 60 + int(match[2])}@", text)
    return re.sub(r"(?i)\bnoon\b", "@720@", text)


def minutes_in(text):
    """A duration such as "two and a half hours" in minutes."""
    plain = [(r"half an hour", lambda m: 30), (r"an hour and a half", lambda m: 90), (r"an hour", lambda m: 60),
             (r"(\w+) and a half hours", lambda m: value(m[1]) * 60 + 30), (r"(\d+) h (\d+) min", lambda m: int(m[1]) * 60 + int(m[2])),
             (r"(\d+) minutes", lambda m: int(m[1])), (r"(\w+) hours", lambda m: value(m[1]) * 60)]
    for pattern, minutes in plain:
        match = re.search(pattern, text)
        if match:
            return minutes(match)
    return None


def solve_schedule(question):
    story, _ask, *lines = question.split("\n")
    sentences = re.split(r"(?<=\.) (?=\S)", with_marked_times(story))
    intro = sentences[0]
    name = re.search(r"(?:^|that |, )([A-Z][a-z]+) (?:visited|went|found|swears)", intro)[1]
    blocked = set()
    needed = 0
    for sentence in sentences[1:]:
        times = [int(time) for time in re.findall(r"@(\d+)@", sentence)]
        if not times:
            if not re.search(r"at least|less than", sentence) or minutes_in(sentence) is None:
                raise Unparsed(sentence)
            needed = minutes_in(sentence)
        elif re.search(r"is open from|opens at|let nobody in before", sentence):
            blocked.update(range(0, times[0]), range(times[1], 24 * 60))
        elif re.match(r"The day before|A week earlier|On the next day", sentence):
            continue
        elif not re.search(rf"\b{name}\b", sentence):
            if not re.match(r"Meanwhile|[A-Z][a-z]+, who lives next door|[A-Z][a-z]+ spent the time", sentence):
                raise Unparsed(sentence)
        elif len(times) == 2:
            blocked.update(range(min(times), max(times)))
        elif "starting at" in sentence or "later." in sentence:
            blocked.update(range(times[0], times[0] + minutes_in(sentence)))
        elif "right up to" in sentence:
            blocked.update(range(times[0] - minutes_in(sentence), times[0]))
        else:
            raise Unparsed(sentence)
    fitting = []
    for line in lines:
        match = re.fullmatch(r"\(([A-D])\) @(\d+)@ to @(\d+)@", with_marked_times(line))
        start, end = int(match[2]), int(match[3])
        if end - start >= max(needed, 1) and not any(minute in blocked for minute in range(start, end)):
            fitting.append(match[1])
    return fitting


# --- line-order -------------------------------------------------------------------------------------------------------

PLACES = {"furthest left": 0, "second from the left": 1, "in the middle": 2, "second from the right": 3, "furthest right": 4,
          "first": 0, "second": 1, "third": 2, "fourth": 3, "last": 4,
          "at the front": 0, "second in line": 1, "third in line": 2, "fourth in line": 3, "at the back": 4,
          "on the first floor": 0, "on the second floor": 1, "on the third floor": 2, "on the fourth floor": 3,
          "on the fifth floor": 4,
          "the cheapest": 0, "the second cheapest": 1, "the third cheapest": 2, "the second most expensive": 3,
          "the most expensive": 4,
          "on Monday": 0, "on Tuesday": 1, "on Wednesday": 2, "on Thursday": 3, "on Friday": 4,
          "nearest to the engine": 0, "second behind the engine": 1, "in the middle of the train": 2, "second to last": 3,
          "at the tail": 4}


def before(a, b):
    return a < b


def after(a, b):
    return a > b


def just_before(a, b):
    return b - a == 1


def just_after(a, b):
    return a - b == 1


def beside(a, b):
    return a - b in (1, -1)


def apart(a, b):
    return a - b not in (1, -1)


def between(a, b, c):
    return (a - b) * (a - c) < 0


def inner(a):
    return a in (1, 2, 3)


# * is an item, in the order of the arguments; # a place; % a number of items in between.
CLUES = [
    ("* is somewhere to the left of *", before), ("* stands further right than *", after),
    ("You meet * before * when you look from left to right", before), ("* is immediately to the left of *", just_before),
    ("The next thing to the right of * is *", just_before), ("* and * stand right beside each other", beside),
    ("Nothing stands between * and *", beside), ("Exactly % stand between * and *, in whichever order", "gap"),
    ("Count the objects between * and * and you get %", "gap"), ("The place # belongs to *", "at"),
    ("* stands at neither end", inner), ("Both ends are taken by something other than *", inner),
    ("* and * are not next to each other", apart), ("At least one object separates * from *", apart),
    ("* is somewhere between * and *", between),
    ("* was faster than *", before), ("* finished some time after *", after), ("* beat *", before),
    ("* was the next to finish after *", just_after), ("* came in one place ahead of *", just_before),
    ("* and * finished in neighbouring places", beside), ("Exactly % finished between * and *, one way round or the other", "gap"),
    ("* came in #", "at"), ("* did not finish #", "not at"), ("* neither won nor came last", inner),
    ("* and * did not finish in neighbouring places", apart), ("* finished ahead of one of * and * and behind the other", between),
    ("* will be served earlier than *", before), ("* is further back than *", after), ("* is closer to the counter than *", before),
    ("* stands directly behind *", just_after), ("* is the person right in front of *", just_before),
    ("* and * are neighbours in the queue", beside), ("Exactly % wait between * and *, whoever of the two comes first", "gap"),
    ("* has somebody in front and somebody behind", inner), ("* and * are not neighbours in the queue", apart),
    ("One of * and * is ahead of *, the other is behind", lambda a, b, c: between(c, a, b)),
    ("* lives lower down than *", before), ("* has to climb more stairs than *", after), ("* lives somewhere above *", after),
    ("* lives on the floor directly above *", just_after), ("The ceiling of * is the floor of *", just_before),
    ("* and * live on floors that touch", beside),
    ("Exactly % live between * and *, whichever of the two is higher up", "gap"), ("* lives #", "at"),
    ("* does not live #", "not at"), ("* has tenants both above and below", inner),
    ("* and * do not live on floors that touch", apart), ("* lives above one of * and * and below the other", between),
    ("* cost less than *", before), ("More money was paid for * than for *", after), ("* was dearer than *", after),
    ("* was the next dearer thing after *", just_after), ("In price, * came just below *", just_before),
    ("Nothing had a price between those of * and *", beside), ("Exactly % had a price between those of * and *", "gap"),
    ("* was neither the cheapest nor the most expensive", inner), ("* was not #", "not at"), ("* was #", "at"),
    ("At least one other thing had a price between those of * and *", apart),
    ("* cost more than one of * and * and less than the other", between),
    ("* speaks earlier in the week than *", before), ("By the time * speaks, the talk of * is over", after),
    ("* has a later day than *", after), ("* speaks the day after *", just_after),
    ("* has the day just before the talk of *", just_before),
    ("* and * speak on consecutive days, in one order or the other", beside),
    ("Exactly % speak on days between those of * and *", "gap"), ("* speaks #", "at"), ("* has no time #", "not at"),
    ("* speaks neither on the first nor on the last day", inner), ("* and * do not speak on consecutive days", apart),
    ("* speaks after one of * and * and before the other", between),
    ("The wagon with * is nearer to the engine than the one with *", before),
    ("The load of * rolls somewhere behind the load of *", after),
    ("The wagon with * is coupled to the rear of the wagon with *", just_after),
    ("The wagon with * pulls the wagon with * directly", just_before), ("The wagons with * and * are coupled to each other", beside),
    ("Exactly % roll between those with * and *, whichever of the two is in front", "gap"), ("The load # is *", "at"),
    ("The load # is not *", "not at"), ("The wagon with * has another wagon both before and behind it", inner),
    ("The wagons with * and * are not coupled to each other", apart),
    ("The wagon with * is somewhere between those with * and *", between),
    ("* is not #", "not at"), ("* is #", "at"),
]


def clue_test(sentence, items):
    """A function of {item: place} that says whether the sentence is true."""
    item = "(" + "|".join(sorted(items, key=len, reverse=True)) + ")"
    place = "(" + "|".join(sorted(PLACES, key=len, reverse=True)) + ")"
    number = NUMBER + r" \w+"
    # "stands between" after one object, "stand" after two.
    text = re.sub(r"(one \w+ )(stand|wait|live|speak|roll)s ", r"\1\2 ", sentence)
    for form, meaning in CLUES:
        pattern = re.escape(form).replace(r"\*", item).replace(r"\#", place).replace("%", number) + r"\."
        match = re.fullmatch(pattern, text, re.IGNORECASE)
        if not match:
            continue
        groups = [group.lower() for group in match.groups()]
        named = [group for group in groups if group in items]
        if meaning == "gap":
            wanted = next(value(group) for group in groups if group not in items) + 1
            return lambda at: abs(at[named[0]] - at[named[1]]) == wanted
        if meaning in ("at", "not at"):
            wanted = next(PLACES[key] for key in PLACES for group in groups if key.lower() == group)
            return lambda at: (at[named[0]] == wanted) == (meaning == "at")
        return lambda at: meaning(*(at[x] for x in named))
    raise Unparsed(sentence)


def solve_order(question):
    story, ask, *lines = question.split("\n")
    letters = {}
    for line in lines:
        match = re.fullmatch(r"\(([A-E])\) (.+)", line)
        letters[match[2].lower()] = match[1]
    items = list(letters)
    sentences = re.split(r"(?<=\.) (?=\S)", story)
    if not all(item in sentences[0].lower() for item in items):
        raise Unparsed(sentences[0])
    tests = [clue_test(sentence, items) for sentence in sentences[1:]
             if sentence != "The first floor is the lowest, the fifth the highest."]
    asked = [place for text, place in sorted(PLACES.items(), key=lambda entry: -len(entry[0])) if ask.endswith(f" {text}?")][0]
    possible = set()
    for order in permutations(items):
        at = {item: place for place, item in enumerate(order)}
        if all(test(at) for test in tests):
            possible.add(letters[order[asked]])
    return sorted(possible)


# --- ledger-balance ---------------------------------------------------------------------------------------------------


class Ledger:
    """Two heaps of single objects; a serial number is an object."""

    def __init__(self, people, item):
        self.heaps = {person: [] for person in people}
        self.item = item
        self.serial = count()

    def other(self, person):
        return next(name for name in self.heaps if name != person)

    def add(self, person, number):
        self.heaps[person] += [next(self.serial) for _ in range(number)]

    def take(self, person, number):
        if number > len(self.heaps[person]):
            raise Unparsed(f"{person} does not have {number} {self.item}")
        taken = self.heaps[person][:number]
        del self.heaps[person][:number]
        return taken

    def give(self, giver, number):
        taken = self.take(giver, number)
        self.heaps[self.other(giver)] += taken
        return taken

    def half(self, person):
        number = len(self.heaps[person])
        if number % 2:
            raise Unparsed(f"{person} cannot halve {number} {self.item}")
        return number // 2


def replay(ledger, sentence):
    """One sentence of the story, acted out."""
    person, item, number = r"([A-Z][a-z]+)", re.escape(ledger.item), NUMBER
    sentence = re.sub(r"^(Later|After that|In spring|One evening|The following week|Soon after), ", "", sentence)

    def match(form):
        pattern = form.replace("*", person).replace("#", number).replace("~", item)
        found = re.fullmatch(pattern + r"\.", sentence, re.IGNORECASE)
        return [int(value(group)) if group.isdigit() or group.lower() in WORDS else group for group in found.groups()] if found else None

    # Openings.
    if m := match("At first * had # ~ and # .+, while * had # ~"):
        return ledger.add(m[0], m[1]), ledger.add(m[3], m[4])
    if m := match("To begin with, * owned # ~; * owned # (more|fewer) ~ than that"):
        return ledger.add(m[0], m[1]), ledger.add(m[2], m[1] + (m[3] if m[4] == "more" else -m[3]))
    if m := match("* started with # ~ and # .+"):
        return ledger.add(m[0], m[1])
    if m := match("* started with # ~"):
        return ledger.add(m[0], m[1])
    if m := match("* began with # ~, and * with twice that number"):
        return ledger.add(m[0], m[1]), ledger.add(m[2], 2 * m[1])

    # Things that do not matter.
    for form in ("* polished # of (?:his|her) ~ and put them back", "* offered # ~ for sale, but nobody wanted any",
                 "* ordered # more ~, but the order was cancelled before anything was sent",
                 "* asked * for # ~ and was turned down", "* moved # ~ from the attic to the shed",
                 "* dreamed of owning # more ~", "* insured # of (?:his|her) ~ against fire"):
        if match(form):
            return None
    if ledger.item not in sentence:
        if any(match(form) for form in ("* also bought # .+", "* lost # .+ on a train", "* gave * # .+ as a present",
                                        "# of *'s .+ were stolen")):
            return None
        raise Unparsed(sentence)

    # Things that do.
    for form in ("* bought # more ~ from a catalogue", "* came across # forgotten ~ in the cellar and kept them"):
        if m := match(form):
            return ledger.add(m[0], m[1])
    for form in ("A parcel with # ~ arrived for *", "A retired neighbour passed # ~ on to *"):
        if m := match(form):
            return ledger.add(m[1], m[0])
    for form in ("* sold # ~ at the weekend", "* gave # ~ to a school"):
        if m := match(form):
            return ledger.take(m[0], m[1])
    for form in ("# of *'s ~ broke and went into the bin", "Thieves made off with # of *'s ~"):
        if m := match(form):
            return ledger.take(m[1], m[0])
    if m := match("* bought # boxes with # ~ in each"):
        return [ledger.add(m[0], m[2]) for _ in range(m[1])]
    if m := match("An uncle sent * # crates, each holding # ~"):
        return [ledger.add(m[0], m[2]) for _ in range(m[1])]
    if m := match("* sold # ~, but buyers brought # of them back and (?:he|she) took them"):
        sold = ledger.take(m[0], m[1])
        ledger.heaps[m[0]] += sold[:m[2]]
        return None
    if m := match("* mislaid # ~ and later found all but # of them"):
        lost = ledger.take(m[0], m[1])
        ledger.heaps[m[0]] += lost[m[2]:]
        return None
    if m := match("* sold # ~ on Monday and twice as many on Tuesday"):
        return [ledger.take(m[0], m[1]) for _day in ("Monday", "Tuesday", "Tuesday")]
    if m := match("* donated half of (?:his|her) ~ to a museum"):
        return ledger.take(m[0], ledger.half(m[0]))
    if m := match("* gave # ~ to *"):
        return ledger.give(m[0], m[1])
    if m := match("* lost a bet and handed * # ~"):
        return ledger.give(m[0], m[2])
    if m := match("* bought # ~ from *"):
        return ledger.give(m[2], m[1])
    if m := match("* borrowed # ~ from * and brought # of them back a week later"):
        ledger.give(m[2], m[1])
        return ledger.give(m[0], m[3])
    if m := match("* let * have half of (?:his|her) ~"):
        return ledger.give(m[0], ledger.half(m[0]))
    if m := match("* bought as many ~ as * had at that moment"):
        return ledger.add(m[0], len(ledger.heaps[m[1]]))
    raise Unparsed(sentence)


def solve_ledger(question):
    sentences = re.split(r"(?<=\.) (?=\S)", question)
    intro, story, ask = sentences[0], sentences[1:-1], sentences[-1]
    people = re.match(r"([A-Z]\w+) and ([A-Z]\w+) ", intro).groups()
    if m := re.fullmatch(r"How many more (.+) does (\w+) have than (\w+) in the end\?", ask):
        item, result = m[1], lambda heaps: len(heaps[m[2]]) - len(heaps[m[3]])
    elif m := re.fullmatch(r"How many (.+) do \w+ and \w+ have together in the end\?", ask):
        item, result = m[1], lambda heaps: sum(map(len, heaps.values()))
    elif m := re.fullmatch(r"(?:How many|With how many) (.+) (?:does|is) (\w+) (?:have in the end|have now|left)\?", ask):
        item, result = m[1], lambda heaps: len(heaps[m[2]])
    else:
        raise Unparsed(ask)
    ledger = Ledger(people, item)
    for sentence in story:
        replay(ledger, sentence)
    return [str(result(ledger.heaps))]


# --- the files --------------------------------------------------------------------------------------------------------


def read(path):
    text = path.read_text(encoding="utf-8")
    _, head, body = text.split("---\n", 2)
    return head, [json.loads(line) for line in body.splitlines()]


def trigrams(question):
    words = re.findall(r"\w+", question.lower())
    return set(zip(words, words[1:], words[2:]))


def check(name, solve, role, letters):
    """Yields a line per problem."""
    head, examples = read(FOLDER / f"{name}.jsonl")
    for line in (f"name: {name}", "domain: Reasoning", f"role: {role}", "metric: accuracy", "licence: GPL-3.0-or-later"):
        if line not in head.splitlines():
            yield f"{name}: the head lacks '{line}'"
    if head.count("{question}") != 1:
        yield f"{name}: the user prompt must contain {{question}} once"
    if "<answer></answer>" not in head:
        yield f"{name}: the user prompt must ask for <answer></answer>"
    if len(examples) != EXAMPLES:
        yield f"{name}: {len(examples)} examples instead of {EXAMPLES}"

    for line, example in enumerate(examples, start=1):
        if set(example) != {"question", "answer"} or not all(isinstance(text, str) for text in example.values()):
            yield f"{name} example {line}: needs the texts question and answer, nothing else"
            continue
        try:
            found = solve(example["question"])
        except Unparsed as problem:
            yield f"{name} example {line}: cannot read '{problem}'"
            continue
        if found != [example["answer"]]:
            yield f"{name} example {line}: stored {example['answer']}, computed {' or '.join(found) or 'nothing'}"

    answers = Counter(example["answer"] for example in examples)
    most = answers.most_common(1)[0]
    if letters:
        even = len(examples) / len(letters)
        for letter in letters:
            if abs(answers[letter] - even) > 0.15 * even:
                yield f"{name}: letter {letter} is the answer {answers[letter]} times, even would be {even:.0f}"
    elif most[1] > 0.1 * len(examples):
        yield f"{name}: the answer {most[0]} occurs {most[1]} times"

    texts = Counter(" ".join(example["question"].lower().split()) for example in examples)
    for text, times in texts.items():
        if times > 1:
            yield f"{name}: {times} times the question '{text[:80]}'"
    shingles = [trigrams(example["question"]) for example in examples]
    closest = 0.0
    for (i, a), (j, b) in combinations(enumerate(shingles, start=1), 2):
        likeness = len(a & b) / len(a | b)
        closest = max(closest, likeness)
        if likeness > 0.6:
            yield f"{name}: examples {i} and {j} are nearly the same ({likeness:.2f})"
    print(f"{name}: {len(examples)} examples, most frequent answer {most[0]} ({most[1] / len(examples):.1%}), "
          f"{len(answers)} different answers, closest pair {closest:.2f}")


def check_reproduction():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, str(FOLDER / "generate.py"), "--out", folder], check=True)
        for path in sorted(FOLDER.glob("*.jsonl")):
            again = Path(folder) / path.name
            if not again.exists() or again.read_bytes() != path.read_bytes():
                yield f"{path.name}: generate.py writes something else than what is checked in"


def main():
    problems = [*check("schedule-gap", solve_schedule, "source", "ABCD"), *check("line-order", solve_order, "source", "ABCDE"),
                *check("ledger-balance", solve_ledger, "target", ""), *check_reproduction()]
    for problem in problems:
        print(problem)
    print("reasoning tasks:", f"{len(problems)} problems" if problems else "all answers confirmed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
