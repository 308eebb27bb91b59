"""Pausing, stepping and stopping from another program; signals; death and resurrection."""
import resource
import signal
import sqlite3

from program import ProgramTest, main


class Steering(ProgramTest):
    script = {**ProgramTest.script, "latencyMilliseconds": 40}

    def live_run(self, **more):
        self.prepare()
        process = self.begin(*self.run_words(width=2, **more))
        self.until(lambda: self.calls() > 8, "the run is at work")
        return process

    def answered(self) -> int:
        with sqlite3.connect(f"file:{self.project}?mode=ro", uri=True) as database:
            [[count]] = database.execute("SELECT count(*) FROM call WHERE state = 'ok'")
        database.close()
        return count

    def test_pause_from_another_program(self):
        process = self.live_run()
        busy = self.ask("run", self.project, "--resume", 1, code=1)
        self.assertIn("pause", busy.err)
        self.assertIn("paused", self.ask("pause", self.project, 1).err)
        ended = self.finish(process)
        self.assertEqual(ended.code, 4, str(ended))
        self.assertEqual(self.answered(), self.calls())  # what was in flight is in the file
        self.ask("run", self.project, "--resume", 1)
        self.assertEqual(self.state(), "finished")
        self.assertIn("finished", self.ask("pause", self.project, 1, code=1).err)

    def test_stop_from_another_program(self):
        process = self.live_run()
        self.ask("stop", self.project, 1)
        self.assertEqual(self.finish(process).code, 4)
        self.assertEqual(self.state(), "stopped")
        self.assertIn("stopped", self.ask("stop", self.project, 1, code=1).err)

    def test_steps_take_a_run_that_nobody_has(self):
        self.prepare()
        self.ask(*self.run_words(), "--break", "loop", code=4)
        counts = [self.calls()]
        for _ in range(3):
            self.ask("step", self.project, 1, "--to", "call", code=4)
            counts.append(self.calls())
        self.assertEqual([after - before for before, after in zip(counts, counts[1:])], [1, 1, 1])
        self.ask("step", self.project, 1, "--to", "loop", code=4)
        self.assertGreater(self.calls(), counts[-1] + 1)
        self.assertEqual(self.state(), "paused")

    def test_interrupt_once_pauses(self):
        process = self.live_run()
        self.interrupt(process)
        ended = self.finish(process)
        self.assertEqual(ended.code, 4, str(ended))
        self.assertIn("finished first", ended.err)
        self.assertEqual(self.state(), "paused")
        self.assertEqual(self.answered(), self.calls())

    def test_interrupt_twice_ends_at_once(self):
        self.script = {**self.script, "latencyMilliseconds": 20_000}
        self.stop_server()
        self.start_server(self.script)
        self.prepare()
        process = self.begin(*self.run_words(width=2))
        self.until(lambda: self.calls() > 0, "a call is in flight")
        self.interrupt(process)
        self.until(lambda: "finished first" in process.stderr.readline(), "it says that it pauses")
        self.interrupt(process)
        self.assertEqual(self.finish(process).code, 130)
        self.assertEqual(self.state(), "interrupted")

    def test_killed_run_goes_on(self):
        process = self.live_run()
        process.send_signal(signal.SIGKILL)
        self.finish(process)
        self.assertEqual(self.state(), "interrupted")
        paid = self.answered()
        self.ask("run", self.project, "--resume", 1)
        self.assertEqual(self.state(), "finished")
        [record] = self.ask("runs", self.project, "--json").rows()
        # Asked again is only what was noted as sent when it died: the width of two, and one more on its way.
        self.assertLessEqual(self.calls() - record["base_calls"] - record["optimizer_calls"], 3)
        self.assertGreater(record["base_calls"] + record["optimizer_calls"], paid)


if __name__ == "__main__":
    main()
