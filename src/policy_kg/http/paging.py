"""Lists that are answered slice by slice."""

from typing import Any

from flask import Response, jsonify, url_for

from policy_kg.http.schema import Window


def page(endpoint: str, query: Window, items: list[dict[str, Any]], total: int) -> Response:
    """One slice of a list, with the address of the next one."""
    after = query.offset + query.limit
    asked = query.model_dump(exclude_none=True) | {"offset": after}
    following = url_for(endpoint, **asked) if after < total else None
    return jsonify(total=total, offset=query.offset, limit=query.limit, next=following, items=items)
