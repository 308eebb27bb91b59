"""A file that cannot be imported is refused in one sentence with the file, the line where there is one, and what to do, and
leaves the project as it was; a file of 100 MB is imported whole, within bounded memory."""
import json
import os
import pathlib
import random
import sqlite3

from program import ProgramTest, main

MEGABYTE = 1_000_000
LARGE = 100 * MEGABYTE
MOST_MEMORY = 1500 * MEGABYTE
COLUMNS = {"question": "question", "answer": "answer"}
GOOD = [(f"Item {number}?", "AB"[number % 2]) for number in range(40)]
BAD_ROW = 20  # of the examples, from 0


class ImportFaults(ProgramTest):
    def setUp(self):
        super().setUp()
        self.ask("new", self.project)
        self.import_task()
        self.before = self.tasks()

    def tasks(self) -> str:
        return self.ask("task", "list", self.project, "--json").out

    def stored(self) -> dict:
        """All that an import can write."""
        with sqlite3.connect(f"file:{self.project}?mode=ro", uri=True) as database:
            counts = {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                      for table in ("task", "example", "text", "grading")}
        database.close()
        return counts

    def words(self, file, columns=None) -> list:
        words = ["task", "import", self.project, file, "--domain", "Letters", "--format", "choice", "--labels", "A,B",
                 "--train", 10, "--validation", 10, "--test", 10]
        for option, column in (columns or COLUMNS).items():
            words += [f"--{option}", column]
        return words

    def write(self, name: str, content) -> str:
        """Into the folder that the program works in."""
        (self.folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def refused(self, contained: list, file: str, columns=None) -> None:
        with self.subTest(file=file, columns=columns):
            stored = self.stored()
            answer = self.ask(*self.words(file, columns), code=1)
            self.assertEqual(answer.out, "")
            self.assertEqual(len(answer.err.splitlines()), 1, answer.err)
            for part in contained:
                self.assertIn(part, answer.err)
            self.assertEqual(self.tasks(), self.before)
            self.assertEqual(self.stored(), stored)

    def test_unknown_column(self):
        for name, content in (("frogs.csv", table(GOOD)), ("toads.jsonl", json_lines(GOOD))):
            file = self.write(name, content)
            stem = pathlib.Path(name).stem
            for option in COLUMNS:
                self.refused([stem, '"riddle"', "columns are", *COLUMNS, f"--{option}"], file, {**COLUMNS, option: "riddle"})
            self.refused([stem, '"riddle"', "--question"], file, {**COLUMNS, "question": "{question} {riddle}"})

    def test_bad_row(self):
        rows = table(GOOD).splitlines()
        bad = rows[:BAD_ROW] + ["only one field"] + rows[BAD_ROW:]
        line = f"line {BAD_ROW + 1}"
        self.refused(["short.csv", line, "double quotes"], self.write("short.csv", "\n".join(bad) + "\n"))
        bad[BAD_ROW] = "one,two,three"
        self.refused(["long.csv", line, "double quotes"], self.write("long.csv", "\n".join(bad) + "\n"))
        rows = json_lines(GOOD).splitlines()
        bad = rows[:BAD_ROW] + ['{"question": "cut'] + rows[BAD_ROW:]
        self.refused(["cut.jsonl", f"Line {BAD_ROW + 1}", "Correct"], self.write("cut.jsonl", "\n".join(bad) + "\n"))

    def test_wrong_encoding(self):
        rows = [*GOOD[:BAD_ROW], ("What is a café?", "A"), *GOOD[BAD_ROW:]]
        header = 1
        self.refused(["cafe.csv", f"Line {BAD_ROW + 1 + header}", "UTF-8", "--encoding"],
                     self.write("cafe.csv", table(rows).encode("windows-1252")))
        self.refused(["cafe.jsonl", f"Line {BAD_ROW + 1}", "UTF-8", "--encoding"],
                     self.write("cafe.jsonl", json_lines(rows).encode("windows-1252")))
        self.ask(*self.words("cafe.csv"), "--encoding", "windows-1252")  # the remedy is one

    def test_empty_file(self):
        for name in ("empty.csv", "empty.jsonl", "empty.json", "empty.tsv"):
            self.refused([name, "It is empty", "Check that it is the right file"], self.write(name, ""))
        for name in ("blank.csv", "blank.jsonl"):
            self.refused([name, "empty lines", "Check that it is the right file"], self.write(name, "\n\n\n"))
        self.refused(["header.csv", "no rows", "line 1", "Check that it is the right file"],
                     self.write("header.csv", "question,answer\n"))

    def test_100_megabytes(self):
        """Few rows, each as long as a chapter: many would take longer, not more care."""
        examples = long_examples()
        for name, content in (("large.csv", table), ("large.jsonl", json_lines)):
            with self.subTest(file=name):
                file = self.write(name, content(examples))
                self.assertGreaterEqual((self.folder / file).stat().st_size, LARGE)
                before = self.stored()
                code, memory = self.measured(*self.words(file), "--name", name)
                self.assertEqual(code, 0)
                self.assertLess(memory, MOST_MEMORY)
                self.assertEqual(self.stored()["example"] - before["example"], len(examples))
                self.assertEqual(self.questions(name), {question for question, _ in examples})
                (self.folder / file).unlink()

    def test_100_megabytes_with_a_bad_end(self):
        """All but the last row is good: nothing of it is kept."""
        content = table(long_examples()) + "only one field\n"
        self.refused(["large.csv", f"line {content.count(chr(10))}", "double quotes"], self.write("large.csv", content))

    def questions(self, task: str) -> set:
        with sqlite3.connect(f"file:{self.project}?mode=ro", uri=True) as database:
            rows = database.execute("SELECT content FROM example JOIN text ON text_id = question_text_id "
                                    "JOIN task USING (task_id) WHERE name = ?", (task,)).fetchall()
        database.close()
        return {content for (content,) in rows}

    def measured(self, *words) -> tuple:
        """The program's exit code and the most memory that it held, in bytes."""
        process = self.begin(*words)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.finish(process)
        return process.returncode, usage.ru_maxrss * 1024


def table(examples: list) -> str:
    return "question,answer\n" + "".join(f'"{question}",{answer}\n' for question, answer in examples)


def json_lines(examples: list) -> str:
    rows = [{"question": question, "answer": answer} for question, answer in examples]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def long_examples(count: int = 100) -> list:
    chance = random.Random(1)
    page = " ".join(str(chance.randrange(MEGABYTE)) for _ in range(1000))
    chapter = "\t".join([page] * (LARGE // count // len(page) + 1))
    return [(f"Item {number}? {chapter}", "AB"[number % 2]) for number in range(count)]


if __name__ == "__main__":
    main()
