"""The hook that Hypothesis calls while it is imported: it says for which classes there are strategies.

It is a module of its own because `strategies` imports Hypothesis: asked for first, it would be only half there when the
hook is called. So the hook loads no strategy; the first class that is asked for does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import conflictevents

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["register"]


def register() -> None:
    """Tell Hypothesis of every public class."""
    from hypothesis import strategies as st  # noqa: PLC0415 - only where Hypothesis itself calls

    for name in conflictevents.__all__:
        value = getattr(conflictevents, name)
        if isinstance(value, type):
            st.register_type_strategy(value, _strategy_of)


def _strategy_of(cls: type) -> SearchStrategy[Any]:
    from hypothesis import strategies as st  # noqa: PLC0415

    from . import strategies  # noqa: PLC0415

    strategies.register()  # takes this function's place for every class
    return st.from_type(cls)
