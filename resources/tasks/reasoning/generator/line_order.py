"""line-order: five items in a row, clues, one position asked for. Solved here by filling the row from one end."""

from .words import HE, SHE, SMALL, options, sentence_case

NAME = "line-order"
ROLE = "source"
LETTERS = ["A", "B", "C", "D", "E"]
USER_PROMPT = """Five things are in a certain order. Work out the order from the clues.

{question}

Write only the letter of the right answer inside <answer></answer> tags."""

SIZE = 5

# A scene: where the five stand, what they are, names of the places 0..4, how a place is asked for and how each kind of
# clue is worded. In a clue {x} comes before {y}; {k} is the name of a place; {g} a number of items.
SCENES = [
    {
        "intro": ["Five objects stand on a window sill: {all}.", "A window sill holds {all}, side by side.",
                  "Someone lined up {all} on a window sill."],
        "items": [["the brass bell", "the blue vase", "the cactus", "the alarm clock", "the tin soldier",
                   "the snow globe", "the candle", "the radio", "the seashell", "the teapot"]],
        "places": ["furthest left", "second from the left", "in the middle", "second from the right", "furthest right"],
        "ask": ["Which object is {k}?", "What stands {k}?"],
        "before": ["{X} is somewhere to the left of {y}.", "{Y} stands further right than {x}.",
                   "You meet {x} before {y} when you look from left to right."],
        "directly": ["{X} is immediately to the left of {y}.", "The next thing to the right of {x} is {y}."],
        "adjacent": ["{X} and {y} stand right beside each other.", "Nothing stands between {x} and {y}."],
        "gap": ["Exactly {g} stand between {x} and {y}, in whichever order.",
                "Count the objects between {x} and {y} and you get {g}."],
        "at": ["{X} is {k}.", "The place {k} belongs to {x}."],
        "not_at": ["{X} is not {k}."],
        "inside": ["{X} stands at neither end.", "Both ends are taken by something other than {x}."],
        "apart": ["{X} and {y} are not next to each other.", "At least one object separates {x} from {y}."],
        "between": ["{X} is somewhere between {y} and {z}."],
    },
    {
        "intro": ["{all} ran the hill race and no two of them finished together.",
                  "The five finalists of a rowing regatta were {all}; there were no ties."],
        "items": [SHE, HE, SHE[::2] + HE[::2], SHE[1::2] + HE[1::2]],
        "places": ["first", "second", "third", "fourth", "last"],
        "ask": ["Who finished {k}?", "Who came in {k}?"],
        "before": ["{X} was faster than {y}.", "{Y} finished some time after {x}.", "{X} beat {y}."],
        "directly": ["{Y} was the next to finish after {x}.", "{X} came in one place ahead of {y}."],
        "adjacent": ["{X} and {y} finished in neighbouring places."],
        "gap": ["Exactly {g} finished between {x} and {y}, one way round or the other."],
        "at": ["{X} came in {k}."],
        "not_at": ["{X} did not finish {k}."],
        "inside": ["{X} neither won nor came last."],
        "apart": ["{X} and {y} did not finish in neighbouring places."],
        "between": ["{X} finished ahead of one of {y} and {z} and behind the other."],
    },
    {
        "intro": ["Five people queue at a ticket counter: {all}.", "{all} are standing in line at the bakery counter."],
        "items": [SHE, HE, SHE[::2] + HE[1::2], SHE[1::2] + HE[::2]],
        "places": ["at the front", "second in line", "third in line", "fourth in line", "at the back"],
        "ask": ["Who is {k}?", "Who will be found {k}?"],
        "before": ["{X} will be served earlier than {y}.", "{Y} is further back than {x}.",
                   "{X} is closer to the counter than {y}."],
        "directly": ["{Y} stands directly behind {x}.", "{X} is the person right in front of {y}."],
        "adjacent": ["{X} and {y} are neighbours in the queue."],
        "gap": ["Exactly {g} wait between {x} and {y}, whoever of the two comes first."],
        "at": ["{X} is {k}."],
        "not_at": ["{X} is not {k}."],
        "inside": ["{X} has somebody in front and somebody behind."],
        "apart": ["{X} and {y} are not neighbours in the queue."],
        "between": ["One of {y} and {z} is ahead of {x}, the other is behind."],
    },
    {
        "intro": ["A house has five floors, one tenant on each: {all}.",
                  "{all} rent the five floors of a narrow house, one floor each."],
        "items": [["the dentist", "the painter", "the notary", "the cellist", "the baker", "the pilot", "the weaver",
                   "the printer", "the chemist", "the tailor"]],
        "places": ["on the first floor", "on the second floor", "on the third floor", "on the fourth floor",
                   "on the fifth floor"],
        "note": "The first floor is the lowest, the fifth the highest.",
        "ask": ["Who lives {k}?", "Whose home is {k}?"],
        "before": ["{X} lives lower down than {y}.", "{Y} has to climb more stairs than {x}.",
                   "{Y} lives somewhere above {x}."],
        "directly": ["{Y} lives on the floor directly above {x}.", "The ceiling of {x} is the floor of {y}."],
        "adjacent": ["{X} and {y} live on floors that touch."],
        "gap": ["Exactly {g} live between {x} and {y}, whichever of the two is higher up."],
        "at": ["{X} lives {k}."],
        "not_at": ["{X} does not live {k}."],
        "inside": ["{X} has tenants both above and below."],
        "apart": ["{X} and {y} do not live on floors that touch."],
        "between": ["{X} lives above one of {y} and {z} and below the other."],
    },
    {
        "intro": ["A shop sells {all}, all at different prices.",
                  "Five things were auctioned and no two brought the same price: {all}."],
        "items": [["the lamp", "the mirror", "the rug", "the armchair", "the kettle", "the typewriter", "the guitar",
                   "the globe", "the tent", "the sewing machine"]],
        "places": ["the cheapest", "the second cheapest", "the third cheapest", "the second most expensive",
                   "the most expensive"],
        "ask": ["Which of the five was {k}?", "Which thing was {k}?"],
        "before": ["{X} cost less than {y}.", "More money was paid for {y} than for {x}.",
                   "{Y} was dearer than {x}."],
        "directly": ["{Y} was the next dearer thing after {x}.", "In price, {x} came just below {y}."],
        "adjacent": ["Nothing had a price between those of {x} and {y}."],
        "gap": ["Exactly {g} had a price between those of {x} and {y}."],
        "at": ["{X} was {k}."],
        "not_at": ["{X} was not {k}."],
        "inside": ["{X} was neither the cheapest nor the most expensive."],
        "apart": ["At least one other thing had a price between those of {x} and {y}."],
        "between": ["{X} cost more than one of {y} and {z} and less than the other."],
    },
    {
        "intro": ["From Monday to Friday, one talk a day: {all} each speak once.",
                  "A lecture week has one speaker per day, Monday to Friday: {all}."],
        "items": [SHE, HE, SHE[::2] + HE[::2], SHE[1::2] + HE[1::2]],
        "places": ["on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday"],
        "ask": ["Who speaks {k}?", "Whose talk is {k}?"],
        "before": ["{X} speaks earlier in the week than {y}.", "By the time {y} speaks, the talk of {x} is over.",
                   "{Y} has a later day than {x}."],
        "directly": ["{Y} speaks the day after {x}.", "{X} has the day just before the talk of {y}."],
        "adjacent": ["{X} and {y} speak on consecutive days, in one order or the other."],
        "gap": ["Exactly {g} speak on days between those of {x} and {y}."],
        "at": ["{X} speaks {k}."],
        "not_at": ["{X} has no time {k}."],
        "inside": ["{X} speaks neither on the first nor on the last day."],
        "apart": ["{X} and {y} do not speak on consecutive days."],
        "between": ["{X} speaks after one of {y} and {z} and before the other."],
    },
    {
        "intro": ["Behind the engine of a goods train there are five wagons, one each with {all}.",
                  "A short goods train pulls five wagons; they carry {all}."],
        "items": [["timber", "gravel", "wheat", "scrap iron", "salt", "coffee", "bricks", "cement", "apples", "paper"]],
        "places": ["nearest to the engine", "second behind the engine", "in the middle of the train", "second to last",
                   "at the tail"],
        "ask": ["Which load is {k}?", "What is carried in the wagon {k}?"],
        "before": ["The wagon with {x} is nearer to the engine than the one with {y}.",
                   "The load of {y} rolls somewhere behind the load of {x}."],
        "directly": ["The wagon with {y} is coupled to the rear of the wagon with {x}.",
                     "The wagon with {x} pulls the wagon with {y} directly."],
        "adjacent": ["The wagons with {x} and {y} are coupled to each other."],
        "gap": ["Exactly {g} roll between those with {x} and {y}, whichever of the two is in front."],
        "at": ["The load {k} is {x}."],
        "not_at": ["The load {k} is not {x}."],
        "inside": ["The wagon with {x} has another wagon both before and behind it."],
        "apart": ["The wagons with {x} and {y} are not coupled to each other."],
        "between": ["The wagon with {x} is somewhere between those with {y} and {z}."],
    },
]
UNIT = ["object", "finisher", "person", "tenant", "thing", "speaker", "wagon"]
UNITS = ["objects", "finishers", "people", "tenants", "things", "speakers", "wagons"]


def holds(clue, at):
    """Whether a clue is true, given the places of all items it names."""
    kind, *rest = clue
    place = [at[item] for item in rest if isinstance(item, str)]
    number = next((item for item in rest if isinstance(item, int)), None)
    if kind == "before":
        return place[0] < place[1]
    if kind == "directly":
        return place[1] - place[0] == 1
    if kind == "adjacent":
        return abs(place[0] - place[1]) == 1
    if kind == "apart":
        return abs(place[0] - place[1]) > 1
    if kind == "gap":
        return abs(place[0] - place[1]) == number + 1
    if kind == "at":
        return place[0] == number
    if kind == "not_at":
        return place[0] != number
    if kind == "inside":
        return 0 < place[0] < SIZE - 1
    return min(place[1:]) < place[0] < max(place[1:])  # between


def items_at(asked, items, clues):
    """The items that can stand at the asked place: fills the row left to right, checks a clue once it can be checked."""
    found = set()

    def fill(at):
        if len(at) == SIZE:
            found.update(item for item, place in at.items() if place == asked)
            return
        for item in items:
            if item in at:
                continue
            at[item] = len(at)
            ready = (clue for clue in clues if item in clue and all(x in at for x in clue[1:] if isinstance(x, str)))
            if all(holds(clue, at) for clue in ready):
                fill(at)
            del at[item]

    fill({})
    return found


def true_clues(rng, row):
    """Everything of interest that is true of a row, in random order, easy clues less often."""
    at = {item: place for place, item in enumerate(row)}
    clues = []
    for x in row:
        clues.append(("at", x, at[x]))
        clues += [("not_at", x, k) for k in range(SIZE) if k != at[x]]
        clues.append(("inside", x))
        for y in row:
            if x == y:
                continue
            clues += [(kind, x, y) for kind in ("before", "directly", "adjacent", "apart")]
            clues += [("gap", x, y, g) for g in (1, 2, 3)]
            clues += [("between", x, y, z) for z in row if z not in (x, y)]
    clues = [clue for clue in clues if holds(clue, at)]
    weight = {"at": 0.5, "not_at": 0.2, "inside": 0.5, "before": 1, "directly": 1, "adjacent": 1, "apart": 0.6, "gap": 1,
              "between": 0.5}
    return sorted(clues, key=lambda clue: rng.random() ** (1 / weight[clue[0]]), reverse=True)


def puzzle(rng, items):
    """(clues, asked place, answer): every clue is needed, and it takes at least three."""
    while True:
        row = rng.sample(items, SIZE)
        asked = rng.randrange(SIZE)
        clues = []
        for clue in true_clues(rng, row):
            is_too_direct = clue[0] == "at" and (clue[2] == asked or any(c[0] == "at" for c in clues))
            if is_too_direct or (clue[0] in ("not_at", "inside") and clue[1] == row[asked]):
                continue
            clues.append(clue)
            if len(items_at(asked, row, clues)) == 1:
                break
        for clue in list(clues):
            without = [c for c in clues if c != clue]
            if len(items_at(asked, row, without)) == 1:
                clues = without
        if 3 <= len(clues) <= 5 and items_at(asked, row, clues) == {row[asked]}:
            return clues, asked, row[asked]


def render(rng, scene, clue, unit, units):
    kind, *rest = clue
    named = [item for item in rest if isinstance(item, str)]
    number = next((item for item in rest if isinstance(item, int)), None)
    if kind in ("adjacent", "apart", "gap") and rng.random() < 0.5:
        named.reverse()
    fields = dict(zip("xyz", named))
    fields.update({key.upper(): sentence_case(value) for key, value in fields.items()})
    if number is not None:
        fields["k"] = scene["places"][number]
        fields["g"] = f"{SMALL[number]} {unit if number == 1 else units}"
    text = rng.choice(scene[kind]).format(**fields)
    if kind == "gap" and number == 1:
        for plural, singular in (("stand", "stands"), ("wait", "waits"), ("live", "lives"), ("speak", "speaks"),
                                 ("roll", "rolls")):
            text = text.replace(f"{fields['g']} {plural} ", f"{fields['g']} {singular} ")
    return sentence_case(text)


def make(rng, letter):
    index = rng.randrange(len(SCENES))
    scene = SCENES[index]
    clues, asked, answer = puzzle(rng, rng.choice(scene["items"]))
    named = sorted({item for clue in clues for item in clue[1:] if isinstance(item, str)} | {answer})
    pool = [item for item in rng.choice([s for s in scene["items"] if set(named) <= set(s)]) if item not in named]
    items = named + rng.sample(pool, SIZE - len(named))
    assert items_at(asked, items, clues) == {answer}
    rng.shuffle(items)

    listed = ", ".join(items[:-1]) + " and " + items[-1]
    texts = [render(rng, scene, clue, UNIT[index], UNITS[index]) for clue in clues]
    rng.shuffle(texts)
    head = sentence_case(rng.choice(scene["intro"]).format(all=listed))
    if "note" in scene:
        head += " " + scene["note"]
    ask = rng.choice(scene["ask"]).format(k=scene["places"][asked])
    wrong = [item for item in items if item != answer]
    lines = options(LETTERS, letter, answer, wrong, rng)
    return f"{head} {' '.join(texts)}\n{ask}\n{lines}", letter
