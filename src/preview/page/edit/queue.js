// What is typed → the program, at once and in order: one request at a time, what is typed meanwhile goes with the next.

import { ask } from "../link.js";
import { language } from "../words.js";
import { same } from "./path.js";

const RETRY = 1500;

export class Queue {
  /** `hooks.form(answer)` when the form is told anew, `hooks.refused(why)`, `hooks.stale()`, `hooks.busy(is)`. */
  constructor(hooks) {
    this.hooks = hooks;
    this.document = "";
    this.version = 0;
    this.waiting = [];
    this.flying = null;
    // The newest version we were told of, and whether the form has to be told anew for another reason.
    this.told = 0;
    this.late = false;
    // Whether the program may be another one by now, with other versions.
    this.lost = false;
  }

  open(document) {
    this.document = document;
    this.version = 0;
    this.waiting = [];
    this.flying = null;
    this.told = 0;
    this.late = false;
    return this.load();
  }

  get idle() {
    return !this.flying && !this.waiting.length;
  }

  /** A text typed at a path. */
  set(path, text) {
    const change = { do: "set", path, content: { text } };
    const last = this.waiting[this.waiting.length - 1];
    if (last && !last.form && last.changes.length === 1 && last.changes[0].do === "set" && same(last.changes[0].path, path)) {
      last.changes = [change];
    } else this.waiting.push({ what: "edit", changes: [change] });
    this.next();
  }

  /** Changes after which the form is drawn anew. */
  act(changes, after) {
    this.waiting.push({ what: "edit", changes, form: true, after });
    return this.next();
  }

  /** A change that the form shows already. */
  quiet(changes) {
    this.waiting.push({ what: "edit", changes });
    this.next();
  }

  /** The whole text. */
  text(text) {
    const last = this.waiting[this.waiting.length - 1];
    if (last && last.what === "text") last.text = text;
    else this.waiting.push({ what: "text", text });
    this.next();
  }

  /** Something else that gives a new form: undo, settle, convert. */
  ask(what, more = {}) {
    this.waiting.push({ what, form: true, ...more });
    return this.next();
  }

  async next() {
    if (this.flying || !this.waiting.length) return;
    const { document } = this;
    const { after, ...body } = this.waiting.shift();
    this.flying = body;
    this.hooks.busy(true);
    const found = !this.lost || (await this.find());
    if (document !== this.document) return;
    const sent = this.version;
    const nobody = { status: 0, json: null };
    const answer = found ? await ask(body.what, { ...body, document, version: sent, lang: language() }, true) : nobody;
    if (document !== this.document) return;
    this.flying = null;
    if (answer.status === 0) {
      // The program is gone for a moment: nothing is lost, it is said again.
      this.waiting.unshift({ ...body, after });
      this.lost = true;
      setTimeout(() => this.next(), RETRY);
      return;
    }
    this.heed(answer, body, sent, after);
    this.hooks.busy(!this.idle);
    if (this.idle && (this.late || this.told > this.version)) {
      this.late = false;
      await this.load();
    }
    return this.next();
  }

  /** The version of the program that is there now, if one is; what was typed meanwhile is said to it. */
  async find() {
    const answer = await ask("model", { document: this.document });
    if (!answer) return false;
    Object.assign(this, { version: answer.version, told: answer.version, lost: false });
    return true;
  }

  heed({ status, json }, body, sent, after) {
    if (status === 409) {
      this.hooks.stale();
      this.late = true;
    } else if (!json) {
      this.late = true;
    } else if (json.refused && json.version === undefined) {
      this.hooks.refused(json.refused);
      this.late = true;
    } else {
      this.version = json.version;
      if (body.form) this.hooks.form(json, after);
      // More than our own change happened.
      else if (json.version > sent + 1) this.late = true;
    }
  }

  /** The form as it is now. */
  async load() {
    const { document } = this;
    const answer = await ask("model", { document });
    if (!answer || document !== this.document || this.flying) return;
    this.version = answer.version;
    this.hooks.form(answer);
  }

  /** The program told of a version. */
  heard(version) {
    // What comes with our own change is told before the change is answered.
    this.told = Math.max(this.told, version);
    if (this.idle && version > this.version) this.load();
  }
}
