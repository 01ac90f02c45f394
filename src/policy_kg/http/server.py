"""The production server: waitress over an application, until it is told to stop."""

import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Final, NoReturn

import waitress
from flask import Flask

from policy_kg.errors import InputError
from policy_kg.http.messages import NOT_SERVED

LARGEST_BUFFERED: Final = 10


def serve(app: Flask, host: str, port: int, threads: int, ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM or Ctrl-C, after `ready` got the address; InputError when it cannot be listened on.

    Bodies that are somewhat too large still reach the application, which answers them with a problem.
    """
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    most = (app.config["MAX_CONTENT_LENGTH"] or 1 << 30) * LARGEST_BUFFERED
    try:
        server = waitress.create_server(
            app, host=host, port=port, threads=threads, ident=None, max_request_body_size=most
        )
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(NOT_SERVED.format(address=_address(host, port), reason=reason)) from None
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _stop)
    listening = getattr(server, "effective_listen", None) or [(server.effective_host, server.effective_port)]
    ready(_address(host, listening[0][1]))
    try:
        server.run()
    finally:
        server.close()


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def _address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
