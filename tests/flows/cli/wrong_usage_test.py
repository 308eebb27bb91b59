"""What goes wrong is said in a sentence that helps, with the exit code of its kind, and nothing is changed."""
import sqlite3

from program import ProgramTest, main


class WrongUsage(ProgramTest):
    def refused(self, code: int, contained, *words) -> None:
        with self.subTest(words):
            answer = self.ask(*words, code=code)
            self.assertEqual(answer.out, "", str(answer))
            for part in [contained] if isinstance(contained, str) else contained:
                self.assertIn(part, answer.err)

    def test_options_and_names(self):
        self.prepare()
        file = self.project
        run = ["run", file, "--base", "scripted", "--optimizer", "scripted", "--preset", "small"]
        self.refused(2, "--help")
        self.refused(2, "no command 'frobnicate'", "frobnicate")
        self.refused(2, ["no command 'lst'", "import"], "task", "lst")
        self.refused(2, "--iterationz", *run, "--iterationz", 3)
        self.refused(2, "reference, recommended, small", "run", file, "--preset", "huge")
        self.refused(2, "whole number", *run, "--iterations", "many")
        self.refused(2, "5.00", *run, "--budget", "five")
        self.refused(2, "RUN@STEP", "run", file, "--fork", "1")
        self.refused(2, "iteration/loop/task/slot", "show", file, "nonsense")
        self.refused(2, ["unreadable", "adopted"], *run, "--train", 10, "--validation", 10, "--test", 12, "--break",
                     "thunder")
        self.refused(2, "exactly once", "task", "edit", file, "letters", "--user-prompt", "no placeholder")
        self.refused(2, "names no model", "connection", "add", "x", "--base-url", self.url)
        self.refused(2, "env:", "connection", "add", "x", "--base-url", self.url, "--model", "m", "--key", "mine")
        self.refused(1, "There is no file", "runs", "nothing.metaspo")
        self.refused(1, "letters", *run, "--sources", "numbers")
        self.refused(1, "no runs yet", "status", file)
        self.refused(1, "no run 7", "candidates", file, 7)
        for words in (["run", file, "--resume", 0], ["candidates", file, 0], ["status", file, 0],
                      ["show", file, "--final", 0], ["run", file, "--fork", "0@1/outer"]):
            self.refused(1, "no run 0", *words)
        self.refused(1, "local, scripted", *run[:2], "--base", "nobody", "--preset", "small", "--train", 10,
                     "--validation", 10, "--test", 12)
        self.refused(1, "Lower --train", *run, "--train", 500)
        self.assertEqual(self.ask("runs", file, "--json").out, "")
        self.assertEqual(self.calls(), 0)

    def test_not_in_this_version(self):
        self.prepare()
        for words in (["rescore", self.project, "--task", "letters"], ["salvage", self.project, "saved.metaspo"],
                      ["results", self.project, "--table", "adaptation"],
                      ["results", self.project, "--table", "robustness"],
                      [*self.run_words(), "--repeats", 3], self.run_words(method="sprig"),
                      self.run_words(method="pareto")):
            self.refused(1, "this version", *words)
        self.assertEqual(self.calls(), 0)

    def test_scope_domain_wants_one_domain(self):
        self.prepare()
        self.import_task("numerals", "Numbers")
        self.refused(2, ["--scope domain", "Letters, Numbers"], *self.run_words(scope="domain", sources="letters,numerals"))
        self.ask("plan", *self.run_words(scope="domain", sources="letters")[1:])
        self.assertEqual(self.ask("plan", *self.run_words(sources="letters,numerals")[1:], "--json").rows()[0]["scope"],
                         "global")

    def test_no_model(self):
        self.prepare()
        words = ["run", self.project, "--preset", "small", "--train", 10, "--validation", 10, "--test", 12]
        self.refused(1, "metaspo model install", *words)
        self.refused(1, "metaspo model install", "model", "status")

    def test_no_key(self):
        self.prepare()
        del self.environment["CANARY"]
        self.refused(1, "CANARY", *self.run_words())
        self.assertEqual(self.ask("runs", self.project, "--json").out, "")

    def test_wrong_key(self):
        self.prepare()
        self.environment["CANARY"] = "sk-another-key-0123456789"
        answer = self.ask(*self.run_words(), code=1)
        self.assertIn("Check the key", answer.err)
        self.assertEqual(self.state(), "failed")

    def test_wrong_model_name_can_be_mended(self):
        self.prepare()
        self.ask("connection", "add", "typo", "--base-url", self.url, "--model", "skripted", "--key", "env:CANARY")
        answer = self.ask(*self.run_words(base="typo"), code=1)
        self.assertIn("skripted", answer.err)
        self.assertIn("--resume 1", answer.err)

    def test_server_down(self):
        self.prepare()
        self.stop_server()
        checks = self.ask("connection", "test", "scripted", "--json", code=1).rows()
        self.assertEqual(checks[0]["verdict"], "failed")
        answer = self.ask(*self.run_words(), code=None)
        self.assertIn(answer.code, (1, 4), str(answer))
        self.assertIn("--resume 1", answer.err)
        self.assertEqual(self.calls(), 0)
        self.start_server(self.script, self.port)
        self.ask("run", self.project, "--resume", 1)
        self.assertEqual(self.state(), "finished")
        self.assertGreater(self.calls(), 20)

    def test_server_goes_down_in_the_middle(self):
        """What was answered before is not asked again."""
        self.stop_server()
        self.start_server({**self.script, "latencyMilliseconds": 100})
        self.prepare()
        process = self.begin(*self.run_words())
        self.until(lambda: self.calls() > 30, "some calls are answered")
        self.stop_server()
        answer = self.finish(process)
        self.assertIn(answer.code, (1, 4), str(answer))
        self.assertIn("--resume 1", answer.err)
        arrived, answered = self.calls(), self.answered()
        self.assertGreater(answered, 0)
        self.start_server(self.script, self.port)
        self.ask("run", self.project, "--resume", 1)
        self.assertEqual(self.state(), "finished")
        self.assertGreater(self.answered(), answered)
        self.assertEqual(self.calls() - arrived, self.answered() - answered)

    def run_row(self, run=1) -> dict:
        return self.ask("runs", self.project, "--json").rows()[run - 1]

    def answered(self, run=1) -> int:
        return self.run_row(run)["base_calls"] + self.run_row(run)["optimizer_calls"]

    def test_newer_and_foreign_files(self):
        self.prepare()
        with sqlite3.connect(self.project) as database:
            database.execute("PRAGMA user_version = 999")
        database.close()
        self.assertEqual(len(self.ask("task", "list", self.project, "--json").rows()), 1)
        self.refused(1, ["newer", "reading only"], *self.run_words())
        (self.folder / "letter.metaspo").write_text("Dear reader, this is no project.", encoding="utf-8")
        self.refused(1, "letter.metaspo", "runs", "letter.metaspo")

    def test_nothing_is_overwritten(self):
        self.prepare()
        before = self.ask("task", "list", self.project, "--json").out
        self.refused(2, "exists", "new", self.project)
        self.refused(2, "exists", "backup", self.project, self.project)
        self.refused(2, "name", "new", self.project, "--sample")
        self.assertEqual(self.ask("task", "list", self.project, "--json").out, before)

    def test_broken_connections_file(self):
        self.prepare()
        file = self.folder / "config/metaspo/connections.yaml"
        broken = file.read_text(encoding="utf-8") + "  - name: [\n"
        file.write_text(broken, encoding="utf-8")
        self.refused(1, ["connections.yaml, line"], "connection", "list")
        self.refused(1, ["connections.yaml, line"], "connection", "add", "x", "--base-url", self.url, "--model", "m")
        self.assertEqual(file.read_text(encoding="utf-8"), broken)

    def test_budget_and_calls(self):
        self.prepare()
        self.add_connection("dear", price="1000,500,2000")
        dear = self.run_words(base="dear", optimizer="dear")
        answer = self.ask(*dear, "--budget", "5.00", code=3)
        self.assertIn("budget", answer.err)
        self.assertGreater(self.run_row()["cost_usd"], 0)
        self.assertLessEqual(self.run_row()["cost_usd"], 5.00)
        self.assertEqual(self.run_row()["possibly_paid_calls"], 0)
        self.ask("run", self.project, "--resume", 1, "--budget", "500.00")
        self.assertEqual(self.state(), "finished")
        self.assertGreater(self.run_row()["cost_usd"], 5.00)
        self.refused(2, "price", *self.run_words(), "--budget", "1.00")
        before = self.calls()
        self.ask(*dear, "--max-calls", 5, code=3)
        self.assertEqual(self.answered(2), 5)
        self.assertEqual(self.calls() - before, 5)
        self.ask("run", self.project, "--resume", 2, "--max-calls", 1000)
        self.assertEqual(self.state(2), "finished")


if __name__ == "__main__":
    main()
