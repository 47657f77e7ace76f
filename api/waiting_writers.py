"""Waiting for the database's one writer, apart from the threads that everything else runs in.

A request that holds a transaction needs a thread to go on. Were all threads taken by those who wait
for that very transaction to end, nobody would go on until the database gave up waiting.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager

from anyio import CancelScope, CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from sqlalchemy.orm import Session

# One writes at a time in SQLite; in PostgreSQL as many as this may begin at once.
_AT_ONCE = 16
_LIMITER: RunVar[CapacityLimiter] = RunVar("_LIMITER")


def writers() -> CapacityLimiter:
    """Give the threads of this event loop in which a writer is waited for, first come first."""
    try:
        return _LIMITER.get()
    except LookupError:
        limiter = CapacityLimiter(_AT_ONCE)
        _LIMITER.set(limiter)
        return limiter


@asynccontextmanager
async def held(transaction: AbstractContextManager[Session]) -> AsyncIterator[Session]:
    """Hold a transaction that is begun and ended in threads, so that the event loop never waits.

    The writer is waited for here and not at the first statement, which runs where everything else
    does. The transaction is ended also when the caller is cancelled.
    """
    session = await to_thread.run_sync(_begin, transaction, limiter=writers())
    try:
        yield session
    except BaseException as error:
        with CancelScope(shield=True):
            end = (type(error), error, error.__traceback__)
            is_handled = await to_thread.run_sync(transaction.__exit__, *end)
        if not is_handled:
            raise
    else:
        with CancelScope(shield=True):
            await to_thread.run_sync(transaction.__exit__, None, None, None)


def _begin(transaction: AbstractContextManager[Session]) -> Session:
    session = transaction.__enter__()
    try:
        session.connection()
    except BaseException:
        transaction.__exit__(*sys.exc_info())
        raise
    return session
