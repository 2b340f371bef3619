"""The wheel holds everything: built, installed beside nothing but its dependencies, it opens a page."""

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OPEN_A_PAGE = """
import sys
from pathlib import Path
import journeys
from journeys import create_app
from journeys.settings import Settings
assert "site-packages" in journeys.__file__, journeys.__file__
app = create_app(Settings.from_environment({"JOURNEYS_INSTANCE": sys.argv[1]}))
app.extensions["database"].migrate()
client = app.test_client()
client.get("/language/en")
page = client.get("/sign-in")
assert page.status_code == 200 and "Sign in" in page.text, page.text
style = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
assert client.get(style).status_code == 200, style
print("opened")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # The builder of this environment: nothing is fetched.
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_what_lies_beside_the_code(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    places = "journeys/_places"
    wanted = {
        f"{places}/templates/base.html",
        f"{places}/static/vendor/kern/kern.min.css",
        f"{places}/static/vendor/arimo/Arimo-Regular.ttf",
        f"{places}/migrations/env.py",
        f"{places}/docs/help/start.md",
        f"{places}/docs/format/journey-document.schema.json",
        f"{places}/examples/wohnsitz-anmelden.yaml",
        "journeys/domain/building_blocks.yaml",
        "journeys/translations/en/LC_MESSAGES/messages.mo",
    }
    assert wanted - names == set()


def test_the_wheel_opens_a_page_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    site = home / "lib" / f"python{sysconfig.get_python_version()}" / "site-packages"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)  # a wheel is unpacked where it is installed; it holds no scripts to place
    # The dependencies of the tests' environment, without its .pth files, which would lead back to the checkout.
    code = f"import sys; sys.path.append({sysconfig.get_path('purelib')!r})\n{OPEN_A_PAGE}"
    command = [home / "bin" / "python", "-I", "-c", code, tmp_path / "instance"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert ran.stdout.splitlines()[-1:] == ["opened"], ran.stderr
