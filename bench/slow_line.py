"""A phone on a slow line: the first page of a participant in a real browser, with nothing in its cache."""

import shutil
import statistics
import time

from playwright.sync_api import Browser, sync_playwright

from bench.hall import Server, Workshop

LATENCY_MS, DOWN_KBIT, UP_KBIT = 400, 400, 400
"""What browsers' developer tools call „Slow 3G“."""
FASTER = (150, 1_600, 750)
"""What they call „Fast 3G“."""


def usable_rows(server: Server, workshop: Workshop, rounds: int) -> list[tuple[str, ...]]:
    """Seconds until the name can be sent, by the script or without it, on two lines; medians."""
    profiles = {"slow 3G": (LATENCY_MS, DOWN_KBIT, UP_KBIT), "fast 3G": FASTER}
    address = f"http://127.0.0.1:{server.port}/w/{workshop.code}"
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        rows = []
        for name, (latency, down, up) in profiles.items():
            times = [_usable(browser, address, latency, down, up) for _ in range(rounds)]
            line = f"{name}: {latency} ms, {down} kbit/s down, {up} kbit/s up"
            rows.append((line, *(f"{statistics.median(each):.1f}" for each in zip(*times, strict=True))))
        browser.close()
        return rows


def _usable(browser: Browser, address: str, latency: int, down: int, up: int) -> tuple[float, float]:
    """Seconds until the button to join stands on the page and takes a click, and until all scripts run."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="de-DE")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": latency,
            "downloadThroughput": down * 1000 / 8,
            "uploadThroughput": up * 1000 / 8,
        },
    )
    began = time.perf_counter()
    page.goto(address, wait_until="commit", timeout=60_000)
    button = page.get_by_role("button", name="Weiter zu Ihrer Rolle")
    button.click(trial=True, timeout=60_000)
    page.evaluate("new Promise(requestAnimationFrame)")
    usable = time.perf_counter() - began
    page.wait_for_load_state("load", timeout=60_000)
    loaded = time.perf_counter() - began
    context.close()
    return usable, loaded
