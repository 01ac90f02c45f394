"""Files that are written as a whole or not at all."""

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Output:
    """A file to be: its content, and whether that differs from what was on disk when this was made."""

    path: Path
    content: str
    changed: bool = field(init=False)

    def __post_init__(self) -> None:
        before = self.path.read_bytes() if self.path.is_file() else None
        object.__setattr__(self, "changed", before != self.content.encode())


def write_changed(outputs: Iterable[Output]) -> None:
    """Write what changed: everything to temporary files first, so that a full disk leaves the old files."""
    ready: list[tuple[Path, Path]] = []
    try:
        for output in outputs:
            if output.changed:
                ready.append((_temporary(output), output.path))
        for temporary, path in ready:
            temporary.replace(path)
    finally:
        for temporary, _ in ready:
            temporary.unlink(missing_ok=True)


def _temporary(output: Output) -> Path:
    handle, name = tempfile.mkstemp(dir=output.path.parent, prefix=f".{output.path.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(output.content.encode())
    temporary = Path(name)
    temporary.chmod(0o644)
    return temporary
