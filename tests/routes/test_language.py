"""German unless somebody chose English; every text of the screens has its English one."""

from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.routes.client import CheckingClient

ROOT = Path(__file__).parents[2]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None}


def texts_of_the_screens() -> set[str]:
    """Every German text that goes through gettext; of plurals the first form."""
    found = set()
    for folder, method in (("journeys", "python"), ("templates", "jinja2")):
        pattern = "**.py" if method == "python" else "**.html"
        for _file, _line, message, *_ in extract_from_dir(
            ROOT / folder, [(pattern, method)], keywords=KEYWORDS
        ):
            found.add(message if isinstance(message, str) else message[0])
    return found


def test_every_text_has_its_english_one() -> None:
    with (ROOT / "journeys/translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file)
    first = {m.id if isinstance(m.id, str) else m.id[0]: m.string for m in catalogue if m.id}
    wanted = texts_of_the_screens()
    assert len(wanted) > 30
    # Where this fails: script/translations, then translate what is empty.
    assert {text for text in wanted if not first.get(text) or not all(first[text])} == set()
    assert set(first) - wanted == set()


def test_the_choice_stays_and_leads_back(client: CheckingClient) -> None:
    assert client.get("/language/en?next=/help").location == "/help"
    assert client.page("/help").get("lang") == "en"
    client.get("/language/de")
    assert client.page("/help").get("lang") == "de"


def test_no_other_language_and_no_way_outside(client: CheckingClient) -> None:
    client.page("/language/fr", 404)
    assert client.get("/language/en?next=//evil.example").location == "/"
    client.set_cookie("language", "xx")
    assert client.page("/help").get("lang") == "de"
