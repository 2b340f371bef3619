// Sending without a page load: what a button of the cockpit changes, and what the answer says.
import { newKey } from "./outbox.js";
import { settleResult } from "./cockpit_agenda.js";
import { byId, lookAgain, parse, tell, tellUnreachable } from "./cockpit_page.js";
import { close, done, open } from "./cockpit_sheet.js";
import { changedHere } from "./cockpit_wall.js";

export let isBusy = false;

document.addEventListener("submit", (event) => {
  const form = event.target, button = event.submitter;
  if (form.method !== "post" || "whole" in form.dataset || "whole" in (button?.dataset ?? {})) return;
  event.preventDefault();
  if (!isBusy) send(button?.getAttribute("formaction") ?? form.getAttribute("action"), new FormData(form, button), form);
});

export async function send(address, body, form) {
  isBusy = true;
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } });
    await receive(answer, address, form);
  } catch {
    close();
    tellUnreachable();
  }
  isBusy = false;
}

async function receive(answer, address, form) {
  const away = answer.headers.get("HX-Redirect");
  if (away) return location.assign(away);
  const text = await answer.text();
  if (answer.headers.get("HX-Retarget") === "#notice") return tell(parse(text));
  if (!answer.ok) return open(text, address);
  const there = parse(text).querySelector("#notice");
  if (there) tell(...there.childNodes);
  if (address.includes("/result") || form?.id === "steer") settleResult(body(form));
  if (form?.closest("#enter")) emptied(form);
  done();
  byId("band-more")?.removeAttribute("open");
  changedHere(address.endsWith("/reveal"));
  lookAgain();
}
const body = (form) => (form ? new FormData(form) : new FormData());

function emptied(form) {
  form.reset();
  form.elements.text.value = "";
  form.elements.form_key.value = newKey();
  form.elements.text.focus();
}
