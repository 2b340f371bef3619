// Small pages over the cockpit; what was begun in one and not sent is still there when it is opened again.
import { byId, parse, tellUnreachable } from "./cockpit_page.js";
import { switchTo } from "./cockpit_wall.js";

const sheet = byId("sheet");
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
    tellUnreachable();
  }
});

export function open(text, address) {
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

export const isOpen = () => sheet.open;
export function close() {
  if (sheet.open) sheet.close();
}

// What was begun here is stored.
export function done() {
  drafts.delete(sheet.dataset.address);
  close();
}
