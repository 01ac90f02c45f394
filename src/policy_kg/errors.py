"""The one error tree.

PolicyKgError
├── InputError            what the user gave cannot be read (exit 2, HTTP 400)
│   ├── SourceError       a regulation's source: encoding, empty, binary, no article
│   ├── DataError         a data file of ours or the user's: file and line
│   ├── ProfileError      a submission whose profile is unknown or unclear: names the candidates
│   └── QuestionError     a question or batch line that is no question
├── QueryError            a SPARQL query
│   ├── QuerySyntaxError  does not parse: line and column
│   ├── QueryRefusedError parses, but reaches out or writes
│   ├── QueryFormError    its result cannot be written in the form that was asked for
│   ├── QueryTooLargeError  its result is larger than one answer may be
│   ├── QueryTimeoutError it took longer than it may, and was stopped
│   ├── QueryCrashedError it ended the process that ran it, or needed too much memory
│   └── QueryBusyError    it did not run: too many others do
├── StoreError            a store
│   ├── StoreLockedError  another process owns it
│   └── StoreUnreachableError  a remote server does not answer
└── ValidationError       a shape is ill-formed, or the engine failed; never a finding

Non-conformance and "the text does not say" are results, not errors.
"""

from pathlib import Path
from typing import ClassVar


class PolicyKgError(Exception):
    """Root of all errors of this program; `str()` is one line for people, `code` is for programs."""

    code: ClassVar[str] = "error"

    def __init__(self, detail: str, *, path: Path | str | None = None, line: int | None = None) -> None:
        self.detail = detail
        self.path = None if path is None else str(path)
        self.line = line
        super().__init__(self._one_line())

    def _one_line(self) -> str:
        place = self.path or ""
        if self.line is not None:
            place = f"{place}:{self.line}" if place else f"line {self.line}"
        return f"{place}: {self.detail}" if place else self.detail


class InputError(PolicyKgError):
    code = "bad_input"


class SourceError(InputError):
    code = "bad_source"


class DataError(InputError):
    code = "bad_data"


class ProfileError(InputError):
    code = "profile_unclear"


class QuestionError(InputError):
    code = "bad_question"


class QueryError(PolicyKgError):
    code = "bad_query"


class QuerySyntaxError(QueryError):
    code = "query_syntax"

    def __init__(
        self,
        detail: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        self.column = column
        super().__init__(detail, path=path, line=line)


class QueryRefusedError(QueryError):
    code = "query_refused"


class QueryFormError(QueryError):
    code = "not_acceptable"


class QueryTooLargeError(QueryError):
    code = "query_too_large"


class QueryTimeoutError(QueryError):
    code = "query_timeout"


class QueryCrashedError(QueryError):
    code = "query_crashed"


class QueryBusyError(QueryError):
    code = "query_busy"


class StoreError(PolicyKgError):
    code = "store"


class StoreLockedError(StoreError):
    code = "store_locked"


class StoreUnreachableError(StoreError):
    code = "store_unreachable"


class ValidationError(PolicyKgError):
    code = "validation_failed"
