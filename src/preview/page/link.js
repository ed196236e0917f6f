// The connection to the program: comes back by itself after sleep or a restart, and then shows the present state.

const WAITS = [100, 300, 700, 1500];
const PATIENCE = 1200;
// Of 64 KB that may be on their way at a time; a character has up to three bytes.
const MOST_KEPT = 5000;

export class Link {
  /** `hooks.message(json)`, `hooks.picture(print, svg)`, `hooks.online(is)`. */
  constructor(hooks) {
    this.hooks = hooks;
    this.tries = 0;
    this.socket = null;
    this.timer = 0;
    this.alarm = 0;
    const retry = () => document.visibilityState === "visible" && this.connect();
    addEventListener("online", retry);
    addEventListener("focus", retry);
    document.addEventListener("visibilitychange", retry);
    this.connect();
  }

  connect() {
    if (this.socket && this.socket.readyState < WebSocket.CLOSING) return;
    clearTimeout(this.timer);
    const socket = new WebSocket(new URL("socket", location.href.replace(/^http/, "ws")));
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.tries = 0;
      clearTimeout(this.alarm);
      this.alarm = 0;
      this.hooks.online(true);
    };
    socket.onmessage = ({ data }) => {
      if (typeof data === "string") this.hooks.message(JSON.parse(data));
      else this.hooks.picture(...split(data));
    };
    socket.onclose = () => this.lost(socket);
    this.socket = socket;
  }

  lost(socket) {
    if (socket !== this.socket) return;
    this.alarm ||= setTimeout(() => this.hooks.online(false), PATIENCE);
    this.timer = setTimeout(() => this.connect(), WAITS[Math.min(this.tries++, WAITS.length - 1)]);
  }

  send(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}

/** A frame with a picture: 32 characters of fingerprint, then the SVG. */
function split(data) {
  const print = String.fromCharCode(...new Uint8Array(data, 0, 32));
  return [print, new TextDecoder().decode(new Uint8Array(data, 32))];
}

/** Asks the program something; nothing if it knows no answer. With `whole` also how it went: 0 if it did not hear. */
export async function ask(what, body, whole = false) {
  const text = JSON.stringify(body);
  // What is said while the page is being closed is to be heard; browsers allow it for short texts.
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: text, keepalive: text.length < MOST_KEPT };
  const answer = await fetch(what, options).catch(() => null);
  const json = answer && answer.ok ? await answer.json() : null;
  return whole ? { status: answer ? answer.status : 0, json } : json;
}
