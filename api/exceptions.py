"""Every error that a caller can see, as one tree.

::

    SignpostError
    ├── InvalidRequest          422  the request does not fit the documented shape
    ├── Unauthorised            401  no key or token, or one that is not known
    ├── Forbidden               403  known, but not allowed here
    ├── NotFound                404  a thing that was named does not exist (one subclass a noun)
    ├── Conflict                409  the request fights the present state
    ├── Gone                    410  it existed and is used up, revoked or expired
    ├── TooLarge                413  more than is accepted at once
    ├── TooManyRequests         429  slow down
    └── Unavailable             503  something that is needed is away just now

A feature defines its own subclass beside its rules; the class name is the ``error`` of the JSON
answer and the message is its ``detail``: what was wrong, the value seen, what is allowed.
"""


class SignpostError(Exception):
    """Base of every error that Signpost raises on purpose.

    ``status`` is the HTTP status of the answer; ``detail`` a sentence for the person who reads it.
    """

    status: int = 500

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class InvalidRequest(SignpostError):
    """The request does not fit the documented shape."""

    status = 422


class Unauthorised(SignpostError):
    """No credential was given, or one that is not known."""

    status = 401


class Forbidden(SignpostError):
    """The caller is known, but may not do this."""

    status = 403


class NotFound(SignpostError):
    """A thing that was named does not exist."""

    status = 404


class Conflict(SignpostError):
    """The request does not fit the present state of the thing."""

    status = 409


class Gone(SignpostError):
    """The thing existed, and is used up, revoked or expired."""

    status = 410


class TooLarge(SignpostError):
    """More was sent than is accepted at once."""

    status = 413


class TooManyRequests(SignpostError):
    """The caller is faster than the limit allows."""

    status = 429


class Unavailable(SignpostError):
    """Something that is needed is away just now; trying again later may work."""

    status = 503
