"""A key is used and never kept: not in the project, the configuration, an export, what is printed, or an error."""
from program import KEY, ProgramTest, main


class Secrets(ProgramTest):
    def assert_key_is_nowhere(self):
        parts = [KEY, KEY[8:]]
        for part in parts:
            for file in self.folder.rglob("*"):
                if file.is_file():
                    self.assertNotIn(part.encode(), file.read_bytes(), str(file))
            for output in self.outputs:
                self.assertNotIn(part, output)

    def test_of_a_whole_run(self):
        self.prepare()
        self.ask("connection", "test", "scripted")
        self.ask("connection", "show", "scripted")
        self.ask(*self.run_words())
        self.ask("status", self.project, 1)
        self.ask("export", self.project, "--run", 1, "--to", "out")
        self.ask("backup", self.project, "copy.metaspo")
        self.assertGreater(self.calls(), 20)
        self.assert_key_is_nowhere()

    def test_of_a_server_that_repeats_it(self):
        self.stop_server()
        self.start_server({**self.script, "faults": [{"fault": "echo_key", "from": 4}]})
        self.prepare()
        answer = self.ask(*self.run_words(), code=1)
        self.assertIn("key", answer.err)
        self.ask("connection", "test", "scripted", code=1)
        self.ask("status", self.project, 1)
        self.assert_key_is_nowhere()

    def test_of_a_key_file_and_a_pasted_key(self):
        self.ask("new", self.project)
        self.ask("connection", "key", f"file:{self.folder}/key", input=KEY + "\n")
        self.ask("connection", "add", "filed", "--base-url", self.url, "--model", "scripted", "--key",
                 f"file:{self.folder}/key")
        self.ask("connection", "test", "filed")
        (self.folder / "key").unlink()
        refused = self.ask("connection", "add", "pasted", "--base-url", self.url, "--model", "scripted", "--key", KEY,
                           code=2)
        self.outputs.remove(str(refused))  # holds the command line
        self.assertNotIn(KEY, refused.err + refused.out)
        self.assert_key_is_nowhere()


if __name__ == "__main__":
    main()
