// Without network the questions go on by themselves: what is still open stands on the page, and how a question and its
// rating look was fetched while there was a network.
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

  // What comes after `does` (card, rating, later, skip) with these fields; false where this device does not know.
  function goOn(does, fields) {
    if (!looks.size || !main.dataset.coming) return false;
    const isOfStep = (ask) => String(ask.step) === fields.step, isIt = (ask) => isOfStep(ask) && ask.kind === fields.kind;
    let asks = JSON.parse(main.dataset.coming);
    if (does === "card") asks.filter(isIt).forEach((ask) => (ask.room -= 1));
    if (does === "later") asks = [...asks.filter((ask) => !isOfStep(ask)), ...asks.filter(isOfStep)];
    if (does === "skip" || fields.then === "next") asks = asks.filter((ask) => !isIt(ask));
    main.dataset.coming = JSON.stringify(asks);
    const left = new Set(asks.map((ask) => ask.step)).size;
    if (does === "card") rate(fields, left, asks.find(isIt)?.room > 0);
    else if (asks.length) question(asks[0], left);
    else put("done", {});
    return true;
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
  return { prepare, goOn };
}
