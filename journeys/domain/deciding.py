"""Where an import has to ask: both sides changed the same thing since the last import, and one of them has to go.

Without an answer what is here stays. For what somebody decides to take from the file the merge is told that the file's
last import already said what is here now, so that it is the file alone that changed something.
"""

from collections.abc import Collection, Iterator

from journeys.domain.differences import Difference, flat
from journeys.domain.document import Document
from journeys.domain.merging import ORDER, PLACE, REMOVED, Merged, Sides, fingerprint, merge_sides


def name_of(contested: Difference) -> str:
    """What a form calls it."""
    return f"{contested.item}.{contested.field}"


def merge_deciding(here: Document, sides: Sides, theirs: Collection[str]) -> Merged:
    """The merged document where these (named as `name_of` names them) are taken from the file; `sides.ours` is `here`,
    flat. Its `kept` is what was not decided, or could not be taken."""
    wanted = [each for each in contested(here, sides) if name_of(each) in theirs]
    base = dict(sides.base)
    for each in wanted:
        if each.field == "@type" and each.before is None:
            base = {key: mark for key, mark in base.items() if key[0] != each.item}
        elif each.field == "@type" and each.after is None:
            base |= {key: fingerprint(sides.ours.get(key)) for key in _fields(each.item, sides)}
        else:
            fields = PLACE if each.field in PLACE else (each.field,)
            base |= {(each.item, field): fingerprint(sides.ours.get((each.item, field))) for field in fields}
    return merge_sides(here, sides._replace(base=base))


def contested(here: Document, sides: Sides) -> list[Difference]:
    """What both sides changed: `before` is here, `after` in the file. What is not there any more on one side, while the
    other went on with it, has the field `@type` and None on that side."""
    kept = [each for each in merge_sides(here, sides).kept if each.before is not None or each.field != "@in"]
    return [*kept, *_gone_on_one_side(sides), *_ordered_on_both(sides)]


def _gone_on_one_side(sides: Sides) -> Iterator[Difference]:
    known = {item for item, _ in sides.base}
    types = {
        item: value for (item, field), value in {**sides.theirs, **sides.ours}.items() if field == "@type"
    }
    here, there = ({item for item, field in side if field == "@type"} for side in (sides.ours, sides.theirs))
    for item in [item for item in types if item in known and (item in here) != (item in there)]:
        marks = [sides.base.get(key) for key in _fields(item, sides)]
        side = sides.ours if item in here else sides.theirs
        if REMOVED in marks or all(sides.is_old(key, side.get(key)) for key in _fields(item, sides)):
            continue
        yield Difference(item, "@type", *((types[item], None) if item in here else (None, types[item])))


def _ordered_on_both(sides: Sides) -> Iterator[Difference]:
    for key in [key for key in sides.ours if key[0] == ORDER and key in sides.theirs]:
        mine, new = sides.ours[key], sides.theirs[key]
        if sides.is_old(key, mine) or sides.is_old(key, new):
            continue
        if [ref for ref in mine if ref in new] != [ref for ref in new if ref in mine]:
            yield Difference(*key, mine, new)


def _fields(item: str, sides: Sides) -> list[tuple[str, str]]:
    """Every field that any side has of the item."""
    return list(dict.fromkeys(key for side in sides for key in side if key[0] == item))


def sides_of(here: Document, file: Document, base: dict[tuple[str, str], str]) -> Sides:
    """Both documents by field, and what the last import said."""
    return Sides(flat(here), flat(file), base)
