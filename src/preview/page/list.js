// The documents of a folder: how each stands, and a search by name.

import { make } from "./panel.js";
import { count, language, say } from "./words.js";

export class List {
  /** `open(id)` switches to a document. */
  constructor(holder, search, none, open) {
    Object.assign(this, { holder, search, none, open });
    this.documents = [];
    this.current = "";
    search.addEventListener("input", () => this.filter());
    search.addEventListener("keydown", (event) => {
      const first = this.holder.querySelector("li:not([hidden]) button");
      if (event.key === "Enter" && first) first.click();
      if (event.key === "Escape") {
        search.value = "";
        this.filter();
      }
    });
  }

  show(documents) {
    this.documents = documents;
    this.draw();
  }

  draw() {
    // What did not change stays, lest a click on it be lost.
    const before = new Map([...this.holder.children].map((item) => [item.dataset.says, item]));
    const items = this.documents.map((document) => {
      const says = JSON.stringify([document, language()]);
      const item = before.get(says) || this.item(document);
      item.dataset.says = says;
      return item;
    });
    const same = items.length === this.holder.children.length && items.every((item, nth) => item === this.holder.children[nth]);
    if (!same) {
      const scroll = this.holder.scrollTop;
      this.holder.replaceChildren(...items);
      this.holder.scrollTop = scroll;
    }
    this.mark(this.current);
    this.filter();
  }

  item({ id, state, errors, warnings }) {
    const { name, folder } = split(id);
    const standing = { unknown: say("unknown"), fine: say("fine"), errors: count("error", "errors", errors), warnings: count("warning", "warnings", warnings) }[state];
    const dot = make("span", `dot ${state}`);
    const button = make("button", "", dot, make("span", "title", name, make("small", "", folder)));
    if (state === "errors" || state === "warnings") button.append(make("span", `badge ${state}`, String(state === "errors" ? errors : warnings)));
    button.title = `${id}\n${standing}`;
    button.addEventListener("click", () => this.open(id));
    const item = make("li", id === this.current ? "current" : "", button);
    item.dataset.id = id;
    item.dataset.state = state;
    return item;
  }

  mark(id) {
    this.current = id;
    for (const item of this.holder.children) item.classList.toggle("current", item.dataset.id === id);
  }

  filter() {
    const wanted = this.search.value.trim().toLowerCase();
    let found = 0;
    for (const item of this.holder.children) {
      item.hidden = !item.dataset.id.toLowerCase().includes(wanted);
      found += item.hidden ? 0 : 1;
    }
    this.none.hidden = found > 0 || !this.documents.length;
  }
}

/** `a/b/计划.yaml` → 计划, a/b */
export function split(id) {
  const at = id.lastIndexOf("/");
  return { name: id.slice(at + 1).replace(/\.ya?ml$/i, ""), folder: at < 0 ? "" : id.slice(0, at) };
}
