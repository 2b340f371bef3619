"""Each component as pages use it, through the client that checks every page; small enough to read at a glance."""

from pathlib import Path

import pytest
from flask import Flask, flash, render_template_string

from journeys.routes.guard import needs
from tests.routes.client import CheckingClient, words

pytestmark = pytest.mark.own_app

TEMPLATES = Path(__file__).parents[2] / "templates"
PAGE = """
{% extends "base.html" %}
{% import "components/buttons.html" as b %}
{% import "components/fields.html" as f %}
{% import "components/marks.html" as m %}
{% import "components/messages.html" as s %}
{% import "components/navigation.html" as n %}
{% import "components/notes.html" as notes %}
{% block title %}Bausteine{% endblock %}
{% block breadcrumb %}{{ n.breadcrumb([("Leistungen", "/"), ("Wohnsitz anmelden", "/x")]) }}{% endblock %}
{% block content %}
<h1 class="kern-heading-large">Bausteine</h1>
{{ n.switch("Bild", [("Ist", "/a", false), ("Soll", "/b", true)]) }}
{{ s.error_summary([("text", "Bitte schreiben Sie einen Satz."), ("bad", "Bitte wählen Sie.")]) }}
<form class="fields" action="/x" method="post">
  {{ b.form_token() }}
  {{ f.field_text("title", "Titel", evil, hint="Kurz und klar", more={"maxlength": 200}) }}
  {{ f.field_textarea("text", "Hinweis", evil, error="Bitte schreiben Sie einen Satz.") }}
  {{ f.field_select("channel", "Kanal", [("", "nicht gesagt"), ("online", "Online")], "online", optional=true) }}
  {{ f.field_choice("bad", "Wie schlimm ist es?", [(1, "Ärgerlich"), (2, "Kostet Zeit", "aber es geht")], 2) }}
  <div class="actions">
    {{ b.button("Hinweis speichern", "primary") }}
    {{ b.link_button("Abbrechen", "/x") }}
    {{ b.quiet_button("Löschen", "delete") }}
  </div>
</form>
{% for kind in ("info", "success", "warning", "danger") %}
{% call s.alert("Meldung", kind) %}<p class="kern-body">Was zu tun ist.</p>{% endcall %}
{{ m.badge("Ist erfasst", kind) }}
{% endfor %}
<div class="note-cards">
{% for kind, word in (("pain_point", "Schmerzpunkt"), ("need", "Eigener Bedarf"), ("quote", "O-Ton")) %}
{{ notes.note_card(kind, word, evil, "Schritt 3", level=2) }}
{{ m.note_count(kind, 26, word) }}
{% endfor %}
</div>
{% call s.empty_state("Noch keine Leistungen", "So fangen Sie an.") %}
{{ b.link_button("Leistung anlegen", "/x", icon="add") }}
{% endcall %}
{% endblock %}
"""
EVIL = '"><script>alert(1)</script>'


def show_all(app: Flask) -> None:
    def view() -> str:
        flash("Gespeichert.")
        flash(["Hinweis gelöscht.", "/notes/3/restore"])
        return render_template_string(PAGE, evil=EVIL)

    app.add_url_rule("/components", "components", needs("sign in")(view))


def test_every_component_keeps_the_rules(app: Flask, anonymous: CheckingClient) -> None:
    show_all(app)
    page = anonymous.page("/components")
    assert words(page).count(EVIL) >= 4  # shown as text, and the checks found no script


def test_a_field_is_tied_to_its_hint_and_its_error(app: Flask, anonymous: CheckingClient) -> None:
    show_all(app)
    page = anonymous.page("/components")
    fields = {field.get("name"): field for field in page.iter() if field.get("name")}
    assert fields["title"].get("aria-describedby") == "title-hint"
    assert (
        fields["text"].get("aria-describedby") == "text-error"
        and fields["text"].get("aria-invalid") == "true"
    )
    assert fields["text"].text == EVIL


def test_undo_is_a_form_that_posts(app: Flask, anonymous: CheckingClient) -> None:
    show_all(app)
    notice = next(e for e in anonymous.page("/components").iter() if e.get("id") == "notice")
    assert notice.get("role") == "status"
    assert [(f.get("action"), f.get("method")) for f in notice.iter("form")] == [("/notes/3/restore", "post")]


@pytest.mark.parametrize(
    "file", sorted(TEMPLATES.rglob("*.html")), ids=lambda f: str(f.relative_to(TEMPLATES))
)
def test_a_template_styles_nothing_inline(file: Path) -> None:
    text = file.read_text()
    assert " style=" not in text and "<style" not in text and " hx-on" not in text
