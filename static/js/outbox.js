// What somebody wrote leaves this device only when the server has said that it is there. Each entry stands by itself in
// the browser's storage, numbered one after the other (no clock: it may be wrong), and carries the key of its form, so
// that the server stores it once however often it is sent.
const FIRST_PAUSE = 1000, LONGEST_PAUSE = 60000, PATIENCE = 15000;
const MINIMAL = { Prefer: "return=minimal" };
const memory = new Map(); // where the browser lends no storage: as long as the page is open

export class Outbox {
  // `owner` names workshop and participant: nobody sends what another wrote on the same device. `token` gives the form
  // token of the session; `tell` hears of every change.
  constructor(owner, token, tell) {
    Object.assign(this, { prefix: `box:${owner}:`, token, tell, failures: 0, state: "well", timer: 0, sending: null });
    for (const entry of this.entries()) if (entry.refused === "") this.change(entry.id, { refused: undefined });
    addEventListener("online", () => this.flush());
    addEventListener("storage", (event) => event.key?.startsWith(this.prefix) && this.tell());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.flush());
  }

  // Entries in the order in which they were written: {id, url, fields, refused}.
  entries() {
    return keys().filter((key) => key.startsWith(this.prefix)).sort().map((key) => ({ ...JSON.parse(read(key)), id: key }));
  }
  waiting() {
    return this.entries().filter((entry) => entry.refused === undefined);
  }
  add(url, fields) {
    const last = this.entries().at(-1)?.id.slice(this.prefix.length, this.prefix.length + 8) ?? "0";
    const id = `${this.prefix}${String(Number(last) + 1).padStart(8, "0")}:${newKey()}`;
    write(id, JSON.stringify({ url, fields }));
    return id;
  }
  change(id, changes) {
    const entry = JSON.parse(read(id) ?? "null");
    if (entry) write(id, JSON.stringify({ ...entry, ...changes }));
  }
  drop(id) {
    remove(id);
    this.tell();
  }

  // Send what waits, in order, one at a time. Resolves to the answer to the entry `wanted`: the page that comes after it,
  // or with `little` only that it was taken; to null when that one has to wait.
  async flush(wanted = "", little = false) {
    while (this.sending) await this.sending; // somebody is at it; what was added since comes after
    if (wanted && !navigator.onLine) return this.wait("away");
    this.sending = this.sendAll(wanted, little);
    try {
      return await this.sending;
    } finally {
      this.sending = null;
      this.tell();
    }
  }
  async sendAll(wanted, little) {
    clearTimeout(this.timer);
    let answer = null;
    for (let entry; (entry = this.waiting()[0]); ) {
      const got = await this.send(entry, entry.id === wanted && !little ? {} : MINIMAL);
      if (entry.id === wanted) answer = got;
      if (!got) break;
    }
    return answer;
  }
  async send(entry, headers) {
    const body = new URLSearchParams({ ...entry.fields, csrf_token: this.token() });
    let got;
    try {
      got = await fetch(entry.url, { method: "POST", body, headers, signal: AbortSignal.timeout?.(PATIENCE) });
    } catch {
      return this.wait("away");
    }
    if (got.status === 422 || got.status === 413) return this.refuse(entry, got, headers === MINIMAL);
    if (!got.ok) return this.wait(got.status >= 500 || got.status === 429 ? "away" : "lost", got.headers.get("Retry-After"));
    remove(entry.id);
    Object.assign(this, { failures: 0, state: "well" });
    return got;
  }
  // Not taken as it is: kept with what is wrong until its writer has mended or dropped it; the others go on. An entry
  // whose answer is about to be shown as a page keeps silent: whoever shows the page drops it.
  async refuse(entry, got, isPlain) {
    if (!("text" in entry.fields)) remove(entry.id); // nothing that anybody wrote
    else this.change(entry.id, { refused: isPlain ? (got.status === 422 && (await got.text())) || " " : "" });
    return got;
  }
  wait(state, seconds = 0) {
    this.state = state;
    this.failures += 1;
    const pause = Math.min(FIRST_PAUSE * 2 ** this.failures, LONGEST_PAUSE) * (0.75 + 0.5 * Math.random());
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), Math.max(Number(seconds) * 1000, pause));
    this.tell();
    return null;
  }
}

export function newKey() {
  const numbers = crypto.getRandomValues(new Uint8Array(16)); // randomUUID would need https
  return "k" + [...numbers].map((number) => number.toString(16).padStart(2, "0")).join("");
}

function keys() {
  try {
    return [...Object.keys(localStorage), ...memory.keys()];
  } catch {
    return [...memory.keys()];
  }
}
export function read(key) {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}
export function write(key, text) {
  try {
    localStorage.setItem(key, text);
    memory.delete(key);
  } catch {
    memory.set(key, text); // full or forbidden
  }
}
export function remove(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch { /* then it was never there */ }
}
