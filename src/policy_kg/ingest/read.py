"""From a source file's bytes to its text."""

import hashlib
from pathlib import Path
from typing import Final

from policy_kg.errors import SourceError

HOW_TO_CONVERT: Final = "convert it first, for example: iconv -f GB18030 -t UTF-8 OLD > NEW"


def read_source(path: Path) -> tuple[str, str]:
    """The text of a UTF-8 source and the sha256 of its bytes; SourceError with the place where it is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", path=path) from error
    return decode(content, path), hashlib.sha256(content).hexdigest()


def decode(content: bytes, path: Path | None = None) -> str:
    """The text without a byte order mark; SourceError when the bytes are empty, binary or not UTF-8."""
    if b"\0" in content:
        place = content.index(b"\0")
        raise SourceError(f"binary, not text: byte {place} is NUL", path=path, line=_line(content, place))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        detail = f"not UTF-8: byte {error.start} is 0x{content[error.start]:02x}; {HOW_TO_CONVERT}"
        raise SourceError(detail, path=path, line=_line(content, error.start)) from error
    if not text.strip():
        raise SourceError("empty: there is no text in it", path=path)
    return text


def _line(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1
