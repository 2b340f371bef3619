// A version and what is said about it: new comments come by themselves, and nothing that somebody types is lost.
import "./live.js";
import { openViewers } from "./viewer.js";

const room = document.querySelector(".review[data-live]");
const PARTS = ["verdicts", "threads"];

// A choice goes at once; without script there is a button.
for (const select of document.querySelectorAll("[data-goes]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
  select.form.querySelector("button").remove();
}

room?.addEventListener("live:comes", (event) => {
  const coming = new DOMParser().parseFromString(event.detail, "text/html");
  for (const id of PARTS) renew(id, coming);
  renewWork(coming);
});

// A link that has ended, or a version that is gone: the page says so.
room?.addEventListener("live:asked", (event) => event.detail === 404 && location.reload());

// What has the focus stays; the thread that somebody is in is found again by its id.
function renew(id, coming) {
  const old = document.getElementById(id), fresh = coming.getElementById(id);
  if (!old || !fresh || old.innerHTML === fresh.innerHTML) return;
  const known = new Map([...old.querySelectorAll("li[id]")].map((child) => [child.id, child]));
  const focused = old.contains(document.activeElement) ? document.activeElement.closest("[id]")?.id : "";
  for (const child of fresh.querySelectorAll("li[id]")) {
    const same = known.get(child.id);
    if (same && same.outerHTML === child.outerHTML) child.replaceWith(same);
  }
  old.replaceChildren(...fresh.childNodes);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

// The picture keeps its size and place: only what is drawn in it is another.
function renewWork(coming) {
  const old = document.getElementById("work"), fresh = coming.getElementById("work");
  if (!old || !fresh) return;
  const [picture, drawn] = [old, fresh].map((part) => part.querySelector(".viewer__stage svg"));
  if (picture && drawn && picture.getAttribute("viewBox") === drawn.getAttribute("viewBox")) {
    if (picture.innerHTML !== drawn.innerHTML) picture.replaceChildren(...drawn.childNodes);
  } else if (picture || drawn) {
    old.replaceChildren(...fresh.childNodes);
    openViewers(old);
  } else {
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    if (old.innerHTML !== fresh.innerHTML) old.replaceChildren(...fresh.childNodes);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }
}

// Who pressed „Antworten“ writes at once.
if (location.hash === "#say") document.getElementById("text")?.focus();
