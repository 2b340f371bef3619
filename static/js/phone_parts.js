// The questions go on by themselves, at once and also without network: what is still open stands on the page, and how a
// question and its rating look was fetched before.
export function ways(main) {
  const looks = new Map();

  async function prepare() {
    if (!main.dataset.parts || looks.size) return;
    try {
      const answer = await fetch(main.dataset.parts);
      const page = document.createElement("template");
      if (answer.ok) page.innerHTML = await answer.text();
      for (const part of page.content.querySelectorAll("[data-part]")) looks.set(part.dataset.part, part.content);
    } catch { /* no network yet: tried again with the next page */ }
  }

  // Whether what comes next is known so well that no page is needed for it: a rating, or one more question.
  function knows(does, fields) {
    if (!looks.size || !main.dataset.coming || fields.then === "again") return false;
    const asks = JSON.parse(main.dataset.coming);
    return does === "card" ? asks.some((ask) => isIt(ask, fields)) : after(asks, does, fields).length > 0;
  }
  // What comes after `does` (card, rating, later, skip) with these fields; false where this device does not know.
  function goOn(does, fields) {
    if (!looks.size || !main.dataset.coming) return false;
    const asks = after(JSON.parse(main.dataset.coming), does, fields);
    main.dataset.coming = JSON.stringify(asks);
    const left = new Set(asks.map((ask) => ask.step)).size;
    if (does === "card") rate(fields, left, asks.find((ask) => isIt(ask, fields))?.room > 0);
    else if (asks.length) question(asks[0], left);
    else put("done", {});
    return true;
  }
  function after(asks, does, fields) {
    const isOfStep = (ask) => String(ask.step) === fields.step;
    if (does === "card") asks.filter((ask) => isIt(ask, fields)).forEach((ask) => (ask.room -= 1));
    if (does === "later") return [...asks.filter((ask) => !isOfStep(ask)), ...asks.filter(isOfStep)];
    return does === "skip" || fields.then === "next" ? asks.filter((ask) => !isIt(ask, fields)) : asks;
  }
  function question(ask, left) {
    const part = put(`ask-${ask.kind}`, { ...ask, left: leftLine(left) });
    for (const button of part.querySelectorAll("[formaction]")) {
      button.setAttribute("formaction", button.getAttribute("formaction").replace("/turns/0/", `/turns/${ask.step}/`));
    }
    part.querySelector("[name=step]").value = ask.step;
  }
  function rate(fields, left, mayAdd) {
    const part = put(`rate-${fields.kind}`, { text: fields.text, left: leftLine(left) });
    const form = part.querySelector("form");
    form.setAttribute("action", form.getAttribute("action").replace("KEY", fields.form_key));
    form.elements.step.value = fields.step;
    part.querySelector("[value=again]").hidden = !mayAdd;
  }
  function leftLine(count) {
    return (line) => (count === 1 ? line.dataset.one : line.dataset.many.replace("{n}", count));
  }
  // The part in the place of the page, its slots filled; what has nothing in it is hidden.
  function put(name, values) {
    main.replaceChildren(looks.get(name).cloneNode(true));
    for (const slot of main.querySelectorAll("[data-slot]")) {
      const value = values[slot.dataset.slot] ?? "";
      slot.textContent = typeof value === "function" ? value(slot) : value;
      (slot.closest("[data-whole]") ?? slot).hidden = !slot.textContent;
    }
    return main;
  }
  return { prepare, knows, goOn };
}

function isIt(ask, fields) {
  return String(ask.step) === fields.step && ask.kind === fields.kind;
}
