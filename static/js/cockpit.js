// The cockpit with script: changes without a page load, small pages over it, keys and drag for steps, and a wall on which
// nothing new pushes what is under the pointer or has the focus. Without it every button and link leads to a page.
import "./cockpit_steps.js";
import { byId } from "./cockpit_page.js";
import { isOpen } from "./cockpit_sheet.js";

byId("questions").addEventListener("live:came", () => {
  byId("open-questions").textContent = byId("questions-heading").dataset.open;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && /^#(plan|side)$/.test(location.hash) && !isOpen()) location.hash = "content";
});
