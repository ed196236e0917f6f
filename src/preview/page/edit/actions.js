// What the parts of the form do to the document: one place that knows the queue and the values.

import { pathOf } from "./path.js";
import { at, content, put } from "./table.js";

export const paper = { queue: null, tree: "", foresee: null };

/** Changes after which the form is drawn anew; `focus` is the path to go to then, `caret` the place in its text. */
export function act(changes, focus, column, caret) {
  paper.foresee(changes, { focus, column, caret });
  return paper.queue.act(changes, { focus, column, caret });
}

/** What was typed into an input goes to the value it stands for. */
export function type(input, text) {
  const field = input.closest("[data-absent]");
  const path = pathOf(input);
  if (field && field.contains(input)) {
    // The first letter makes the field.
    const key = field.dataset.absent;
    const parent = pathOf(field.parentElement);
    delete field.dataset.absent;
    field.dataset.step = JSON.stringify(key);
    paper.queue.quiet([{ do: "add", path: parent, at: Number(field.dataset.place), key, content: content(text) }]);
    put(paper.tree, [...parent, key], text);
    return;
  }
  put(paper.tree, path, text);
  paper.queue.set(path, text);
}

export const valueAt = (path) => at(paper.tree, path);
