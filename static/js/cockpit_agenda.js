// The agenda: a result that somebody is typing stays until it is saved.
import { byId, parse } from "./cockpit_page.js";

const agenda = byId("agenda");
let nextAgenda = "";
const result = () => byId("result");
const isTyping = () => result() && result().value.trim() !== result().form.elements.result_before.value.trim();

export function settleResult(sent) {
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
