// Lists: blocks of a body, tasks, points, names. Each item has a place, a handle, and what it holds.

import { make } from "../panel.js";
import { drawRecord, only, says } from "./form.js";
import { icon, textInput, tool } from "./inputs.js";
import { sameEnds } from "./apply.js";
import { setStep } from "./path.js";
import { block, fieldsOf, itemsOf, isText } from "./table.js";
import { label, meaning, say } from "./words.js";

/** The blocks of a body. */
export function blockList(value, absent) {
  const list = make("div", "blocks");
  list.dataset.list = "blocks";
  if (absent) list.dataset.missing = "yes";
  const items = isText(value) ? (value ? [value] : []) : itemsOf(value);
  items.forEach((item, nth) => list.append(between(nth), blockCard(item, isText(value) ? null : nth)));
  list.append(adder(items.length));
  return list;
}

/** Draws the blocks that are others than before; those before and behind them stay as they are. */
export function drawBlockChanges(list, before, after) {
  const [head, tail] = sameEnds(before, after);
  const own = (selector) => [...list.children].filter((child) => child.matches(selector));
  const [cards, gaps, adder_] = [own(".card"), own(".between"), list.lastElementChild];
  const next = gaps[before.length - tail] || adder_;
  const fresh = after.slice(head, after.length - tail).flatMap((item, nth) => [between(head + nth), blockCard(item, head + nth)]);
  for (let nth = head; nth < before.length - tail; nth++) {
    cards[nth].remove();
    gaps[nth].remove();
  }
  next.before(...fresh);
  own(".between").forEach((gap, nth) => (gap.dataset.place = nth));
  own(".card").forEach((card, nth) => label_(setStep(card, nth), nth));
  adder_.dataset.place = after.length;
}

function label_(card, nth) {
  const title = card.querySelector(":scope > header h3").textContent;
  card.setAttribute("aria-label", nth === null ? title : `${nth + 1} ${title}`);
}

/** A thin line between two blocks where another can be put in. */
function between(nth) {
  const button = make("button", "between", icon("plus"));
  Object.assign(button, { type: "button", title: say("addHere") });
  button.setAttribute("aria-label", say("addHere"));
  button.dataset.act = "palette";
  button.dataset.place = nth;
  return button;
}

function adder(place) {
  const button = make("button", "adder", icon("plus"), say("addBlock"));
  button.type = "button";
  button.dataset.act = "palette";
  button.dataset.place = place;
  return button;
}

function blockCard(item, nth) {
  const card = setStep(make("section", "card block item"), nth);
  const [typed, value] = fieldsOf(item)[0] || [null, item];
  const kind = typed === null ? (isText(item) ? block(item) && !block(item).fields.length ? block(item) : null : null) : block(typed);
  const title = kind ? label(kind) : typed || say("bodyTitle");
  const about = make("span", "about", kind ? meaning(kind) : "");
  card.append(make("header", "", grip(), fold(), make("h3", "", title), about, tools()), says());
  label_(card, nth);
  const holds = make("div", "holds");
  card.append(holds);
  if (item && item.only !== undefined) holds.append(only(item.only));
  else if (typed === null && kind) holds.hidden = true;
  else if (typed === null) holds.append(make("div", "field shape-paragraphs", textInput(isText(item) ? item : "", { lines: true, name: title })));
  else if (!kind) holds.append(make("p", "soft", say("unknownField", typed)));
  else if (kind.fields.length) holds.append(setStep(make("div", "inner"), typed));
  if (kind && kind.fields.length && typed !== null) {
    holds.lastChild.append(value && value.only !== undefined ? only(value.only) : drawRecord(kind, value, { bare: true }));
  }
  about.textContent = summary(value) || about.textContent;
  return card;
}

/** What a folded card says of itself. */
function summary(value) {
  if (isText(value)) return value.slice(0, 40);
  const title = fieldsOf(value).find(([name]) => ["标题", "title", "名称", "name"].includes(name));
  return title && isText(title[1]) ? title[1] : "";
}

function fold() {
  const button = tool("fold", say("foldCard"), "fold");
  button.setAttribute("aria-expanded", "true");
  return button;
}

function grip() {
  const handle = make("span", "grip", icon("grip"));
  handle.title = say("grip");
  handle.draggable = true;
  handle.setAttribute("aria-hidden", "true");
  return handle;
}

function tools() {
  return make(
    "div",
    "tools",
    tool("up", say("up"), "up"),
    tool("down", say("down"), "down"),
    tool("copy", say("copyItem"), "copy"),
    tool("remove", say("removeItem"), "remove"),
  );
}

/** Items of one record: tasks, points, parts of statistics. */
export function itemList(value, known, field) {
  const list = make("div", "items");
  list.dataset.list = known.en;
  const alone = !(value && value.list);
  const items = alone ? (isText(value) && !value ? [] : [value]) : itemsOf(value);
  items.forEach((item, nth) => list.append(itemRow(item, known, alone ? null : nth, nth)));
  const button = make("button", "adder small", icon("plus"), known.en === "task" ? say("addTask") : say("addItem"));
  button.type = "button";
  button.dataset.act = "insert";
  list.append(button);
  void field;
  return list;
}

function itemRow(item, known, step, nth) {
  const row = setStep(make("div", "item row"), step);
  row.dataset.record = known.en;
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", `${label(known)} ${nth + 1}`);
  const holds = item && item.only !== undefined ? only(item.only) : drawRecord(known, item, { bare: true });
  row.append(make("div", "rail", grip(), make("span", "nth", String(nth + 1))), make("div", "holds", holds), tools());
  if (isText(item)) row.classList.add("plain");
  return row;
}

/** One text, or several. */
export function textList(value, field, id) {
  const list = make("div", "items texts");
  list.dataset.list = "texts";
  const lines = field.shape === "paragraphs";
  if (!(value && value.list)) list.append(textInput(isText(value) ? value : "", { id, lines, name: label(field) }));
  else {
    itemsOf(value).forEach((item, nth) => {
      const row = setStep(make("div", "item row text"), nth);
      const held = isText(item) ? textInput(item, { lines, name: `${label(field)} ${nth + 1}` }) : only(item.only || "");
      row.append(make("div", "rail", grip()), make("div", "holds", held, says()), tools());
      list.append(row);
    });
  }
  const button = make("button", "adder small", icon("plus"), say("addItem"));
  button.type = "button";
  button.dataset.act = "insert";
  list.append(button);
  return list;
}
