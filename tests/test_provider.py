"""Settings of the office's identity provider: whole or not at all, and every mistake has a sentence that names it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from journeys.cli import run
from journeys.domain.members import ROLES
from journeys.provider import NAMES, Grant, GroupRole, is_safe_address, read_provider
from journeys.settings import SETTINGS, Settings
from tests.routes.single_sign_on.forger import forging

WHOLE = {
    "JOURNEYS_OIDC_ISSUER": "https://anmelden.amt.example/realms/amt",
    "JOURNEYS_OIDC_CLIENT_ID": "buergerreise",
    "JOURNEYS_OIDC_CLIENT_SECRET": "s3cret-that-nobody-prints",
}


def test_without_any_of_them_there_is_no_provider() -> None:
    assert read_provider({}) is None
    assert read_provider(dict.fromkeys(NAMES, " ")) is None


def test_the_whole_of_them() -> None:
    found = read_provider(
        {
            **WHOLE,
            "JOURNEYS_OIDC_NAME": "Mit dem Amtskonto",
            "JOURNEYS_OIDC_GROUPS": "roles",
            "JOURNEYS_OIDC_ROLES": " bm-admins = administration;\n/leitung=moderation: Digitales Bürgeramt ;"
            "cn=team,ou=amt=review:A=design:B;",
        }
    )
    assert found and (found.name, found.groups) == ("Mit dem Amtskonto", "roles")
    assert found.grants == (
        Grant("bm-admins", "administration"),
        Grant("/leitung", "moderation", "Digitales Bürgeramt"),
        Grant("cn=team,ou=amt", "review", "A=design:B"),
    )
    usual = read_provider(WHOLE)
    assert usual and (usual.name, usual.groups, usual.grants) == ("", "groups", ())


def test_the_secret_is_shown_nowhere() -> None:
    settings = Settings.from_environment(WHOLE)
    assert settings.provider and settings.provider.client_secret == WHOLE["JOURNEYS_OIDC_CLIENT_SECRET"]
    assert WHOLE["JOURNEYS_OIDC_CLIENT_SECRET"] not in repr(settings)


def test_the_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from a file\n")
    environ = {**WHOLE, "JOURNEYS_OIDC_CLIENT_SECRET": "", "JOURNEYS_OIDC_CLIENT_SECRET_FILE": str(file)}
    found = read_provider(environ)
    assert found and found.client_secret == "from a file"
    file.write_text(" \n")
    with pytest.raises(ValueError, match="empty file"):
        read_provider(environ)


ISSUER, CLIENT, SECRET, FILE, ROLES_OF = (
    "JOURNEYS_OIDC_ISSUER",
    "JOURNEYS_OIDC_CLIENT_ID",
    "JOURNEYS_OIDC_CLIENT_SECRET",
    "JOURNEYS_OIDC_CLIENT_SECRET_FILE",
    "JOURNEYS_OIDC_ROLES",
)
WRONG = [
    ({ISSUER: ""}, f"{ISSUER} is missing"),
    ({CLIENT: ""}, f"{CLIENT} is missing"),
    ({SECRET: ""}, f"{SECRET} is missing"),
    ({FILE: "/somewhere"}, "not both"),
    ({SECRET: "", FILE: "/no such file"}, "can not be read"),
    ({ISSUER: "anmelden.amt.example"}, "must be an https address"),
    ({ISSUER: "http://anmelden.amt.example"}, "must be an https address"),
    ({ISSUER: "ftp://127.0.0.1"}, "must be an https address"),
    ({ISSUER: "https://"}, "must be an https address"),
    ({ISSUER: "https://[broken"}, "must be an https address"),
    ({ISSUER: "https://amt.example/?x=1"}, "without question mark"),
    ({ISSUER: "https://user@amt.example"}, "without question mark"),
    ({ROLES_OF: "team"}, "must read group=role:project"),
    ({ROLES_OF: "team=king:Bürgeramt"}, "must read group=role:project"),
    ({ROLES_OF: "=review:Bürgeramt"}, "must read group=role:project"),
    ({ROLES_OF: "a=review:A; team=reviewer:B"}, "'team=reviewer:B'"),
    ({ROLES_OF: "team=review"}, "review needs a project"),
    ({ROLES_OF: "team=review:"}, "review needs a project"),
    ({ROLES_OF: "team=administration:Bürgeramt"}, "administration needs no project"),
]


@pytest.mark.parametrize(("change", "sentence"), WRONG)
def test_what_is_wrong_has_a_sentence(change: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)) as raised:
        Settings.from_environment({**WHOLE, **change})
    assert WHOLE[SECRET] not in str(raised.value)


@pytest.mark.parametrize("name", NAMES)
def test_one_alone_is_half_of_it(name: str) -> None:
    with pytest.raises(ValueError, match=r"is missing|can not be read"):
        read_provider({name: "x=administration"})


SAFE = [
    "https://a.example",
    "http://127.0.0.1:9400/x",
    "http://[::1]:80",
    "http://localhost:1",
    "http://127.3.2.1",
]
UNSAFE = ["http://a.example", "http://127.0.0.1.example", "http://localhost.example", "//127.0.0.1", "", "x"]
UNSAFE += ["javascript:alert(1)", "file:///etc/passwd", "http://[::1", "http://0.0.0.0", "http://10.0.0.1"]


@pytest.mark.parametrize(("address", "safe"), [*((a, True) for a in SAFE), *((a, False) for a in UNSAFE)])
def test_which_addresses_a_secret_may_go_to(address: str, safe: bool) -> None:
    assert is_safe_address(address) is safe


def test_groups_give_the_roles_that_there_are() -> None:
    assert set(get_args(GroupRole)) == {"administration", *ROLES}


def test_every_one_of_them_is_a_setting() -> None:
    assert [s.name for s in SETTINGS if "OIDC" in s.name] == list(NAMES)


# What the command line says about it.


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], tuple[int, str]]:
    """Runs a command where a provider is set up; its status and all that it says."""
    monkeypatch.delenv("JOURNEYS_DATABASE_URL", raising=False)
    for name, value in {**WHOLE, "JOURNEYS_INSTANCE": str(tmp_path), "LANG": "de_DE"}.items():
        monkeypatch.setenv(name, value)

    def called(task: str) -> tuple[int, str]:
        status, said = run([task]), capsys.readouterr()
        return status, said.out + said.err

    return called


def test_doctor_asks_the_provider(
    call: Callable[[str], tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with forging() as forger:
        monkeypatch.setenv("JOURNEYS_OIDC_ISSUER", forger.issuer)
        status, said = call("doctor")
        assert status == 0 and f"✓ Anmeldesystem des Hauses: {forger.issuer}" in said
        forger.metadata["issuer"] = "https://other.example"
        status, said = call("doctor")
        assert status == 3 and "another issuer" in said
    status, said = call("doctor")
    assert status == 3 and f"✗ Anmeldesystem des Hauses: {forger.issuer} antwortet nicht" in said


@pytest.mark.parametrize("task", ["doctor", "serve"])
def test_without_the_packages_there_is_a_sentence(
    call: Callable[[str], tuple[int, str]], monkeypatch: pytest.MonkeyPatch, task: str
) -> None:
    for ours in ("journeys.office", "journeys.discovery"):
        monkeypatch.delitem(sys.modules, ours, raising=False)
    monkeypatch.setitem(sys.modules, "authlib", None)  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, "authlib.integrations.flask_client", None)  # type: ignore[arg-type]
    status, said = call(task)
    assert status == 3 and "buergerreise[sso]" in said


def test_without_a_provider_the_packages_are_not_needed(tmp_path: Path) -> None:
    missing = "import sys; sys.modules['authlib'] = sys.modules['requests'] = sys.modules['joserfc'] = None"
    code = "from journeys import create_app; from journeys.settings import Settings"
    ours = {"JOURNEYS_INSTANCE": str(tmp_path), "PATH": os.environ["PATH"]}
    program = f"{missing}\n{code}\ncreate_app(Settings.from_environment())"
    subprocess.run([sys.executable, "-c", program], env=ours, check=True, timeout=60)
