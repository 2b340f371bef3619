"""Where people may have written something about a person: every column that takes free text, and how it is called.

A test walks all tables: a column that could hold a text stands in exactly one of the three lists.
"""

from typing import Any

from journeys.domain.journeys import Journey, Lane, Phase
from journeys.domain.notes import Note
from journeys.domain.opportunities import Opportunity
from journeys.domain.personas import Persona
from journeys.domain.projects import Project
from journeys.domain.proposals import Proposal
from journeys.domain.review.tables import ApprovalAnswer, ApprovalRound, Comment, ShareLink, Version
from journeys.domain.services import Fact, Service
from journeys.domain.sources import Source
from journeys.domain.step_facts import Cost, LaneText
from journeys.domain.steps import Span, Step, StepLink
from journeys.domain.words import Words
from journeys.domain.workshops.tables import AgendaItem, Card, Question, Workshop

REF = Words("Kennung in Dateien", "id in files")
FREE: dict[Any, dict[str, Words]] = {
    Project: {"name": Words("Name", "name"), "description": Words("Beschreibung", "description")},
    Service: {
        "name": Words("Name", "name"),
        "short_name": Words("Kurzname", "short name"),
        "authority": Words("Zuständig", "authority"),
        "life_situation": Words("Lebenslage", "life situation"),
        "staff_term": Words("Wie die Beschäftigten heißen", "what staff are called"),
        "country": Words("Land", "country"),
        "legal_basis": Words("Rechtsgrundlagen", "legal basis"),
        "disclaimer": Words("Hinweis zur Leistung", "disclaimer"),
        "as_of": Words("Stand", "as of"),
        "language": Words("Sprache", "language"),
        "ref": REF,
    },
    Fact: {"text": Words("Text", "text"), "value": Words("Wert", "value"), "unit": Words("Einheit", "unit")},
    Persona: {
        "name": Words("Name", "name"),
        "situation": Words("Situation", "situation"),
        "goals": Words("Ziele", "goals"),
        "barriers": Words("Hürden", "barriers"),
        "ref": REF,
    },
    Journey: {"title": Words("Titel", "title"), "summary": Words("Worum es geht", "summary"), "ref": REF},
    Lane: {"name": Words("Name", "name"), "ref": REF},
    Phase: {"name": Words("Name", "name"), "goal": Words("Ziel", "goal"), "ref": REF},
    Step: {
        "title": Words("Titel", "title"),
        "citizen_action": Words("Was Bürgerinnen und Bürger tun", "what citizens do"),
        "touchpoint": Words("Kontaktpunkt", "touchpoint"),
        "evidence": Words("Was man in der Hand hält", "evidence"),
        "frontstage": Words("Im Kontakt", "in contact"),
        "backstage": Words("Im Hintergrund", "in the background"),
        "support_systems": Words("IT-Systeme", "IT systems"),
        "documents": Words("Unterlagen", "documents"),
        "reused": Words("Was schon vorliegt", "what is there already"),
        "legal_basis": Words("Rechtsgrundlagen", "legal basis"),
        "ref": REF,
    },
    StepLink: {"condition": Words("Bedingung", "condition")},
    Span: {"text": Words("Dauer in Worten", "time in words")},
    Cost: {
        "text": Words("Kosten", "cost"),
        "value": Words("Wert", "value"),
        "unit": Words("Einheit", "unit"),
    },
    LaneText: {"text": Words("Text in einer eigenen Bahn", "text in an own lane")},
    Note: {
        "text": Words("Hinweis", "note"),
        "speaker": Words("Wer das gesagt hat", "who said it"),
        "origin_title": Words("Workshop, aus dem er kommt", "workshop it comes from"),
        "ref": REF,
    },
    Opportunity: {"text": Words("Text", "text"), "ref": REF},
    Proposal: {"text": Words("Vorgeschlagene Änderung", "proposed change")},
    Source: {
        "title": Words("Titel", "title"),
        "publisher": Words("Wer sie herausgibt", "publisher"),
        "url": Words("Adresse", "address"),
        "date": Words("Datum", "date"),
        "used_for": Words("Wofür sie steht", "used for"),
        "ref": REF,
    },
    Version: {"name": Words("Name", "name"), "reason": Words("Grund", "reason")},
    Comment: {
        "text": Words("Kommentar", "comment"),
        "guest": Words(
            "Name, mit dem jemand ohne Konto schrieb", "name that somebody without an account wrote with"
        ),
    },
    ApprovalRound: {"message": Words("Worum gebeten wird", "what is asked for")},
    ApprovalAnswer: {
        "name": Words("Name im Protokoll", "name in the record"),
        "reason": Words("Begründung", "reason"),
    },
    ShareLink: {"name": Words("Für wen der Link ist", "whom the link is for")},
    Workshop: {
        "title": Words("Titel", "title"),
        "purpose": Words("Worum es geht", "purpose"),
        "expected": Words("Das erwarten wir", "what we expect"),
        "not_expected": Words("Das erwarten wir nicht", "what we do not expect"),
        "what_happens": Words("Das passiert mit den Hinweisen", "what happens with the notes"),
        "decided_by": Words("Wer entscheidet", "who decides"),
        "thanks": Words("Dank", "thanks"),
    },
    AgendaItem: {
        "title": Words("Titel", "title"),
        "question": Words("Frage", "question"),
        "result": Words("Ergebnis", "result"),
    },
    Card: {
        "text": Words("Hinweis", "note"),
        "reply": Words("Antwort der Moderation", "facilitator's answer"),
    },
    Question: {"text": Words("Frage", "question"), "answer": Words("Antwort", "answer")},
}
"""What can be removed for good, by table and column."""

COPIES: dict[str, str] = {
    "card.wording": "goes with card.text",
    "deed.before": "its wording goes with card.text, its reply with card.reply",
    "edit.about": "all edits of a service go with any text of it that is removed",
    "edit.changes": "the same",
    "import_mark.item": "holds document ids; goes with ref",
    "import_mark.field": "names of fields, and document ids in the marks of an order; goes with ref",
    "import_mark.fingerprint": "a hash of a text; goes with every text of an imported service",
    "frozen_document.seal": "a hash of a whole document; another one when a text of it goes",
    "version.seal": "the same; of many texts at once, so that none can be guessed from it",
    "approval_answer.seal": "the same",
    "comment.ref": "a document id; goes with ref",
    "comment.lane": "a document id, or the name of a field; goes with ref",
    "move.name": "names of deeds, and sums about groups; made by the app",
}
"""What holds a text, or something made of one, that goes with the text itself."""

APART: dict[str, str] = {
    "person.name": "of an account; goes with it",
    "person.folded": "the same as it is typed to sign in; goes with the account",
    "person.password_hash": "goes with the account, or with a new password",
    "person.totp_secret": "goes with the account, or when the second factor is taken away",
    "identity.issuer": "the office's sign-in; goes with the account",
    "identity.subject": "who somebody is there; goes with the account",
    "sign_in_link.token_hash": "goes when it has expired",
    "sign_in.token_hash": "goes some time after it ended",
    "share_link.token_hash": "goes when the link is ended, or some days after its end",
    "share_link.password_hash": "the same",
    "share_link.embedded_in": "an address of the office; the same",
    "api_token.name": "the program that reads; goes when revoked, or some days after its end",
    "api_token.token_hash": "the same",
    "mail_wish.address": "goes when its owner wants no mails any more, or with the account",
    "attempt.source_hash": "goes after some windows of minutes",
    "audit_entry.by": "nobody can change the trail; goes after its days",
    "audit_entry.about": "nobody can change the trail; goes after its days",
    "participant.pseudonym": "goes when the workshop forgets",
    "participant.return_hash": "goes when the workshop forgets",
    "device.token_hash": "goes when the workshop forgets",
}
"""What is about a person and goes another way."""

NO_TEXT = frozenset(
    {
        *("audit_entry.what", "membership.role", "fact.role", "span.role", "span.unit", "service.key"),
        *("service.channels", "persona.role", "persona.digital_skill", "journey.kind", "step.actor"),
        *("step.marks", "step.maturity_model", "step.maturity_date", "lane.kind"),
        *("step.channel", "step.change", "span.min", "span.max", "note.kind", "note.frequency"),
        *("note.certainty", "note.origin_date", "note.form_key", "opportunity.horizon", "source.reliability"),
        *("workshop.code", "workshop.template", "workshop.pace", "workshop.state", "agenda_item.form"),
        *("agenda_item.asks", "participant.answer", "turn.done", "card.kind", "card.frequency"),
        *("card.certainty", "card.state", "card.form_key", "question.form_key", "promise.form_key"),
        *("version.cause", "comment.about", "comment.form_key", "approval_answer.verdict"),
        *("mail.kind", "mail_wish.often", "mail_wish.language"),
        *("api_token.scope", "mood.moment", "deed.name", "edit.what", "edit.kind", "proposal.module"),
    }
)
"""Words from a fixed list, numbers, days, and random keys that our pages make: nothing that somebody wrote."""
