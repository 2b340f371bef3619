// Keeps what somebody is typing while the line is down, the sign-in has ended or the page was left by mistake: in this
// tab only, until it is stored or the person signs out. Without it everything works, only less forgiving.
const KEY = `draft ${location.pathname}`;

const form = () => document.querySelector("#record");

function keep() {
  const { text, kind } = form().elements;
  sessionStorage.setItem(KEY, JSON.stringify({ text: text.value, kind: kind.value }));
}

function bringBack() {
  const draft = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  if (!draft?.text || !form() || form().elements.text.value) return;
  form().elements.text.value = draft.text;
  form().elements.kind.value = draft.kind;
}

document.addEventListener("input", (event) => {
  if (form()?.contains(event.target)) keep();
});

// What has the focus now is wholly in sight; a swap that leaves the form empty has stored the text.
document.addEventListener("htmx:after:swap", () => {
  if (document.activeElement?.closest("main")) document.activeElement.scrollIntoView({ block: "nearest" });
  if (form() && !form().elements.text.value) sessionStorage.removeItem(KEY);
});

document.addEventListener("htmx:error", () => {
  const said = document.querySelector("#unreachable");
  if (said) document.querySelector("#notice").replaceChildren(said.content.cloneNode(true));
});

document.addEventListener("submit", (event) => {
  if (event.target.action?.endsWith("/sign-out")) sessionStorage.clear();
});

bringBack();
