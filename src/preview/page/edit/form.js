// Values drawn as fields: records with what they hold and what they may hold besides.

import { make } from "../panel.js";
import { figures, data, rowsGrid } from "./grid.js";
import { choiceInput, dateInput, fileInput, flagInput, newId, textInput, tool } from "./inputs.js";
import { blockList, drawBlockChanges, itemList, textList } from "./items.js";
import { setStep } from "./path.js";
import { fieldsOf, fill, isNamed, isText, nameOf, placeFor, record, root, strangers } from "./table.js";
import { hintFor, label, meaning, say } from "./words.js";

const bodyOf = (known) => known.fields.find(({ shape }) => shape === "blocks");

/** What is said about the document. */
function drawBasics(tree) {
  const known = root();
  const rest = { ...known, fields: known.fields.filter((field) => field !== bodyOf(known)) };
  return make("section", "card basics", make("h2", "", say("basics")), drawRecord(rest, tree, { whole: known }));
}

/** Draws anew what differs from the tree that is drawn; answers whether that could be done part by part. A long document
 *  has thousands of fields, and one key must not draw them all. */
export function drawChanges(form, before, tree) {
  const body = bodyOf(root());
  const [old, now] = [before, tree].map((value) => fieldsOf(value).find(([name]) => isNamed(body, name)));
  const list = form.querySelector(".body-blocks > .blocks");
  if (!list || !old || !now || old[0] !== now[0] || ![old, now].every(([, held]) => held.list && held.list.length)) return false;
  const others = (value) => JSON.stringify(fieldsOf(value).map(([name, held]) => [name, isNamed(body, name) ? "" : held]));
  if (others(before) !== others(tree)) form.querySelector(".basics").replaceWith(drawBasics(tree));
  drawBlockChanges(list, old[1].list, now[1].list);
  return true;
}

/** The whole document: what is said about it, then its blocks. */
export function drawDocument(tree) {
  const known = root();
  const body = bodyOf(known);
  const basics = drawBasics(tree);
  const held = fill(known, tree).find(({ field }) => field === body);
  const blocks = make("section", "body", make("h2", "", say("bodyTitle")), setStep(make("div", "body-blocks"), held.step ?? nameOf(body)));
  blocks.lastChild.append(says(), blockList(held.value, held.step === null));
  return [basics, blocks];
}

/** A group of fields; `whole` is the record with fields that stand elsewhere. */
export function drawRecord(known, value, { whole = known, bare = false } = {}) {
  const box = make("div", "record");
  box.dataset.record = known.en;
  box.append(says());
  const filled = fill(known, value);
  const isShort = !fieldsOf(value).length;
  for (const { field, step, value: held, present } of filled) {
    const drawn = present || field.required;
    if (drawn) box.append(drawField(field, held, { step, present, bare: bare && isShort, whole, value }));
  }
  for (const [name, held] of strangers(whole, value)) {
    const what = make("div", "field stranger", make("p", "", say("unknownField", name)), says());
    box.append(setStep(what, name));
    void held;
  }
  const absent = filled.filter(({ field, present }) => !present && !field.required).map(({ field }) => field);
  if (absent.length) box.append(more(absent, known, isShort));
  return box;
}

// With more chips than this the rare ones are folded away.
const MANY = 12;
const USUAL = ["subtitle", "kind", "recipients", "issuer", "date", "data", "attachments", "title", "content", "items", "note"];
const isUsual = (chip) => USUAL.includes(chip.dataset.field);

/** Fields that are not there yet, to be added by a click. */
function more(absent, known, isShort) {
  const chips = absent.map((field) => {
    const chip = make("button", "chip", `＋ ${label(field)}`);
    Object.assign(chip, { type: "button", title: meaning(field) });
    chip.dataset.act = "add";
    chip.dataset.field = field.en;
    return chip;
  });
  const [usual, rare] = chips.length > MANY ? [chips.filter(isUsual), chips.filter((chip) => !isUsual(chip))] : [chips, []];
  const box = make("div", "more-fields", make("span", "soft", say("addField")), ...usual);
  if (rare.length) box.append(make("details", "rare", make("summary", "", say("rareFields")), make("div", "", ...rare)));
  box.dataset.record = known.en;
  box.dataset.short = isShort ? "yes" : "";
  return box;
}

// Fields that name a file of the project.
const FILES = new Set(["file", "last_year", "logo", "seal"]);

const WIDE = new Set(["list", "blocks", "figures", "data", "record", "checks", "rows", "head"]);

function drawField(field, value, { step, present, bare, whole, value: all }) {
  const id = newId();
  const box = make("div", `field shape-${field.shape}${WIDE.has(field.shape) ? " wide" : ""}`);
  if (present) setStep(box, step);
  else {
    box.dataset.absent = nameOf(field);
    box.dataset.place = placeFor(whole, all, field);
  }
  box.dataset.field = field.en;
  if (!bare) box.append(head(field, id, present && step !== null && !field.required));
  const inside = make("div", "holds", input(field, value, id, { bare, isTitle: whole === root() && field.en === "title" }));
  box.append(inside, says());
  if (field.en === "narrative") box.append(make("div", "insert"));
  return box;
}

function head(field, id, removable) {
  const title = make("label", "", label(field));
  title.htmlFor = id;
  const row = make("div", "head", title);
  if (field.required) row.append(make("span", "need", say("required")));
  const hint = make("span", "hint-line", hintFor(field));
  hint.title = hint.textContent;
  row.append(hint);
  if (removable) {
    const button = tool("close", say("remove", label(field)), "remove-field");
    row.append(button);
  }
  return row;
}

/** Where mistakes are said. */
export function says() {
  return make("div", "says");
}

function input(field, value, id, { bare, isTitle }) {
  const name = bare ? label(field) : "";
  if (value && value.only !== undefined) return only(value.only);
  switch (field.shape) {
    case "date":
      return isText(value) ? dateInput(value, { id, name }) : textList(value, field);
    case "flag":
      return isText(value) ? flagInput(value, { id }) : only("");
    case "choice":
      return isText(value) ? choiceInput(value, { id, choices: field.choices, required: field.required }) : only("");
    case "paragraphs":
      return isText(value) ? textInput(value, { id, lines: true, name }) : textList(value, field);
    case "texts":
      return textList(value, field, id);
    case "checks":
      return itemList(value, record("check"), field);
    case "figures":
      return figures(value, id);
    case "data":
      return isText(value) && value ? textInput(value, { id, name }) : data(value, id);
    case "list":
      return itemList(value, record(field.record), field);
    case "record":
      return drawRecord(record(field.record), value, { bare: true });
    case "blocks":
      return blockList(value, false);
    case "by_column":
      return isText(value) || value.list ? textList(value, field, id) : only("");
    case "head":
    case "rows":
      return rowsGrid(value, field, id);
    default:
      if (!isText(value)) return only("");
      return FILES.has(field.en) ? fileInput(value, { id, name }) : textInput(value, { id, lines: isTitle, name });
  }
}

/** What only a text editor can change. */
export function only(text) {
  return make("div", "only", make("p", "soft", say("textOnly")), ...(text ? [make("pre", "", text)] : []));
}
