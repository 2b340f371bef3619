// Zoom, fit and full screen for a picture that scrolls in its own box. Without it the picture is there all the same.
const STEP = 1.25;
const LEAST = 0.2;
const MOST = 4;
const READABLE = 11 / 8; // the smallest text of a picture has 8 points; at this size it has 11 pixels

function start(viewer) {
  const stage = viewer.querySelector(".viewer__stage");
  const svg = stage.querySelector("svg");
  const [, , width, height] = svg.getAttribute("viewBox").split(/[\s,]+/).map(Number);
  const shown = viewer.querySelector("output");
  let scale = 1;

  function zoom(wanted, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
    const next = Math.min(MOST, Math.max(LEAST, wanted));
    const [left, top] = [(stage.scrollLeft + x) / scale, (stage.scrollTop + y) / scale];
    scale = next;
    svg.setAttribute("width", width * scale);
    svg.setAttribute("height", height * scale);
    stage.scrollTo(left * scale - x, top * scale - y);
    shown.textContent = `${Math.round(scale * 100)} %`;
  }

  function fit() {
    zoom(Math.min(stage.clientWidth / width, stage.clientHeight / height));
  }

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else viewer.requestFullscreen?.();
  }

  const actions = { in: () => zoom(scale * STEP), out: () => zoom(scale / STEP), fit, full };
  viewer.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    if (button) actions[button.dataset.zoom]();
  });
  stage.addEventListener("keydown", (event) => {
    const action = { "+": "in", "-": "out", 0: "fit", f: "full" }[event.key];
    if (action && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      actions[action]();
    }
  });
  stage.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = stage.getBoundingClientRect();
    zoom(scale * (event.deltaY < 0 ? STEP : 1 / STEP), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  drag(stage);
  viewer.querySelector(".viewer__tools").hidden = false;
  zoom(Math.max(stage.clientWidth / width, READABLE), 0, 0);
}

// The picture moves with the mouse; a press that moved opens no step.
function drag(stage) {
  let from = null;
  let moved = false;
  stage.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    from = { x: event.clientX + stage.scrollLeft, y: event.clientY + stage.scrollTop };
    moved = false;
  });
  window.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [left, top] = [from.x - event.clientX, from.y - event.clientY];
    moved ||= Math.abs(left - stage.scrollLeft) + Math.abs(top - stage.scrollTop) > 4;
    if (moved) stage.scrollTo(left, top);
  });
  window.addEventListener("pointerup", () => { from = null; });
  stage.addEventListener("dragstart", (event) => event.preventDefault());
  stage.addEventListener("click", (event) => {
    if (moved) event.preventDefault();
    moved = false;
  }, { capture: true });
}

for (const viewer of document.querySelectorAll("[data-viewer]")) start(viewer);
