"""Modal words (应, 不得, 可 …) of the text, and those that no fitting norm's evidence holds."""

import re
from collections.abc import Iterator

from policy_kg.coverage.reading import Reading
from policy_kg.coverage.report import LooseSignal
from policy_kg.coverage.spans import stretch


def occurrences(reading: Reading) -> Iterator[tuple[str, range]]:
    """The modal words of the text with their places; a longer word around one (相应, 认可) is read whole."""
    known = sorted({*reading.signals, *reading.longer_words}, key=len, reverse=True)
    if not known:
        return
    words = frozenset(reading.words)
    for found in re.finditer("|".join(map(re.escape, known)), reading.regulation.text):
        if found[0] in reading.signals and found.start() in words:
            yield found[0], range(*found.span())


def loose_signals(reading: Reading) -> Iterator[LooseSignal]:
    """The modal words that lie neither in evidence of a norm that they mark nor in a normless span."""
    for word, place in occurrences(reading):
        kinds = reading.signals[word]
        if not _is_placed(reading, kinds, place):
            yield LooseSignal(word, tuple(sorted(kinds)), stretch(reading, place.start, place.stop))


def _is_placed(reading: Reading, kinds: frozenset[str], place: range) -> bool:
    fitting = [norm for norm in reading.norms if kinds & reading.kinds(norm)]
    spans = [span for norm in fitting for span in reading.spans.get(norm.iri, ())]
    return any(span.start <= place.start and place.stop <= span.stop for span in (*spans, *reading.normless))
