"""The pages: the chat, and the result of an assessment."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, FastAPI, Query
from fastapi.responses import HTMLResponse

from api.dependencies import FrameworksDependency, Now, ReadSession, SettingsDependency
from api.exceptions import Conflict, InvalidRequest, NotFound
from api.profiles.endpoints import MOST_SIDE_BY_SIDE
from api.reports.drawing import Drawing, shared_drawing
from api.web.comparison import show_comparison
from api.web.files import STATIC, WIDGET, compressed
from api.web.pages import page
from api.web.result import Result, show_result

router = APIRouter(include_in_schema=False)

DrawingDependency = Annotated[Drawing, Depends(shared_drawing)]


def mount_static(app: FastAPI) -> None:
    """Serve the widget and the pages' own files."""
    app.mount("/widget", compressed(WIDGET), name="widget")
    app.mount("/static", compressed(STATIC), name="static")


@router.get("/")
def show_start(settings: SettingsDependency, drawing: DrawingDependency) -> HTMLResponse:
    """Show the chat, with what Signpost is."""
    drawing.prepare()
    shown = {"invite": None, "max_length": settings.message_max_chars, "demo": settings.demo}
    return page("chat.html", shown, listed=True)


@router.get("/chat")
def show_chat(
    settings: SettingsDependency, drawing: DrawingDependency, invite: str | None = None
) -> HTMLResponse:
    """Show the chat, which opens the place that an invite is for."""
    drawing.prepare()
    shown = {"invite": invite, "max_length": settings.message_max_chars, "demo": settings.demo}
    return page("chat.html", shown)


@router.get("/demo/embed")
def show_example_site(settings: SettingsDependency) -> HTMLResponse:
    """Show the chat on a page of somebody else's site, with the lines that put it there."""
    return page("example_site.html", {"address": settings.effective_public_url})


@router.get("/demo/embed/guide")
def show_embedding_guide(settings: SettingsDependency) -> HTMLResponse:
    """Show how a site holds the chat on its own pages."""
    return page("embedding_guide.html", {"address": settings.effective_public_url})


def _result(
    *,
    assessment_id: str,
    session: ReadSession,
    frameworks: FrameworksDependency,
    settings: SettingsDependency,
    drawing: DrawingDependency,
    now: Now,
) -> Result | None:
    try:
        return show_result(
            session, frameworks, UUID(assessment_id), settings=settings, drawing=drawing, now=now
        )
    except (NotFound, ValueError):
        return None


@router.get("/assessments/{assessment_id}")
def show_assessment(
    assessment_id: str,
    result: Annotated[Result | None, Depends(_result)],
    origin: Annotated[str | None, Query(alias="from")] = None,
) -> HTMLResponse:
    """Show the result of an assessment, in figures of all participants together."""
    if result is None:
        return page("not_found.html", {"address": assessment_id}, status=404)
    return page("result.html", {"result": result, "from_chat": origin == "chat"})


@router.get("/profiles")
def show_profiles(
    *,
    assessment: Annotated[list[str], Query(max_length=MOST_SIDE_BY_SIDE)] = [],  # noqa: B006
    session: ReadSession,
    frameworks: FrameworksDependency,
    drawing: DrawingDependency,
    now: Now,
) -> HTMLResponse:
    """Show where several areas stand along an index, side by side."""
    try:
        ids = [UUID(each) for each in assessment]
        compared = show_comparison(session, frameworks, ids, drawing=drawing, now=now)
    except (NotFound, Conflict, InvalidRequest, ValueError):
        return page("not_found.html", {"address": ", ".join(assessment)}, status=404)
    return page("profiles.html", {"compared": compared})
