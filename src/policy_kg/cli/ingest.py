"""`policy-kg ingest`: from a regulation's source to its structure."""

import json
from pathlib import Path
from typing import Any

import click

from policy_kg.cli.messages import HELP, INGEST_FILE, INGEST_SUMMARY
from policy_kg.ingest import IngestResult, ingest, prepare, read_document
from policy_kg.models import Document, Kind, Placed, Subdivision


@click.command("ingest", help=HELP["ingest"])
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=HELP["ingest.format"])
@click.option("--check", is_flag=True, help=HELP["ingest.check"])
def command(source: Path, form: str, check: bool) -> int:
    """The exit status: 0, or 1 when `--check` finds a file that differs."""
    if form == "json" and check:
        raise click.UsageError("--check compares files; --format json has none")
    if form == "json":
        click.echo(json.dumps(document_json(read_document(source)), ensure_ascii=False, indent=2))
        return 0
    result = prepare(source) if check else ingest(source)
    click.echo(_summary(result), nl=False)
    for output in result.outputs:
        state = "unchanged" if not output.changed else "differs" if check else "written"
        click.echo(INGEST_FILE[state].format(path=output.path))
    return int(check and bool(result.changed))


def document_json(document: Document) -> dict[str, Any]:
    """The structure as plain values; words without labels, a paragraph's without its items; lines from 1."""
    return {
        "title": document.title.text.replace("\n", ""),
        "document_number": document.number.text if document.number else None,
        "articles": [_article(placed) for placed in document.of_kind(Kind.ARTICLE)],
        "flags": [{"code": flag.code, "detail": flag.detail, "line": flag.line} for flag in document.flags],
    }


def _article(placed: Placed) -> dict[str, Any]:
    article = placed.subdivision
    return {
        "number": article.number,
        "suffix": article.suffix,
        "chapter": placed.number_of(Kind.CHAPTER),
        "section": placed.number_of(Kind.SECTION),
        "paragraphs": [
            {"text": paragraph.words, "items": [_item(item) for item in paragraph.parts]} for paragraph in article.parts
        ],
    }


def _item(item: Subdivision) -> dict[str, Any]:
    subitems = [{"number": subitem.number, "text": subitem.words} for subitem in item.parts]
    return {"number": item.number, "text": item.words, "subitems": subitems}


def _summary(result: IngestResult) -> str:
    document = result.document
    counts = {f"{kind.name.lower()}s": len(document.of_kind(kind)) for kind in Kind}
    return INGEST_SUMMARY.format(
        title=document.title.text.replace("\n", ""),
        number=document.number.text if document.number else "-",
        anchors=result.anchors,
        flags=len(document.flags),
        length=len(document.canonical),
        source_sha256=result.source_sha256,
        text_sha256=result.text_sha256,
        **counts,
    )
