"""Settings of the office's mail server: whole or not at all, and every mistake has a sentence that names it."""

from pathlib import Path

import pytest

from journeys.mail_server import NAMES, MailServer, is_address, read_mail_server
from journeys.settings import SETTINGS, Settings

PASSWORD = "s3cret-that-nobody-prints"
WHOLE = {
    "JOURNEYS_SMTP_HOST": "mail.amt.example",
    "JOURNEYS_SMTP_USER": "buergerreise",
    "JOURNEYS_SMTP_PASSWORD": PASSWORD,
    "JOURNEYS_MAIL_FROM": "buergerreise@amt.example",
}


def test_without_any_of_them_nothing_is_mailed() -> None:
    assert read_mail_server({}) is None
    assert read_mail_server(dict.fromkeys(NAMES, " ")) is None


def test_the_whole_of_them_and_the_secret_is_shown_nowhere(tmp_path: Path) -> None:
    settings = Settings.from_environment(WHOLE)
    sender = "buergerreise@amt.example"
    wanted = MailServer("mail.amt.example", 587, "starttls", sender, "buergerreise", PASSWORD)
    assert settings.mail_server == wanted and PASSWORD not in repr(settings)
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n")
    by_file = {**WHOLE, "JOURNEYS_SMTP_PASSWORD": "", "JOURNEYS_SMTP_PASSWORD_FILE": str(file)}
    assert read_mail_server(by_file) == wanted


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"JOURNEYS_SMTP_HOST": ""}, "JOURNEYS_SMTP_HOST is missing"),
        ({"JOURNEYS_SMTP_PORT": "none"}, "JOURNEYS_SMTP_PORT must be a number"),
        ({"JOURNEYS_SMTP_SECURITY": "ssl"}, "must be one of starttls, tls, none"),
        ({"JOURNEYS_SMTP_SECURITY": "none"}, "would be sent in the clear"),
        ({"JOURNEYS_MAIL_FROM": ""}, "JOURNEYS_MAIL_FROM must be a mail address"),
        ({"JOURNEYS_SMTP_PASSWORD": ""}, "go together"),
        ({"JOURNEYS_SMTP_PASSWORD_FILE": "/nowhere"}, "not both"),
    ],
)
def test_mistakes_have_a_sentence(more: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_mail_server({**WHOLE, **more})


def test_every_one_of_them_is_in_the_table() -> None:
    assert [s.name for s in SETTINGS if "SMTP" in s.name or "MAIL" in s.name] == list(NAMES)


@pytest.mark.parametrize("text", ["ada@amt.example", "a.b+c@x.y.example", "o'x@amt.example"])
def test_addresses(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "ada", "ada@", "@amt.example", "ada@amt", "a@b.c, d@e.f", "a@b.c\nBcc: d@e.f"),
        *("Ada <a@b.c>", "ä@b.c", "a b@c.d", "a@b.c\0"),
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert not is_address(text)
