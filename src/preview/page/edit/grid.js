// Tables of names with values as grids: moved in by arrows and Enter, filled by what is copied from a spreadsheet.

import { make } from "../panel.js";
import { act, paper, valueAt } from "./actions.js";
import { tool } from "./inputs.js";
import { only } from "./form.js";
import { isRows, rows } from "./paste.js";
import { pathOf, setStep } from "./path.js";
import { content, fieldsOf, isNamed, isText, itemsOf, nameOf, put, record } from "./table.js";
import { label, say } from "./words.js";

/** 指标: a row a figure. */
export function figures(value, id) {
  const known = record("figure");
  const columns = ["value", "last_year", "nature"].map((en) => known.fields.find((field) => field.en === en));
  const heads = [say("figureName"), say("figureValue"), say("figureLast"), say("figureNature")];
  return grid(value, { id, heads, columns, kind: "figures" });
}

/** 数据: a row a name. A list or deeper names are left to the text. */
export function data(value, id) {
  const deep = value && (value.list || fieldsOf(value).some(([, held]) => !isText(held)));
  if (deep) return only(fieldsOf(value).map(([name]) => name).join("、"));
  return grid(value, { id, heads: [say("dataName"), say("dataValue")], columns: [null], kind: "data" });
}

function grid(value, { id, heads, columns, kind }) {
  const table = make("table", "grid");
  table.dataset.grid = kind;
  table.append(make("thead", "", make("tr", "", ...heads.map((text) => header(text)), make("td", ""))));
  const entries = fieldsOf(value);
  const lines = entries.map(([name, held], nth) => line(name, held, columns, heads, nth));
  const blank = make("tr", "new");
  heads.forEach((text, nth) => blank.append(cell("", nth, say("newRow", text))));
  blank.append(make("td", ""));
  table.append(make("tbody", "", ...lines, blank));
  table.querySelector("input").id = id;
  return make("div", "grid-box", table, make("p", "soft", say("pasteHint")));
}

function header(text) {
  const made = make("th", "", text);
  made.scope = "col";
  return made;
}

function line(name, held, columns, heads, nth) {
  const row = setStep(make("tr", ""), name);
  row.append(cell(name, 0, say("cell", nth + 1, heads[0])));
  columns.forEach((field, column) => row.append(cell(held_(held, field, column), column + 1, say("cell", nth + 1, heads[column + 1]), field)));
  const remove = tool("remove", say("remove", name), "remove-row");
  row.append(make("td", "end", remove));
  return row;
}

/** What a figure holds in a column: written short it is its value. */
function held_(held, field, column) {
  if (isText(held)) return column === 0 ? held : "";
  const found = fieldsOf(held).find(([name]) => field && isNamed(field, name));
  return found && isText(found[1]) ? found[1] : "";
}

function cell(value, column, name, field) {
  const input = field && field.choices ? choice(value, field.choices) : make("input", "");
  if (!(field && field.choices)) Object.assign(input, { type: "text", value });
  input.setAttribute("aria-label", name);
  input.dataset.column = column;
  return make("td", "", input, make("div", "says"));
}

function choice(value, choices) {
  const select = make("select", "");
  const none = make("option", "", "");
  none.value = "";
  select.append(none);
  for (const word of choices) {
    const option = make("option", "", label(word));
    option.value = word.zh;
    option.selected = isNamed(word, value);
    select.append(option);
  }
  return select;
}

/** A letter typed into a cell: what stands where it stood is said at once, the rest when the cell is left. */
export function typed(input) {
  const changes = input.closest("tr").classList.contains("new") ? [] : changesOf(input);
  if (changes.length !== 1 || changes[0].do !== "set" || input.tagName === "SELECT") return;
  const { path } = changes[0];
  if (valueAt(path) === input.value) return;
  put(paper.tree, path, input.value);
  paper.queue.set(path, input.value);
}

/** What a cell's text changes where its row is. */
function changesOf(input) {
  const table = input.closest("table");
  const list = pathOf(table);
  if (table.dataset.grid === "head") return headChanges(input);
  const column = Number(input.dataset.column);
  if (table.dataset.grid !== "rows") {
    return column === 0 ? [] : cellChanges([...list, JSON.parse(input.closest("tr").dataset.step)], column, input.value, table.dataset.grid);
  }
  const row = input.closest("tr");
  const nth = [...row.parentElement.children].indexOf(row);
  return absentRows(table, [[input.value]]) || fillCells(list, valueAt(list), table.dataset.single, nth, column, [[input.value]]);
}

/** What was typed into a cell, once it is left. */
export function changed(input) {
  const table = input.closest("table");
  if (["rows", "head"].includes(table.dataset.grid)) return changedCell(input);
  const row = input.closest("tr");
  const column = Number(input.dataset.column);
  const list = pathOf(table);
  if (row.classList.contains("new")) return addRow(row, list);
  const name = JSON.parse(row.dataset.step);
  const path = [...list, name];
  if (column === 0) {
    const next = input.value.trim();
    if (next && next !== name) act([{ do: "rename", path, key: next }], [...list, next], focusColumn(table));
    return;
  }
  const changes = cellChanges(path, column, input.value, table.dataset.grid).filter(isNews);
  if (changes.length) act(changes, path, focusColumn(table));
}

/** Whether a change is not what is there already. */
const isNews = (change) => change.do !== "set" || valueAt(change.path) !== change.content.text;

function cellChanges(path, column, text, kind) {
  const held = valueAt(path);
  if (kind === "data" || (column === 1 && isText(held))) return [{ do: "set", path, content: content(text) }];
  const known = record("figure");
  const value = known.fields[0];
  const field = known.fields.find(({ en }) => en === ["value", "last_year", "nature"][column - 1]);
  const typed = fieldsOf(held).find(([name]) => isNamed(field, name));
  if (typed) return [text || column === 1 ? { do: "set", path: [...path, typed[0]], content: content(text) } : { do: "remove", path: [...path, typed[0]] }];
  if (!text) return [];
  const add = { do: "add", path, at: 9, key: nameOf(field), content: content(text) };
  return isText(held) && held === "" ? [add] : isText(held) ? [{ do: "expand", path, key: nameOf(value) }, add] : [add];
}

function addRow(row, list) {
  const [name, value] = [...row.querySelectorAll("input")].map((input) => input.value.trim());
  if (!name) return;
  const table = row.closest("table");
  act([addEntry(list, name, value, table)], [...list, name], focusColumn(table));
}

function addEntry(list, name, value, table) {
  const rows = table.querySelectorAll("tbody tr:not(.new)").length;
  const field = table.closest("[data-absent]");
  const entry = { do: "add", path: list, at: rows, key: name, content: content(value || "") };
  if (!field) return entry;
  const parent = pathOf(field.parentElement);
  const fresh = { fields: [[name, content(value || "")]] };
  return { do: "add", path: parent, at: Number(field.dataset.place), key: field.dataset.absent, content: fresh };
}

/** The column the focus has gone to by now. */
function focusColumn(table) {
  const here = document.activeElement;
  return table.contains(here) && here.dataset.column !== undefined ? Number(here.dataset.column) : undefined;
}

/** Rows from a spreadsheet; answers whether they were taken. */
export function pasted(input, text) {
  const table = input.closest("table");
  if (table.dataset.grid === "rows") return pastedCells(input, text);
  if (table.dataset.grid === "head") return false;
  if (!isRows(text) && !text.includes("\n")) return false;
  let taken = rows(text);
  const column = Number(input.dataset.column);
  if (column === 0 && taken.length > 1 && !/\d/.test(taken[0].slice(1).join(""))) taken = taken.slice(1);
  const list = pathOf(table);
  const names = [...table.querySelectorAll("tbody tr:not(.new)")].map((row) => JSON.parse(row.dataset.step));
  const from = names.indexOf(input.closest("tr").dataset.step && JSON.parse(input.closest("tr").dataset.step));
  const changes = [];
  let count = names.length;
  taken.forEach((cells, nth) => {
    const name = column === 0 ? cells[0] : names[from + nth];
    if (!name) return;
    const values = column === 0 ? cells.slice(1) : cells;
    if (!names.includes(name)) {
      names.push(name);
      changes.push({ do: "add", path: list, at: count++, key: name, content: entry(values, table.dataset.grid) });
    } else {
      values.forEach((value, n) => changes.push(...cellChanges([...list, name], (column || 1) + n, value, table.dataset.grid)));
    }
  });
  if (changes.length) act(changes, [...list, names[names.length - 1]], column);
  return true;
}

function entry([value = "", last = ""], kind) {
  if (kind === "data" || !last) return content(value);
  const [own, before] = ["value", "last_year"].map((en) => nameOf(record("figure").fields.find((field) => field.en === en)));
  return { fields: [[own, content(value)], [before, content(last)]] };
}

/** Goes up and down a column by arrows and Enter. */
export function moved(input, down) {
  const row = input.closest("tr");
  const next = down ? row.nextElementSibling : row.previousElementSibling;
  const goal = next && next.querySelector(`[data-column="${input.dataset.column}"]`);
  if (goal) goal.focus();
  return Boolean(goal);
}

// Rows of cells: a list of lists of texts.

/** 表头 or 行: a list of texts, or of lists of texts. */
export function rowsGrid(value, field, id) {
  const isHead = field.shape === "head";
  if (isHead && itemsOf(value).some((item) => groupOf(item))) return groupedHead(value, id);
  const single = isHead && !itemsOf(value).some((item) => item && item.list);
  const isPlain = (cells) => cells.every(isText);
  const lines = single ? [itemsOf(value)] : itemsOf(value).map((item) => (item && item.list && isPlain(item.list) ? item.list : null));
  // A row of another kind (a group, cells by name) does not keep the others from being changed.
  const odd = lines.some((cells) => !cells || !isPlain(cells));
  if ((isText(value) && value) || (odd && (isHead || lines.every((cells) => !cells)))) return only("");
  const width = Math.max(2, ...lines.map((cells) => (cells ? cells.length : 0)));
  const table = make("table", `grid cells ${field.shape}`);
  Object.assign(table.dataset, { grid: "rows", single: single ? "yes" : "", field: field.en });
  const shown = single ? lines : [...lines, null];
  const body = shown.map((cells, nth) => (cells || nth === lines.length ? cellRow(cells, nth, width, single) : oddRow(itemsOf(value)[nth], nth, width)));
  table.append(make("tbody", "", ...body));
  table.querySelector("input").id = id;
  return make("div", "grid-box", table, make("p", "soft", say("pasteHint")));
}

/** A row that only the text view changes: what it says can be seen here. */
function oddRow(item, nth, width) {
  const row = setStep(make("tr", "odd-row"), nth);
  const held = make("td", "", make("span", "", textsIn(item).join("　")), make("small", "soft", say("specialRow")), make("div", "says"));
  held.colSpan = width;
  row.append(held, make("td", "end", tool("remove", say("removeRow"), "remove-row")));
  return row;
}

/** All texts of a value, in order. */
function textsIn(value) {
  if (isText(value)) return [value];
  return [...itemsOf(value).flatMap(textsIn), ...fieldsOf(value).flatMap(([, held]) => textsIn(held)), ...(value.only ? [value.only] : [])];
}

// Heads of two rows: `大栏: [ 小栏, 小栏 ]`.

/** A column with columns below it: [name, columns], if they are texts. */
function groupOf(item) {
  const [entry, ...more] = fieldsOf(item);
  return entry && !more.length && entry[1].list && entry[1].list.every(isText) ? entry : null;
}

/** A head in which some columns have others below them. Each name can be changed where it stands; a column can be added. */
function groupedHead(value, id) {
  const items = itemsOf(value);
  if (!items.every((item) => isText(item) || groupOf(item))) return only("");
  const [upper, lower] = [make("tr", ""), make("tr", "")];
  const named = (text, nth) => say("cell", nth, say("emptyColumn", text));
  items.forEach((item, nth) => {
    const group = groupOf(item);
    const made = setStep(cell(group ? group[0] : item, 0, named(nth + 1, 1)), nth);
    if (group) {
      made.colSpan = Math.max(1, group[1].list.length);
      made.firstChild.dataset.renames = group[0];
      group[1].list.forEach((text, n) => lower.append(inside([nth, group[0], n], cell(text, 0, named(`${nth + 1}.${n + 1}`, 2)))));
    } else made.rowSpan = 2;
    upper.append(made);
  });
  const blank = cell("", 0, say("newRow", say("emptyColumn", items.length + 1)));
  blank.rowSpan = 2;
  upper.append(blank);
  const table = make("table", "grid cells head", make("tbody", "", upper, lower));
  table.dataset.grid = "head";
  table.querySelector("input").id = id;
  return make("div", "grid-box", table);
}

/** A cell whose value is some steps down. */
function inside(steps, made) {
  let held = setStep(make("div", ""), steps[steps.length - 1]);
  held.append(...made.childNodes);
  for (const step of steps.slice(1, -1).reverse()) held = setStep(make("div", "", held), step);
  made.append(held);
  return setStep(made, steps[0]);
}

/** What was typed into a head of two rows. */
function headChanges(input) {
  const path = pathOf(input);
  const { renames } = input.dataset;
  if (renames !== undefined) return !input.value.trim() || input.value.trim() === renames ? [] : [{ do: "rename", path: [...path, renames], key: input.value.trim() }];
  if (input.closest("td").dataset.step !== undefined) return [{ do: "set", path, content: content(input.value) }];
  return input.value.trim() ? [{ do: "insert", path, at: itemsOf(valueAt(path)).length, content: content(input.value) }] : [];
}

function cellRow(cells, nth, width, single) {
  const row = make("tr", cells ? "" : "new");
  if (cells && !single) setStep(row, nth);
  for (let column = 0; column < width + (single ? 1 : 0); column++) {
    const name = cells ? say("cell", nth + 1, say("emptyColumn", column + 1)) : say("newRow", say("emptyColumn", column + 1));
    const made = cell((cells && cells[column]) || "", column, name);
    row.append(cells && column < cells.length ? setStep(made, column) : made);
  }
  row.append(cells && !single ? make("td", "end", tool("remove", say("removeRow"), "remove-row")) : make("td", ""));
  return row;
}

function changedCell(input) {
  const table = input.closest("table");
  const list = pathOf(table);
  const changes = changesOf(input).filter(isNews);
  // An empty cell at the end of nothing is nothing.
  const isNothing = !input.value && changes.every((change) => change.do !== "set");
  if (!changes.length || isNothing) return;
  act(changes, cellPath(table, list, document.activeElement), focusColumn(table));
}

/** The path of the row the focus has gone to by now. */
function cellPath(table, list, here) {
  const row = table.contains(here) && here.closest("tr");
  return row && row.dataset.step !== undefined ? [...list, JSON.parse(row.dataset.step)] : list;
}

/** Rows of a field that is not there yet. */
function absentRows(table, block) {
  const field = table.closest("[data-absent]");
  if (!field) return null;
  const value = table.dataset.field === "head" ? block[0] : block;
  return [{ do: "add", path: pathOf(field.parentElement), at: Number(field.dataset.place), key: field.dataset.absent, content: content(value) }];
}

/** Changes that put cells in from a row and column on. */
function fillCells(list, held, single, nth, column, block) {
  const lines = single ? [itemsOf(held)] : itemsOf(held).map((item) => itemsOf(item));
  const width = Math.max(column + 1, ...lines.map((cells) => cells.length));
  const changes = [];
  block.forEach((cells, r) => {
    const row = lines[nth + r];
    const path = single ? list : [...list, nth + r];
    if (row) {
      cells.forEach((text, c) => {
        const place = column + c;
        if (place < row.length) changes.push({ do: "set", path: [...path, place], content: content(text) });
        else {
          for (let gap = row.length; gap < place; gap++) changes.push({ do: "insert", path, at: gap, content: content("") });
          changes.push({ do: "insert", path, at: place, content: content(text) });
          row.length = place + 1;
        }
      });
    } else {
      const fresh = Array.from({ length: Math.max(width, column + cells.length) }, (_, c) => cells[c - column] ?? "");
      changes.push({ do: "insert", path: list, at: lines.length + changes.filter((change) => change.path === list).length, content: content(fresh) });
    }
  });
  return changes;
}

function pastedCells(input, text) {
  if (!isRows(text) && !text.includes("\n")) return false;
  const table = input.closest("table");
  const list = pathOf(table);
  const row = input.closest("tr");
  const nth = [...row.parentElement.children].indexOf(row);
  const column = Number(input.dataset.column);
  const block = rows(text);
  const below = table.dataset.single ? block.splice(1) : [];
  const changes = absentRows(table, block) || fillCells(list, valueAt(list), table.dataset.single, nth, column, block);
  changes.push(...rowsBelow(table, below));
  act(changes, list, column);
  return true;
}

/** A whole table pasted into its head: what comes below the first line goes into the rows, in place of empty ones. */
function rowsBelow(table, block) {
  if (!block.length) return [];
  const box = table.closest(".record");
  const known = record(box.dataset.record);
  const field = known.fields.find(({ shape }) => shape === "rows");
  const path = pathOf(box);
  const [name, held] = fieldsOf(valueAt(path)).find(([typed]) => isNamed(field, typed)) || [];
  if (!name) return [{ do: "add", path, at: 9, key: nameOf(field), content: content(block) }];
  const lines = itemsOf(held);
  if (lines.every((line) => itemsOf(line).every((cell_) => cell_ === ""))) return [{ do: "set", path: [...path, name], content: content(block) }];
  return block.map((cells, nth) => ({ do: "insert", path: [...path, name], at: lines.length + nth, content: content(cells) }));
}
