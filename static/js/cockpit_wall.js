// The wall: nothing new pushes what is under the pointer or has the focus.
import { byId, lookAgain, parse } from "./cockpit_page.js";

const wall = byId("wall"), fresh = byId("fresh");
const column = byId("wall-column");
const known = new Map(); // a card's id to how the server drew it
let waiting = "", isOwn = false, isRevealed = false;

function isInUse() {
  const inside = column.contains(document.activeElement) || column.matches(":hover");
  return inside || document.body.classList.contains("dragging") || column.scrollTop > 0 || column.getBoundingClientRect().top < 0;
}

wall.addEventListener("live:comes", (event) => renewWall(event.detail));
wall.addEventListener("live:asked", () => waiting && !isInUse() && renewWall(waiting, true));
fresh.addEventListener("click", () => {
  const before = new Set([...wall.querySelectorAll("#cards > li")].map((card) => card.id));
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
  offer(held.length, kept.length);
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

function offer(added, gone) {
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

export function switchTo(link) {
  wall.dataset.live = link.dataset.part;
  history.replaceState(null, "", link.href);
  waiting = "";
  known.clear();
  byId("cards").replaceChildren();
  column.scrollTop = 0;
  lookAgain();
}

// The next picture of the wall shows what was done here; what was revealed here as well.
export function changedHere(isRevealing) {
  isOwn = true;
  isRevealed = isRevealing;
}

for (const card of wall.querySelectorAll("#cards > li")) {
  known.set(card.id, card.outerHTML);
  if (card.dataset.step) card.draggable = true;
}
