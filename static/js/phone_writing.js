// While somebody writes: the draft stays on the device, a calm line speaks up where a text may name somebody, and after
// a long time of input a break is suggested.
import { read, remove, write } from "./outbox.js";

const REST = 10 * 60000; // who has not typed for so long has had a break
const THINKING = 900, LONG = 280;
const nameOf = (form) => `draft:${document.body.dataset.code}:${document.body.dataset.me}:${form.dataset.draft}:` +
  `${form.elements.step?.value ?? ""}:${form.elements.kind?.value ?? ""}`;

export function forgetDraft(form) {
  if ("draft" in form.dataset) remove(nameOf(form));
}
export function bringDrafts(main) {
  for (const form of main.querySelectorAll("form[data-draft]")) {
    const field = form.elements.text;
    if (field && !field.value) field.value = read(nameOf(form)) ?? "";
  }
}

// `say(sign, text)` speaks in the fixed place; `words` are its sentences.
export function watchWriting(say, words) {
  let timer = 0;
  document.addEventListener("input", ({ target }) => {
    if (target.name !== "text" || !target.form) return;
    if ("draft" in target.form.dataset) {
      write(nameOf(target.form), target.value);
      say("check", words.draft);
    }
    clearTimeout(timer);
    if (target.dataset.hint) timer = setTimeout(() => look(target, words.long), THINKING);
  });
}
async function look(field, long) {
  const line = field.form?.querySelector(".hint");
  if (!line || !navigator.onLine) return;
  const body = new URLSearchParams({ text: field.value, csrf_token: document.body.dataset.token });
  try {
    const answer = await fetch(field.dataset.hint, { method: "POST", body });
    if (answer.ok) line.textContent = (await answer.text()) || (field.value.length > LONG ? long : "");
  } catch { /* the saved card says it too */ }
}

// No clock but the time between two inputs counts; it is kept from page to page.
export function suggestBreak(line, minutes) {
  const key = `input:${document.body.dataset.code}:${document.body.dataset.me}`;
  let last = performance.now();
  document.addEventListener("input", () => {
    const gap = performance.now() - last;
    last += gap;
    const sum = gap > REST ? 0 : Number(read(key)) + gap;
    write(key, String(Math.round(sum)));
    if (sum > minutes * 60000) line.hidden = false;
  });
  line.querySelector("button").addEventListener("click", () => {
    line.hidden = true;
    write(key, "0");
  });
}
