// The guided page: forms are sent without leaving it, and where there is no network it goes on by itself. Everything
// works without this file too, as plain forms and pages.
import { Outbox, newKey, read, remove, write } from "./outbox.js";
import { follow } from "./phone_scene.js";
import { fill, ways } from "./phone_parts.js";

const { code, me, now } = document.body.dataset;
const main = document.getElementById("content");
const saved = document.getElementById("saved");
const boxLine = document.getElementById("box");
const draftOf = (form) => `draft:${code}:${me}:${form.elements.step?.value}:${form.elements.kind?.value}`;
let isBusy = false;

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault(); // a second tap on a slow line
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => document.querySelectorAll("form[data-once]").forEach((form) => delete form.dataset.sent));

if (me) {
  const box = new Outbox(`${code}:${me}`, () => document.body.dataset.token, tell);
  const parts = ways(main);

  // --- what is told -----------------------------------------------------------------------------------------------
  function tell() {
    const words = boxLine.dataset, count = box.waiting().length;
    const [head, text] = boxLine.querySelectorAll("p");
    boxLine.hidden = !count || box.state === "well";
    head.textContent = box.state === "lost" ? words.lost : words.head;
    text.textContent = count === 1 ? words.one : words.many.replace("{n}", count);
    if (count && box.state !== "well") say(words.here);
    else if (saved.textContent.trim() === words.here) say(words.saved);
    showMends();
  }
  function say(text) {
    if (saved.textContent.trim() !== text) saved.textContent = text;
  }
  function showMends() {
    const mends = document.getElementById("mends"), refused = box.entries().filter((entry) => entry.refused);
    const shown = [...mends.children].map((child) => child.dataset.id).join();
    if (shown === refused.map((entry) => entry.id).join()) return;
    mends.replaceChildren(...refused.map((entry) => mend(entry, mends.dataset)));
  }
  // One entry that was not taken: its text to be changed, what is wrong with it, and the two ways on.
  function mend(entry, words) {
    const form = document.createElement("form"), id = `mend-${newKey()}`;
    form.className = "mend fields";
    form.dataset.id = entry.id;
    const make = (name, text, values = {}) => Object.assign(document.createElement(name), { textContent: text, ...values });
    const text = make("textarea", entry.fields.text, { id, rows: 4, className: "kern-form-input__input" });
    form.append(
      make("h2", words.head, { className: "kern-heading-small" }), make("p", entry.refused),
      make("label", words.label, { htmlFor: id }), text,
      make("button", words.send, { className: "kern-btn kern-btn--secondary" }),
      make("button", words.drop, { type: "button", className: "quiet-button", onclick: () => box.drop(entry.id) }),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      box.change(entry.id, { fields: { ...entry.fields, text: text.value }, refused: undefined });
      box.flush();
    });
    return form;
  }

  // --- sending ----------------------------------------------------------------------------------------------------
  document.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    if (!form.dataset.box) return;
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    await (form.dataset.box === "keep" ? keep(form, button) : attempt(form, button));
    isBusy = false;
  });
  async function keep(form, button) {
    const url = button?.getAttribute("formaction") ?? form.getAttribute("action");
    const does = button?.dataset.does ?? form.dataset.does;
    const fields = fieldsOf(form, button);
    if ("text" in fields && !fields.text.trim() && !button?.dataset.does) return form.elements.text.focus();
    const id = put(url, fields, does);
    if (does === "card") remove(draftOf(form));
    const answer = navigator.onLine ? await box.flush(id) : (box.wait("away"), tell(), null);
    if (answer) await show(answer);
    else if (does) parts.goOn(does, fields, id ? read(id) : null);
    else afterwards(form);
    prepare();
  }
  // A rating of a card that still waits goes along with it: one entry less, and never before its card.
  function put(url, fields, does) {
    const key = does === "rating" ? url.match(/cards\/(k[^/]+)\/rating/)?.[1] : "";
    const card = key && box.card(key);
    if (!card) return box.add(url, fields);
    const { then, step, ...ratings } = fields;
    box.change(card.id, { fields: { ...card.fields, ...ratings } });
    if (then !== "next") return card.id;
    return box.add(parts.skipUrl(step), { kind: card.fields.kind, step });
  }
  // Said but not asked for by any step: the field is free again.
  function afterwards(form) {
    if (form.elements.text) form.elements.text.value = "";
    if (form.elements.form_key) form.elements.form_key.value = newKey();
    form.closest("details")?.removeAttribute("open");
  }
  // What cannot wait, because what comes next is not known here.
  async function attempt(form, button) {
    const body = new URLSearchParams({ ...fieldsOf(form, button), csrf_token: document.body.dataset.token });
    try {
      await show(await fetch(form.getAttribute("action"), { method: "POST", body }));
      box.flush();
    } catch {
      boxLine.hidden = false;
      boxLine.querySelector("p").textContent = boxLine.dataset.again;
    }
  }
  function fieldsOf(form, button) {
    const fields = Object.fromEntries(new FormData(form));
    if (button?.name) fields[button.name] = button.value;
    delete fields.csrf_token;
    return fields;
  }

  // --- showing ----------------------------------------------------------------------------------------------------
  async function show(answer) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("content");
    if (!fresh) return location.assign(now);
    for (const name of ["scene", "stage", "coming", "parts"]) {
      if (name in fresh.dataset) main.dataset[name] = fresh.dataset[name];
      else delete main.dataset[name];
    }
    main.replaceChildren(...fresh.childNodes);
    document.title = page.title;
    if (page.body.dataset.token) document.body.dataset.token = page.body.dataset.token;
    document.querySelector(".always")?.replaceWith(page.querySelector(".always") ?? "");
    say(page.getElementById("saved")?.textContent.trim() ?? "");
    document.getElementById("went-on").hidden = true;
    if (answer.url && answer.status < 400) history.replaceState(null, "", answer.url);
    parts.renew();
    prepare();
    scrollTo(0, 0);
    (main.querySelector("[autofocus]") ?? main.querySelector("h1"))?.focus({ preventScroll: true });
    tell();
  }
  async function renew() {
    try {
      const answer = await fetch(now);
      if (answer.ok) await show(answer);
    } catch { /* no network: the page stays as it is, and asks again with the next look */ }
  }
  // Drafts stay on this device until they are sent.
  function prepare() {
    main.querySelector("h1")?.setAttribute("tabindex", "-1");
    const form = main.querySelector("form[data-draft]"), field = form?.elements.text;
    if (field && !field.value) field.value = read(draftOf(form)) ?? "";
  }

  // --- writing ----------------------------------------------------------------------------------------------------
  let hintTimer = 0;
  document.addEventListener("input", ({ target }) => {
    if (target.name !== "text") return;
    if (target.form.matches("[data-draft]")) {
      write(draftOf(target.form), target.value);
      say(boxLine.dataset.draft);
    }
    clearTimeout(hintTimer);
    if (target.dataset.hint) hintTimer = setTimeout(() => look(target), 900);
  });
  async function look(field) {
    const line = field.form.querySelector(".hint");
    const body = new URLSearchParams({ text: field.value, csrf_token: document.body.dataset.token });
    try {
      const answer = await fetch(field.dataset.hint, { method: "POST", body });
      if (answer.ok) line.textContent = await answer.text();
    } catch { /* the saved card says it too */ }
  }
  document.addEventListener("change", ({ target }) => {
    const form = target.form;
    if (form?.dataset.does !== "rating") return;
    put(form.getAttribute("action"), { [target.name]: target.value }, "rating");
    if (navigator.onLine) box.flush().then(() => box.waiting().length || say(boxLine.dataset.saved));
    else tell();
  });

  follow(main, renew);
  prepare();
  fill(parts);
  if (box.entries().length) box.flush();
  tell();
}
