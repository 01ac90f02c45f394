"""Which texts are near to a question: by shared characters, and by meaning where an embedder is installed."""

from policy_kg.retrieval.index import Index
from policy_kg.retrieval.regression import Regression
from policy_kg.retrieval.vectors import Vectors, cached, compute, embed, is_available

__all__ = ["Index", "Regression", "Vectors", "cached", "compute", "embed", "is_available"]
