// A button that shows what is typed into a password field. Without this script the field works all the same.
for (const field of document.querySelectorAll("[data-password]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet-button";
  button.textContent = field.dataset.password;
  button.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-controls", field.id);
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    field.focus();
  });
  field.insertAdjacentElement("afterend", button);
  // What was shown is sent, and kept by the browser, as a password.
  field.form.addEventListener("submit", () => { field.type = "password"; });
}
