// Steps by key and by drag.
import { byId } from "./cockpit_page.js";
import { isBusy, send } from "./cockpit_send.js";

const wall = byId("wall");

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
  document.body.classList.remove("dragging");
  document.querySelector(".is-target")?.classList.remove("is-target");
});
