"""Two people who take the same name or id at the same moment: the database lets one of them, the other is told.

Who comes a moment later is refused by the checks of each use case; only whoever passed them at the same moment is
refused here, by the rule of the database that holds for all.
"""

from sqlalchemy.exc import IntegrityError

from journeys.domain.findings import Finding, Refused
from journeys.domain.words import Words

_SAME_NAME = Finding(
    "name",
    Words(
        "Ein Konto mit diesem Namen hat gerade jemand anderes angelegt. "
        "Von Ihnen ist noch nichts gespeichert. Bitte wählen Sie einen anderen Namen.",
        "Somebody else has just made an account with this name. "
        "Nothing of yours is stored yet. Please choose another name.",
    ),
)
FINDINGS = {
    "uq_project_name": Finding(
        "name",
        Words(
            "Ein Vorhaben mit diesem Namen hat gerade jemand anderes gespeichert. "
            "Von Ihnen ist noch nichts gespeichert. Bitte wählen Sie einen anderen Namen.",
            "Somebody else has just stored a project with this name. "
            "Nothing of yours is stored yet. Please choose another name.",
        ),
    ),
    "uq_person_name": _SAME_NAME,
    "uq_person_folded": _SAME_NAME,
    "uq_identity_issuer_subject": Finding(
        "",
        Words(
            "Mit diesem Konto des Hauses hat sich gerade jemand angemeldet. Bitte versuchen Sie es noch einmal.",
            "Somebody else has just signed in with this account of the office. Please try again.",
        ),
    ),
    "uq_service_project_id_ref": Finding(
        "",
        Words(
            "Dieselbe Leistung hat gerade jemand anderes in diesem Vorhaben gespeichert. "
            "Von Ihnen ist noch nichts gespeichert. Bitte sehen Sie nach und versuchen Sie es dann noch einmal.",
            "Somebody else has just stored the same service in this project. "
            "Nothing of yours is stored yet. Please have a look and then try again.",
        ),
    ),
}
"""What it means that a constraint refuses a row."""


def refused_by(error: IntegrityError) -> Refused | None:
    """The refusal in words; None when the database refused for any other reason, which is a fault of ours.

    Only PostgreSQL names the constraint. On SQLite one writes after the other, so that nobody gets here.
    """
    constraint = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    return Refused([FINDINGS[constraint]]) if constraint in FINDINGS else None
