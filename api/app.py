"""The FastAPI application: one factory that wires settings, database, frameworks and routes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import anyio
from anyio import to_thread
from fastapi import FastAPI

from api import health, metrics
from api.assessments.endpoints import router as assessments
from api.chat.endpoints import router as chat
from api.chat.engine import Engine
from api.chat.gateway import Gateway
from api.chat.incidents import router as incidents
from api.config import Settings, get_settings
from api.credentials import service_key
from api.database import Database
from api.directory.oruk.answering import OpenToEveryWebsite
from api.directory.oruk.endpoints import router as oruk
from api.directory.sample import load_sample
from api.error_answers import install_error_answers
from api.frameworks.endpoints import router as frameworks
from api.frameworks.loader import FrameworkRegistry
from api.handovers.endpoints import router as handovers
from api.kit.demo import seed
from api.migrations import migrate
from api.misunderstandings.endpoints import router as misunderstandings
from api.organisations.endpoints import router as organisations
from api.participants.endpoints import router as participants
from api.privacy.purge import purge_regularly
from api.profiles.endpoints import router as profiles
from api.referrals.endpoints import router as referrals
from api.referrals.vault import Vault
from api.reports.endpoints import router as reports
from api.rounds.endpoints import router as rounds
from api.signposting.endpoints import router as signposting
from api.triage.endpoints import router as triage
from api.web.embedding import allow_embedding
from api.web.endpoints import mount_static
from api.web.endpoints import router as pages
from api.web.plain import router as plain_pages
from api.web.referral import router as referral_pages
from api.wellbeing.endpoints import router as wellbeing

ROUTERS = (
    health.router,
    metrics.router,
    frameworks,
    organisations,
    participants,
    assessments,
    handovers,
    rounds,
    profiles,
    misunderstandings,
    reports,
    triage,
    signposting,
    wellbeing,
    chat,
    incidents,
    referrals,
    referral_pages,
    oruk,
    plain_pages,
    pages,
)


def create_app(
    settings: Settings | None = None,
    *,
    database: Database | None = None,
    engine: Engine | None = None,
) -> FastAPI:
    """Build the application.

    ``database`` and ``engine`` replace the ones that the settings name, for tests. The database is
    migrated when the application starts, and given demo data when the settings ask for that.
    Raises ``FrameworkFaults`` when a framework file is faulty.
    """
    settings = settings or get_settings()
    app = FastAPI(
        title="Signpost",
        summary="Maturity assessments and signposting for social prescribing, in conversation.",
        version="0.1.0",
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.api_key = service_key(settings)
    app.state.database = database or Database(settings.effective_database_url)
    app.state.engine = engine or Engine.from_settings(settings)
    app.state.frameworks = FrameworkRegistry.from_folder(settings.frameworks_dir)
    app.state.vault = Vault.from_settings(settings)
    app.state.gateway = Gateway.from_app_state(app.state)
    app.add_middleware(OpenToEveryWebsite)
    app.add_middleware(metrics.RequestMetrics)
    install_error_answers(app)
    for router in ROUTERS:
        app.include_router(router)
    mount_static(app)
    allow_embedding(app, settings.embedding_origins)
    return app


def prepare(database: Database, frameworks: FrameworkRegistry, settings: Settings) -> None:
    """Bring the database to the present shape, with demo data if asked; once, whoever starts."""
    with database.starting():
        migrate(database)
        if settings.demo:
            with database.transaction() as session:
                seed(session, frameworks, datetime.now(UTC))
                if settings.sample_directory:
                    load_sample(session, datetime.now(UTC))


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    state = app.state
    await to_thread.run_sync(prepare, state.database, state.frameworks, state.settings)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(purge_regularly, state.database, state.engine, state.settings)
        yield {}
        tasks.cancel_scope.cancel()
    await app.state.engine.close()
    app.state.database.dispose()
