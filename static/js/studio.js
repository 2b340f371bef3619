// The studio with script: a step opens beside the picture without a page load, the picture keeps its place and size
// after each change, arrows choose steps, a step is dragged to another place, what others change comes by itself.
// Without it every step is a link, and every change a form.
import { openViewers } from "./viewer.js";

const NEAR = 6; // pixels from which a press on a step's head is a drag
let viewer = null;
let under = ""; // the step that the arrows are on

const studio = () => document.getElementById("studio");
const panel = () => document.getElementById("panel");
let drawn = []; // the groups of the picture's steps, in order
const groups = () => drawn;
const linkOf = (group) => group?.closest("a") ?? group?.querySelector("a");
const hrefOf = (group) => linkOf(group)?.getAttribute("href") ?? linkOf(group)?.getAttribute("xlink:href");

// ---- the picture
function begin() {
  [viewer = null] = openViewers(studio());
  drawn = [...studio().querySelectorAll(".viewer__stage .step-group")];
  mark();
  find(studio().querySelector("[data-find]"));
}

// Only what changes is touched: a picture has thousands of shapes.
function mark() {
  const { chosen } = studio().dataset;
  for (const [name, id] of [["is-chosen", chosen], ["is-under", under === chosen ? "" : under]]) {
    for (const group of studio().querySelectorAll(`.${name}`)) if (group.id !== id) group.classList.remove(name);
    document.getElementById(id)?.classList.add(name);
  }
}

// Where the picture stood, to be put back when it is drawn anew.
function place() {
  if (!viewer) return () => {};
  const { scale, stage } = viewer;
  const [left, top, height] = [stage.scrollLeft, stage.scrollTop, stage.style.height];
  return () => {
    if (!viewer) return;
    viewer.resize(scale);
    viewer.stage.style.height = height;
    viewer.stage.scrollTo(left, top);
    viewer.tell();
  };
}

// Only the picture moves, never the page.
function show(group) {
  if (!group || !viewer) return;
  const [box, stage] = [group.getBoundingClientRect(), viewer.stage.getBoundingClientRect()];
  const margin = 24;
  if (box.left < stage.left) viewer.stage.scrollLeft -= stage.left - box.left + margin;
  if (box.right > stage.right) viewer.stage.scrollLeft += box.right - stage.right + margin;
  if (box.top < stage.top || box.top > stage.bottom - margin) viewer.stage.scrollTop += box.top - stage.top - margin;
}

// ---- opening a step beside the picture
// The field `focus` gets the focus, where there is none the first; without it the panel, for reading on.
async function open(address, focus) {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) {
    location.assign(address);
    return;
  }
  const fresh = document.createElement("template");
  fresh.innerHTML = await answer.text();
  const there = fresh.content.querySelector("#studio");
  for (const id of ["panel", "studio-bar"]) swap(document.getElementById(id), there.querySelector(`#${id}`));
  const tools = there.querySelector(".studio__tools");
  studio().querySelector(".studio__tools")?.remove();
  if (tools) document.getElementById("studio-work").prepend(tools);
  for (const name of ["chosen", "live", "etag"]) studio().dataset[name] = there.dataset[name] ?? "";
  globalThis.htmx?.process(studio());
  history.pushState(null, "", address);
  mark();
  bringDraftBack();
  bringToField(focus);
}

function bringToField(wanted) {
  const named = document.getElementById(wanted);
  const first = wanted ? panel().querySelector("input:not([type=hidden]), textarea") : null;
  const field = named && panel().contains(named) ? named : first;
  for (let fold = field?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  (inputOf(field) ?? panel()).focus({ preventScroll: true });
  if (matchMedia("(max-width: 64rem)").matches) (field ?? panel()).scrollIntoView({ block: field ? "center" : "start" });
  else if (field) bringIntoPanel(field);
}

// Beside the picture only the panel scrolls: the page stays where somebody pressed.
function bringIntoPanel(field) {
  const [box, frame] = [field.getBoundingClientRect(), panel().getBoundingClientRect()];
  panel().scrollTop += box.top - frame.top - (frame.height - box.height) / 2;
}

// Of a group of choices the chosen one, or its first.
const inputOf = (field) => (field?.matches("fieldset") ? field.querySelector(":checked") ?? field.querySelector("input, select, textarea") : field);

// ---- from a cell of the picture to the field it was written in
const FIELDS = {
  title: "title", steps: "title", icon: "channel", channel: "channel", citizen: "citizen_action", passing: "citizen_action", doing: "citizen_action",
  systems: "support_systems", law: "legal_basis", wait: "waiting_time.text", time: "waiting_time.text", work: "processing_time.text", mood: "emotion",
};
const fieldOf = (cell) => (cell.startsWith("own.") ? `lane.${cell.slice(4)}` : FIELDS[cell] ?? cell);

// An empty cell has no box: it is its lane where the step's column is, be there an arrow over it or not.
const laneAt = ({ clientX, clientY }) => document.elementsFromPoint(clientX, clientY).map((part) => part.closest("[data-lane]")?.dataset.lane).find(Boolean);

// What a press in the picture asks for: the step's address and field, its notes, or nothing.
function askedBy(event) {
  const mark = event.target.closest("[id*='note-']");
  const cell = event.target.closest("[data-cell]")?.dataset.cell ?? laneAt(event);
  const group = event.target.closest(".step-group") ?? over(event);
  if (!group || !(mark || cell)) return null;
  const there = new URL(hrefOf(group), location.href);
  if (mark) there.searchParams.set("panel", "notes");
  return { there, field: mark ? "" : fieldOf(cell) };
}

function swap(old, fresh) {
  if (old && fresh) old.replaceWith(fresh);
}

// Which view, and what part of the journey: with another one the whole page is another.
const shows = (address) => [...new URLSearchParams(address.search)].filter(([name]) => name !== "step" && name !== "panel").join();

const isTyped = () => {
  const form = panel().querySelector("form[data-keeps]");
  return form && [...form.elements].some((field) => field.value !== field.defaultValue && field.type !== "hidden" && field.tagName !== "SELECT" && field.tagName !== "FIELDSET" && field.tagName !== "BUTTON");
};

document.addEventListener("click", (event) => {
  const link = event.target.closest(".studio a");
  const asked = event.target.closest(".viewer__stage") && askedBy(event);
  const address = link?.getAttribute("href") ?? asked?.there.href;
  if (!address?.includes("/studio") || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const there = asked?.there ?? new URL(address, location.href);
  if (shows(there) !== shows(location)) return;
  event.preventDefault();
  if (asked && there.search === location.search) {
    bringToField(asked.field);
    return;
  }
  const form = panel().querySelector("form[data-keeps]");
  if (link?.matches("[data-drop-draft]")) sessionStorage.removeItem(draftOf(form));
  else if (isTyped() && !confirm(studio().dataset.unsaved)) return;
  if (form) sessionStorage.removeItem(draftOf(form));
  under = "";
  open(there.pathname + there.search + there.hash, asked?.field ?? (link.closest("#panel, .studio__tools, .studio__proofs") ? "first" : ""));
});
window.addEventListener("popstate", () => location.reload());

// ---- keys
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !typing) {
    const way = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[event.key.toLowerCase()];
    if (way) {
      event.preventDefault();
      document.getElementById(way)?.click();
    }
    return;
  }
  if (!event.target.matches(".viewer__stage") || event.ctrlKey || event.metaKey) return;
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (by && event.altKey) {
    event.preventDefault();
    document.getElementById(by < 0 ? "tool-earlier" : "tool-later")?.click();
  } else if (by) {
    event.preventDefault();
    const all = groups();
    const at = all.findIndex((group) => group.id === (under || studio().dataset.chosen));
    const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    under = next?.id ?? "";
    requestAnimationFrame(() => {
      show(next); // measured before anything is marked, or all of it would be laid out twice
      mark();
    });
  } else if (event.key === "Enter" && under) {
    event.preventDefault();
    const group = document.getElementById(under);
    under = "";
    open(hrefOf(group), "first");
  }
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
}, { capture: true });

// ---- searching in the picture
function find(field) {
  field?.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    const found = groups().filter((group) => {
      const is = wanted.length > 1 && group.textContent.toLowerCase().includes(wanted);
      group.classList.toggle("is-found", is);
      return is;
    });
    show(found[0]);
  });
}

// ---- dragging the chosen step to another place: buttons and keys do the same
let drag = null;
document.addEventListener("pointerdown", (event) => {
  const group = event.target.closest?.(".viewer__stage .step-group");
  if (!group || group.id !== studio().dataset.chosen || event.pointerType !== "mouse" || event.button) return;
  event.stopPropagation();
  drag = { group, x: event.clientX, moved: false };
}, { capture: true });
document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  drag.moved ||= Math.abs(event.clientX - drag.x) > NEAR;
  drag.group.classList.toggle("is-dragged", drag.moved);
  if (drag.moved) under = over(event)?.id ?? under;
  if (drag.moved) mark();
});
document.addEventListener("pointerup", (event) => {
  if (!drag) return;
  const { group, moved } = drag;
  drag = null;
  group.classList.remove("is-dragged");
  const target = moved && over(event);
  under = "";
  mark();
  if (target && target !== group) drop(group, target);
});
document.addEventListener("click", (event) => {
  if (event.target.closest?.(".is-dragged")) event.preventDefault();
}, { capture: true });

function over(event) {
  return groups().find((group) => {
    const box = group.getBoundingClientRect();
    return event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  });
}

function drop(group, target) {
  const form = document.getElementById("drop");
  form.elements.target.value = new URL(hrefOf(target), location.href).searchParams.get("step");
  form.elements.side.value = groups().indexOf(target) > groups().indexOf(group) ? "after" : "before";
  form.requestSubmit();
}

// ---- after each change, one's own or others'
let back = () => {};
let focused = "";
document.addEventListener("htmx:before:swap", () => {
  back = place();
  focused = document.activeElement?.id ?? "";
});
document.addEventListener("htmx:after:swap", () => {
  if (!studio() || studio().querySelector(".viewer--moves")) return;
  begin();
  back();
  show(document.getElementById(studio().dataset.chosen));
  if (studio().querySelector("[autofocus]")) studio().querySelector("[autofocus]").focus();
  else if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
});
document.addEventListener("live:comes", (event) => {
  if (event.target !== studio()) return;
  if (drag) {
    event.preventDefault();
    return;
  }
  const fresh = document.createElement("template");
  fresh.innerHTML = event.detail;
  const keep = place();
  focused = document.activeElement?.id ?? "";
  for (const id of ["studio-bar", "studio-work"]) swap(document.getElementById(id), fresh.content.querySelector(`#${id}`));
  globalThis.htmx?.process(studio());
  begin();
  keep();
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
});

document.addEventListener("htmx:error", () => {
  const said = document.querySelector("#unreachable");
  if (said) document.querySelector("#notice").replaceChildren(said.content.cloneNode(true));
});

begin();
show(document.getElementById(studio().dataset.chosen));

// ---- what was typed in the panel stays in this tab until it is stored: the sign-in may end, the line may be down
const draftOf = (form) => `draft ${new URL(form.action).pathname}`;
const fieldsOf = (form) => [...form.elements].filter((field) => field.name && field.type !== "hidden");

function keepDraft(form) {
  const typed = fieldsOf(form).map((field) => [field.id, field.type === "checkbox" || field.type === "radio" ? field.checked : field.value]);
  sessionStorage.setItem(draftOf(form), JSON.stringify(typed));
}

function bringDraftBack() {
  const form = panel().querySelector("form[data-keeps]");
  const draft = form && JSON.parse(sessionStorage.getItem(draftOf(form)) ?? "null");
  if (!draft) return;
  for (const [id, value] of draft) {
    const field = document.getElementById(id);
    if (field && form.contains(field)) field[typeof value === "boolean" ? "checked" : "value"] = value;
  }
  form.querySelector("[data-brought-back]").hidden = false;
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-keeps]");
  if (form) keepDraft(form);
});
document.addEventListener("htmx:before:swap", () => {
  const form = panel()?.querySelector("form[data-keeps]");
  if (form) sessionStorage.removeItem(draftOf(form)); // the answer holds it, stored or with what is wrong
});
document.addEventListener("submit", (event) => {
  if (event.target.action?.endsWith("/sign-out")) sessionStorage.clear();
});
bringDraftBack();
