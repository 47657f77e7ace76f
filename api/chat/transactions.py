"""Short transactions away from the event loop, so that a slow database delays nobody else."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import structlog
from anyio import CapacityLimiter, to_thread
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api.chat.refusals import ConversationsAway
from api.database import Database
from api.waiting_writers import writers

log = structlog.get_logger()


class Transactions:
    """Runs pieces of work, each in one transaction in a thread.

    Every method raises ``ConversationsAway`` when the database fails. A caller who is cancelled
    does not wait for the thread; the transaction then ends by itself.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def write[T](self, work: Callable[[Session], T]) -> T:
        """Run ``work``, and commit unless it raises."""
        return await self._run(self._database.transaction, work, writers())

    async def read[T](self, work: Callable[[Session], T]) -> T:
        """Run ``work`` without waiting for any writer."""
        return await self._run(self._database.reading, work)

    async def overwrite_erased(self) -> None:
        """Let nothing that was erased stay in the database's files."""
        try:
            await to_thread.run_sync(self._database.overwrite_erased)
        except SQLAlchemyError as error:
            log.warning("chat.database.away", error=type(error).__name__)
            raise ConversationsAway from error

    async def _run[T](
        self,
        transaction: Callable[[], AbstractContextManager[Session]],
        work: Callable[[Session], T],
        limiter: CapacityLimiter | None = None,
    ) -> T:
        def run() -> T:
            with transaction() as session:
                return work(session)

        try:
            return await to_thread.run_sync(run, abandon_on_cancel=True, limiter=limiter)
        except SQLAlchemyError as error:
            # Its text would hold the values of the statement, and so a person's words.
            log.warning("chat.database.away", error=type(error).__name__)
            raise ConversationsAway from error
