"""The job of checking: bytes → graph → the profile's shapes → a report with a verdict per provision.

`from policy_kg import validate` may be called as the function `validate`.
"""

from pathlib import Path

from policy_kg.callable import make_callable
from policy_kg.validate.report import Finding, ManualItem, ProvisionVerdict, Report, Verdict
from policy_kg.validate.validator import Validator

__all__ = ["Finding", "ManualItem", "ProvisionVerdict", "Report", "Validator", "Verdict", "validate"]


def validate(data: bytes | Path, form: str | None = None, profile: str | None = None) -> Report:
    """The report on one submission by the shipped knowledge; for several, keep a `Validator`."""
    return Validator().validate(data, form, profile=profile)


make_callable(__name__, lambda: validate)
