"""Equal parts of documents are one object: a document that is read again is made of the parts that stayed the same."""

from collections import OrderedDict
from threading import Lock
from typing import Any, TypeVar, cast

from journeys.domain.document import Value

V = TypeVar("V", bound=Value)

MOST = 10_000
"""Parts that one process keeps: those of three services of the largest size, some 20 MB."""

_kept: OrderedDict[Any, Value] = OrderedDict()
_lock = Lock()


def shared(part: type[V], /, **content: Any) -> V:
    """The part with this content: the object made of the same content before, else a new, validated one.

    So a part may be recognised by being the same object. Nothing stale can come out: a part is found by all that it
    says, with the parts inside of it known by being the same objects. At most `MOST` parts are kept and the longest
    unused go first: a deleted text stays in memory until so many others were read, or until the process ends.
    """
    key = (part, *content, *[v if v is None or v.__class__ is str else _exact(v) for v in content.values()])
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return cast(V, found)
    made = part(**content)
    with _lock:
        first = _kept.setdefault(key, made)  # another thread may have made it meanwhile
        if len(_kept) > MOST:
            _kept.popitem(last=False)
    return cast(V, first)


def forget() -> None:
    """Keep nothing any longer: the next reading is like the first one, and no text that was deleted is in memory."""
    with _lock:
        _kept.clear()


def _exact(value: Any) -> Any:
    """What tells a value from every other one, also from those that Python takes for equal: 1, 1.0 and True."""
    if value is None or value.__class__ is str:
        return value
    if value.__class__ is tuple:
        return tuple(map(_exact, value))
    if isinstance(value, Value):
        return id(value)  # nobody else's as long as the key is there: what is kept under it holds this part
    return value.__class__, repr(value)
