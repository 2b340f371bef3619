"""What a model says and a journey has no place for, said kind by kind."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from journeys.domain.findings import Finding
from journeys.domain.intake.bpmn_file import EVENTS, SUB_PROCESSES, File, Model, Node
from journeys.domain.wording import listed
from journeys.domain.words import Words

_OTHER_GATEWAYS = {
    "parallelGateway": Words("parallele Gateways", "parallel gateways"),
    "inclusiveGateway": Words("inklusive Gateways", "inclusive gateways"),
    "complexGateway": Words("komplexe Gateways", "complex gateways"),
    "eventBasedGateway": Words("ereignisbasierte Gateways", "event-based gateways"),
}
_COUNTED = {
    "extension": Words("Angaben anderer Programme", "facts of other programs"),
    "double": Words("Elemente, deren Kennung schon vergeben ist", "elements whose id is taken"),
    "dangling": Words("Flüsse, die an nichts beginnen oder enden", "flows that begin or end at nothing"),
    "message": Words("benannte Nachrichten", "named messages"),
    "category": Words("Kategorien", "categories"),
    "group": Words("Gruppierungen", "groups"),
    "dataStore": Words("Datenspeicher", "data stores"),
}


def left_out(file: File, used: frozenset[str]) -> Iterator[Finding]:
    """Findings of what was not taken; `used` are the ids of events, data and annotations that were."""
    for model in file.models:
        yield from _of_model(model, used)
    for tag, count in sorted(file.others.items()):
        if count:
            what = _COUNTED.get(tag, Words(f"„{tag}“", f"“{tag}”"))
            yield _said(f"Nicht übernommen: {what.de} ({count}).", f"Left out: {what.en} ({count}).")
    if file.models:
        yield _said(
            "Nicht übernommen: Lage, Größe und Farben der Formen; Bürgerreise ordnet selbst an.",
            "Left out: place, size and colours of the shapes; Bürgerreise lays out by itself.",
        )


def _of_model(model: Model, used: frozenset[str]) -> Iterator[Finding]:
    events = [n for n in model.nodes.values() if n.tag in EVENTS and n.id not in used and (n.name or n.kinds)]
    if events:
        yield _named("Ereignisse", "events", events)
    groups: dict[str, list[Node]] = defaultdict(list)
    for node in model.nodes.values():
        if node.tag in _OTHER_GATEWAYS:
            groups[node.tag].append(node)
    for tag, nodes in groups.items():
        what, names = _OTHER_GATEWAYS[tag], _names(nodes)
        yield _said(
            f"Als einfache Verzweigung übernommen: {what.de} ({len(nodes)}{names.de}).",
            f"Taken as plain branches: {what.en} ({len(nodes)}{names.en}).",
        )
    filled = [node for node in model.nodes.values() if node.tag in SUB_PROCESSES and node.filled]
    if filled:
        names = _names(filled)
        yield _said(
            f"Aufgelöst: Teilprozesse ({len(filled)}{names.de}); ihre Aufgaben sind Schritte der Reise.",
            f"Dissolved: sub-processes ({len(filled)}{names.en}); their tasks are steps of the journey.",
        )
    calls = [node for node in model.nodes.values() if node.tag == "callActivity"]
    if calls:
        names = _names(calls)
        yield _said(
            f"Als ein Schritt übernommen, ohne den Prozess dahinter: Aufrufe ({len(calls)}{names.de}).",
            f"Taken as one step, without the process behind: call activities ({len(calls)}{names.en}).",
        )
    if model.messages:
        names = listed([m.label for m in model.messages if m.label])
        said = Words(f": {names.de}" if names.de else "", f": {names.en}" if names.en else "")
        yield _said(
            f"Von Nachrichtenflüssen ({len(model.messages)}{said.de}) ist nur die Reihenfolge übernommen.",
            f"Of message flows ({len(model.messages)}{said.en}) only the order is taken.",
        )
    beside = [thing for thing in model.beside.values() if thing.id not in used]
    if beside:
        names = listed([thing.text for thing in beside if thing.text])
        yield _said(
            f"Nicht übernommen: Daten ohne Aufgabe ({len(beside)}{': ' if names.de else ''}{names.de}).",
            f"Left out: data without a task ({len(beside)}{': ' if names.en else ''}{names.en}).",
        )


def _named(de: str, en: str, nodes: list[Node]) -> Finding:
    names = _names(nodes)
    return _said(
        f"Nicht übernommen: {de} ({len(nodes)}{names.de}).", f"Left out: {en} ({len(nodes)}{names.en})."
    )


def _names(nodes: Iterable[Node]) -> Words:
    names = listed([node.name for node in nodes if node.name])
    return Words(f": {names.de}" if names.de else "", f": {names.en}" if names.en else "")


def _said(de: str, en: str) -> Finding:
    return Finding("", Words(de, en), "left_out")
