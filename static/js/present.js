// Keys and the remote control of a beamer (Page Up and Page Down) lead from slide to slide.
const WAYS = {
  next: ["ArrowRight", "PageDown", " ", "Enter"],
  prev: ["ArrowLeft", "PageUp", "Backspace"],
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if ((event.key === " " || event.key === "Enter") && event.target.closest("a, button")) return;
  const way = Object.keys(WAYS).find((name) => WAYS[name].includes(event.key));
  const link = way ? document.querySelector(`a[rel="${way}"]`) : key(event.key);
  if (!link) return;
  event.preventDefault();
  location.replace(link.href);
});

function key(name) {
  if (name === "Escape") return document.fullscreenElement ? null : document.getElementById("leave");
  return name.toLowerCase() === "k" ? document.getElementById("talks") : null;
}
