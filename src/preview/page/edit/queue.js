// What is typed → the program, at once and in order: one request at a time, what is typed meanwhile goes with the next.
//
// `version` is that of the text the form shows, with what was typed here since. What others do gets into the form only
// when nothing typed is on its way, since what is typed is said of the values that are seen.

import { ask } from "../link.js";
import { language } from "../words.js";
import { same } from "./path.js";

const RETRY = 1500;

export class Queue {
  /** `hooks.form(answer, after)` when the form is told, `hooks.refused(why)`, `hooks.stale()`, `hooks.busy()`,
   *  `hooks.ready()` whether the form may be drawn now, `hooks.whole()` whether the text is shown. */
  constructor(hooks) {
    this.hooks = hooks;
    Object.assign(this, { document: "", version: 0, waiting: [], flying: null });
    // The newest version we were told of, and whether the form has to be told anew for another reason.
    Object.assign(this, { told: 0, late: false });
    // Whether the program may be another one by now, with other versions.
    this.lost = false;
  }

  open(document) {
    this.document = document;
    return this.load();
  }

  /** Says what is still to be said, and shows nothing any more. */
  leave() {
    const nothing = () => {};
    this.hooks = { form: nothing, foreseen: () => true, refused: nothing, stale: nothing, busy: nothing, ready: () => false, whole: () => false };
  }

  get idle() {
    return (!this.flying || this.flying.what === "model") && !this.waiting.length;
  }

  /** A text typed at a path. */
  set(path, text) {
    const change = { do: "set", path, content: { text } };
    const last = this.waiting[this.waiting.length - 1];
    if (last && !last.form && last.what === "edit" && last.changes.length === 1 && last.changes[0].do === "set" && same(last.changes[0].path, path)) {
      last.changes = [change];
    } else this.waiting.push({ what: "edit", changes: [change] });
    this.next();
  }

  /** Changes after which the form is told, since it may have become another than was foreseen. */
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

  /** The form as it is now. */
  load() {
    this.late = true;
    return this.next();
  }

  /** The program told of a version. */
  heard(version) {
    // What comes with our own change is told before the change is answered.
    this.told = Math.max(this.told, version);
    this.next();
  }

  reload() {
    if (!(this.late || this.told > this.version) || !this.hooks.ready()) return null;
    this.late = false;
    return { what: "model", form: true };
  }

  async next() {
    if (this.flying) return;
    const entry = this.waiting.shift() || this.reload();
    if (!entry) return;
    const { document } = this;
    const { after, ...body } = entry;
    this.flying = body;
    this.hooks.busy();
    const found = !this.lost || (await this.find());
    const whole = Boolean(body.form) && this.hooks.whole();
    const answer = found ? await ask(body.what, { ...body, whole, document, version: this.version, lang: language() }, true) : { status: 0, json: null };
    this.flying = null;
    if (answer.status === 0) {
      // The program is gone for a moment: nothing is lost, it is said again.
      if (body.what === "model") this.late = true;
      else this.waiting.unshift(entry);
      this.lost = true;
      setTimeout(() => this.next(), RETRY);
      return;
    }
    try {
      this.heed(answer, entry);
    } catch (fault) {
      // Whatever can't be drawn, what is typed goes on its way.
      reportError(fault);
    }
    this.hooks.busy();
    return this.next();
  }

  /** The version of the program that is there now, if one is; what was typed meanwhile is said to it. */
  async find() {
    const answer = await ask("model", { document: this.document });
    if (!answer) return false;
    Object.assign(this, { version: answer.version, told: answer.version, lost: false });
    return true;
  }

  heed({ status, json }, { what, form, after }) {
    const refused = json && json.refused && json.version === undefined;
    if (status === 409) this.hooks.stale();
    else if (status === 413) this.hooks.refused("too_long");
    else if (refused) this.hooks.refused(json.refused);
    if (!json || refused) {
      // A document that can't be read now is told of when it can.
      this.late = what !== "model";
      this.told = Math.min(this.told, this.version);
    } else if (what === "edit" || what === "text") this.acknowledged(json, form, after);
    else if (this.waiting.length || !this.hooks.ready()) this.late = true;
    else this.shown(json, after);
  }

  /** What was typed here is in the text. With what others did besides, it is not what the form shows: then what is typed
   *  next is said of the version that only we have seen. */
  acknowledged(json, form, after) {
    this.version = json.base ?? json.version;
    if (json.base !== undefined) this.late = true;
    else if (form && this.waiting.length) this.hooks.foreseen(json, this.waiting, after) || (this.late = true);
    else if (form && !this.hooks.ready()) this.late = true;
    else if (form) this.hooks.form(json, after);
  }

  shown(json, after) {
    this.version = json.version;
    this.told = Math.max(this.told, json.version);
    this.hooks.form(json, after);
  }
}
