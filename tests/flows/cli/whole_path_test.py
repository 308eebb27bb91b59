"""From an empty file to exported results, the way a person goes it."""
import csv
import json
import pathlib

from program import PROMPT, ProgramTest, main

COLUMNS = {
    "runs.csv": "run method scope preset seed state started_utc finished_utc base_model optimizer_model base_calls "
                "optimizer_calls input_tokens cached_tokens output_tokens cost_usd",
    "candidates.csv": "run candidate kind task iteration slot parents origin state reason meta_score text",
    "scores.csv": "run candidate system_candidate task domain split metric n right unreadable score low_95 high_95 "
                  "majority",
    "evaluations.csv": "run system_candidate user_candidate task split example question expected response prediction "
                       "outcome latency_ms input_tokens output_tokens",
    "calls.csv": "run step role model state attempts latency_ms input_tokens cached_tokens output_tokens cost_usd "
                 "finish_reason",
    "accuracy_per_domain.csv": "run iteration stage domain split n score low_95 high_95",
}


def read(file: pathlib.Path) -> tuple:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return rows.fieldnames, list(rows)


class WholePath(ProgramTest):
    def test_from_new_to_export(self):
        self.prepare()
        self.add_connection("priced", price="1,0.5,2")
        checks = self.ask("connection", "test", "scripted", "--json").rows()
        self.assertEqual([check["check"] for check in checks],
                         ["reachable", "key", "models", "completion", "latency", "limits", "system role", "usage"])
        self.assertNotIn("failed", [check["verdict"] for check in checks])

        run = self.run_words(base="priced", optimizer="priced")
        plan = self.ask("plan", *run[1:], "--json", "--save", "run.yaml").rows()[0]
        self.assertEqual(plan["optimizer_calls"], 1 * (2 * 2 + 2 * 2))
        self.assertGreater(plan["cost_usd"], 0)

        done = self.ask("run", self.project, "--config", "run.yaml")
        for words in ("letters", "majority", "unreadable", "0/start", "1/outer/2"):
            self.assertIn(words, done.out)
        self.assertIn(str(self.project), done.err)
        calls = self.calls()
        self.assertLessEqual(calls - 3, plan["base_calls_most"] + plan["optimizer_calls_most"])  # 3: the test

        [record] = self.ask("runs", self.project, "--json").rows()
        self.assertEqual([record[field] for field in ("run", "state", "preset", "recorded", "scope")],
                         [1, "finished", "small", 0, "domain"])
        self.assertGreater(record["cost_usd"], 0)
        self.assertIn("1/outer/1", self.ask("status", self.project, 1).out)
        self.check_candidates()
        self.check_results()
        self.check_export(calls - 3)
        self.assertEqual(self.ask("check", self.project).out, "")
        self.ask("backup", self.project, "copy.metaspo")
        self.assertEqual(self.ask("runs", "copy.metaspo", "--csv").out, self.ask("runs", self.project, "--csv").out)
        self.assertEqual(self.calls(), calls)  # nothing of this was asked again

    def check_candidates(self):
        candidates = self.ask("candidates", self.project, 1, "--json").rows()
        self.assertEqual({candidate["kind"] for candidate in candidates}, {"system", "user"})
        final = self.ask("show", self.project, "--final", 1).out
        self.assertIn(final.rstrip("\n"), [candidate["text"] for candidate in candidates])
        proposed = next(one for one in candidates if one["kind"] == "system" and one["iteration"] == 1)
        shown = self.ask("show", self.project, proposed["candidate"])
        self.assertEqual(shown.out.rstrip("\n"), proposed["text"])
        self.assertEqual(self.ask("show", self.project, f"1:{proposed['candidate']}").out, shown.out)
        spans = self.ask("diff", self.project, "0/start", proposed["candidate"], "--json").rows()
        self.assertEqual("".join(span["text"] for span in spans if span["kind"] != "removed"), proposed["text"])
        self.assertIn("answers to the same examples changed",
                      self.ask("diff", self.project, "0/start", proposed["candidate"], "--examples").err)

    def check_results(self):
        [row] = self.ask("results", self.project, "--table", "generalization", "--json").rows()
        self.assertEqual((row["run"], row["task"], row["initial_n"], row["final_n"]), (1, "letters", 12, 12))
        self.assertLessEqual(row["final_low_95"], row["final_score"])
        self.assertIn("| letters |", self.ask("results", self.project, "--markdown").out)
        self.assertIn("\\toprule", self.ask("results", self.project, "--latex").out)
        self.assertIn("finished", self.ask("results", self.project, "--table", "runs").out)

    def check_export(self, calls: int):
        self.ask("export", self.project, "--run", 1, "--to", "out")
        folder = self.folder / "out"
        self.assertEqual({file.name for file in folder.iterdir()}, set(COLUMNS))
        for name, columns in COLUMNS.items():
            fields, rows = read(folder / name)
            self.assertEqual(fields, columns.split(), name)
            self.assertTrue(rows, name)
        self.assertEqual(len(read(folder / "calls.csv")[1]), calls)
        # JSON field names are the CSV column names, in their order.
        first = self.ask("candidates", self.project, 1, "--json").out.splitlines()[0]
        self.assertEqual(list(json.loads(first)), COLUMNS["candidates.csv"].split())
        first = self.ask("runs", self.project, "--json").out.splitlines()[0]
        self.assertEqual(list(json.loads(first))[:16], COLUMNS["runs.csv"].split())

    def test_breakpoint_resume_and_fork(self):
        self.prepare()
        paused = self.ask(*self.run_words(), "--break", "loop", code=4)
        self.assertIn("--resume 1", paused.err)
        self.assertEqual(self.state(), "paused")
        before = self.calls()
        self.ask("run", self.project, "--resume", 1, "--break", "none")
        self.assertEqual(self.state(), "finished")
        self.assertGreater(self.calls(), before)
        total = self.calls()
        again = self.ask("run", self.project, "--resume", 1, code=1)
        self.assertIn("finished", again.err)

        forked = self.ask("run", self.project, "--fork", "1@1/outer", "--outer-operator", "failures", "--json")
        self.assertEqual({row["run"] for row in forked.rows()}, {2})
        self.assertLessEqual(self.calls(), total + 4)  # two proposals anew; the rest is remembered
        self.assertIn("fork of 1", self.ask("runs", self.project).out)

    def test_preset_beside_a_file_of_another(self):
        self.prepare()
        self.ask("plan", *self.run_words()[1:], "--save", "run.yaml")
        own = ["--preset", "reference", "--train", 10, "--test", 12]
        expected = self.ask("plan", self.project, "--sources", "letters", "--base", "scripted", "--optimizer",
                            "scripted", *own, "--json").rows()
        self.assertEqual(self.ask("plan", self.project, "--config", "run.yaml", *own, "--json").rows(), expected)
        # Without a preset of its own the command line changes one size and leaves the others.
        small, changed = (self.ask("plan", self.project, "--config", "run.yaml", *more, "--json").rows()[0]
                          for more in ([], ["--iterations", 2]))
        self.assertEqual(changed["optimizer_calls"], 2 * small["optimizer_calls"])

    def test_a_prompt_given_twice_has_the_answers_of_the_first(self):
        self.prepare()
        prompts = ["You are a helpful assistant.", "You are a careful assistant.", "You are a helpful assistant."]
        self.ask("evaluate", self.project, *(word for prompt in prompts for word in ("--system-prompt", prompt)),
                 "--tasks", "letters", "--split", "test", "--base", "scripted")
        for command in (["diff", "--examples"], ["compare", "--split", "test"]):
            [name, *options] = command
            first, alias = (self.ask(name, self.project, "0/outer/2", step, *options, "--json")
                            for step in ("0/outer/1", "0/outer/3"))
            self.assertEqual(alias.rows(), first.rows())
            self.assertEqual(alias.err, first.err)
        self.assertIn("of 12 answers", self.ask("diff", self.project, "0/outer/2", "0/outer/3", "--examples").err)

    def test_evaluate_and_compare(self):
        self.prepare()
        (self.folder / "prompt.txt").write_text("You are a careful assistant.\n", encoding="utf-8")
        done = self.ask("evaluate", self.project, "--system-prompt", "You are a helpful assistant.", "--system-prompt",
                        "@prompt.txt", "--tasks", "letters", "--split", "test", "--base", "scripted", "--json")
        scores = done.rows()
        self.assertEqual(list(scores[0]), COLUMNS["scores.csv"].split())
        self.assertEqual([(row["n"], row["split"]) for row in scores], [(12, "test")] * 2)
        self.assertEqual(self.ask("show", self.project, scores[1]["system_candidate"]).out,
                         "You are a careful assistant.\n")
        [compared] = self.ask("compare", self.project, scores[0]["system_candidate"], scores[1]["system_candidate"],
                              "--split", "test", "--json").rows()
        self.assertEqual(sum(compared[field] for field in ("both_right", "fixed", "broken", "both_wrong")), 12)
        self.assertIsNotNone(compared["p"])

    def test_tasks(self):
        self.ask("new", self.project)
        self.import_task()
        self.ask("task", "add", self.project, "--name", "sums", "--domain", "Reasoning", "--format", "number",
                 "--user-prompt", PROMPT, "--train", 1, "--validation", 1, "--test", 1, *(
                     word for left in range(3) for word in ("--example", f"{left} + 1?", left + 1)))
        tasks = self.ask("task", "list", self.project, "--json").rows()
        self.assertEqual([(task["task"], task["train"], task["test"]) for task in tasks],
                         [("letters", 12, 12), ("sums", 1, 1)])
        self.ask("task", "edit", self.project, "sums", "--role", "target", "--domain", "Arithmetic")
        [shown] = self.ask("task", "show", self.project, "sums", "--json").rows()
        self.assertEqual((shown["role"], shown["domain"]), ("target", "Arithmetic"))
        self.ask("task", "export", self.project, "letters", "--to", "written.jsonl")
        self.ask("task", "remove", self.project, "letters")
        self.assertEqual(len(self.ask("task", "list", self.project, "--json").rows()), 1)
        self.ask("task", "import", self.project, "written.jsonl")
        self.assertIn(tasks[0], self.ask("task", "list", self.project, "--json").rows())
        self.assertIn("There are only", self.ask("task", "check", self.project, code=None).out)

    def test_task_is_added_from_a_folder_that_takes_no_files(self):
        self.ask("new", self.project)
        elsewhere = self.folder / "temporary"
        elsewhere.mkdir()
        self.environment["TMPDIR"] = str(elsewhere)
        self.ask("task", "add", self.project, "--name", "sums", "--domain", "Reasoning", "--format", "number",
                 "--user-prompt", PROMPT, "--train", 1, "--validation", 0, "--test", 1, "--example", "1 + 1?", 2,
                 "--example", "2 + 3?", 5, cwd="/proc")  # nobody may write there, root neither
        self.assertEqual(list(elsewhere.iterdir()), [])
        self.assertEqual(len(self.ask("task", "list", self.project, "--json").rows()), 1)

    def test_sample(self):
        self.add_connection("scripted")
        self.ask("new", "sample.metaspo", "--sample")
        tasks = self.ask("task", "list", "sample.metaspo", "--json").rows()
        self.assertGreaterEqual(len({task["domain"] for task in tasks}), 2)
        self.assertEqual({task["role"] for task in tasks}, {"source", "target"})
        for run in self.ask("runs", "sample.metaspo", "--json").rows():
            self.assertEqual((run["recorded"], run["state"], run["preset"]), (1, "finished", "small"))
        [plan] = self.ask("plan", "sample.metaspo", "--preset", "small", "--base", "scripted", "--optimizer", "scripted",
                          "--json").rows()
        # Two sources of one domain: T·n + N(T·m·n + M·T·k·n) + 2·N·T·n and 2·T·E at most; N(2·T·m + 2·M).
        self.assertEqual((plan["base_calls_most"], plan["optimizer_calls"]), (220 + 80, 16))


if __name__ == "__main__":
    main()
