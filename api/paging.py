"""Lists in pages: what a caller asks for and what it gets."""

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

Limit = Annotated[int, Query(ge=1, le=200, description="Most items to give.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="Items to leave out first.")]


class Page[Item](BaseModel):
    """One page of a list; ``total`` counts the whole list."""

    items: list[Item]
    total: int
