"""The datasets that come with the library.

`istanbul-exchange` is one news article of May 2025 encoded whole: a prisoner exchange in three phases, the talks
behind it, an air assault and what was said of them. The article itself is not included. `kesta-market` is made up: one
attack with rival tolls of two sides, three outlets, a hospital and observers, for the rules of `reconcile`.
`orlen-crossing` is made up: an exchange of prisoners and bodies over two days, unequal by direction, with a mediator.
"""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable

from .._dataset import Dataset
from .._io import loads

__all__ = ["file", "load", "names"]


def names() -> tuple[str, ...]:
    """The names of the examples."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(file.name.removesuffix(".json") for file in files if file.name.endswith(".json")))


def file(name: str) -> Traversable:
    """The JSON file of an example.

    Raises:
        ValueError: If there is no example of that name; the message gives the names there are.
    """
    if name not in names():
        msg = f"no example is called {name!r}; there are: {', '.join(names())}"
        raise ValueError(msg)
    return resources.files(__name__) / f"{name}.json"


def load(name: str) -> Dataset:
    """Read an example.

    Raises:
        ValueError: If there is no example of that name.
    """
    return loads(file(name).read_bytes(), format="json")
