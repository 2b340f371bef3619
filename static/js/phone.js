// The pages of a participant: forms are sent without leaving the page, and where there is no network it goes on by
// itself. Everything works without this file too, as plain forms and pages.
import { Outbox, newKey } from "./outbox.js";
import { ways } from "./phone_parts.js";
import { follow, isWriting } from "./phone_scene.js";
import { bringDrafts, forgetDraft, suggestBreak, watchWriting } from "./phone_writing.js";

const SOON = 4000; // nobody looks longer than this at a page that does nothing
const { me, code, now } = document.body.dataset;
const main = document.getElementById("content");

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault(); // a second tap on a slow line
    form.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => delete form.dataset.sent);
}
if (me) participate();

function participate() {
  const saved = document.getElementById("saved"), boxLine = document.getElementById("box"), words = boxLine.dataset;
  const mends = document.getElementById("mends");
  const parts = ways(main);
  const box = new Outbox(`${code}:${me}`, () => document.body.dataset.token, tell);
  let isBusy = false, wasAway = false;

  // --- what is told -----------------------------------------------------------------------------------------------
  function tell() {
    const waiting = box.waiting(), count = waiting.filter((entry) => "text" in entry.fields).length || waiting.length && 1;
    const isAway = count > 0 && box.state !== "well";
    if (isAway || boxLine.dataset.why !== "again") {
      speak(isAway ? box.state : "", count === 1 ? words.one : words.many.replace("{n}", count));
    }
    if (isAway) say("offline", words.here);
    else if (saved.dataset.sign === "offline") say("check", words.saved);
    showMends();
    // What had to wait has arrived: where nothing is asked, the page says so now.
    if (wasAway && !count && !main.querySelector("[data-does], .moods")) renew(true);
    wasAway = isAway;
  }
  function speak(why, text) {
    boxLine.dataset.why = why;
    boxLine.hidden = !why;
    if (!why) return;
    const [head, line] = boxLine.querySelectorAll("p");
    head.textContent = words[why];
    line.textContent = text;
  }
  function say(sign, text) {
    saved.dataset.sign = text ? sign : "";
    const place = saved.querySelector("span");
    if (place.textContent !== text) place.textContent = text;
  }
  function showMends() {
    const refused = box.entries().filter((entry) => entry.refused);
    const shown = [...mends.children].map((child) => child.dataset.id).join();
    if (shown !== refused.map((entry) => entry.id).join()) mends.replaceChildren(...refused.map(mend));
  }
  // One entry that was not taken: what is wrong with it, its text to be changed, and the two ways on.
  function mend(entry) {
    const part = document.getElementById("mend").content.firstElementChild.cloneNode(true);
    const field = part.querySelector("textarea");
    part.dataset.id = entry.id;
    part.querySelector("p").textContent = entry.refused;
    field.value = entry.fields.text;
    field.id = part.querySelector("label").htmlFor = newKey();
    part.querySelector("[data-drop]").onclick = () => box.drop(entry.id);
    part.querySelector("[data-send]").onclick = () => {
      box.change(entry.id, { fields: { ...entry.fields, text: field.value }, refused: undefined });
      box.flush();
    };
    return part;
  }

  // --- sending ----------------------------------------------------------------------------------------------------
  document.addEventListener("submit", async (event) => {
    const how = { keep, try: attempt }[event.target.dataset.box];
    if (!how) return;
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    try {
      await how(event.target, event.submitter);
    } finally {
      isBusy = false;
    }
  });
  // What somebody said: into the box first, then on with what comes next, by the server's word or by our own.
  async function keep(form, button) {
    const fields = fieldsOf(form, button), does = button?.dataset.does ?? form.dataset.does;
    if ("text" in fields && !fields.text.trim() && !button?.dataset.does) return form.elements.text.focus();
    if (button?.dataset.does) delete fields.text; // put off or passed over: the draft stays on this device
    const id = box.add(button?.getAttribute("formaction") ?? form.getAttribute("action"), fields);
    if ("text" in fields) forgetDraft(form);
    const little = parts.knows(does, fields);
    const sent = (how) => Promise.race([box.flush(id, how), new Promise((end) => setTimeout(end, SOON))]);
    let answer = await sent(little);
    if (little && answer?.status === 422 && "text" in fields) {
      box.change(id, { refused: undefined });
      answer = await sent(false); // the page says what is wrong, beside the text
    }
    if (answer && answer.status !== 204) {
      await show(answer);
      if (answer.status === 422) box.drop(id); // the page holds the text
      return;
    }
    if (!answer) box.state = box.state === "well" ? "away" : box.state;
    if (parts.goOn(does, fields)) goneOn(does, fields, answer);
    else empty(form);
    tell();
  }
  // The address shows the same when it is loaded anew.
  function goneOn(does, fields, answer) {
    const card = new URLSearchParams({ card: fields.form_key, step: fields.step });
    history.replaceState(null, "", does === "card" ? `${now}?${card}` : now);
    document.getElementById("went-on").hidden = true;
    if (answer) say("check", does === "card" ? words.saved : "");
    settle();
  }
  // Said, but nothing is known to come next: the field is free again.
  function empty(form) {
    if (form.elements.text) form.elements.text.value = "";
    if (form.elements.form_key) form.elements.form_key.value = newKey();
    form.closest("details")?.removeAttribute("open");
  }
  // What cannot wait, because nobody here knows what comes next.
  async function attempt(form, button) {
    const body = new URLSearchParams({ ...fieldsOf(form, button), csrf_token: document.body.dataset.token });
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body });
      if (!answer.ok) throw answer;
      speak("", "");
      await show(answer);
    } catch {
      speak("again", "");
    }
  }
  function fieldsOf(form, button) {
    const fields = Object.fromEntries(new FormData(form));
    if (button?.name) fields[button.name] = button.value;
    if (fields.form_key === "") fields.form_key = newKey();
    delete fields.csrf_token;
    return fields;
  }
  // Each tap of a rating is saved by itself.
  document.addEventListener("change", async ({ target }) => {
    if (target.form?.dataset.does !== "rating") return;
    box.add(target.form.getAttribute("action"), { [target.name]: target.value });
    await box.flush();
    if (!box.waiting().length) say("check", words.saved);
  });
  document.addEventListener("click", (event) => {
    if (navigator.onLine || !event.target.closest?.("a[href^='/']")) return;
    event.preventDefault(); // the way there is gone, and with it would be the way back
    speak("again", "");
  });

  // --- showing ----------------------------------------------------------------------------------------------------
  async function show(answer, quietly = false) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("content");
    if (!fresh) return location.assign(now);
    for (const name of Object.keys(main.dataset)) delete main.dataset[name];
    Object.assign(main.dataset, fresh.dataset);
    main.replaceChildren(...fresh.childNodes);
    document.title = page.title;
    document.body.dataset.token = page.body.dataset.token ?? document.body.dataset.token;
    document.querySelector(".always")?.replaceWith(page.querySelector(".always") ?? "");
    if (!quietly) say("check", page.getElementById("saved")?.textContent.trim() ?? "");
    document.getElementById("went-on").hidden = true;
    if (answer.status === 200) history.replaceState(null, "", answer.url);
    settle(quietly);
    tell();
  }
  function settle(quietly = false) {
    bringDrafts(main);
    parts.prepare();
    if (quietly) return;
    scrollTo(0, 0);
    const first = main.querySelector("[autofocus]") ?? main.querySelector("h1");
    first?.setAttribute("tabindex", first.matches("h1") ? "-1" : first.getAttribute("tabindex") ?? "0");
    first?.focus({ preventScroll: true });
  }
  async function renew(quietly) {
    if (isBusy) return;
    try {
      const answer = await fetch(location.href);
      if (answer.ok && !isBusy && !isWriting(main)) await show(answer, quietly);
    } catch { /* no network: asked for again with the next poll */ }
  }

  watchWriting(say, words);
  suggestBreak(document.getElementById("rest"), Number(document.body.dataset.breakAfter));
  follow(main, renew);
  settle(true);
  tell();
  if (box.waiting().length) box.flush().then(() => renew(true));
}
