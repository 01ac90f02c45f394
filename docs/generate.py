"""Write docs/reference and the sources of docs/pictures from the graph, the settings and the commands.

`python docs/generate.py` writes what changed; `make docs` runs it and then draws the pictures with graphviz.
"""

from collections.abc import Iterator
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click
from generator.cards import card, matrix
from generator.knowledge import Knowledge, Term
from generator.naming import PATTERNS, PREFIXES, REG, curie
from generator.submission import Submissions
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rdflib import OWL, RDFS, SH, SKOS, URIRef

from policy_kg import assets, ns, settings
from policy_kg.cli import COMMANDS
from policy_kg.cli.messages import HELP
from policy_kg.store.documents import FORMATS, MEDIA_TYPES, SUFFIXES
from policy_kg.store.nesting import DEEPEST
from policy_kg.validate import Validator
from policy_kg.validate.messages import VERDICTS

DOCS: Final = Path(__file__).resolve().parent
DRAWN: Final = "n10-2a"
PAGES: Final = ("README", "ontology", "vocabulary", "patterns", "settings", "submission")
PICTURES: Final = ("nouns.dot", "law.dot", "domain.dot", "matrix.svg")
FONT: Final = "Noto Sans CJK SC,Microsoft YaHei,PingFang SC,sans-serif"
QUOTE_LINE: Final = 16
PATTERN_KNOWN: Final = frozenset(
    str(one)
    for one in (
        *(REG[name] for name in ("asks", "understoodAs", "counterExample")),
        *(RDFS.label, SKOS.example, SKOS.definition, SH.select),
    )
)


def pages() -> dict[Path, str]:
    """The text of every generated file, by its path below docs/."""
    knowledge = Knowledge(assets.find().ontology.parent)
    environment = _environment(knowledge)
    written = {Path("reference", f"{name}.md"): environment.get_template(f"{name}.md.j2").render() for name in PAGES}
    for name in PICTURES:
        template = environment.get_template(f"{name}.j2")
        digest = sha256(template.render(digest="").encode()).hexdigest()[:12]
        written[Path("pictures", name)] = template.render(digest=digest)
    return {path: text.rstrip("\n") + "\n" for path, text in written.items()}


def _environment(knowledge: Knowledge) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(DOCS / "templates"), undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters |= {"link": _link, "cell": _cell, "wrap": _wrap}
    environment.globals |= {
        "cards": _cards(knowledge),
        "commands": list(_commands()),
        "deepest": DEEPEST,
        "font": FONT,
        "forms": [_form(knowledge, iri) for iri in knowledge.subjects(REG.SentenceForm)],
        "fragments": [_pattern(knowledge, iri) for iri in knowledge.subjects(SH.SPARQLSelectExecutable)],
        "generated": environment.get_template("generated.md.j2").render().strip(),
        "functions": _individuals(knowledge, REG.NormFunction),
        "label": knowledge.label,
        "matrix": matrix(knowledge),
        "modalities": _individuals(knowledge, REG.Modality),
        "named_individual": str(OWL.NamedIndividual),
        "patterns": [_pattern(knowledge, iri) for iri in knowledge.subjects(REG.QuestionPattern)],
        "prefixes": PREFIXES,
        "reg": REG,
        "reused": knowledge.reused(),
        "formats": _formats(),
        "submissions": Submissions(knowledge, Validator()),
        "verdicts": VERDICTS,
        "schemes": [_scheme(knowledge, iri) for iri in knowledge.subjects(SKOS.ConceptScheme)],
        "settings": settings.table(),
        "skos": SKOS,
        "terms": knowledge.terms,
        "words": knowledge.words,
    }
    return environment


def _link(iri: str) -> str:
    name = curie(iri)
    prefix, _, local = name.partition(":")
    page = {"reg": "ontology.md", "v": "vocabulary.md"}.get(prefix)
    if page:
        return f"[`{name}`]({page}#{local})"
    return name if name.startswith("<") else f"`{name}`"


def _cell(text: object) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ")


def _wrap(text: str) -> list[str]:
    return [text[start : start + QUOTE_LINE] for start in range(0, len(text), QUOTE_LINE)]


def _cards(knowledge: Knowledge) -> list[Any]:
    first = card(knowledge, DRAWN)
    return [first, *(card(knowledge, name) for name in first.consequences)]


def _individuals(knowledge: Knowledge, kind: URIRef) -> list[Term]:
    return [one for one in knowledge.terms("individual") if str(kind) in one.kinds]


def _scheme(knowledge: Knowledge, scheme: URIRef) -> dict[str, Any]:
    members = [one for one in knowledge.subjects(SKOS.Concept) if str(scheme) in knowledge.words(one, SKOS.inScheme)]
    return _named(knowledge, scheme, ns.VOCAB) | {"concepts": [_named(knowledge, one, ns.VOCAB) for one in members]}


def _pattern(knowledge: Knowledge, iri: URIRef) -> dict[str, Any]:
    others = knowledge.properties(iri, PATTERN_KNOWN)
    return _named(knowledge, iri, PATTERNS) | {
        "asks": [REG[name] for text in knowledge.words(iri, REG.asks) for name in text.split()],
        "understood_as": " ".join(knowledge.words(iri, REG.understoodAs)),
        "examples": knowledge.words(iri, SKOS.example),
        "counter_examples": knowledge.words(iri, REG.counterExample),
        "select": "\n".join(knowledge.words(iri, SH.select)),
        "others": others,
    }


def _form(knowledge: Knowledge, iri: URIRef) -> dict[str, Any]:
    return _named(knowledge, iri, PATTERNS) | {
        "applies_to": knowledge.words(iri, REG.appliesTo),
        "frames": knowledge.words(iri, REG.frame),
    }


def _named(knowledge: Knowledge, iri: URIRef, base: str) -> dict[str, Any]:
    return {
        "iri": str(iri),
        "local": str(iri).removeprefix(base),
        "zh": knowledge.label(iri),
        "en": knowledge.label(iri, "en"),
        "definition": knowledge.definition(iri),
    }


def _formats() -> list[dict[str, Any]]:
    """The formats of submissions, with the ends of file names and the media types that name them."""
    return [
        {
            "name": form,
            "suffixes": [suffix for suffix, one in SUFFIXES.items() if one == form],
            "media_types": [media_type for media_type, one in MEDIA_TYPES.items() if one == form],
        }
        for form in FORMATS
    ]


def _commands() -> Iterator[dict[str, Any]]:
    for name, place in COMMANDS.items():
        module, _, attribute = place.partition(":")
        command = getattr(import_module(module), attribute)
        yield _command(name, HELP[name], command)
        if isinstance(command, click.Group):
            for own, one in command.commands.items():
                yield _command(f"{name} {own}", one.help or "", one)


def _command(name: str, explanation: str, command: click.Command) -> dict[str, Any]:
    context = click.Context(command, info_name=name)
    return {
        "name": name,
        "help": explanation,
        "parameters": [
            (record[0], record[1])
            for one in command.params
            if (record := _parameter(one, context)) and record[0] != "--help"
        ],
    }


def _parameter(one: click.Parameter, context: click.Context) -> tuple[str, str] | None:
    if isinstance(one, click.Argument):
        return one.make_metavar(context), ""
    return one.get_help_record(context)


def main() -> None:
    """Write the files that differ, and name them."""
    for path, text in pages().items():
        place = DOCS / path
        place.parent.mkdir(exist_ok=True)
        if not place.is_file() or place.read_text("utf-8") != text:
            place.write_text(text, "utf-8", newline="\n")
            click.echo(f"docs/{path.as_posix()}")


if __name__ == "__main__":
    main()
