"""The files that pages load: style, icon and the chat widget."""

from pathlib import Path
from typing import override

from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

STATIC = Path(__file__).parent / "static"
WIDGET = STATIC / "widget"


class CheckedFiles(StaticFiles):
    """Files that a browser keeps but asks about each time, so that none is out of date."""

    @override
    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with the file; an answer without a body when the browser's copy is current."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def compressed(folder: Path) -> ASGIApp:
    """Serve the files of a folder, a third as long to whoever can read them so."""
    return GZipMiddleware(CheckedFiles(directory=folder), minimum_size=1000)
