"""What an endpoint may ask for: a session of the database, the present time, the caller's key."""

import hmac
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.orm import Session

from api.config import Settings
from api.database import Database
from api.exceptions import Unauthorised
from api.frameworks.loader import FrameworkRegistry
from api.waiting_writers import held


# What waits for nothing is `async`, so that it is spared the way to a thread and back, which would
# take longer than all the rest of most requests.
async def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def _frameworks(request: Request) -> FrameworkRegistry:
    registry: FrameworkRegistry = request.app.state.frameworks
    return registry


async def _now() -> datetime:
    return datetime.now(UTC)


async def _write_session(request: Request) -> AsyncIterator[Session]:
    database: Database = request.app.state.database
    async with held(database.transaction()) as session:
        yield session


def _read_session(request: Request) -> Iterator[Session]:
    database: Database = request.app.state.database
    with database.reading() as session:
        yield session


_bearer = HTTPBearer(auto_error=False, description="The service key, or a conversation's token.")
_header = APIKeyHeader(name="X-API-Key", auto_error=False, description="The service key.")


async def _require_service_key(
    request: Request,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    header: Annotated[str | None, Depends(_header)],
) -> None:
    given = header or (bearer.credentials if bearer else None)
    if given is None:
        raise Unauthorised(
            "This needs the service key: send it as 'Authorization: Bearer …' or 'X-API-Key'."
        )
    expected: str = request.app.state.api_key
    if not hmac.compare_digest(given.encode(), expected.encode()):
        raise Unauthorised("The service key is not right.")


SettingsDependency = Annotated[Settings, Depends(_settings)]
FrameworksDependency = Annotated[FrameworkRegistry, Depends(_frameworks)]
Now = Annotated[datetime, Depends(_now)]
# The function scope ends the transaction before the answer leaves, so that a person is never told
# "saved" before it is.
WriteSession = Annotated[Session, Depends(_write_session, scope="function")]
ReadSession = Annotated[Session, Depends(_read_session, scope="function")]
ServiceKey = Depends(_require_service_key)
