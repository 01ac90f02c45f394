"""The layers, the doors and the sizes that docs/architecture.md promises, read from the sources."""

import ast
import math
import re
import statistics
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "policy_kg"

LAYERS: dict[str, tuple[str, ...]] = {
    "5 doors": ("cli", "http"),
    "4 workflows": ("workflows",),
    "3 jobs": ("ask", "validate", "ingest", "explore", "feedback", "build", "coverage", "review"),
    "2 knowledge": ("lexicon", "patterns", "bank", "profiles", "corpus", "retrieval"),
    "1 means": ("store", "text", "sheets", "settings"),
    "0 ground": ("ns", "errors", "models", "assets", "callable"),
}
LIBRARY_DOORS = {
    "SPARQLWrapper": "store",
    "bm25s": "retrieval",
    "click": "cli",
    "cn2an": "text",
    "flask": "http",
    "flask_openapi3": "http",
    "jieba": "text",
    "jinja2": "validate",
    "opencc": "text",
    "pydantic": "http",
    "pyoxigraph": "store",
    "pypinyin": "text",
    "pyshacl": "validate",
    "rapidfuzz": "validate",
    "rich": "cli",
    "waitress": "http",
    "werkzeug": "http",
}
HEIGHT = {component: int(layer[0]) for layer, components in LAYERS.items() for component in components}
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES: dict[str, Path] = {dotted(path): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES: dict[str, ast.Module] = {name: ast.parse(path.read_text("utf-8")) for name, path in SOURCES.items()}

every_module = pytest.mark.parametrize("module", SOURCES)


def component(module: str) -> str:
    """The part that a module belongs to; the package itself is the public face, above all layers."""
    return module.split(".")[1] if "." in module else ""


def imports(module: str) -> Iterator[str]:
    """Dotted names of all that a module imports, also inside functions, down to the imported name."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(module: str) -> Iterator[str]:
    """The modules of this package that a module imports."""
    for name in imports(module):
        while name.startswith("policy_kg.") and name not in SOURCES:
            name = name.rpartition(".")[0]
        if name.startswith("policy_kg."):
            yield name


def assert_acyclic(graph: dict[str, set[str]]) -> None:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("import cycle: " + " → ".join(error.args[1]))


def first_column_and_names(page: str, heading: str) -> list[tuple[str, tuple[str, ...]]]:
    """The rows of the Markdown table below a header row: first cell, and the code names in the second."""
    rows = page.split(heading, 1)[1].split("\n\n", 1)[0].strip().splitlines()[1:]
    cells = [row.strip("| ").split(" | ") for row in rows]
    return [(cell[0].strip("`"), tuple(re.findall(r"`([^`]+)`", cell[1]))) for cell in cells]


def docstrings(tree: ast.Module) -> set[int]:
    """Identities of the constants that are docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, documented)]
    return {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}


def is_broad(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or ast.unparse(kind) in {"Exception", "BaseException"} for kind in caught)


def ninetieth_percentile(values: Iterable[int]) -> int:
    ordered = sorted(values)
    return ordered[math.ceil(0.9 * len(ordered)) - 1]


def test_the_architecture_page_shows_the_tables_of_this_test(root: Path) -> None:
    page = (root / "docs" / "architecture.md").read_text("utf-8")
    assert first_column_and_names(page, "| layer | module | does |\n") == list(LAYERS.items())
    doors = first_column_and_names(page, "| library | door |\n")
    assert doors == [(library, (door,)) for library, door in LIBRARY_DOORS.items()]


@every_module
def test_a_module_is_in_the_table_and_imports_downward(module: str) -> None:
    here = component(module)
    assert not here or here in HEIGHT, f"{here} has no layer: add it to LAYERS and to docs/architecture.md"
    for name in own_imports(module):
        there = component(name)
        assert not here or HEIGHT[there] <= HEIGHT[here], f"{module} imports {name} from a layer above it"
        both_are_jobs = {here, there} <= set(LAYERS["3 jobs"])
        assert here == there or not both_are_jobs, f"the job {here} imports the job {there}: make it a workflow"


@every_module
def test_imports_are_absolute(module: str) -> None:
    relative = [node.lineno for node in ast.walk(TREES[module]) if isinstance(node, ast.ImportFrom) and node.level]
    assert not relative


def test_no_part_of_the_package_imports_itself_through_another() -> None:
    graph: dict[str, set[str]] = {}
    for module in SOURCES:
        here = component(module)
        graph.setdefault(here, set()).update({component(name) for name in own_imports(module)} - {here})
    assert_acyclic(graph)


def test_no_module_imports_itself_through_another() -> None:
    assert_acyclic({module: set(own_imports(module)) - {module} for module in SOURCES})


@every_module
def test_a_library_has_one_door(module: str) -> None:
    for name in imports(module):
        door = LIBRARY_DOORS.get(name.split(".")[0])
        assert door in {None, component(module)}, f"{name} may be imported only under {door}"


@every_module
def test_han_characters_are_data_or_messages(module: str) -> None:
    if component(module) == "text" or module.endswith(".messages"):
        return
    skipped = docstrings(TREES[module])
    found = [
        f"line {node.lineno}: {node.value}"
        for node in ast.walk(TREES[module])
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in skipped
        and HAN.search(node.value)
    ]
    assert not found


@every_module
def test_only_doors_catch_everything(module: str) -> None:
    if component(module) in LAYERS["5 doors"]:
        return
    handlers = [node for node in ast.walk(TREES[module]) if isinstance(node, ast.ExceptHandler)]
    assert not [handler.lineno for handler in handlers if is_broad(handler)]


@every_module
def test_what_is_public_says_what_it_is(module: str) -> None:
    tree = TREES[module]
    page = ast.get_docstring(tree)
    assert page, "the module has no docstring"
    named = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    public = [node for node in tree.body if isinstance(node, named) and not node.name.startswith("_")]
    silent = [node.name for node in public if not ast.get_docstring(node)]
    if module == "policy_kg.errors":
        silent = [name for name in silent if name not in page]
    assert not silent


def test_most_files_are_short() -> None:
    lines = [len(path.read_text("utf-8").splitlines()) for path in SOURCES.values()]
    assert statistics.median(lines) < 200


def test_most_functions_are_short() -> None:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, functions)]
    assert ninetieth_percentile(node.end_lineno - node.lineno + 1 for node in found if node.end_lineno) < 40
