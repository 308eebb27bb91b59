"""schedule-gap: when was there room in somebody's day? Solved here with interval arithmetic."""

from .words import SMALL, options, person, sentence_case

NAME = "schedule-gap"
ROLE = "source"
LETTERS = ["A", "B", "C", "D"]
USER_PROMPT = """Read about this person's day and decide which of the time slots was possible for the visit.

{question}

Write the letter of the right slot inside <answer></answer> tags."""

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

PLACES = ["the clock museum", "the harbour library", "the seed market", "the climbing hall", "the map room",
          "the botanical garden", "the glass workshop", "the old observatory", "the puppet theatre", "the fish market",
          "the city archive", "the ceramics fair", "the public sauna", "the record shop", "the aquarium",
          "the planetarium", "the chess pavilion", "the tool library", "the textile museum", "the night bakery"]

ACTIVITIES = ["repairing a bicycle in the courtyard", "waiting at the passport office", "rehearsing with the brass band",
              "sorting slides in the photo lab", "helping a neighbour carry a piano", "playing backgammon in the park",
              "teaching a pottery class", "painting the garden fence", "on the phone with the insurance company",
              "having a tooth filled", "picking cherries at the orchard", "watching a football match at the stadium",
              "giving blood at the clinic", "baking bread for the school fair", "taking a driving lesson",
              "reading to children at the day nursery", "on the ferry to the island", "mending nets at the pier",
              "translating a contract in the office", "swimming laps in the outdoor pool", "queueing for concert tickets",
              "cutting hair at the salon", "on a video call with a supplier", "walking the dog along the canal",
              "stacking firewood behind the barn", "tuning the church organ", "at a birthday lunch",
              "sitting for a portrait", "filling in tax forms", "assembling shelves in the storeroom"]

WITNESSES = ["a colleague", "the caretaker", "two neighbours", "an old schoolmate", "the postman", "a bus driver",
             "a cousin", "the florist", "a jogger", "the landlady"]

SIGHTINGS = ["From {s} to {e}, {w} saw {n} {a}.",
             "{W} remembers {n} {a} between {s} and {e}.",
             "{n} was {a} from {s} on and did not leave before {e}.",
             "{n} spent {d} {a}, starting at {s}.",
             "Until {e}, {n} was {a}, as {p} had been since {s}.",
             "{W} kept {n} company from {s} until {e} while {p} was {a}.",
             "{n} was {a} for {d}, right up to {e}.",
             "According to {w}, {n} was {a} from {s} and only stopped at {e}.",
             "At {s} {n} was seen {a}, and {p} was still there {d} later."]

OTHER_PERSON = ["{o}, who lives next door, was {a} from {s} to {e}.",
                "Meanwhile, between {s} and {e}, {o} was {a}.",
                "{o} spent the time from {s} until {e} {a}."]
OTHER_DAY = ["The day before, {n} had been {a} from {s} to {e}.",
             "A week earlier, {n} was {a} between {s} and {e}.",
             "On the next day, {n} was {a} from {s} until {e}."]

INTRO = ["{n} visited {x} once on {day}.",
         "We know that {n} went to {x} at some point on {day}.",
         "On {day}, {n} found the time for a visit to {x}.",
         "{n} swears that {p} was at {x} for a while on {day}."]
HOURS = ["{X} is open from {o} to {c}.", "{X} opens at {o} and closes at {c}.",
         "That day {x} let nobody in before {o} and everybody out by {c}."]
LENGTH = ["A visit there takes at least {d}.", "Nobody gets through it in less than {d}.",
          "The visit lasted no less than {d}."]
ASK = ["In which of these slots could {n} have been at {x} the whole time?",
       "Which of these slots fits the visit to {x} from start to finish?",
       "If the visit filled one of these slots completely, which one was it?",
       "Only one of these slots was possible for the visit to {x}. Which?"]


def duration(minutes):
    hours, rest = divmod(minutes, 60)
    if rest == 0:
        return "an hour" if hours == 1 else f"{SMALL[hours]} hours"
    if rest == 30 and hours == 0:
        return "half an hour"
    if rest == 30:
        return "an hour and a half" if hours == 1 else f"{SMALL[hours]} and a half hours"
    return f"{hours} h {rest} min" if hours else f"{rest} minutes"


class Clock:
    """How one question writes times of day."""

    def __init__(self, rng):
        self.rng = rng
        self.is_24 = rng.random() < 0.3

    def plain(self, time):
        hour, minute = divmod(time, 60)
        if self.is_24:
            return f"{hour:02d}:{minute:02d}"
        if time == 12 * 60:
            return "noon"
        minutes = f":{minute:02d}" if minute else ""
        return f"{(hour - 1) % 12 + 1}{minutes} {'am' if hour < 12 else 'pm'}"

    def spoken(self, time):
        if self.is_24 or time == 12 * 60 or self.rng.random() > 0.2:
            return self.plain(time)
        hour, minute = divmod(time, 60)
        part = "in the morning" if hour < 12 else "in the afternoon" if hour < 18 else "in the evening"
        before = {0: "", 15: "a quarter past ", 30: "half past ", 45: "a quarter to "}[minute]
        named = hour + 1 if minute == 45 else hour
        o_clock = " o'clock" if minute == 0 else ""
        return f"{before}{SMALL[(named - 1) % 12 + 1]}{o_clock} {part}"


def overlaps(a, b):
    return a[0] < b[1] and b[0] < a[1]


class Day:
    """Busy intervals around one gap that is right and perhaps one that is not; minutes since midnight."""

    def __init__(self, rng):
        self.rng = rng
        self.step = 15 if rng.random() < 0.3 else 30
        self.kind = rng.choice(["plain", "plain", "hours", "length"])
        self.needed = 0
        self.opening = None
        self.trap = None
        self.busy = []
        self._fill()

    def _length(self, low, high):
        return self.rng.randrange(low, high + 1, self.step)

    def _fill(self):
        rng = self.rng
        pieces = ["busy"] * rng.choice([3, 4, 4, 5])
        pieces.insert(rng.randint(1, len(pieces) - 1), "gap")
        if self.kind == "length":
            self.needed = rng.choice([60, 75, 90, 120] if self.step == 15 else [90, 120])
            pieces.insert(rng.choice([i for i in range(1, len(pieces)) if "gap" not in pieces[i - 1:i + 1]] or [0]), "trap")
        if self.kind == "hours":
            pieces.insert(rng.choice([0, len(pieces)]), "trap")
        time = rng.randrange(7 * 60, 9 * 60 + 1, 30)
        self.start = time
        for piece in pieces:
            if piece == "busy":
                length = self._length(60, 180)
            elif piece == "gap":
                length = max(self.needed, self._length(60, 150))
            elif self.kind == "length":
                length = self._length(30, self.needed - self.step)
            else:
                length = self._length(60, 120)
            interval = (time, time + length)
            if piece == "busy":
                self.busy.append(interval)
            elif piece == "gap":
                self.gap = interval
            else:
                self.trap = interval
            time += length
        self.end = time
        if self.kind == "hours":
            is_early = self.trap[0] == self.start
            # Closed during a part of the trap, or the whole of it.
            closed = rng.choice([self.trap[1], (self.trap[0] + self.trap[1]) // 2 // self.step * self.step])
            if is_early:
                self.opening = (max(closed, self.trap[0] + self.step), self.end + 60)
            else:
                self.opening = (self.start, min(closed, self.trap[1] - self.step))
                if closed == self.trap[1]:
                    self.opening = (self.start, self.trap[0])
        elif rng.random() < 0.3:
            self.opening = (self.start - rng.choice([0, 60]), self.end + rng.choice([0, 30, 60]))

    def is_usable(self):
        inside = self.opening is None or (self.opening[0] <= self.gap[0] and self.gap[1] <= self.opening[1])
        return self.end <= 22 * 60 and inside and (self.opening is None or self.opening[1] <= 23 * 60)

    def fits(self, slot):
        return (not any(overlaps(slot, interval) for interval in self.busy)
                and (self.opening is None or (self.opening[0] <= slot[0] and slot[1] <= self.opening[1]))
                and slot[1] - slot[0] >= self.needed)

    def right(self):
        """The whole gap or a part of it."""
        start, end = self.gap
        least = max(self.needed, 60)
        if self.rng.random() < 0.5 and end - start > least:
            length = self._length(least, end - start)
            start = self.rng.randrange(start, end - length + 1, self.step)
            end = start + length
        return (start, end)

    def wrong(self, right):
        """Three slots that do not fit: the trap, a shifted gap, pieces of busy time."""
        found = []

        def add(slot):
            if slot != right and slot not in found and not self.fits(slot) and self.start <= slot[0] < slot[1] <= self.end:
                found.append(slot)

        if self.trap:
            add(self.trap)
        shift = self.rng.choice([-2, -1, 1, 2]) * self.step
        add((right[0] + shift, right[1] + shift))
        while len(found) < 3:
            start, end = self.rng.choice(self.busy)
            start += self.rng.choice([0, 0, -self.step, self.step])
            add((start, start + self.rng.choice([right[1] - right[0], max(self.needed, self._length(60, 150))])))
        return found[:3]


def make(rng, letter):
    while True:
        day = Day(rng)
        if day.is_usable():
            break
    right = day.right()
    wrong = day.wrong(right)
    assert day.fits(right) and not any(day.fits(slot) for slot in wrong)

    clock = Clock(rng)
    name, pronoun, _ = person(rng)
    place = rng.choice(PLACES)
    activities = rng.sample(ACTIVITIES, len(day.busy) + 2)
    witnesses = rng.sample(WITNESSES, len(day.busy))
    fields = {"n": name, "p": pronoun, "x": place, "X": sentence_case(place), "day": rng.choice(DAYS)}

    facts = []
    forms = rng.sample(SIGHTINGS, len(day.busy))
    for (start, end), form, witness in zip(day.busy, forms, witnesses):
        facts.append(form.format(s=clock.spoken(start), e=clock.spoken(end), d=duration(end - start), w=witness,
                                 W=sentence_case(witness), a=activities.pop(), **fields))
    for forms, chance in ((OTHER_PERSON, 0.45), (OTHER_DAY, 0.35)):
        if rng.random() < chance:
            start = right[0] + rng.choice([-day.step, 0, day.step])
            other, _, _ = person(rng, without=[name])
            facts.append(rng.choice(forms).format(s=clock.spoken(start), e=clock.spoken(start + rng.choice([60, 90, 120])),
                                                  o=other, a=activities.pop(), **fields))
    if rng.random() < 0.75:
        rng.shuffle(facts)

    head = [rng.choice(INTRO).format(**fields)]
    if day.opening:
        head.append(rng.choice(HOURS).format(o=clock.plain(day.opening[0]), c=clock.plain(day.opening[1]), **fields))
    if day.needed:
        head.append(rng.choice(LENGTH).format(d=duration(day.needed), **fields))

    def slot_text(slot):
        return f"{clock.plain(slot[0])} to {clock.plain(slot[1])}"

    lines = options(LETTERS, letter, slot_text(right), [slot_text(slot) for slot in wrong], rng)
    question = " ".join(head + facts) + "\n" + rng.choice(ASK).format(**fields) + "\n" + lines
    return question, letter
