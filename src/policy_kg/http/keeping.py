"""Keeping submissions: only when the service has a store, and only when it is asked to."""

from typing import Final

from flask import request

from policy_kg.http.problems import RequestError
from policy_kg.http.service import service
from policy_kg.store.documents import triples
from policy_kg.store.submissions import Record, Submissions
from policy_kg.validate import Report

OWN_PAGES: Final = frozenset({"none", "same-origin"})


def archive() -> Submissions:
    """The submissions that the service keeps; RequestError when it has no store."""
    found = service().submissions
    if found is None:
        raise RequestError("no_store")
    return found


def require_keeping() -> None:
    """Nothing; RequestError when there is no store to change, or a page of another site asks for it."""
    archive()
    if request.headers.get("Sec-Fetch-Site", "none") not in OWN_PAGES:
        raise RequestError("foreign_page")


def keep(data: bytes, form: str, report: Report) -> Record:
    """The record of a submission that was read and reported on, and is kept now."""
    return archive().keep(
        triples(data, form),
        profile=report.profile,
        verdict=report.verdict.zh,
        source=report.source,
    )
