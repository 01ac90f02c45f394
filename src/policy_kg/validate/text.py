"""A report for people: Chinese with English beside it, in the order of the regulation."""

from collections.abc import Iterator

from policy_kg.validate.messages import KINDS, TEXT
from policy_kg.validate.report import Finding, ProvisionVerdict, Report


def text(report: Report) -> str:
    """The report as plain text, its last line the disclaimer."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield TEXT["source"].format(source=report.source)
    yield TEXT["profile"].format(label=report.profile_label, profile=report.profile)
    yield TEXT["verdict"].format(zh=report.verdict.zh, en=report.verdict.en)
    if report.looked_at_nothing:
        yield TEXT["nothing"]
    for provision in report.provisions:
        yield ""
        yield from _provision(report, provision)
    if slips := [one for one in report.findings if one.provision is None]:
        yield ""
        yield TEXT["slips"]
        for slip in slips:
            yield from _finding(slip)
    yield ""
    for note in report.notes:
        if note.focus:
            yield TEXT["note"].format(**note.message)
    yield TEXT["targets"].format(targets=TEXT["between"].join(_targets(report)))
    yield TEXT["versions"].format(program=report.versions.program, graph=report.versions.graph, engine=report.engine)
    yield TEXT["disclaimer"]


def _provision(report: Report, provision: ProvisionVerdict) -> Iterator[str]:
    """The verdict, what led to it, and the words of the provision when something is to be done."""
    verdict = provision.verdict
    yield TEXT["provision"].format(label=provision.label, zh=verdict.zh, en=verdict.en)
    findings = [one for one in report.findings if one.provision == provision.provision]
    manual = [one for one in report.manual if one.provision == provision.provision]
    quotes = [one.quote for one in findings if one.quote] + [one.quote for one in manual]
    if quotes:
        yield TEXT["quote"].format(quote=quotes[0].replace("\n", " "))
    for finding in findings:
        yield from _finding(finding)
    for item in manual:
        yield TEXT["manual"].format(**item.look_at)
        for focus in item.focus:
            yield TEXT["node"].format(focus=focus)


def _finding(finding: Finding) -> Iterator[str]:
    yield TEXT["finding"].format(kind=KINDS[finding.kind], **finding.message)
    yield TEXT["node"].format(focus=finding.focus)
    yield TEXT["fix"].format(**finding.fix)


def _targets(report: Report) -> Iterator[str]:
    for target in report.targets:
        yield TEXT["target"].format(name=target.shape.rpartition("#")[2], nodes=target.nodes)
