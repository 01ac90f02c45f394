"""From canonical text to a Document: front matter, headings, articles, paragraphs, items and subitems."""

from policy_kg.ingest.lines import PlacedLine, placed_lines, split_articles, without_contents
from policy_kg.ingest.marks import read_marks
from policy_kg.ingest.numbering import odd_numbers
from policy_kg.ingest.tree import grow
from policy_kg.models import Document, Kind, Span
from policy_kg.text import labels
from policy_kg.text.canonical import Canonical

LONGEST_TITLE = 3


def parse(canonical: Canonical) -> Document:
    """The Document of a canonical text; without any article where the text has none."""
    flags = list(canonical.flags)
    lines = placed_lines(canonical)
    first = next((at for at, line in enumerate(lines) if _opens_body(line.text)), len(lines))
    title, number, attachment = _front(lines[:first])
    body = split_articles(without_contents(lines[first:], flags), flags)
    marks = read_marks(list(body), flags)
    flags += odd_numbers(marks)
    flags.sort(key=lambda flag: (flag.line, flag.code))
    return Document(canonical.text, title, number, attachment, grow(canonical.text, marks), tuple(flags))


def _opens_body(line: str) -> bool:
    label = labels.read_label(line)
    return labels.is_contents(line) or (label is not None and label.kind <= Kind.ARTICLE)


def _front(lines: list[PlacedLine]) -> tuple[Span, Span | None, Span | None]:
    """The title, the document number and the attachment heading."""
    titles: list[PlacedLine] = []
    number = attachment = None
    for line in lines:
        if not titles and labels.is_attachment(line.text):
            attachment = line.span()
        elif found := labels.document_number(line.text):
            number = number or line.part(*found).span()
        elif number is None:
            titles.append(line)
    return _title(titles), number, attachment


def _title(lines: list[PlacedLine]) -> Span:
    """The first line, with those up to one that ends as a title does when the first does not."""
    if not lines:
        return Span("", 0, 0)
    ends = (at for at, line in enumerate(lines[:LONGEST_TITLE]) if labels.ends_title(line.text))
    used = lines[: next(ends, 0) + 1]
    text = "\n".join(line.text for line in used)
    return Span(text, used[0].start, used[-1].end)
