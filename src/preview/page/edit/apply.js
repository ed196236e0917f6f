// Changes made to values here as the program makes them there, so that the form need not wait for its answer.

import { at, fieldsOf, itemsOf, isText } from "./table.js";

const blank = (value) => value === "" || (value.list && !value.list.length) || (value.fields && !value.fields.length);
const begins = (path, start) => start.every((step, nth) => path[nth] === step);

/** A value with changes made to it; nothing where they can't be made here. */
export function applied(tree, changes) {
  const box = { list: [structuredClone(tree)] };
  try {
    for (const change of changes) make(box, change);
  } catch {
    return undefined;
  }
  return box.list[0];
}

function make(box, change) {
  const own = [0, ...(change.path || [])];
  const value = () => valueOf(change.content);
  switch (change.do) {
    case "set":
      return place(box, own, value());
    case "insert":
      return insert(box, own, change.at, value());
    case "remove":
      return void take(box, own);
    case "move":
      return move(box, own, [0, ...change.to], change.at);
    case "copy":
      return insert(box, own.slice(0, -1), own[own.length - 1] + 1, structuredClone(held(box, own)));
    case "add":
      return add(box, own, change.at, change.key, value());
    case "rename":
      return void (entry(box, own)[0] = change.key);
    case "expand":
      return place(box, own, { fields: [[change.key, held(box, own)]] });
  }
  throw new Error(change.do);
}

/** A value as the form sees it, of one as changes have it. */
function valueOf(content) {
  if (content.text !== undefined) return content.text;
  if (content.list) return { list: content.list.map(valueOf) };
  return { fields: content.fields.map(([name, inner]) => [name, valueOf(inner)]) };
}

function held(box, path) {
  const value = at(box, path);
  if (value === undefined || value.only !== undefined) throw new Error("no such place");
  return value;
}

function entry(box, path) {
  const name = path[path.length - 1];
  const found = fieldsOf(held(box, path.slice(0, -1))).find(([typed]) => typed === name);
  if (!found) throw new Error("no such field");
  return found;
}

function place(box, path, value) {
  held(box, path);
  const step = path[path.length - 1];
  if (typeof step === "number") held(box, path.slice(0, -1)).list[step] = value;
  else entry(box, path)[1] = value;
}

/** What is no list yet stands for a list of one. */
function insert(box, path, nth, value) {
  const here = held(box, path);
  if (!here.list) place(box, path, { list: blank(here) ? [] : [here] });
  const items = itemsOf(held(box, path));
  if (nth > items.length) throw new Error("no such place");
  items.splice(nth, 0, value);
}

function add(box, path, nth, key, value) {
  if (blank(held(box, path))) place(box, path, { fields: [] });
  const group = held(box, path);
  if (!group.fields || group.fields.some(([name]) => name === key)) throw new Error("bad name");
  group.fields.splice(Math.min(nth, group.fields.length), 0, [key, value]);
}

function take(box, path) {
  const value = held(box, path);
  const parent = held(box, path.slice(0, -1));
  const step = path[path.length - 1];
  if (typeof step === "number") parent.list.splice(step, 1);
  else parent.fields.splice(parent.fields.indexOf(entry(box, path)), 1);
  return value;
}

function move(box, path, list, nth) {
  const inside = path.length === list.length + 1 && begins(path, list);
  if (inside) return insert(box, list, nth, take(box, path));
  if (begins(list, path)) throw new Error("into itself");
  insert(box, list, nth, held(box, path));
  // The way to the item may lead through the list it was put into.
  const grown = [...path];
  if (begins(path, list) && grown[list.length] >= nth) grown[list.length] += 1;
  take(box, grown);
}

/** Whether two values say the same: white space at the ends of lines says nothing, and neither does what is empty. */
export function alike(a, b) {
  if (isText(a) && isText(b)) return a === b || tidy(a) === tidy(b);
  if (a.list && b.list) return a.list.length === b.list.length && a.list.every((item, nth) => alike(item, b.list[nth]));
  if (a.fields && b.fields) return a.fields.length === b.fields.length && a.fields.every(([name, value], nth) => name === b.fields[nth][0] && alike(value, b.fields[nth][1]));
  if (a.only !== undefined || b.only !== undefined) return a.only === b.only;
  return blank(a) && blank(b);
}

const tidy = (text) => text.trim().replace(/[ \t\r]*\n[ \t]*/g, "\n");

/** Where a value stands after what happened to lists around it: items before it came or went. */
export function followed(before, after, path) {
  const goal = [];
  for (let nth = 0; nth < path.length; nth++) {
    const [old, now] = [before, after];
    let step = path[nth];
    if (old && now && old.list && now.list && typeof step === "number") step = shifted(old.list, now.list, step);
    goal.push(step);
    before = old && at(old, [path[nth]]);
    after = now && at(now, [step]);
  }
  return goal;
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** How many items two lists have in common at the beginning and at the end. */
export function sameEnds(old, now) {
  let [head, tail] = [0, 0];
  const most = Math.min(old.length, now.length);
  while (head < most && same(old[head], now[head])) head++;
  while (tail < most - head && same(old[old.length - 1 - tail], now[now.length - 1 - tail])) tail++;
  return [head, tail];
}

function shifted(old, now, step) {
  const [head, tail] = sameEnds(old, now);
  if (step < head) return step;
  if (step >= old.length - tail) return step + now.length - old.length;
  // Between items that changed: the nearest that says the same.
  const places = now.map((_, nth) => nth).filter((nth) => same(old[step], now[nth]));
  return places.sort((a, b) => Math.abs(a - step) - Math.abs(b - step))[0] ?? step;
}

/** The way to the first value that differs; nothing if none does. */
export function difference(before, after) {
  if (before === undefined || after === undefined) return [];
  if (isText(before) && isText(after)) return before === after ? undefined : [];
  const steps = after.list ? after.list.map((_, nth) => nth) : fieldsOf(after).map(([name]) => name);
  for (const step of steps) {
    const [old, now] = [at(before, [step]), at(after, [step])];
    const found = difference(old, now);
    if (found) return [step, ...found];
  }
  const count = (value) => itemsOf(value).length + fieldsOf(value).length;
  return count(before) === count(after) && isText(before) === isText(after) ? undefined : [];
}
