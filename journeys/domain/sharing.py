"""Equal parts of documents are one object: a document read again is made of the parts that did not change."""

from collections import OrderedDict
from threading import Lock
from typing import Any, TypeVar

from journeys.domain.document import Value

V = TypeVar("V", bound=Value)

MOST = 20_000
"""Parts kept in memory: a few services of the largest size, some 20 MB."""

_kept: OrderedDict[Any, Value] = OrderedDict()
_lock = Lock()


def shared(kind: type[V], /, **content: Any) -> V:
    """The part of this kind with this content: the same object as before, else a new, validated one.

    Nothing stale can come out: a part is found by all that it says, parts inside of it by being the same object. At
    most `MOST` parts are kept and the longest unused go first, so a deleted text stays in memory until so many others
    were read or the process ends.
    """
    key = (kind, *content, *map(_exact, content.values()))
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return found  # type: ignore[return-value]
    made = kind(**content)
    with _lock:
        made = _kept.setdefault(key, made)  # type: ignore[assignment]
        if len(_kept) > MOST:
            _kept.popitem(last=False)
    return made


def forget() -> None:
    """Keep nothing any longer."""
    with _lock:
        _kept.clear()


def _exact(value: Any) -> Any:
    """What tells a value from every other one, also from those that Python takes for equal: 1, 1.0 and True."""
    if value is None or value.__class__ is str:
        return value
    if value.__class__ is tuple:
        return tuple(map(_exact, value)) if value else ()
    if isinstance(value, Value):
        return id(value)  # nobody else's: the part that is kept under this key holds it
    return value.__class__, repr(value)
