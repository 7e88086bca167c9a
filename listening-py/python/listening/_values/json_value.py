"""Values that the engine gives as JSON."""

from __future__ import annotations

from json import loads
from typing import Any, ClassVar, cast

from .characters import characters
from .errors import ListeningError


class JsonValue:
    """JSON of one schema: the text as the engine wrote it, and what it holds.

    Values are equal when their JSON is. They can be hashed, copied and pickled.
    """

    __slots__ = ("_data", "_json")

    _kind: ClassVar[str]
    """The name that errors give it."""
    _schema: ClassVar[str]
    """Name and version of its schema."""

    def __init__(self, json: str) -> None:
        self._data: Any = self._parsed(json)
        self._json = characters(f"a {self._kind}", json, ListeningError)

    def to_json(self) -> str:
        """The JSON as the engine wrote it: one line."""
        return self._json

    def to_dict(self) -> dict[str, Any]:
        """A fresh dict of the whole, in the order of the schema."""
        return cast("dict[str, Any]", loads(self._json))

    @classmethod
    def _parsed(cls, text: str) -> dict[str, Any]:
        try:
            data = loads(text)
        except RecursionError:
            raise ListeningError(f"not a {cls._kind}: it is nested too deeply") from None
        except (TypeError, ValueError) as error:
            raise ListeningError(f"not a {cls._kind}: {error}") from None
        schema = data.get("schema") if isinstance(data, dict) else None
        if schema != cls._schema:
            raise ListeningError(f"not a {cls._kind} of schema {cls._schema}: its schema is {schema!r}")
        return cast("dict[str, Any]", data)

    def _summary(self) -> str:
        """What `repr` says after the name of the class."""
        return f"of schema {self._schema}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._summary()}>"

    def __eq__(self, other: object) -> bool:
        return self._json == other._json if isinstance(other, JsonValue) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._json)

    def __reduce__(self) -> tuple[type[JsonValue], tuple[str]]:
        return type(self), (self._json,)
