// The beamer: bars that just came are outlined until the next poll, the wall turns its pages, the map waits with its old
// picture until the new one is there, and the links to choose a picture come out when somebody moves the pointer.
const part = document.querySelector("[data-live]"), choice = document.querySelector(".beamer__choice");
const STAYS = 3000, PAGE_STAYS = 20000, MAP_EVERY = 3000;
const still = matchMedia("(prefers-reduced-motion: reduce)");

// Bars
const counts = () => new Map([...part.querySelectorAll("[data-step]")].map((cell) => [cell.dataset.step, cell.dataset]));
let before = counts(), isFresh = false;
function mark() {
  for (const cell of part.querySelectorAll("[data-step]")) {
    const old = before.get(cell.dataset.step);
    if (!old) continue;
    cell.classList.toggle("is-new-pain", Number(cell.dataset.pains) > Number(old.pains));
    cell.classList.toggle("is-new-need", Number(cell.dataset.needs) > Number(old.needs));
  }
  before = counts();
  isFresh = true;
}
function unmark() {
  if (!isFresh) part.querySelectorAll("[data-step]").forEach((cell) => cell.classList.remove("is-new-pain", "is-new-need"));
  isFresh = false;
}

// Map
let shown = part.querySelector(".stage__map img"), drawnAt = 0, later;
function keepMap() {
  const next = part.querySelector(".stage__map img");
  clearTimeout(later);
  if (!next || !shown || next.src === shown.src) return void (shown = next);
  const fresh = new Image();
  fresh.alt = next.alt;
  const address = next.src;
  next.replaceWith(shown);
  later = setTimeout(() => {
    drawnAt = Date.now();
    fresh.src = address;
    fresh.decode().then(() => { if (shown.isConnected) shown.replaceWith(fresh); shown = fresh; layOut(); }, () => {});
  }, Math.max(0, drawnAt + MAP_EVERY - Date.now()));
}

// Pages of the wall and of the map: they turn by themselves until somebody turns one, and not where motion is unwelcome.
const pages = choice.querySelector(".beamer__pages");
const paged = () => part.querySelector("[data-pages]");
let page = 0, isPicked = false;
function layOut() {
  const frame = paged(), note = part.querySelector(".stage__page");
  const all = frame ? (frame.dataset.pages === "x" ? across(frame) : down(frame)) : 1;
  pages.hidden = note.hidden = all < 2;
  note.textContent = `${page + 1}/${all}`;
}
function across(frame) {
  const step = frame.clientWidth + (parseFloat(getComputedStyle(frame).columnGap) || 0);
  const all = wrap(Math.ceil((frame.scrollWidth - 2) / step));
  frame.scrollLeft = page * step;
  return all;
}
function down(frame) {
  const step = frame.clientHeight * 0.9;
  const all = wrap(Math.ceil((frame.scrollHeight - frame.clientHeight - 2) / step) + 1);
  frame.scrollTop = page * step;
  return all;
}
function wrap(all) {
  page = (page + all) % all;
  return all;
}
function turn(by) {
  page += by;
  layOut();
}
choice.addEventListener("click", (event) => {
  const by = Number(event.target.dataset.turn);
  if (by) { isPicked = true; turn(by); }
});
document.addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
  if (by && paged()) { isPicked = true; event.preventDefault(); turn(by); }
});
setInterval(() => { if (!isPicked && !still.matches && paged()) turn(1); }, PAGE_STAYS);

part.addEventListener("live:came", () => { mark(); keepMap(); layOut(); });
part.addEventListener("live:asked", unmark);
addEventListener("resize", layOut);
document.fonts?.ready.then(layOut);
shown?.decode().then(layOut, () => {});

let hides;
document.addEventListener("pointermove", () => {
  document.body.classList.add("is-pointing");
  clearTimeout(hides);
  hides = setTimeout(() => document.body.classList.remove("is-pointing"), STAYS);
});
