"""ledger-balance: two people's stock through a few events. Computed here by adding up."""

from .words import number, person, sentence_case

NAME = "ledger-balance"
ROLE = "target"
LETTERS = None
USER_PROMPT = """Keep track of who has what in this story and answer the question at the end.

{question}

Write the number inside <answer></answer> tags."""

# Where the story takes place, what is counted, and what else turns up.
SCENES = [
    ("{a} and {b} run neighbouring stalls at a flea market.", "brass lamps", "picture frames"),
    ("{a} and {b} share a studio but keep separate shelves.", "glazed bowls", "paint brushes"),
    ("{a} and {b} look after the props of two village theatres.", "wooden masks", "velvet curtains"),
    ("{a} and {b} both collect things from the sea.", "shell boxes", "ship models"),
    ("{a} and {b} teach at the same music school.", "violin bows", "music stands"),
    ("{a} and {b} have gardens side by side.", "clay pots", "watering cans"),
    ("{a} and {b} sell hot drinks at the skating rink.", "thermos flasks", "wicker baskets"),
    ("{a} and {b} run the chess clubs of two towns.", "chess clocks", "score books"),
    ("{a} and {b} rent out gear at a lake.", "paddles", "life jackets"),
    ("{a} and {b} fly kites on the same beach.", "silk kites", "line reels"),
    ("{a} and {b} bottle fruit every autumn.", "jars of plum jam", "bags of sugar"),
    ("{a} and {b} work in two laboratories of one institute.", "glass flasks", "notebooks"),
    ("{a} and {b} build puppets for children.", "hand puppets", "toy castles"),
    ("{a} and {b} decorate streets for festivals.", "paper lanterns", "flag poles"),
    ("{a} and {b} keep the cupboards of two hiking huts.", "enamel mugs", "wool blankets"),
    ("{a} and {b} repair old bicycles.", "leather saddles", "front baskets"),
]

ALONE = [
    # {X} is who it happens to, {Y} the other, {i} what is counted, {j} what is not, {n} and {m} numbers.
    ("gain", "{X} bought {n} more {i} from a catalogue."),
    ("gain", "A parcel with {n} {i} arrived for {X}."),
    ("gain", "A retired neighbour passed {n} {i} on to {X}."),
    ("gain", "{X} came across {n} forgotten {i} in the cellar and kept them."),
    ("loss", "{X} sold {n} {i} at the weekend."),
    ("loss", "{N} of {X}'s {i} broke and went into the bin."),
    ("loss", "{X} gave {n} {i} to a school."),
    ("loss", "Thieves made off with {n} of {X}'s {i}."),
    ("boxes", "{X} bought {n} boxes with {m} {i} in each."),
    ("boxes", "An uncle sent {X} {n} crates, each holding {m} {i}."),
    ("sale_return", "{X} sold {n} {i}, but buyers brought {m} of them back and {p} took them."),
    ("lost_found", "{X} mislaid {n} {i} and later found all but {m} of them."),
    ("twice", "{X} sold {n} {i} on Monday and twice as many on Tuesday."),
    ("half_away", "{X} donated half of {s} {i} to a museum."),
]
BOTH = [
    ("give", "{X} gave {n} {i} to {Y}."),
    ("give", "{X} lost a bet and handed {Y} {n} {i}."),
    ("give", "{Y} bought {n} {i} from {X}."),
    ("lend_return", "{Y} borrowed {n} {i} from {X} and brought {m} of them back a week later."),
    ("half_give", "{X} let {Y} have half of {s} {i}."),
    ("match", "{X} bought as many {i} as {Y} had at that moment."),
]
NOTHING = [
    "{X} polished {n} of {s} {i} and put them back.",
    "{X} offered {n} {i} for sale, but nobody wanted any.",
    "{X} ordered {n} more {i}, but the order was cancelled before anything was sent.",
    "{Y} asked {X} for {n} {i} and was turned down.",
    "{X} moved {n} {i} from the attic to the shed.",
    "{X} dreamed of owning {n} more {i}.",
    "{X} insured {n} of {s} {i} against fire.",
    "{X} also bought {n} {j}.",
    "{X} lost {n} {j} on a train.",
    "{Y} gave {X} {n} {j} as a present.",
    "{N} of {X}'s {j} were stolen.",
]
LINKS = ["Later, ", "After that, ", "In spring, ", "One evening, ", "The following week, ", "Soon after, "]


class Story:
    def __init__(self, rng):
        self.rng = rng
        self.intro, self.items, self.others = rng.choice(SCENES)
        first = person(rng)
        self.people = [first, person(rng, without=[first[0]])]
        self.stock = [0, 0]
        self.sentences = []
        self.links = rng.sample(LINKS, len(LINKS))  # each at most once in a story

    def say(self, form, actor, n, m=None):
        name, pronoun, possessive = self.people[actor]
        fields = {"X": name, "Y": self.people[1 - actor][0], "p": pronoun, "s": possessive, "i": self.items, "j": self.others}
        fields["n"] = number(self.rng, n)
        fields["N"] = sentence_case(fields["n"])
        if m is not None:
            fields["m"] = number(self.rng, m)
        text = form.format(**fields)
        if form.startswith(("{X}", "{Y}")) and self.rng.random() < 0.5:
            text = self.links.pop() + text
        self.sentences.append(text)

    def begin(self):
        rng = self.rng
        a, b = rng.randint(8, 30), rng.randint(5, 25)
        self.intro = self.intro.format(a=self.people[0][0], b=self.people[1][0])
        opening = rng.randrange(4)
        if opening == 0:
            form = "At first {X} had {n} {i} and {o} {j}, while {Y} had {m} {i}."
        elif opening == 1:
            form = "To begin with, {X} owned {n} {i}; {Y} owned {d} {more} {i} than that."
            difference = rng.choice([d for d in range(-6, 9) if d not in (-1, 0, 1) and a + d > 3])
            b = a + difference
        elif opening == 2:
            form = "{Y} started with {m} {i} and {o} {j}. {X} started with {n} {i}."
        else:
            form = "{X} began with {n} {i}, and {Y} with twice that number."
            a = rng.randint(5, 14)
            b = 2 * a
        more = "more" if b > a else "fewer"
        self.sentences.append(form.format(X=self.people[0][0], Y=self.people[1][0], n=number(rng, a), m=number(rng, b),
                                          d=number(rng, abs(b - a)), more=more, o=number(rng, rng.randint(3, 15)),
                                          i=self.items, j=self.others))
        self.stock = [a, b]

    def happen(self, kind, form, actor):
        """One event; False if the stock does not allow it."""
        rng, stock, other = self.rng, self.stock, 1 - actor
        n, m = rng.randint(2, 12), rng.randint(2, 6)
        own, theirs = 0, 0
        if kind == "gain":
            own = n
        elif kind == "loss":
            own = -n
        elif kind == "boxes":
            n = rng.randint(2, 4)
            own = n * m
        elif kind == "sale_return":
            n = max(n, m + 2)
            own = m - n
        elif kind == "lost_found":
            n = max(n, m + 2)
            own = -m
        elif kind == "twice":
            n = m
            own = -3 * n
        elif kind in ("half_away", "half_give"):
            if stock[actor] % 2 or stock[actor] < 4:
                return False
            own = -stock[actor] // 2
            theirs = -own if kind == "half_give" else 0
        elif kind == "give":
            own, theirs = -n, n
        elif kind == "lend_return":
            n = max(n, m + 2)
            own, theirs = m - n, n - m
        elif kind == "match":
            if not 2 <= stock[other] <= 20:
                return False
            own = stock[other]
        taken = n if kind in ("sale_return", "lost_found", "lend_return") else -own
        if taken > stock[actor] or stock[actor] + own > 60 or stock[other] + theirs > 60:
            return False
        stock[actor] += own
        stock[other] += theirs
        self.say(form, actor, n, m)
        return True

    def nothing(self, form):
        actor = self.rng.randrange(2)
        mentions_own = "{j}" not in form and ("of {s}" in form or "moved" in form or "offered" in form or "asked" in form)
        most = self.stock[actor] if mentions_own else 12
        if most < 2:
            return
        self.say(form, actor, self.rng.randint(2, min(12, most)))

    def ask(self):
        """(question, answer)"""
        rng, (a, b), (first, second) = self.rng, self.stock, self.people
        kind = rng.choice(["one", "one", "one", "both", "difference"])
        if kind == "both":
            return f"How many {self.items} do {first[0]} and {second[0]} have together in the end?", a + b
        if kind == "difference" and a != b:
            (more, x), (fewer, y) = sorted([(first[0], a), (second[0], b)], key=lambda pair: -pair[1])
            return f"How many more {self.items} does {more} have than {fewer} in the end?", x - y
        index = rng.randrange(2)
        form = rng.choice(["How many {i} does {x} have in the end?", "How many {i} does {x} have now?",
                           "With how many {i} is {x} left?"])
        return form.format(i=self.items, x=self.people[index][0]), self.stock[index]


def make(rng, _letter):
    while True:
        story = Story(rng)
        story.begin()
        alone = rng.sample(ALONE, rng.randint(1, 3))
        both = rng.sample(BOTH, rng.randint(1, 2))
        events = alone + both
        rng.shuffle(events)
        noise = rng.sample(NOTHING, rng.randint(1, 2))
        kinds = [kind for kind, _ in events]
        if len(set(kinds)) != len(kinds) or kinds.count("half_away") + kinds.count("half_give") > 1:
            continue
        steps = events + noise
        rng.shuffle(steps)
        is_possible = True
        for step in steps:
            if isinstance(step, str):
                story.nothing(step)
            else:
                is_possible = is_possible and story.happen(*step, rng.randrange(2))
        question, answer = story.ask()
        if is_possible and 1 <= answer <= 80:
            return " ".join([story.intro] + story.sentences + [question]), str(answer)
