"""Reports as one page that stands alone: no script, no address from which anything is fetched."""

from collections.abc import Iterable, Iterator
from typing import Final

from jinja2 import Environment, FileSystemLoader

from policy_kg import __version__, assets
from policy_kg.validate.report import Report

TEMPLATE: Final = "report-page.html"
STYLES: Final = ("page.css", "validate.css")


def page(reports: Iterable[Report]) -> Iterator[str]:
    """The page, in pieces."""
    web = assets.find().web
    environment = Environment(
        loader=FileSystemLoader(web / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["address"] = str
    style = "\n".join((web / "static" / name).read_text("utf-8") for name in STYLES)
    yield from environment.get_template(TEMPLATE).stream(reports=reports, style=style, program=__version__)
