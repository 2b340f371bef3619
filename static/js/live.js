// Parts that follow what others do: asked for every few seconds while the page is seen, never while it is in a pocket.
// <div data-live="/address" data-every="2000">: the answer replaces what is in it, unless nothing has changed (304).
// With data-merges it is put in by who listens to „live:comes“.
// Inside or outside of it, <time data-ends="…" data-held="…"> counts down by the server's clock.
const FIRST_PAUSE = 2000, LONGEST_PAUSE = 30000;
// The server's clock minus ours, in milliseconds: by the page itself at first, by each answer later.
let ahead = document.body.dataset.serverTime ? Number(document.body.dataset.serverTime) - Date.now() : 0;

function follow(part) {
  let seen = part.dataset.etag ?? "", failures = 0, asked = 0, shown = 0;
  const pause = () => {
    const every = Number(part.dataset.every) || FIRST_PAUSE;
    const longer = Math.min(every * 2 ** failures, LONGEST_PAUSE);
    return longer * (0.85 + 0.3 * Math.random()); // three hundred phones do not ask at once
  };
  async function ask() {
    if (!part.isConnected) return;
    if (document.visibilityState === "visible") await look();
    setTimeout(ask, pause());
  }
  async function look() {
    const turn = (asked += 1), address = part.dataset.live;
    // An answer that was overtaken, or is of what the part showed before, would bring back what is over.
    const isLate = () => turn < shown || address !== part.dataset.live;
    try {
      const answer = await fetch(address, { headers: { "If-None-Match": seen, "HX-Request": "true" } });
      failures = 0;
      const told = Number(answer.headers.get("Server-Time"));
      if (told) ahead = told - Date.now();
      const text = answer.status === 200 ? await answer.text() : null;
      if (isLate()) return;
      shown = turn;
      if (text !== null) show(text, answer.headers.get("ETag"));
      part.dispatchEvent(new CustomEvent("live:asked", { bubbles: true, detail: answer.status }));
    } catch {
      failures += 1;
      part.dispatchEvent(new CustomEvent("live:unreachable", { bubbles: true }));
    }
  }
  function show(text, etag) {
    const event = new CustomEvent("live:comes", { bubbles: true, cancelable: true, detail: text });
    if (!part.dispatchEvent(event)) return; // somebody is in the middle of something: asked again later
    seen = etag ?? "";
    if (!("merges" in part.dataset)) swap(part, text); // else who listens to live:comes has put it in
    part.dispatchEvent(new CustomEvent("live:came", { bubbles: true }));
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && part.isConnected) look();
  });
  document.addEventListener("live:ask", look); // somebody changed something here and wants to see it now
  setTimeout(ask, part.dataset.etag ? pause() : 0);
}

// What has not changed stays the very same element, so that focus, scroll and open details are kept.
function swap(part, text) {
  const fresh = document.createElement("template");
  fresh.innerHTML = text;
  const old = new Map([...part.children].filter((child) => child.id).map((child) => [child.id, child]));
  const children = [...fresh.content.children].map((child) => {
    const known = child.id && old.get(child.id);
    return known && known.outerHTML === child.outerHTML ? known : child;
  });
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  if (children.length !== part.children.length || children.some((child, n) => child !== part.children[n])) {
    part.replaceChildren(...children);
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
    globalThis.htmx?.process(part);
  }
}

function tick() {
  for (const clock of document.querySelectorAll("time[data-ends]")) {
    const left = clock.dataset.held
      ? Number(clock.dataset.held)
      : Math.round((Number(clock.dataset.ends) - Date.now() - ahead) / 1000);
    const over = left < 0 ? "+" : "", seconds = Math.abs(left);
    const text = `${over}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (clock.textContent !== text) clock.textContent = text;
    clock.classList.toggle("is-over", left < 0);
  }
}

document.querySelectorAll("[data-live]").forEach(follow);
setInterval(tick, 250);
