"""Names and numbers in words, shared by the three tasks."""

SHE = ["Amira", "Beatriz", "Chiara", "Dorota", "Elin", "Fatuma", "Greta", "Hanae", "Ilse", "Jovana", "Katya", "Leila",
       "Maren", "Nadia", "Oona", "Priya", "Rosa", "Sunniva", "Tamsin", "Yara"]
HE = ["Anton", "Bashir", "Callum", "Davit", "Emeka", "Florian", "Goran", "Henrik", "Ivo", "Jonas", "Kofi", "Luca",
      "Marek", "Nikhil", "Otis", "Paolo", "Rafael", "Stellan", "Tariq", "Wendell"]

SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def person(rng, without=()):
    """(name, subject pronoun, possessive), the name not among `without`."""
    name = rng.choice([name for name in SHE + HE if name not in without])
    return (name, "she", "her") if name in SHE else (name, "he", "his")


def number(rng, value, words=0.5):
    """A number as digits or, if small, sometimes as a word."""
    if 2 <= value < len(SMALL) and rng.random() < words:
        return SMALL[value]
    return str(value)


def sentence_case(text):
    return text[0].upper() + text[1:]


def options(letters, right_letter, right, wrong, rng):
    """The options as lines, the right one at its letter, the others in random order."""
    rest = list(wrong)
    rng.shuffle(rest)
    texts = [right if letter == right_letter else rest.pop() for letter in letters]
    return "\n".join(f"({letter}) {text}" for letter, text in zip(letters, texts))
