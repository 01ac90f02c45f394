"""`policy-kg serve`: the pages and the API on a production server."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from policy_kg import settings
from policy_kg.cli.messages import HELP

EXPLAINED = {row.name: f"{row.help} [{row.variable}, {row.default}]" for row in settings.table()}


@click.command(help=HELP["serve"])
@click.option("--host", help=EXPLAINED["host"])
@click.option("--port", type=click.IntRange(0, 65535), help=EXPLAINED["port"])
@click.option("--threads", type=click.IntRange(min=1), help=EXPLAINED["threads"])
@click.option("--store", type=click.Path(path_type=Path), help=EXPLAINED["store"])
@click.option("--knowledge", type=click.Path(exists=True, file_okay=False, path_type=Path), help=HELP["knowledge"])
def command(**options: Any) -> int:
    """Serve until told to stop; the options win over the environment."""
    from policy_kg.http import create_app
    from policy_kg.http.messages import KEEPING, SERVING, STOPPED
    from policy_kg.http.server import serve
    from policy_kg.http.service import EXTENSION

    given = {name: value for name, value in options.items() if value is not None}
    chosen = replace(settings.read(), **given)
    app = create_app(chosen)
    shared = app.extensions[EXTENSION]
    knowledge = shared.engine.knowledge

    def announce(address: str) -> None:
        click.echo(
            SERVING.format(
                address=address,
                program=knowledge.versions.program,
                graph=knowledge.versions.graph,
                regulations=len(knowledge.corpus.regulations),
                provisions=sum(one.article is not None for one in knowledge.corpus.provisions.values()),
                norms=len(knowledge.corpus.norms),
                patterns=len(knowledge.patterns.patterns),
            )
        )
        if chosen.store is not None:
            click.echo(KEEPING.format(path=chosen.store))

    try:
        serve(app, chosen.host, chosen.port, chosen.threads, announce)
    finally:
        shared.close()
    click.echo(STOPPED)
    return 0
