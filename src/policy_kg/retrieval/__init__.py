"""Which texts are near to a question: by shared characters, and by meaning where an embedder is installed."""

from policy_kg.retrieval.index import Index
from policy_kg.retrieval.vectors import Vectors, cached, compute, is_available

__all__ = ["Index", "Vectors", "cached", "compute", "is_available"]
