"""A host of files that gives parts of them and keeps count, as GitHub Pages, S3 and nginx do: for tests and benchmarks."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

RANGE = re.compile(r"bytes=(\d+)-(\d*)$")


@dataclass
class Counted:
    """Where a host is, and how many bytes of how many parts it gave."""

    address: str
    bytes: int = 0
    parts: int = 0


class Handler(SimpleHTTPRequestHandler):
    """Files, whole or in part: RFC 9110, 14.2, one range at a time."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *given: object, counted: Counted, directory: str) -> None:
        self.counted = counted
        super().__init__(*given, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a part where one is asked for."""
        asked = RANGE.match(self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if asked is None or not path.is_file():
            super().do_GET()
            return
        size = path.stat().st_size
        start, end = int(asked[1]), min(int(asked[2] or size), size - 1)
        if start > end:
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{size}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        with path.open("rb") as file:
            file.seek(start)
            data = file.read(end - start + 1)
        self.counted.bytes += len(data)
        self.counted.parts += 1
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Range", f"bytes {start}-{end}/{size}")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Silent: the test that asks says what went wrong."""


@contextmanager
def giving_parts(folder: Path) -> Iterator[Counted]:
    """Such a host of a folder, on this machine."""
    counted = Counted("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, counted=counted, directory=str(folder)))
    counted.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield counted
    finally:
        server.shutdown()
        server.server_close()
