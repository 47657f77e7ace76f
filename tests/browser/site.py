"""The product on a port of this machine, with an assistant that a test controls."""

import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI
from sqlalchemy import update

from api.app import create_app
from api.assessments import answering, service
from api.assessments.schemas import AnswerKind, Channel, NewResponse
from api.chat.engine import Engine
from api.config import Settings
from api.frameworks.loader import FrameworkRegistry
from api.migrations import migrate
from api.models import ChatSession, Participant
from api.organisations import service as organisations
from api.organisations.schemas import NewOrganisation
from api.participants import service as participants
from api.participants.schemas import NewParticipant, PartnerType
from tests.browser.assistant import Assistant

Answer = Callable[[int, str], tuple[AnswerKind, int | None] | None]
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Site:
    """A running product: its address, its application and the assistant behind it."""

    url: str
    app: FastAPI
    assistant: Assistant

    @property
    def frameworks(self) -> FrameworkRegistry:
        return self.app.state.frameworks

    def new_assessment(
        self, framework: str, scope: str, *, people: int, answer: Answer, name: str = "Example PCN"
    ) -> str:
        """Make an assessment; ``answer`` says what each person gives to each statement, if any."""
        with self.app.state.database.transaction() as session:
            organisation = organisations.add(
                session, NewOrganisation(name=name, kind="pcn"), now=NOW, is_example=True
            )
            found = self.frameworks.get_or_raise(framework)
            assessment = service.open_at(session, organisation, found, scope, now=NOW)
            for person in range(people):
                newcomer = NewParticipant(partner_type=PartnerType.LINK_WORKER)
                participant, _ = participants.enrol(session, assessment, newcomer, now=NOW)
                self._answer_all(session, assessment.id, participant, person, answer)
        return str(assessment.id)

    def new_invite(self, assessment: str) -> str:
        """Invite one more person, and give the path of the invite link."""
        with self.app.state.database.transaction() as session:
            found = service.repository.get_or_raise(session, uuid.UUID(assessment))
            newcomer = NewParticipant(partner_type=PartnerType.PCN)
            participant, _ = participants.enrol(session, found, newcomer, now=NOW)
            settings = self.app.state.settings
            invite = participants.invite(
                session, found.id, participant.id, settings=settings, now=NOW
            )
        return f"/chat?invite={invite.token}"

    def forget_conversations(self) -> None:
        """Make every token unknown, as erasing does."""
        with self.app.state.database.transaction() as session:
            session.execute(update(ChatSession).values(token_hash=ChatSession.id))

    def _answer_all(
        self,
        session: object,
        assessment: uuid.UUID,
        person: Participant,
        number: int,
        answer: Answer,
    ) -> None:
        sitting = answering.sit(session, self.frameworks, assessment, person.id, lock=True)
        for statement in sitting.questionnaire.scope.statements:
            given = answer(number, statement.id)
            if given is not None:
                kind, level = given
                response = NewResponse(
                    statement=statement.id, kind=kind, level=level, channel=Channel.WEB
                )
                answering.save(session, sitting, response, now=NOW)


@contextmanager
def serve(folder: Path, *, embedded_on: str, privacy_notice: bool = False) -> Iterator[Site]:
    """Serve the product from ``folder`` on a free port, its chat also on another origin's pages."""
    settings = Settings(
        data_dir=folder,
        api_key="a-service-key-for-tests",
        demo=False,
        widget_origins=embedded_on,
        privacy_notice=privacy_notice,
    )
    framework = FrameworkRegistry.from_folder(settings.frameworks_dir).get_or_raise("nhs-spmf")
    assistant = Assistant(framework, "neighbourhood")
    engine = Engine("http://engine", transport=httpx.MockTransport(assistant.handle))
    app = create_app(settings, engine=engine)
    migrate(app.state.database)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on", ws="none"))
    # The socket listens before the server runs, so that whoever calls early waits in its queue.
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        host, port = listening.getsockname()
        try:
            yield Site(f"http://{host}:{port}", app, assistant)
        finally:
            server.should_exit = True
            thread.join()
