"""What ships: the wheel, built directly and through the source distribution, listed and used elsewhere."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

ASSETS = "policy_kg/_assets/"
LEFT_OUT = (".git", ".venv", ".*_cache", "__pycache__")
SHIPPED_FOLDERS = ("ontology", "shapes", "data", "web/templates", "web/static")
COUNT_ARTICLES = """
PREFIX reg: <https://w3id.org/policy-kg/ontology#>
SELECT (COUNT(DISTINCT ?article) AS ?articles) WHERE { ?article a reg:Article }
"""


def run(*command: str | Path, cwd: Path, given: str = "") -> str:
    """Standard output of a command that must succeed, run without this checkout on its path."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    process = subprocess.run(command, cwd=cwd, input=given, env=environment, capture_output=True, text=True)
    assert process.returncode == 0, process.stdout + process.stderr
    return process.stdout


@pytest.fixture(scope="module")
def checkout(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository and what a web build leaves: packages to leave out, an asset to ship."""
    copy = tmp_path_factory.mktemp("checkout") / "policy-kg"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for planted in ("web/node_modules/left/index.js", "web/static/built/page.js", "web/static/.hidden"):
        (copy / planted).parent.mkdir(parents=True, exist_ok=True)
        (copy / planted).write_text("planted\n")
    with (copy / ".gitignore").open("a") as ignored:
        ignored.write("web/static/built/\n")
    return copy


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A function that builds with the given options and returns the one file of the given kind."""

    def build(kind: str, *options: str) -> Path:
        folder = tmp_path_factory.mktemp("dist")
        run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, *options, cwd=checkout)
        [found] = folder.glob(f"*{kind}")
        return found

    return build


@pytest.fixture(scope="module")
def wheel(built: Callable[..., Path]) -> Path:
    """The wheel, built straight from the checkout."""
    return built(".whl", "--wheel")


@pytest.fixture(scope="module")
def wheel_through_sdist(built: Callable[..., Path]) -> Path:
    """The wheel that is built from the source distribution, which lies beside it."""
    return built(".whl")


def contents(wheel: Path) -> dict[str, bytes]:
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_has_every_asset_and_the_graph(checkout: Path, wheel: Path) -> None:
    expected = {
        path.relative_to(checkout).as_posix()
        for folder in SHIPPED_FOLDERS
        for path in (checkout / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    assert "web/static/built/page.js" in expected
    shipped = {name.removeprefix(ASSETS) for name in contents(wheel) if name.startswith(ASSETS)}
    assert shipped == expected | {"knowledge.nq"}


def test_the_wheel_has_nothing_else_than_the_package(wheel: Path) -> None:
    names = [name for name in contents(wheel) if not name.startswith(ASSETS)]
    package = [name for name in names if name.startswith("policy_kg/")]
    assert all(name.endswith(".py") or name == "policy_kg/py.typed" for name in package)
    assert all(".dist-info/" in name for name in set(names) - set(package))
    assert not [name for name in contents(wheel) if "node_modules" in name or "test" in Path(name).parts[0]]


def test_the_graph_in_the_wheel_is_the_public_dataset(wheel: Path) -> None:
    lines = contents(wheel)[ASSETS + "knowledge.nq"].decode().splitlines()
    graphs = {line.rsplit(" ", 2)[1] for line in lines}
    base = "https://w3id.org/policy-kg/"
    assert graphs == {f"<{base}{name}>" for name in ("ontology", "vocab", "id/most-2008-338")}
    assert lines == sorted(lines)


def test_the_wheel_is_the_same_through_the_source_distribution(wheel: Path, wheel_through_sdist: Path) -> None:
    direct, through_sdist = contents(wheel), contents(wheel_through_sdist)
    assert direct.keys() == through_sdist.keys()
    assert [name for name in direct if direct[name] != through_sdist[name]] == []


def test_the_source_distribution_has_what_a_build_needs_and_no_more(wheel_through_sdist: Path) -> None:
    [sdist] = wheel_through_sdist.parent.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "web/static/built/page.js"} <= names
    top_level = {name.partition("/")[0] for name in names}
    assert top_level & {"tests", "bench", "docs", ".ci", "Makefile"} == set()
    assert not [name for name in names if "node_modules" in name]


def test_a_build_without_something_that_must_ship_fails(checkout: Path, tmp_path: Path) -> None:
    specification = importlib.util.spec_from_file_location("hatch_build", checkout / "hatch_build.py")
    assert specification is not None
    assert specification.loader is not None
    hook = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(hook)
    shutil.copytree(checkout / "ontology", tmp_path / "ontology")
    shutil.rmtree(tmp_path / "ontology" / "vocab")
    with pytest.raises(FileNotFoundError, match=r"ontology/vocab/\*\.ttl"):
        hook.shipped_files(tmp_path)


def test_an_installed_wheel_answers_a_query_from_any_directory(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    run(scripts / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    counted = run(scripts / "policy-kg", "query", "-", "--format", "csv", cwd=elsewhere, given=COUNT_ARTICLES)
    assert counted.split() == ["articles", "13"]
    assert list(elsewhere.iterdir()) == []
