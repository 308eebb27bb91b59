"""What the installer says: sentences on standard error, lines for programs on standard output."""
import sys


class InstallError(Exception):
    """A sentence for the person: what happened, why, and what to do."""


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


class Progress:
    """One phase of the work; prints `progress PHASE DONE TOTAL` at every whole percent, a sentence at every tenth."""

    def __init__(self, phase: str, total: int, sentence: str):
        self._phase, self._total, self._sentence = phase, total, sentence
        self._percent = -1

    def __call__(self, done: int) -> None:
        percent = 100 * min(done, self._total) // max(1, self._total)
        if percent <= self._percent:
            return
        if self._percent // 10 != percent // 10:
            say(f"{self._sentence}: {percent} %")
        self._percent = percent
        print(f"progress {self._phase} {min(done, self._total)} {self._total}", flush=True)
