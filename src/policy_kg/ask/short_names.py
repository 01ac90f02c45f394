"""One name for what a regulation gives a short name to: people ask about 产业技术创新战略联盟 as about 联盟."""

from collections.abc import Iterable, Mapping
from typing import Final

from policy_kg.corpus import Norm
from policy_kg.text.normalise import key

FULL: Final = "fullName"
SHORT: Final = "shortName"


def short_names(norms: Iterable[Norm]) -> dict[str, str]:
    """The short name for each full one, in the normal form of questions; the longest full name first."""
    found = {
        key(full): key(short)
        for norm in norms
        for full in norm.fillers.get(FULL, ())
        for short in norm.fillers.get(SHORT, ())
    }
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def shortened(text: str, names: Mapping[str, str]) -> str:
    """The text with the short names for the full ones."""
    for full, short in names.items():
        text = text.replace(full, short)
    return text
