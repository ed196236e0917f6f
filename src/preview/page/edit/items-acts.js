// What is done to items: added, moved by hand and by keys, nested, copied, deleted.

import { make } from "../panel.js";
import { act, paper, valueAt } from "./actions.js";
import { insertText } from "./paste.js";
import { pathOf } from "./path.js";
import { at, beginning, blocks, content, fieldsOf, isNamed, isText, itemsOf, nameOf, newBlock, newItem, placeFor, record } from "./table.js";
import { label, meaning } from "./words.js";

/** Does what a button says. */
export function command(button) {
  const item = button.closest(".item");
  const does = {
    add: () => addField(button),
    "remove-field": () => removeField(button.closest(".field")),
    "remove-row": () => act([{ do: "remove", path: pathOf(button.closest("tr")) }]),
    insert: () => insert(button.closest("[data-list]"), fresh(button.closest("[data-list]").dataset.list)),
    up: () => shift(item, -1),
    down: () => shift(item, 1),
    copy: () => act([{ do: "copy", path: pathOf(item) }], next(pathOf(item))),
    remove: () => remove(item),
  }[button.dataset.act];
  if (does) does();
}

const next = (path) => [...path.slice(0, -1), path[path.length - 1] + 1];

// Fields.

function addField(button) {
  const box = button.closest(".record");
  const known = record(box.dataset.record) || record("document");
  const field = known.fields.find(({ en }) => en === button.dataset.field);
  const path = pathOf(box);
  addTo(path, known, field, beginning(field));
}

/** Gives a value one more field; a value in its short form becomes a group first. */
function addTo(path, known, field, value, focus) {
  const held = valueAt(path);
  const name = nameOf(field);
  const changes = [];
  let place = placeFor(known, held, field);
  if (!fieldsOf(held).length && held !== "" && known.short) {
    const short = known.fields.find(({ en }) => en === known.short);
    changes.push({ do: "expand", path, key: nameOf(short) });
    place = known.fields.indexOf(field) < known.fields.indexOf(short) ? 0 : 1;
  }
  changes.push({ do: "add", path, at: place, key: name, content: content(value) });
  act(changes, focus || [...path, name, ...(value && value.list ? [0] : [])]);
}

function removeField(field) {
  const path = pathOf(field);
  act([{ do: "remove", path }], path.slice(0, -1));
}

// Items.

const fresh = (name) => (record(name) ? newItem(record(name)) : "");

function insert(list, value = "") {
  const path = pathOf(list);
  const field = list.closest("[data-absent]");
  if (field && !list.querySelector(".item")) {
    const parent = pathOf(field.parentElement);
    const key = field.dataset.absent;
    return act([{ do: "add", path: parent, at: Number(field.dataset.place), key, content: content([value]) }], [...parent, key, 0]);
  }
  const held = valueAt(path);
  const count = held && held.list ? held.list.length : held === "" || held === undefined ? 0 : 1;
  return act([{ do: "insert", path, at: count, content: content(value) }], [...path, count]);
}

function remove(item) {
  const path = pathOf(item);
  const step = path[path.length - 1];
  if (typeof step !== "number") return act([{ do: "set", path, content: content("") }], path);
  const near = step > 0 ? [...path.slice(0, -1), step - 1] : path;
  return act([{ do: "remove", path }], near);
}

function shift(item, by) {
  const path = pathOf(item);
  const step = path[path.length - 1];
  const list = path.slice(0, -1);
  const count = itemsOf(valueAt(list)).length;
  if (typeof step !== "number" || step + by < 0 || step + by >= count) return;
  act([{ do: "move", path, to: list, at: step + by }], [...list, step + by]);
}

/** A task one level down: among the tasks of the one before it. */
function deeper(item) {
  const path = pathOf(item);
  const step = path[path.length - 1];
  if (!step) return;
  const list = path.slice(0, -1);
  const before = [...list, step - 1];
  const known = record("task");
  const field = known.fields.find(({ en }) => en === "tasks");
  const goal = at(paper.tree, before);
  const typed = fieldsOf(goal).find(([name]) => isNamed(field, name));
  if (typed && typed[1].list) {
    act([{ do: "move", path, to: [...before, typed[0]], at: typed[1].list.length }], [...before, typed[0], typed[1].list.length]);
    return;
  }
  const name = typed ? typed[0] : nameOf(field);
  const changes = [];
  if (!typed) {
    if (isText(goal)) changes.push({ do: "expand", path: before, key: nameOf(known.fields.find(({ en }) => en === known.short)) });
    changes.push({ do: "add", path: before, at: placeFor(known, isText(goal) ? "" : goal, field) || 9, key: name, content: content([valueAt(path)]) });
  } else changes.push({ do: "insert", path: [...before, name], at: 0, content: content(valueAt(path)) });
  changes.push({ do: "remove", path });
  act(changes, [...before, name, 0]);
}

/** A task one level up: after the one it belongs to. */
function higher(item) {
  const path = pathOf(item);
  const outer = item.parentElement.closest('.item[data-record="task"]');
  if (!outer) return;
  const own = pathOf(outer);
  const step = own[own.length - 1];
  const list = path.slice(0, -1);
  const goal = [...own.slice(0, -1), step + 1];
  const changes = [{ do: "move", path, to: own.slice(0, -1), at: step + 1 }];
  if (itemsOf(valueAt(list)).length === 1) changes.push({ do: "remove", path: list });
  act(changes, goal);
}

/** Heeds a key in an item; answers whether it was for the item. */
export function itemKey(event) {
  const item = event.target.closest(".item");
  if (!item) return false;
  if (event.altKey && !event.ctrlKey) {
    const does = { ArrowUp: () => shift(item, -1), ArrowDown: () => shift(item, 1) }[event.key];
    const isTask = item.dataset.record === "task";
    const levels = isTask && { ArrowRight: () => deeper(item), ArrowLeft: () => higher(item) }[event.key];
    if (!does && !levels) return false;
    (does || levels)();
    return true;
  }
  const input = event.target;
  if (input.tagName !== "TEXTAREA" || event.ctrlKey || event.shiftKey) return false;
  const single = item.matches(".plain, .text") && input.closest(".item") === item;
  if (event.key === "Enter" && input.dataset.lines === "no") return true;
  if (!single || inBlock(item)) return false;
  if (event.key === "Enter") {
    split(item, input);
    return true;
  }
  if (event.key === "Backspace" && !input.value) {
    remove(item);
    return true;
  }
  const { selectionStart: start, selectionEnd: end } = input;
  if (start !== end) return false;
  if (event.key === "Backspace" && start === 0) return join(item, -1);
  if (event.key === "Delete" && end === input.value.length) return join(item, 1);
  return false;
}

/** What stands behind the caret becomes the next item. */
function split(item, input) {
  const { value, selectionStart: start, selectionEnd: end } = input;
  const [before, after] = [value.slice(0, start), value.slice(end)];
  const path = pathOf(item);
  const step = path[path.length - 1];
  if (!after && start === end) return insertAfter(item, "");
  if (typeof step !== "number") {
    const whole = pathOf(input);
    return act([{ do: "set", path: whole, content: content([before, after]) }], [...whole, 1], undefined, 0);
  }
  const list = path.slice(0, -1);
  const changes = [{ do: "set", path: pathOf(input), content: content(before) }, { do: "insert", path: list, at: step + 1, content: content(after) }];
  return act(changes, [...list, step + 1], undefined, 0);
}

/** An item and its neighbour become one, where both are texts; answers whether they did. */
function join(item, by) {
  const path = pathOf(item);
  const step = path[path.length - 1];
  if (typeof step !== "number") return false;
  const list = path.slice(0, -1);
  const [first, second] = [Math.min(step, step + by), Math.max(step, step + by)];
  const [upper, lower] = [valueAt([...list, first]), valueAt([...list, second])];
  if (!isText(upper) || !isText(lower)) return false;
  const changes = [{ do: "set", path: [...list, first], content: content(upper + lower) }, { do: "remove", path: [...list, second] }];
  act(changes, [...list, first], undefined, upper.length);
  return true;
}

const inBlock = (item) => item.classList.contains("block");

function insertAfter(item, ...texts) {
  const path = pathOf(item);
  const step = path[path.length - 1];
  if (typeof step !== "number") return insert(item.closest("[data-list]"), texts[0]);
  const list = path.slice(0, -1);
  const changes = texts.map((text, nth) => ({ do: "insert", path: list, at: step + 1 + nth, content: content(text) }));
  return act(changes, [...list, step + texts.length]);
}

/** Whether a text that begins where the caret is gets a number by itself: at the beginning of a task. */
export function isNumbered(input) {
  const item = input.closest('.item[data-record="task"]');
  if (!item || input.selectionStart > 0) return false;
  const isOwn = input.closest(".item") === item && (item.matches(".plain") || ["title", "content"].includes(input.closest(".field")?.dataset.field));
  const unnumbered = ["无", "none"];
  const numbering = fieldsOf(paper.tree).find(([name]) => name === "编号" || name === "numbering");
  return isOwn && !(numbering && unnumbered.includes(numbering[1]));
}

/** Paragraphs pasted into an item that is a text become items; answers whether they did. */
export function pastedItems(input, parts) {
  const item = input.closest(".item");
  if (!item || !item.matches(".plain, .text") || inBlock(item)) return false;
  const [first, ...others] = parts;
  insertText(input, first);
  insertAfter(item, ...others);
  return true;
}

// Blocks.

/** The list of blocks to choose from; `done(kind)` when one was chosen. */
export function blockMenu(sheet, button, done) {
  const list = button.closest("[data-list]");
  const place = Number(button.dataset.place);
  const items = blocks().map((kind) => {
    const item = make("button", "kind", make("b", "", label(kind)), make("span", "", meaning(kind)));
    item.type = "button";
    item.setAttribute("role", "menuitem");
    item.addEventListener("click", () => {
      done(kind);
      addBlock(list, place, kind);
    });
    return item;
  });
  sheet.replaceChildren(...items);
}

function addBlock(list, place, kind) {
  const path = pathOf(list);
  const value = newBlock(kind);
  if (list.dataset.missing) {
    const [key] = path.slice(-1);
    return act([{ do: "add", path: path.slice(0, -1), at: 99, key, content: content([value]) }], [...path, 0]);
  }
  return act([{ do: "insert", path, at: place, content: content(value) }], [...path, place]);
}

// Moving by hand.

let dragged = null;

export function listenToDrags(form) {
  form.addEventListener("dragstart", (event) => {
    const grip = event.target.closest && event.target.closest(".grip");
    if (!grip) return;
    dragged = grip.closest(".item");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(dragged, 16, 16);
    dragged.classList.add("dragged");
  });
  form.addEventListener("dragover", (event) => {
    const goal = goalOf(event);
    clearMarks(form);
    if (!goal) return;
    event.preventDefault();
    goal.item.classList.add(goal.after ? "drop-after" : "drop-before");
  });
  form.addEventListener("drop", (event) => {
    const goal = goalOf(event);
    if (!goal) return;
    event.preventDefault();
    drop(goal);
  });
  form.addEventListener("dragend", () => {
    clearMarks(form);
    if (dragged) dragged.classList.remove("dragged");
    dragged = null;
  });
}

function clearMarks(form) {
  for (const item of form.querySelectorAll(".drop-before, .drop-after")) item.classList.remove("drop-before", "drop-after");
}

/** The item something is dragged over, if it may go there. */
function goalOf(event) {
  if (!dragged) return null;
  const kind = (item) => item.closest("[data-list]").dataset.list;
  let item = event.target.closest(".item");
  while (item && (kind(item) !== kind(dragged) || (kind(item) === "texts" && item.parentElement !== dragged.parentElement))) item = item.parentElement.closest(".item");
  if (!item || dragged.contains(item)) return null;
  const { top, height } = item.getBoundingClientRect();
  return { item, after: event.clientY > top + height / 2 };
}

function drop({ item, after }) {
  const path = pathOf(dragged);
  const goal = pathOf(item);
  const [step, own] = [goal[goal.length - 1], path[path.length - 1]];
  if (typeof step !== "number" || typeof own !== "number") return;
  const list = goal.slice(0, -1);
  let place = step + (after ? 1 : 0);
  const inside = JSON.stringify(list) === JSON.stringify(path.slice(0, -1));
  if (inside && own < place) place -= 1;
  if (inside && own === place) return;
  act([{ do: "move", path, to: list, at: place }], inside ? [...list, place] : undefined);
}
