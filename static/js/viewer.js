// Zoom, fit, full screen and dragging for a picture that scrolls in its own box. Without it the picture is there all
// the same, in its own size.
const STEP = 1.25;
const LEAST = 0.2;
const MOST = 5;
const NATURAL = 96 / 72; // pixels to a point: a picture is measured in points
const READABLE = 11; // pixels of the smallest text in the first view
const WINDOWS = 1.6; // the first band is shown whole unless it is higher than so many windows
const MARGIN = 6; // points left of the picture in the first view
const MOVED = 4; // pixels from which a press is a drag and opens no step

export class Viewer {
  constructor(figure) {
    this.figure = figure;
    this.stage = figure.querySelector(".viewer__stage");
    this.svg = this.stage.querySelector("svg");
    [this.width, this.height] = this.svg.getAttribute("viewBox").split(/[\s,]+/).slice(2).map(Number);
    this.steps = [...this.svg.querySelectorAll(".step-group")].map((group) => group.getBBox());
    this.scale = NATURAL;
  }

  // The text can be read, and the first band of steps is there from its top to its bottom.
  open() {
    const sizes = [...this.svg.querySelectorAll("text")].map((text) => Number(text.getAttribute("font-size")));
    this.resize(READABLE / Math.min(...sizes, READABLE));
    const band = this.firstBand();
    const most = window.innerHeight * WINDOWS;
    this.stage.style.height = `${Math.ceil(Math.min((band.bottom - band.top) * this.scale, most))}px`;
    this.stage.scrollTo((this.svg.querySelector("text").getBBox().x - MARGIN) * this.scale, band.top * this.scale);
    this.tell();
  }

  // The band reaches over the heads of its phases, which are no part of a step, by as much as stays between bands.
  firstBand() {
    const first = this.steps[0];
    if (!first) return { top: 0, bottom: this.height };
    const band = this.steps.filter((box) => box.y < first.y + first.height);
    const next = this.steps.filter((box) => !band.includes(box)).map((box) => box.y);
    const bottom = Math.max(...band.map((box) => box.y + box.height)) + 10;
    return { top: Math.max(0, first.y - 30), bottom: Math.min(bottom, ...next, this.height) };
  }

  resize(scale) {
    this.scale = Math.min(MOST, Math.max(LEAST, scale));
    this.svg.setAttribute("width", this.width * this.scale);
    this.svg.setAttribute("height", this.height * this.scale);
    this.figure.querySelector("output").textContent = `${Math.round((this.scale / NATURAL) * 100)} %`;
  }

  // What lies under the point stays under it; without a point, what is in the middle.
  zoom(scale, x = this.stage.clientWidth / 2, y = this.stage.clientHeight / 2) {
    const left = (this.stage.scrollLeft + x) / this.scale;
    const top = (this.stage.scrollTop + y) / this.scale;
    this.resize(scale);
    this.stage.scrollTo(left * this.scale - x, top * this.scale - y);
    this.tell();
  }

  fit() {
    this.zoom(Math.min(this.stage.clientWidth / this.width, this.stage.clientHeight / this.height));
  }

  full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.figure.requestFullscreen?.();
  }

  act(name) {
    const actions = { in: () => this.zoom(this.scale * STEP), out: () => this.zoom(this.scale / STEP) };
    (actions[name] ?? (() => this[name]()))();
  }

  // Which steps lie with their middle in the window, and with their upper part.
  tell() {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.stage;
    const seen = this.steps.flatMap((box, n) => {
      const x = (box.x + box.width / 2) * this.scale - scrollLeft;
      const y = (box.y + box.height / 4) * this.scale - scrollTop;
      return x >= 0 && x <= clientWidth && y >= 0 && y <= clientHeight ? [n + 1] : [];
    });
    const told = this.figure.querySelector("[data-seen]");
    const text = seen.length ? told.dataset.seen : "";
    told.textContent = text.replace("{first}", seen[0]).replace("{last}", seen.at(-1)).replace("{all}", this.steps.length);
  }

  listen() {
    this.figure.addEventListener("click", (event) => {
      const button = event.target.closest("[data-zoom]");
      if (button) this.act(button.dataset.zoom);
    });
    this.stage.addEventListener("keydown", (event) => this.key(event));
    this.stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.stage.addEventListener("scroll", () => this.tell(), { passive: true });
    this.figure.addEventListener("fullscreenchange", () => {
      const full = document.fullscreenElement === this.figure;
      for (const words of this.figure.querySelectorAll("[data-when-full]")) words.hidden = (words.dataset.whenFull === "yes") !== full;
      this.tell();
    });
  }

  key(event) {
    const name = { "+": "in", "-": "out", 0: "fit", f: "full" }[event.key];
    if (!name || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    requestAnimationFrame(() => this.act(name)); // the key is free again before the picture is laid out anew
  }

  wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = this.stage.getBoundingClientRect();
    this.zoom(this.scale * STEP ** -Math.sign(event.deltaY), event.clientX - box.left, event.clientY - box.top);
  }

  // With the mouse; fingers and pens scroll by themselves.
  drag() {
    let from = null;
    let moved = false;
    this.stage.addEventListener("pointerdown", (event) => {
      moved = false;
      if (event.pointerType !== "mouse" || event.button !== 0) return;
      from = { x: event.clientX + this.stage.scrollLeft, y: event.clientY + this.stage.scrollTop };
    });
    window.addEventListener("pointermove", (event) => {
      if (!from || !this.stage.isConnected) return;
      const [left, top] = [from.x - event.clientX, from.y - event.clientY];
      moved ||= Math.abs(left - this.stage.scrollLeft) + Math.abs(top - this.stage.scrollTop) > MOVED;
      if (moved) this.stage.scrollTo(left, top);
    });
    window.addEventListener("pointerup", () => { from = null; });
    this.stage.addEventListener("dragstart", (event) => event.preventDefault());
    this.stage.addEventListener("click", (event) => {
      if (moved) event.preventDefault();
      moved = false;
    }, { capture: true });
  }
}

const opened = new WeakMap();

function opens(figure) {
  const viewer = new Viewer(figure);
  opened.set(figure, viewer);
  viewer.listen();
  viewer.drag();
  figure.querySelector(".viewer__tools").hidden = false;
  figure.classList.add("viewer--moves");
  viewer.open();
  return viewer;
}

// The viewers of all pictures on the page, or in `root`; those that are new are opened.
export function openViewers(root = document) {
  return [...root.querySelectorAll("[data-viewer]")].map((figure) => opened.get(figure) ?? opens(figure));
}

openViewers();
