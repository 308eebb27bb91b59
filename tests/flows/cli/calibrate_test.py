"""A connection is calibrated: what is said before, what comes of it, and what is kept when it is cut short."""
import signal

from program import ProgramTest, main


class Calibrate(ProgramTest):
    script = {**ProgramTest.script, "unreadable": 0, "flips": 1}
    words = ["connection", "calibrate", "scripted", "--project"]

    def restart_server(self, script: dict) -> None:
        self.stop_server()
        self.start_server(script)
        self.ask("connection", "remove", "scripted", code=None)

    def prepare_task(self, **more) -> None:
        self.ask("new", self.project)
        self.import_task()
        self.add_connection(**more)

    def test_every_answer_flips(self):
        self.prepare_task(price="1,0.5,2")
        answer = self.ask(*self.words, self.project, "--json")
        self.assertIn("80 calls to scripted", answer.err)
        self.assertIn("At most $", answer.err)
        [row] = answer.rows()
        self.assertEqual((row["answers"], row["pairs"], row["flipped"], row["task"]), (80, 40, 40, "letters"))
        self.assertEqual(row["flip_rate"], 1)
        self.assertLess(row["flip_low_95"], 1)
        self.assertEqual(row["unreadable"], 0)
        self.assertGreater(row["output_tokens_median"], 0)
        self.assertGreater(row["cost_usd"], 0)
        self.assertEqual(self.calls(), 80)
        people = self.ask(*self.words, self.project, "--task", "letters")
        self.assertIn("100.0 (", people.out)
        self.assertEqual(self.calls(), 160)  # asked anew
        for output in self.outputs:
            self.assertNotIn(self.environment["CANARY"], output)

    def test_an_interrupted_one_goes_on(self):
        self.restart_server({**self.script, "latencyMilliseconds": 60})
        self.prepare_task(width=2)
        process = self.begin(*self.words, self.project, "--json")
        self.until(lambda: self.calls() > 8, "it is at work")
        self.interrupt(process)
        ended = self.finish(process)
        self.assertEqual(ended.code, 4, str(ended))
        self.assertEqual(ended.out, "")
        asked = self.calls()
        self.assertIn(f"{asked} of 80 answers are kept", ended.err)
        rest = self.ask(*self.words, self.project, "--json")
        self.assertIn(f"{80 - asked} calls to scripted", rest.err)
        self.assertEqual(self.calls(), 80)
        self.assertEqual(rest.rows()[0]["answers"], 80)

    def test_a_killed_one_goes_on(self):
        self.restart_server({**self.script, "latencyMilliseconds": 60})
        self.prepare_task(width=2)
        process = self.begin(*self.words, self.project)
        self.until(lambda: self.calls() > 8, "it is at work")
        process.send_signal(signal.SIGKILL)
        self.finish(process)
        asked = self.calls()
        [row] = self.ask(*self.words, self.project, "--json").rows()
        self.assertEqual(row["answers"], 80)
        self.assertLessEqual(self.calls(), asked + 80 - (asked - 3))  # only what was in flight is asked for twice
        self.assertGreater(row["possibly_paid"], 0)
        self.assertLessEqual(row["possibly_paid"], 3)

    def test_a_failing_server(self):
        self.restart_server({**self.script, "faults": [{"fault": "status", "argument": "401", "from": 21}]})
        self.prepare_task(width=2)
        failed = self.ask(*self.words, self.project, "--json", code=1)
        self.assertEqual(failed.out, "")
        self.assertIn("of 80 answers are kept", failed.err)

    def test_wrong_usage(self):
        self.prepare_task()
        for code, contained, words in [(2, "--project", self.words[:3]), (1, "no file", [*self.words, "none.metaspo"]),
                                       (1, "The tasks are: letters", [*self.words, self.project, "--task", "numbers"]),
                                       (1, "no connection", [*self.words[:2], "nobody", "--project", self.project])]:
            with self.subTest(words):
                refused = self.ask(*words, code=code)
                self.assertEqual(refused.out, "")
                self.assertIn(contained, refused.err)
        self.assertEqual(self.calls(), 0)


if __name__ == "__main__":
    main()
