"""Registries: named lists to which higher floors add a function in `apps.py`; values in, values out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


class Registry(Generic[F]):
    """A named list of functions, one per domain."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._functions: dict[str, F] = {}

    def add(self, domain: str, function: F) -> None:
        """Add the function of a domain; a second one under the same name is a mistake."""
        if self._functions.get(domain, function) is not function:
            raise ValueError(f"{domain} is in the registry {self.name} already")
        self._functions[domain] = function

    def __iter__(self) -> Iterator[tuple[str, F]]:
        return iter(self._functions.items())

    def __contains__(self, domain: object) -> bool:
        return domain in self._functions

    def get(self, domain: str) -> F:
        """The function of a domain."""
        return self._functions[domain]


sweeps: Registry[Callable[[], int]] = Registry("sweeps")
"""`() -> int`: find what is due and not yet done, do it, say how many. Safe to run twice, safe to miss a day."""

search: Registry[Callable[[], Any]] = Registry("search")
"""`() -> Iterable[kernel.search.Entry]`: every public thing of a domain; `search_rebuild` makes the table from it."""

desk: Registry[Callable[[Any], Any]] = Registry("desk")
"""`(standing) -> Iterable[kernel.desk.Waiting]`: what waits for a signed-in person, in their offices."""

file_access: Registry[Callable[[Any, str], bool]] = Registry("file_access")
"""`(user_id, file_key) -> bool`: whether a domain lets this account open a file that is not public."""

retention: Registry[Callable[[], Any]] = Registry("retention")
"""`() -> Iterable[kernel.retention.Kept]`: what a domain keeps, for how long, why; the privacy statement is made from it."""
