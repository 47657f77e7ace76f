"""Somebody else's site on another port, whose pages hold the chat as docs/embedding.md says."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from api.config import ROOT

GUIDE = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
SERVICE = "https://signpost.example"
LINES = re.findall(r"```html\n(.*?)```", GUIDE, re.DOTALL)[0]
POLICY = re.findall(r"^Content-Security-Policy: (.*)$", GUIDE, re.MULTILINE)[0]


@dataclass
class Elsewhere:
    """Pages by path, and the origin under which they are served."""

    origin: str
    pages: dict[str, str] = field(default_factory=dict)
    policy: str = ""

    def show(self, service: str, *, instead: str | None = None) -> str:
        """Make a page with the guide's lines, or with other elements; give its address."""
        lines = LINES.replace(SERVICE, service)
        if instead is not None:
            lines = re.sub(r"<signpost-chat.*?</signpost-chat>", instead, lines, flags=re.DOTALL)
        self.policy = f"default-src 'none'; {POLICY.replace(SERVICE, service)}"
        path = f"/{len(self.pages)}"
        self.pages[path] = (
            '<!DOCTYPE html><html lang="en"><head><title>Support</title></head><body>'
            f'<main><h1>Support</h1><p><a href="/0">A link</a></p>{lines}</main></body></html>'
        )
        return self.origin + path


@contextmanager
def another_site() -> Iterator[Elsewhere]:
    """Serve a site of its own origin."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = site.pages.get(self.path)
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", site.policy)
            self.end_headers()
            self.wfile.write((page or "").encode())

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site = Elsewhere(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
