"""One long-lived ``heatdiode serve --stdio`` process, and requests to it."""

from __future__ import annotations

import atexit
import json
import os
import shlex
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any, List, Mapping, Optional, Sequence, Union

from .errors import InputError, ProcessError

PROTOCOL = 1
_LARGEST_ID = 2**53


def find_command() -> List[str]:
    """The words that start heatdiode: ``$HEATDIODE``, the checkout that this package lies in, or ``heatdiode`` on the path."""
    given = os.environ.get("HEATDIODE", "").strip()
    if given:
        return shlex.split(given)
    built = Path(__file__).resolve().parents[2] / "dist" / "src" / "cli.js"
    node = shutil.which("node")
    if built.exists() and node is not None:
        return [node, str(built)]
    found = shutil.which("heatdiode")
    if found is not None:
        return [found]
    raise ProcessError(
        "heatdiode was not found: run npm ci in its checkout and keep this package there, "
        "put the command on the path, or set HEATDIODE"
    )


class Session:
    """A process that answers. Threads may share it; it starts with the first request and again after it was lost.

    >>> session = Session()
    >>> session.ask("conditions", junction="solid-TLS-solid")["vanishesIff"]
    [['Gamma_L = Gamma_R']]
    """

    def __init__(self, command: Union[str, Sequence[str], None] = None) -> None:
        self._command = shlex.split(command) if isinstance(command, str) else (list(command) if command else None)
        self._process: Optional["subprocess.Popen[str]"] = None
        self._lock = threading.Lock()
        self._next = 0
        atexit.register(self.close)

    def ask(self, command: str, *, seconds: Optional[float] = None, **arguments: Any) -> Any:
        """The answer to a request; arguments that are None are left out.

        Raises InputError with heatdiode's own sentence, and ProcessError if the process is lost.
        """
        return self.respond(command, seconds=seconds, **arguments)["answer"]

    def respond(self, command: str, *, seconds: Optional[float] = None, **arguments: Any) -> Mapping[str, Any]:
        """The whole response: status (1: a claim is refuted or undecided), answer and notes."""
        given = {name: value for name, value in arguments.items() if value is not None}
        with self._lock:
            self._next = (self._next + 1) % _LARGEST_ID
            request = {"id": self._next, "command": command, "arguments": given}
            if seconds is not None:
                request["seconds"] = seconds
            try:
                response = self._exchange(json.dumps(request, allow_nan=False))
            except ValueError as error:
                raise InputError(f"arguments of {command}: {error}") from None
            except (KeyboardInterrupt, SystemExit):
                # The computation would go on, and its answer would come where the next one is expected.
                self._kill()
                raise
        if response.get("id") != request["id"]:
            self.close()
            raise ProcessError("an answer to another request came: is something else printing to standard output?")
        if response["status"] == 2:
            raise InputError(response["error"])
        return response

    def close(self) -> None:
        """Ends the process; the next request starts another one."""
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    pass
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
        self.close()

    def _exchange(self, line: str) -> Mapping[str, Any]:
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(line + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except (BrokenPipeError, OSError) as error:
            self._kill()
            raise ProcessError(f"the heatdiode process ended ({error}); the next call starts another one") from None
        if not answer.endswith("\n"):
            self._kill()
            raise ProcessError("the heatdiode process ended without an answer; the next call starts another one")
        try:
            return json.loads(answer)
        except ValueError:
            self._kill()
            raise ProcessError("what came back is no answer of heatdiode: " + answer[:100].strip()) from None

    def _running(self) -> "subprocess.Popen[str]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        words = [*(self._command or find_command()), "serve", "--stdio"]
        try:
            # A session of its own, so that Ctrl-C in a notebook reaches this program and not the command first.
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                start_new_session=True,
            )
        except OSError as error:
            raise ProcessError(f"{words[0]} cannot be started: {error.strerror or error}") from None
        hello = self._exchange('{"id": 0, "command": "hello"}')
        protocol = hello.get("answer", {}).get("protocol") if hello.get("status") == 0 else None
        if protocol != PROTOCOL:
            self._kill()
            raise ProcessError(f"this package speaks protocol {PROTOCOL}, and {words[0]} speaks {protocol}")
        return self._process


_default = Session()


def default_session() -> Session:
    """The session that junctions use unless they are given another one."""
    return _default
