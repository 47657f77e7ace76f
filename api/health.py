"""Is the service alive, and is everything that a conversation needs ready?"""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel
from sqlalchemy import text

from api.chat.engine import Engine
from api.dependencies import ReadSession

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """What a conversation needs, part by part."""

    status: Literal["ready", "starting"]
    database: bool
    engine: bool


def _engine(request: Request) -> Engine:
    engine: Engine = request.app.state.engine
    return engine


@router.get("/healthz")
def healthz() -> Health:
    """Answer that the process is alive."""
    return Health()


@router.get("/readyz", responses={503: {"model": Readiness}})
async def readyz(
    response: Response, session: ReadSession, engine: Annotated[Engine, Depends(_engine)]
) -> Readiness:
    """Answer 200 once a conversation can be held, and 503 with the missing part until then."""
    session.execute(text("SELECT 1"))
    engine_ready = await engine.is_ready()
    if not engine_ready:
        response.status_code = 503
    return Readiness(
        status="ready" if engine_ready else "starting", database=True, engine=engine_ready
    )
