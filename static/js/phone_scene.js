// When the moderation goes on, so does the guided page; but never under the hands of somebody who writes.
export function isWriting(main) {
  return [...main.querySelectorAll("textarea")].some((field) => field.value.trim() || field === document.activeElement);
}

// `renew(quietly)` fetches the page anew: in a full hall not all phones at once, but within `data-spread` milliseconds.
// It is asked for again with each poll until the page shows the present scene.
export function follow(main, renew) {
  const line = document.getElementById("went-on");
  let coming = "";
  document.addEventListener("live:asked", () => {
    const now = document.getElementById("scene").dataset, seen = main.dataset;
    if (!seen.scene || now.scene === seen.scene) return;
    const wentOn = now.item !== seen.item;
    if (isWriting(main) || "chosen" in seen) line.hidden = !wentOn;
    else if (!wentOn && main.querySelector("[data-does], .moods")) seen.scene = now.scene; // the time changed, no more
    else soon(now, !wentOn);
  });
  function soon({ scene, spread }, quietly) {
    if (coming === scene) return;
    coming = scene;
    setTimeout(() => {
      coming = "";
      renew(quietly);
    }, Math.random() * spread);
  }
}
