// Names for {{ }}: a list under the caret while an expression is typed, and buttons under a narrative.

import { ask } from "../link.js";
import { make } from "../panel.js";
import { paper } from "./actions.js";
import { insertText } from "./paste.js";
import { fieldsOf, itemsOf, isText } from "./table.js";
import { say } from "./words.js";

const TITLE = ["标题", "title"];
const NAME = ["名称", "name"];
const FIGURES = ["指标", "figures"];
const MOST = 12;

// Names in data of other files, as far as the program told.
let elsewhere = [];
let asked = { document: "", time: 0 };
const YOUNG = 3000;

/** Asks for names in other files, unless that was done just now; answers whether there are others than before. */
export async function askNames(document) {
  if (asked.document === document && Date.now() - asked.time < YOUNG) return false;
  if (asked.document !== document) elsewhere = [];
  asked = { document, time: Date.now() };
  const answer = await ask("names", { document });
  if (!answer || asked.document !== document) return false;
  const before = JSON.stringify(elsewhere);
  elsewhere = answer.names;
  return JSON.stringify(elsewhere) !== before;
}

const get = (value, names) => (fieldsOf(value).find(([name]) => names.includes(name)) || [])[1];
const shown = (held) => (isText(held) ? held : get(held, ["值", "value"]) || "");

/** Names that can be used at a path: [name as written there, what it stands for]; those of other blocks only if
 *  `all` are wanted or there are no nearer ones. */
export function namesAt(path, all = true) {
  const near = [];
  const far = [];
  const figures = (value, into, prefix) => {
    for (const [name, held] of fieldsOf(get(value, FIGURES))) into.push([prefix ? `${prefix}.${name}` : name, shown(held)]);
  };
  const inside = (own) => own.every((step, nth) => path[nth] === step);
  const walk = (value, own) => {
    itemsOf(value).forEach((item, nth) => {
      for (const [kind, held] of fieldsOf(item)) {
        const here = [...own, nth, kind];
        if (kind === "统计" || kind === "statistics") statistics(held, here);
        for (const [name, inner] of fieldsOf(held)) if (name === "正文" || name === "body") walk(inner, [...here, name]);
      }
    });
  };
  const statistics = (held, here) => {
    const title = get(held, TITLE);
    figures(held, inside(here) ? near : far, inside(here) ? "" : title);
    const [step, items] = fieldsOf(held).find(([name]) => name === "分项" || name === "items") || [];
    itemsOf(items).forEach((item, nth) => {
      const own = inside([...here, step, nth]);
      const name = get(item, NAME);
      figures(item, own ? near : far, own ? "" : [title, name].filter(Boolean).join("."));
    });
  };
  const body = fieldsOf(paper.tree).find(([name]) => name === "正文" || name === "body");
  if (body) walk(body[1], [body[0]]);
  const data = get(paper.tree, ["数据", "data"]);
  const values = flat(data, "");
  return [...near, ...values, ...elsewhere, ...(all || !near.length ? far : [])];
}

/** Names of data, those inside groups by the way to them. */
function flat(value, way) {
  return fieldsOf(value).flatMap(([name, held]) => {
    const own = way ? `${way}.${name}` : name;
    if (fieldsOf(held).length) return flat(held, own);
    return [[own, isText(held) ? held : itemsOf(held).filter(isText).slice(0, 4).join("、")]];
  });
}

/** Buttons that put the nearest figures into a narrative. */
export function showInserts(box, path) {
  const names = namesAt(path, false).slice(0, 14);
  box.replaceChildren();
  if (!names.length) return;
  const chips = names.map(([name, value]) => {
    const chip = make("button", "chip", name);
    Object.assign(chip, { type: "button", title: value });
    chip.dataset.act = "insert-name";
    chip.dataset.name = name;
    return chip;
  });
  box.append(make("span", "soft", say("insertName")), ...chips);
}

/** The list under the caret. */
export class Names {
  constructor(box) {
    this.box = box;
    this.input = null;
    box.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const item = event.target.closest("li");
      if (item) this.take(item.dataset.name);
    });
  }

  get open() {
    return !this.box.hidden;
  }

  /** Looks whether an expression is being typed before the caret. */
  look(input, path) {
    const before = input.value.slice(0, input.selectionStart);
    const found = /\{\{\s*([^{}]*)$/.exec(before);
    if (!found) return this.close();
    askNames(paper.queue.document).then((news) => news && document.activeElement === input && this.look(input, path));
    const typed = /[^\s+\-×÷*/()（），,|]*$/.exec(found[1])[0];
    const names = namesAt(path).filter(([name]) => name.includes(typed) && name !== typed).slice(0, MOST);
    if (!names.length) return this.close();
    Object.assign(this, { input, typed });
    this.box.replaceChildren(
      ...names.map(([name, value], nth) => {
        const item = make("li", "", make("span", "", name), make("small", "", value));
        item.setAttribute("role", "option");
        item.id = `name-${nth}`;
        item.dataset.name = name;
        return item;
      }),
    );
    this.box.hidden = false;
    this.choose(0);
    const rect = input.getBoundingClientRect();
    const line = 24 * before.split("\n").length;
    this.box.style.left = `${Math.min(rect.left + 12, innerWidth - 280)}px`;
    this.box.style.top = `${Math.min(rect.top + Math.min(line, rect.height) + 8, innerHeight - Math.min(260, 34 * names.length) - 8)}px`;
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", "names");
  }

  choose(nth) {
    const items = [...this.box.children];
    this.nth = (nth + items.length) % items.length;
    items.forEach((item, n) => item.setAttribute("aria-selected", n === this.nth));
    items[this.nth].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", items[this.nth].id);
  }

  /** Heeds a key; answers whether it was for the list. */
  key(event) {
    if (!this.open) return false;
    if (event.key === "ArrowDown") this.choose(this.nth + 1);
    else if (event.key === "ArrowUp") this.choose(this.nth - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.box.children[this.nth].dataset.name);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    return true;
  }

  take(name) {
    const { input, typed } = this;
    const start = input.selectionStart - typed.length;
    const closed = /^\s*\}\}/.test(input.value.slice(input.selectionStart));
    input.setSelectionRange(start, input.selectionStart);
    const gap = input.value[start - 1] === "{" ? " " : "";
    insertText(input, closed ? `${gap}${name}` : `${gap}${name} }}`);
    this.close();
  }

  close() {
    this.box.hidden = true;
    if (this.input) {
      this.input.removeAttribute("aria-expanded");
      this.input.removeAttribute("aria-activedescendant");
    }
  }
}

/** Puts a name where the caret was in a narrative. */
export function insertName(input, name) {
  input.focus();
  insertText(input, `{{ ${name} }}`);
}
