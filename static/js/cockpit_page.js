// What all scripts of the cockpit use.
export const byId = (id) => document.getElementById(id);
export const parse = (text) => Object.assign(document.createElement("template"), { innerHTML: text }).content;
export const lookAgain = () => document.dispatchEvent(new Event("live:ask"));

const notice = byId("notice");
export const tell = (...nodes) => notice.replaceChildren(...nodes);
export const tellUnreachable = () => tell(byId("unreachable").content.cloneNode(true));
