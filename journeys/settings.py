"""Every setting and every limit: name, default, one sentence. `docs/settings.md` is made from these tables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import NamedTuple

from journeys.mail_server import USUAL_PORT, USUAL_SECURITY, MailServer, read_mail_server
from journeys.provider import USUAL_GROUPS, Provider, read_provider

Network = IPv4Network | IPv6Network


class Setting(NamedTuple):
    """One environment variable that changes how the app runs."""

    name: str
    default: str
    sentence: str


SETTINGS = (
    Setting("JOURNEYS_DATABASE_URL", "", "Database to use; empty: SQLite in the instance folder."),
    Setting("JOURNEYS_INSTANCE", "instance", "Folder for data, cache and secrets."),
    Setting(
        "JOURNEYS_SECRET_KEY",
        "",
        "Key that signs forms and sessions; empty: made once and kept in the instance folder.",
    ),
    Setting("JOURNEYS_PUBLIC_URL", "", "Address that goes into sign-in links; empty: http://HOST:PORT."),
    Setting(
        "JOURNEYS_TIME_ZONE", "Europe/Berlin", "Time zone in which times are shown; they are stored in UTC."
    ),
    Setting(
        "JOURNEYS_DOT",
        "",
        "Graphviz program to use; empty: dot on the path, else the one that comes with the app.",
    ),
    Setting(
        "JOURNEYS_TRUSTED_PROXIES",
        "",
        "Addresses and networks of the reverse proxies whose X-Forwarded-… headers are believed, with commas between.",
    ),
    Setting(
        "JOURNEYS_PRIVACY_CONTACT",
        "",
        "Whom people ask about their data, as the privacy page says it: an office, a mail address, a telephone number.",
    ),
    Setting(
        "JOURNEYS_BUILDING_BLOCKS",
        "",
        "File of the office's own building blocks, which come beside those of the app; see building-blocks.md.",
    ),
    Setting(
        "JOURNEYS_OIDC_ISSUER",
        "",
        "Issuer of the office's identity provider; empty: no sign-in there, see single-sign-on.md.",
    ),
    Setting("JOURNEYS_OIDC_CLIENT_ID", "", "Name of Bürgerreise at this provider."),
    Setting("JOURNEYS_OIDC_CLIENT_SECRET", "", "Its secret there."),
    Setting("JOURNEYS_OIDC_CLIENT_SECRET_FILE", "", "File that holds this secret, instead of the variable."),
    Setting("JOURNEYS_OIDC_NAME", "", "Label of the button; empty: „Mit dem Konto des Hauses anmelden“."),
    Setting("JOURNEYS_OIDC_GROUPS", USUAL_GROUPS, "Claim of the ID token that lists somebody's groups."),
    Setting(
        "JOURNEYS_OIDC_ROLES",
        "",
        "What groups give: `group=role:project; …`, with the roles `administration` (without project), "
        "`moderation`, `design`, `review`.",
    ),
    Setting(
        "JOURNEYS_SMTP_HOST", "", "The office's mail server; empty: nothing is mailed, see operations.md."
    ),
    Setting("JOURNEYS_SMTP_PORT", USUAL_PORT, "Port of it."),
    Setting(
        "JOURNEYS_SMTP_SECURITY", USUAL_SECURITY, "`starttls`, `tls`, or `none` within one's own network."
    ),
    Setting("JOURNEYS_SMTP_USER", "", "Name to sign in with there; empty: without."),
    Setting("JOURNEYS_SMTP_PASSWORD", "", "Password to sign in with there."),
    Setting("JOURNEYS_SMTP_PASSWORD_FILE", "", "File that holds this password, instead of the variable."),
    Setting("JOURNEYS_MAIL_FROM", "", "Address that mails come from."),
    Setting("HOST", "127.0.0.1", "Address the server listens on."),
    Setting("PORT", "5000", "Port the server listens on."),
)


@dataclass(frozen=True)
class Settings:
    """The settings of one running app, read once from the environment."""

    instance: Path
    database_url: str
    secret_key: str
    public_url: str
    time_zone: str
    dot: str
    host: str
    port: int
    trusted_proxies: tuple[Network, ...] = ()
    privacy_contact: str = ""
    building_blocks: Path | None = None
    provider: Provider | None = None
    mail_server: MailServer | None = None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the table above from `environ`; raises ValueError with a sentence that names a wrong one."""
        value = {s.name: environ.get(s.name, "") or s.default for s in SETTINGS}
        if not value["PORT"].isdecimal() or not 0 < int(value["PORT"]) < 65536:
            raise ValueError(f"PORT must be a number from 1 to 65535, not {value['PORT']!r}")
        instance = Path(value["JOURNEYS_INSTANCE"]).absolute()
        return cls(
            instance=instance,
            database_url=value["JOURNEYS_DATABASE_URL"] or f"sqlite:///{instance / 'journeys.sqlite'}",
            secret_key=value["JOURNEYS_SECRET_KEY"],
            public_url=(value["JOURNEYS_PUBLIC_URL"] or f"http://{value['HOST']}:{value['PORT']}").rstrip(
                "/"
            ),
            time_zone=value["JOURNEYS_TIME_ZONE"],
            dot=value["JOURNEYS_DOT"],
            host=value["HOST"],
            port=int(value["PORT"]),
            trusted_proxies=_networks(value["JOURNEYS_TRUSTED_PROXIES"]),
            privacy_contact=value["JOURNEYS_PRIVACY_CONTACT"],
            building_blocks=Path(own) if (own := value["JOURNEYS_BUILDING_BLOCKS"]) else None,
            provider=read_provider(environ),
            mail_server=read_mail_server(environ),
        )


def _networks(value: str) -> tuple[Network, ...]:
    names = [name.strip() for name in value.split(",")]
    try:
        return tuple(ip_network(name, strict=False) for name in names if name)
    except ValueError as error:
        raise ValueError(
            "JOURNEYS_TRUSTED_PROXIES must hold addresses or networks with commas between, "
            f"such as 127.0.0.1, 10.0.0.0/8: {error}"
        ) from None


class Limit(NamedTuple):
    """One bound that the app keeps; what exceeds it is refused with a sentence that names it."""

    value: int
    sentence: str


UPLOAD_BYTES = Limit(10 * 1024 * 1024, "Bytes in one uploaded or imported file.")
CARRIED_BYTES = Limit(6 * 1024 * 1024, "Bytes of a table whose columns can be mapped by hand on the page.")
DEPTH = Limit(32, "Levels of nesting in a document.")
EVENTS = Limit(200_000, "Parts (keys, values, brackets) in one YAML or JSON document.")
XML_DEPTH = Limit(64, "Levels of nesting in an XML file.")
XML_PARTS = Limit(300_000, "Elements and attributes in one XML file.")
BPMN_ELEMENTS = Limit(10_000, "Tasks, gateways, events, flows and data in one BPMN file that is read.")
SHEET_UNPACKED_BYTES = Limit(32 * 1024 * 1024, "Bytes of a workbook, unpacked.")
SHEET_RATIO = Limit(150, "Times that a part of a workbook may be larger unpacked than packed.")
SHEET_PARTS = Limit(500, "Files inside a workbook.")
SHEET_ELEMENTS = Limit(1_000_000, "XML elements in a workbook.")
SHEETS = Limit(50, "Sheets in a workbook.")
SHEET_ROWS = Limit(10_000, "Rows with content in a workbook or CSV file.")
SHEET_COLUMNS = Limit(200, "Columns of a table that is read.")
SHEET_CELLS = Limit(200_000, "Cells with content in a workbook or CSV file.")
SHEET_LETTERS = Limit(5_000_000, "Characters in all cells of a workbook or CSV file.")
MARKUP = Limit(30_000, "Characters in one text of a service description (XZuFi), with its HTML.")
MARKUP_IN_ALL = Limit(240_000, "Characters in all of its texts that are read.")
TEXT = Limit(5_000, "Characters in a text.")
TITLE = Limit(200, "Characters in a title or name.")
STEPS = Limit(400, "Steps in a document that is imported or drawn.")
LANES = Limit(12, "Own lanes of one journey in a document that is imported or drawn.")
SLIDES = Limit(1_000, "Slides in one presentation.")
LINKS_PER_STEP = Limit(3, "Links in a document, as a multiple of its steps (and at least 12).")
LIST_ITEMS = Limit(5_000, "Entries in any one list of a document.")
DRAWING_SECONDS = Limit(20, "Seconds that Graphviz may take for one picture before it is ended.")
DRAWING_BYTES = Limit(32 * 1024 * 1024, "Bytes that Graphviz may write for one picture before it is ended.")
DRAWINGS_AT_ONCE = Limit(2, "Graphviz processes of one server process that run at the same time.")
CACHE_BYTES = Limit(200 * 1024 * 1024, "Bytes of drawn pictures kept in the cache; the oldest go first.")
MEMORY_BYTES = Limit(32 * 1024 * 1024, "Bytes of drawn pictures that one server process keeps in memory.")
WRONG_CODES_MINUTES = Limit(10, "Minutes in which wrong workshop codes are counted together.")
WRONG_CODES_BROWSER = Limit(10, "Wrong workshop codes from one browser in that time before it has to wait.")
WRONG_CODES_ADDRESS = Limit(
    300, "Wrong workshop codes from one address in that time; a hall full of phones shares one."
)
AHEAD_BROWSER = Limit(
    5, "Questions before a workshop that one browser may send in the time in which wrong codes are counted."
)
AHEAD_ADDRESS = Limit(300, "The same from one address; a whole office shares one.")
AHEAD_WORKSHOP = Limit(1_000, "Questions, and promises, that one workshop takes before it begins.")
SIGN_IN_LINK_MINUTES = Limit(60, "Minutes that a one-time sign-in link is valid.")
INVITATION_DAYS = Limit(7, "Days that the link for somebody new is valid.")
SIGN_IN_DAYS = Limit(30, "Days after which a person must sign in again.")
SIGN_IN_IDLE_DAYS = Limit(14, "Days without use after which a sign-in ends.")
CODE_MINUTES = Limit(5, "Minutes in which the code of the second factor must follow the password.")
PASSWORD_LETTERS = Limit(12, "Characters that a password has at least.")
PASSWORD_LONGEST = Limit(256, "Characters that a password may have.")
WRONG_PASSWORDS_ACCOUNT = Limit(
    10, "Wrong passwords for one account before the next try has to wait, counted like wrong codes."
)
WRONG_PASSWORDS_ADDRESS = Limit(100, "Wrong passwords from one address before the next try has to wait.")
INVITATIONS = Limit(50, "Invitations and sign-in links that one person may make in that time.")
PROVIDER_SECONDS = Limit(5, "Seconds that each answer of the office's identity provider may take.")
PROVIDER_BYTES = Limit(1024 * 1024, "Bytes in one answer of the office's identity provider.")
PROVIDER_MINUTES = Limit(60, "Minutes that signing in at the office's identity provider may take.")
API_TOKENS = Limit(20, "Tokens with which other programs read one project.")
API_TOKEN_DAYS = Limit(365, "Days that such a token is valid at most.")
API_TOKEN_KEPT_DAYS = Limit(
    30, "Days after its end that such a token still stands in the list of its project."
)
API_PAGE = Limit(100, "Entries on one page of an answer of the read API.")
WRONG_API_TOKENS = Limit(
    50,
    "Wrong tokens for the read API from one address before the next wrong one has to wait, counted like wrong codes.",
)
VERSIONS = Limit(5_000, "Versions of one service.")
COMMENTS = Limit(5_000, "Comments on one service.")
COMMENTS_BY_LINK = Limit(200, "Comments that one share link takes in the minutes of WRONG_CODES_MINUTES.")
REVIEWERS = Limit(50, "People who are asked in one approval round.")
SHARE_LINKS = Limit(50, "Share links of one service.")
SHARE_LINK_DAYS = Limit(365, "Days that a share link is valid at most.")
SHARE_LINK_KEPT_DAYS = Limit(30, "Days that the list still names a share link that has ended.")
VISIT_MINUTES = Limit(30, "Minutes after which coming back to a project is a new visit.")
MAIL_SECONDS = Limit(10, "Seconds that each answer of the office's mail server may take.")
MAIL_TRIES = Limit(
    7, "Times that a mail is tried, with longer and longer pauses, about a day and a half in all."
)
AUDIT_DAYS = Limit(365, "Days that an entry of the audit trail is kept.")
EDIT_HOURS = Limit(24, "Hours that somebody can undo what they changed in a journey.")
BACKUP_BYTES = Limit(2 * 1024 * 1024 * 1024, "Bytes of all rows in a backup, unpacked.")
BACKUP_LINE_BYTES = Limit(32 * 1024 * 1024, "Bytes of one row in a backup.")
BACKUP_DAYS = Limit(7, "Days after which `journeys doctor` asks for a new backup.")
RETENTION_MONTHS = Limit(
    12, "Months after which contributions lose their pseudonym, unless a project says otherwise."
)

LIMITS: dict[str, Limit] = {
    name: value for name, value in list(globals().items()) if isinstance(value, Limit)
}
