"""Where the local model is and what is there of it. Imports little: asking must not take longer than a blink."""
import json
import os
import pathlib
import shutil

HERE = pathlib.Path(__file__).resolve().parent


def recipe() -> dict:
    return json.loads((HERE / "recipe.json").read_text(encoding="utf-8"))


def folder() -> pathlib.Path:
    data = os.environ.get("XDG_DATA_HOME", "")
    if not os.path.isabs(data):  # the base directory specification: a relative path counts as not set
        data = os.path.join(os.path.expanduser("~"), ".local", "share")
    return pathlib.Path(data) / "metaspo" / "local-model"


def is_program(path: str) -> bool:
    return bool(path) and os.path.isfile(path) and os.access(path, os.X_OK)


class Installation:
    """What `local-model.json` says, unless the person names a server or a model of their own."""

    def __init__(self):
        self.description = folder() / "local-model.json"
        try:
            known = json.loads(self.description.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            known = {}
        self.known = known if isinstance(known, dict) else {}
        self.named_server = os.environ.get("METASPO_LLAMA_SERVER", "")
        self.named_model = os.environ.get("METASPO_LOCAL_MODEL", "")

    @property
    def server(self) -> str:
        if self.named_server:
            return self.named_server
        recorded = self.known.get("server", "")
        return recorded if is_program(recorded) else shutil.which("llama-server") or ""

    @property
    def model(self) -> str:
        return self.named_model or self.known.get("model", "")

    @property
    def has_server(self) -> bool:
        return is_program(self.server)

    @property
    def has_model(self) -> bool:
        if not os.path.isfile(self.model):
            return False
        # The size only: the hash was checked before the file got its name, and reading a gigabyte takes seconds.
        return bool(self.named_model) or os.path.getsize(self.model) == self.known.get("model_bytes",
                                                                                       os.path.getsize(self.model))

    @property
    def is_complete(self) -> bool:
        return self.has_server and self.has_model

    def missing(self) -> str:
        """A sentence: what is missing and what to do; empty if nothing is."""
        remedy = f"Run {HERE / 'install'}; it goes on where it stopped."
        if self.named_server and not self.has_server:
            return f"METASPO_LLAMA_SERVER names {self.server}, which is not a program. Correct or unset it."
        if self.named_model and not self.has_model:
            return f"METASPO_LOCAL_MODEL names {self.model}, which is not a file. Correct or unset it."
        if not self.has_model and not self.has_server:
            return f"The local model is not installed: its server and its model file are missing. {remedy}"
        if not self.has_model:
            return f"The model file of the local model is missing or cut off. {remedy}"
        if not self.has_server:
            return f"The server of the local model is missing. {remedy}"
        return ""
