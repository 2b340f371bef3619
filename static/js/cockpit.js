// The cockpit with script: changes without a page load, small pages over it, keys and drag for steps, and a wall on which
// nothing new pushes what is under the pointer or has the focus. Without it every button and link leads to a page.
import { newKey } from "./outbox.js";

const byId = (id) => document.getElementById(id);
const notice = byId("notice"), sheet = byId("sheet"), wall = byId("wall"), agenda = byId("agenda"), fresh = byId("fresh");
const parse = (text) => Object.assign(document.createElement("template"), { innerHTML: text }).content;
const lookAgain = () => document.dispatchEvent(new Event("live:ask"));

// --- sending ------------------------------------------------------------------------------------------------------
let isBusy = false;

document.addEventListener("submit", (event) => {
  const form = event.target, button = event.submitter;
  if (form.method !== "post" || "whole" in form.dataset || "whole" in (button?.dataset ?? {})) return;
  event.preventDefault();
  if (!isBusy) send(button?.getAttribute("formaction") ?? form.getAttribute("action"), new FormData(form, button), form);
});

async function send(address, body, form) {
  isBusy = true;
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } });
    await receive(answer, address, form);
  } catch {
    sheet.close();
    notice.replaceChildren(byId("unreachable").content.cloneNode(true));
  }
  isBusy = false;
}

async function receive(answer, address, form) {
  const away = answer.headers.get("HX-Redirect");
  if (away) return location.assign(away);
  const text = await answer.text();
  if (answer.headers.get("HX-Retarget") === "#notice") return notice.replaceChildren(parse(text));
  if (!answer.ok) return open(text, address);
  const there = parse(text).querySelector("#notice");
  if (there) notice.replaceChildren(...there.childNodes);
  if (address.includes("/result") || form?.id === "steer") settleResult(body(form));
  if (form?.closest("#enter")) emptied(form);
  drafts.delete(sheet.dataset.address);
  if (sheet.open) sheet.close();
  byId("band-more")?.removeAttribute("open");
  isOwn = true;
  isRevealed = address.endsWith("/reveal");
  lookAgain();
}
const body = (form) => (form ? new FormData(form) : new FormData());

// --- small pages over the cockpit ---------------------------------------------------------------------------------
const drafts = new Map(); // what was begun and not sent, by its address
let cameFrom = "";

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if ("dismiss" in link.dataset && sheet.open) return event.preventDefault(), sheet.close();
  if (link.dataset.part) return event.preventDefault(), switchTo(link);
  if (!("sheet" in link.dataset)) return;
  event.preventDefault();
  if (!sheet.contains(link)) cameFrom = link.id;
  try {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
    if (answer.headers.get("HX-Redirect")) return location.assign(answer.headers.get("HX-Redirect"));
    open(await answer.text(), link.href);
  } catch {
    notice.replaceChildren(byId("unreachable").content.cloneNode(true));
  }
});

function open(text, address) {
  const close = Object.assign(document.createElement("button"), { type: "button", className: "quiet-button sheet__close" });
  close.append(Object.assign(document.createElement("span"), { textContent: sheet.dataset.close }));
  close.addEventListener("click", () => sheet.close());
  sheet.dataset.address = address;
  sheet.replaceChildren(parse(text), close);
  if (byId("sheet-heading")) sheet.setAttribute("aria-labelledby", "sheet-heading");
  for (const [name, value] of drafts.get(address) ?? []) {
    const field = sheet.querySelector(`form.fields [name="${name}"]`);
    if (field && field.type !== "hidden") field.value = value;
  }
  if (!sheet.open) sheet.showModal();
  (sheet.querySelector("[autofocus]") ?? sheet.querySelector("textarea, select") ?? byId("sheet-heading"))?.focus();
}

sheet.addEventListener("input", () => {
  const form = sheet.querySelector("form.fields");
  if (form) drafts.set(sheet.dataset.address, [...new FormData(form)].filter(([name]) => !["csrf_token", "revision"].includes(name)));
});
sheet.addEventListener("close", () => {
  sheet.removeAttribute("aria-labelledby");
  sheet.replaceChildren();
  byId(cameFrom)?.focus({ preventScroll: true });
});

function emptied(form) {
  form.reset();
  form.elements.text.value = "";
  form.elements.form_key.value = newKey();
  form.elements.text.focus();
}

// --- the agenda: a result that somebody is typing stays until it is saved ------------------------------------------
let nextAgenda = "";
const result = () => byId("result");
const isTyping = () => result() && result().value.trim() !== result().form.elements.result_before.value.trim();

function settleResult(sent) {
  const before = result()?.form.elements.result_before;
  if (before && sent.has("result")) before.value = sent.get("result");
}

agenda.addEventListener("live:comes", (event) => {
  nextAgenda = event.detail;
  renewAgenda();
});
agenda.addEventListener("live:asked", () => nextAgenda && renewAgenda());
agenda.addEventListener("change", ({ target }) => {
  if (target.id === "result" && isTyping()) target.form.requestSubmit(byId("save-result"));
});

function renewAgenda() {
  const coming = parse(nextAgenda), now = byId("plan-now"), other = coming.getElementById("plan-now");
  const isSame = now && other && now.dataset.item === other.dataset.item;
  if (now && (isTyping() || (document.activeElement === result() && !isSame))) return;
  if (isSame && document.activeElement === result()) {
    for (const name of ["item_revision", "result_before"]) {
      now.querySelector(`[name="${name}"]`).value = other.querySelector(`[name="${name}"]`).value;
    }
    if (result().value !== other.querySelector("textarea").value) result().value = other.querySelector("textarea").value;
    other.replaceWith(now);
  }
  nextAgenda = "";
  const focused = document.activeElement?.id;
  agenda.replaceChildren(...coming.children);
  if (focused && document.activeElement?.id !== focused) byId(focused)?.focus({ preventScroll: true });
}

byId("questions").addEventListener("live:came", () => {
  byId("open-questions").textContent = byId("questions-heading").dataset.open;
});

// --- the wall -----------------------------------------------------------------------------------------------------
const column = byId("wall-column");
const known = new Map(); // a card's id to how the server drew it
let waiting = "", isOwn = false, isRevealed = false, isDragging = false;

function isInUse() {
  const inside = column.contains(document.activeElement) || column.matches(":hover");
  return inside || isDragging || column.scrollTop > 0 || column.getBoundingClientRect().top < 0;
}

wall.addEventListener("live:comes", (event) => renewWall(event.detail));
wall.addEventListener("live:asked", () => waiting && !isInUse() && renewWall(waiting, true));
fresh.addEventListener("click", () => {
  const before = new Set(known.keys());
  renewWall(waiting, true);
  const first = [...wall.querySelectorAll("#cards > li")].find((card) => !before.has(card.id));
  column.scrollTop = 0;
  (first ?? byId("wall-heading")).focus();
});

// Cards that are there change where they stand; new and gone ones wait while somebody is at the wall. What one did
// oneself is seen at once.
function renewWall(text, now = false) {
  const coming = parse(text), isFree = now || isRevealed || !isInUse();
  const old = new Map([...wall.querySelectorAll("#cards > li")].map((card) => [card.id, card]));
  const cards = [...coming.querySelectorAll("#cards > li")];
  const ids = new Set(cards.map((card) => card.id));
  const focus = focusedAt();
  const added = cards.filter((card) => !old.has(card.id)), gone = [...old.values()].filter((card) => !ids.has(card.id));
  const held = isFree || wall.querySelector("#cards")?.children.length === 0 ? [] : added;
  const kept = isFree || isOwn ? [] : gone;
  for (const card of held) card.remove();
  for (const card of cards) place(card, old);
  keep(kept, coming, old);
  const rest = held.length || kept.length;
  waiting = rest ? text : "";
  tell(held.length, kept.length);
  isOwn = isRevealed = false;
  wall.replaceChildren(...coming.children);
  for (const card of wall.querySelectorAll("#cards > li")) if (card.dataset.step) card.draggable = true;
  comeBack(focus);
}

function place(card, old) {
  const drawn = card.outerHTML, before = old.get(card.id);
  if (before && known.get(card.id) === drawn) card.replaceWith(before);
  known.set(card.id, drawn);
}

// What is gone stays in its place, dimmed, until the wall is free.
function keep(kept, coming, old) {
  const list = coming.querySelector("#cards"), order = [...old.keys()];
  for (const card of kept) {
    card.classList.add("is-gone");
    const behind = order.slice(order.indexOf(card.id) + 1).map((id) => list.querySelector(`#${id}`)).find(Boolean);
    list.insertBefore(card, behind ?? null);
  }
}

function tell(added, gone) {
  fresh.hidden = !added && !gone;
  const words = added > 1 ? fresh.dataset.many.replace("{n}", added) : added ? fresh.dataset.one : fresh.dataset.none;
  if (!fresh.hidden && fresh.textContent !== words) fresh.firstElementChild.textContent = words;
}

// Where the focus is: the element, its card, and the card below, in case that one goes away.
function focusedAt() {
  const active = wall.contains(document.activeElement) ? document.activeElement : null;
  const card = active?.closest("#cards > li");
  return { active, id: active?.id, card: card?.id, next: card?.nextElementSibling?.id ?? card?.previousElementSibling?.id };
}

function comeBack({ active, id, card, next }) {
  if (!active || active === document.activeElement) return;
  const target = byId(id) ?? byId(card) ?? byId(next) ?? byId("wall-heading");
  target.focus({ preventScroll: true });
}

function switchTo(link) {
  wall.dataset.live = link.dataset.part;
  history.replaceState(null, "", link.href);
  waiting = "";
  known.clear();
  byId("cards").replaceChildren();
  column.scrollTop = 0;
  lookAgain();
}

// --- steps by key and by drag -------------------------------------------------------------------------------------
function putOn(card, step) {
  const body = new FormData(byId("act"));
  body.set("step", step);
  body.set("revision", card.dataset.revision);
  return send(card.dataset.step, body, null);
}

document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.("#cards > li[data-step]");
  if (!card || !/^[1-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey || isBusy) return;
  const step = document.querySelector(`[data-target][data-number="${event.key}"]`);
  if (step) event.preventDefault(), putOn(card, step.dataset.target);
});

let dragged = null;
const targetOf = (event) => dragged && event.target.closest?.("[data-target]");
wall.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("#cards > li[draggable]");
  if (!dragged) return;
  isDragging = true;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.card);
  document.body.classList.add("dragging");
});
document.addEventListener("dragover", (event) => {
  document.querySelector(".is-target")?.classList.remove("is-target");
  const target = targetOf(event);
  if (!target) return;
  event.preventDefault();
  target.classList.add("is-target");
});
document.addEventListener("drop", (event) => {
  const target = targetOf(event);
  if (!target) return;
  event.preventDefault();
  putOn(dragged, target.dataset.target);
});
document.addEventListener("dragend", () => {
  dragged = null;
  isDragging = false;
  document.body.classList.remove("dragging");
  document.querySelector(".is-target")?.classList.remove("is-target");
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && /^#(plan|side)$/.test(location.hash) && !sheet.open) location.hash = "content";
});

for (const card of wall.querySelectorAll("#cards > li")) {
  known.set(card.id, card.outerHTML);
  if (card.dataset.step) card.draggable = true;
}
