"""Comments on versions: written, answered, changed, taken away and brought back; threads are resolved."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlmodel import Session, col, delete, func, select

from journeys.domain.editing import locked_service
from journeys.domain.findings import Finding, Refused, Stale, Unknown
from journeys.domain.members import members_of
from journeys.domain.naming import folded
from journeys.domain.people import Person
from journeys.domain.review.subjects import Directory, Subject
from journeys.domain.review.tables import Comment, Mention, Version
from journeys.domain.review.threads import subject_of
from journeys.domain.review.versions import count_review, document_of
from journeys.domain.services import Service
from journeys.domain.tables import now
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words
from journeys.settings import COMMENTS

EMPTY = Words("Bitte schreiben Sie, was Sie sagen möchten.", "Please write what you want to say.")
NAMELESS = Words("Bitte nennen Sie einen Namen.", "Please give a name.")
NOT_THERE = Words(
    "Das gibt es in diesem Stand nicht. Ihr Text steht noch da: Wählen Sie, wozu er gehört.",
    "This is not in this version. Your text is still there: choose what it belongs to.",
)
THREAD_GONE = Words(
    "Diesen Kommentar gibt es nicht mehr. Ihr Text steht noch da: Sie können ihn als neuen Kommentar senden.",
    "This comment does not exist any more. Your text is still there: you can send it as a new comment.",
)
FULL = Words(
    f"Zu dieser Leistung gibt es schon {COMMENTS.value} Kommentare; mehr sind nicht möglich.",
    f"There are {COMMENTS.value} comments on this service already; more are not possible.",
)
NOT_YOURS = Words(
    "Ändern kann einen Kommentar nur, wer ihn schrieb.", "Only who wrote a comment can change it."
)


class Writer(NamedTuple):
    """Who writes: somebody with an account, or who came by a link and gave a name."""

    person: Person | None = None
    guest: str = ""
    link_id: int | None = None


def add_comment(
    session: Session, version: Version, subject: Subject, text: str, by: Writer, key: str | None = None
) -> Comment:
    """A new thread about something in the version. The same form (`key`) twice is one comment.

    Raises Refused for an empty or too long text, and for what is not in the version.
    """
    locked_service(session, version.service_id)
    there = _sent_before(session, version.service_id, key)
    if there is not None:
        return there
    text = _checked(session, version.service_id, text, by)
    if Directory(document_of(session, version)).find(subject) is None:
        raise Refused([Finding("about", NOT_THERE)])
    return _stored(session, version, subject, text, by, key, None)


def answer(
    session: Session, version: Version, thread_id: int, text: str, by: Writer, key: str | None = None
) -> Comment:
    """An answer in a thread, seen at this version; raises Refused like `add_comment`, and where the thread is gone."""
    locked_service(session, version.service_id)
    there = _sent_before(session, version.service_id, key)
    if there is not None:
        return there
    first = session.get(Comment, thread_id)
    text = _checked(session, version.service_id, text, by)
    if first is None or first.service_id != version.service_id or first.deleted_at or first.thread_id:
        raise Refused([Finding("thread", THREAD_GONE)])
    subject = subject_of(first)
    return _stored(session, version, subject, text, by, key, first.id)


def _sent_before(session: Session, service_id: int, key: str | None) -> Comment | None:
    same = select(Comment).where(Comment.service_id == service_id, Comment.form_key == key)
    return session.exec(same).first() if key else None


def _checked(session: Session, service_id: int, text: str, by: Writer) -> str:
    wrong = typed_findings({"text": text, "name": by.guest})
    if by.person is None and not by.guest.strip():
        wrong.append(Finding("guest", NAMELESS))
    try:
        text = required("text", text, EMPTY)
    except Refused as refused:
        wrong += refused.findings
    if wrong:
        raise Refused(wrong)
    count = select(func.count()).select_from(Comment).where(Comment.service_id == service_id)
    if session.exec(count).one() >= COMMENTS.value:
        raise Refused([Finding("text", FULL)])
    return text


def _stored(
    session: Session,
    version: Version,
    subject: Subject,
    text: str,
    by: Writer,
    key: str | None,
    thread_id: int | None,
) -> Comment:
    row = Comment(
        service_id=version.service_id,
        version_id=version.id,
        thread_id=thread_id,
        person_id=by.person.id if by.person else None,
        link_id=by.link_id,
        guest="" if by.person else " ".join(by.guest.split()),
        about=subject.about,
        ref=subject.ref,
        lane=subject.lane,
        text=text,
        form_key=key,
    )
    session.add(row)
    session.flush()
    _mention(session, row)
    count_review(session, version.service_id)
    return row


def edit_comment(session: Session, id: int, revision: int, text: str, by: Person) -> Comment:
    """Change one's own comment; raises Unknown, Refused, and Stale when it was changed elsewhere since `revision`."""
    row = _own(session, id, by)
    if row.revision != revision:
        raise Stale({"text": row.text}, {"text": text}, row.revision)
    wrong = typed_findings({"text": text})
    if wrong:
        raise Refused(wrong)
    row.text = required("text", text, EMPTY)
    row.revision += 1
    row.changed_at = now()
    _mention(session, row)
    count_review(session, row.service_id)
    return row


def delete_comment(session: Session, id: int, by: Person, moderates: bool = False) -> Comment:
    """Take a comment away, with its answers where it begins a thread; `restore_comment` undoes it. Who moderates the
    project can do so with everybody's. Raises Unknown, and Refused for others."""
    row = found(session, id) if moderates else _own(session, id, by)
    locked_service(session, row.service_id)
    if row.deleted_at is None:
        row.deleted_at = now()
        row.revision += 1
        count_review(session, row.service_id)
    return row


def restore_comment(session: Session, id: int, by: Person, moderates: bool = False) -> Comment:
    """Bring a deleted comment back; raises like `delete_comment`."""
    row = found(session, id, deleted=True)
    if row.person_id != by.id and not moderates:
        raise Refused([Finding("", NOT_YOURS)])
    locked_service(session, row.service_id)
    row.deleted_at = None
    row.revision += 1
    count_review(session, row.service_id)
    return row


def set_resolved(session: Session, id: int, by: Person, resolved: bool) -> Comment:
    """Resolve a thread, or open it again; raises Unknown. Once more changes nothing."""
    row = found(session, id)
    locked_service(session, row.service_id)
    session.refresh(row)
    if row.thread_id is not None:
        raise Unknown(f"thread {id}")
    if (row.resolved_at is not None) != resolved:
        row.resolved_at, row.resolved_by = (now(), by.id) if resolved else (None, None)
        row.revision += 1
        count_review(session, row.service_id)
    return row


def found(session: Session, id: int, deleted: bool = False) -> Comment:
    """The comment with this number; raises Unknown, also for a deleted one unless `deleted`."""
    row = session.get(Comment, id, populate_existing=True)
    if row is None or (row.deleted_at is not None and not deleted):
        raise Unknown(f"comment {id}")
    return row


def _own(session: Session, id: int, by: Person) -> Comment:
    row = found(session, id)
    locked_service(session, row.service_id)
    session.refresh(row)
    if row.person_id != by.id:
        raise Refused([Finding("", NOT_YOURS)])
    return row


def _mention(session: Session, row: Comment) -> None:
    """Keep who is meant: members of the project whose name stands behind an @."""
    session.exec(delete(Mention).where(col(Mention.comment_id) == row.id))
    project_id = session.exec(select(Service.project_id).where(Service.id == row.service_id)).one()
    people = [person for person, _ in members_of(session, project_id)]
    session.add_all(Mention(comment_id=row.id, person_id=each.id) for each in mentioned(row.text, people))
    session.flush()


def mentioned(text: str, people: Iterable[Person]) -> list[Person]:
    """Those whose name stands behind an @ in the text; of two names of which one begins the other, the longer."""
    rest = folded(text)
    out = []
    for person in sorted(people, key=lambda each: -len(each.folded)):
        if f"@{person.folded}" in rest:
            out.append(person)
            rest = rest.replace(f"@{person.folded}", " ")
    return out
