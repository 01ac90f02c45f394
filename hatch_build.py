"""Name what ships beside the code, and write the graph that an installed policy-kg reads at start.

The knowledge folders stay at the top level of the repository. A wheel carries the files that `SHIPPED` names
under `policy_kg/_assets/`, with `knowledge.nq`: the public dataset of ontology, vocabulary and regulations. A
source distribution carries the same files where they lie. An editable install carries none: it reads folders.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = (
    "ontology/*.ttl",
    "ontology/vocab/*.ttl",
    "ontology/queries/**/*.rq",
    "ontology/examples/*.ttl",
    "shapes/*.ttl",
    "data/questions/*.ttl",
    "data/questions/*.json",
    "data/regulations/*/source.txt",
    "data/regulations/*/*.ttl",
    "data/regulations/*/*.json",
    "data/regulations/*/*.jsonl",
    "web/templates/**/*.html",
    "web/static/**/*",
)
ASSETS = "policy_kg/_assets"
KNOWLEDGE_FILE = "knowledge.nq"


def shipped_files(root: Path) -> list[Path]:
    """The files to ship, relative to `root` and sorted; FileNotFoundError when a pattern finds none."""
    found: set[Path] = set()
    for pattern in SHIPPED:
        matches = [path.relative_to(root) for path in root.glob(pattern) if path.is_file()]
        visible = {path for path in matches if not any(part.startswith(".") for part in path.parts)}
        if not visible:
            raise FileNotFoundError(f"nothing to ship matches {pattern} under {root}")
        found |= visible
    return sorted(found)


def write_knowledge(root: Path, path: Path) -> None:
    """Write the public dataset as N-Quads, the same bytes for the same tree; broken Turtle is an error."""
    sys.path.insert(0, str(root / "src"))
    from policy_kg.store.load import knowledge_quads, write_dump

    write_dump(knowledge_quads(root / "ontology", root / "data"), path)
    if not path.stat().st_size:
        raise ValueError(f"the folders under {root} hold no statement")


class AssetsHook(BuildHookInterface[Any]):
    """Adds the shipped files to wheel and source distribution, and the N-Quads to the wheel."""

    scratch: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        folder = f"{ASSETS}/" if self.target_name == "wheel" else ""
        included = {str(root / path): folder + path.as_posix() for path in shipped_files(root)}
        if self.target_name == "wheel":
            self.scratch = Path(tempfile.mkdtemp(prefix="policy-kg-"))
            written = self.scratch / KNOWLEDGE_FILE
            write_knowledge(root, written)
            included[str(written)] = folder + KNOWLEDGE_FILE
        build_data["force_include"].update(included)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if self.scratch is not None:
            shutil.rmtree(self.scratch)
