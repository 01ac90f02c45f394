"""Which texts are near to a question: by shared characters, and by meaning where an embedder is installed."""

from policy_kg.retrieval.index import Index
from policy_kg.retrieval.likeness import Likeness, View, nearest, shared_characters
from policy_kg.retrieval.regression import Matrix, Regression, bent
from policy_kg.retrieval.vectors import Centred, Vectors, cached, compute, embed, is_available, unit

__all__ = [
    "Centred",
    "Index",
    "Likeness",
    "Matrix",
    "Regression",
    "Vectors",
    "View",
    "bent",
    "cached",
    "compute",
    "embed",
    "is_available",
    "nearest",
    "shared_characters",
    "unit",
]
