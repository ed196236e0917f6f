// The table of fields, and values as the form sees them: a text, {list}, {fields: [[name, value]]}, or {only: text}.

import { language } from "../words.js";

let table = { records: {}, blocks: [], document: "document" };
let english = false;

export function setTable(json) {
  table = json;
}

/** Documents whose names are English get English names for what is new. */
export function setTree(tree) {
  english = fieldsOf(tree).some(([name]) => name === "title" || name === "body");
}

export const record = (name) => table.records[name];
export const root = () => table.records[table.document];
export const blocks = () => table.blocks.map((name) => table.records[name]);
export const block = (typed) => blocks().find((known) => known.zh === typed || known.en === typed);

/** What people call it, in their language. */
export const label = (named) => (language() === "zh" ? named.zh : named.en);
export const meaning = (named) => named.meaning[language() === "zh" ? 0 : 1];
/** What the document calls it. */
export const nameOf = (named) => (english ? named.en : named.zh);
export const isNamed = (named, typed) => named.zh === typed || named.en === typed;

export const fieldsOf = (value) => (value && value.fields) || [];
export const itemsOf = (value) => (value && value.list) || [];
export const isText = (value) => typeof value === "string";

/** The fields of a record with what a value holds for each: [field, name as typed or null, value]. A value that is no
 *  group stands for the record's short field. */
export function fill(known, value) {
  const whole = !fieldsOf(value).length;
  const short = known.short && known.fields.find(({ en }) => en === known.short);
  return known.fields.map((field) => {
    if (whole && field === short && !(value && value.fields)) return { field, step: null, value, present: true };
    const [step, held] = fieldsOf(value).find(([name]) => isNamed(field, name)) || [null, ""];
    return { field, step, value: held, present: step !== null };
  });
}

/** Names in a value that the record does not know. */
export function strangers(known, value) {
  return fieldsOf(value).filter(([name]) => !known.fields.some((field) => isNamed(field, name)));
}

/** Where among the fields that are there a new one belongs, by the order of the table. */
export function placeFor(known, value, field) {
  const before = known.fields.slice(0, known.fields.indexOf(field));
  let place = 0;
  fieldsOf(value).forEach(([name], nth) => {
    if (before.some((other) => isNamed(other, name))) place = nth + 1;
  });
  return place;
}

/** A value as changes have it. */
export function content(value) {
  if (isText(value)) return { text: value };
  if (Array.isArray(value)) return { list: value.map(content) };
  if (value.list) return { list: value.list.map(content) };
  if (value.fields) return { fields: value.fields.map(([name, held]) => [name, content(held)]) };
  return value;
}

/** What a new field begins with. */
export function beginning(field) {
  switch (field.shape) {
    case "flag":
      return english ? "yes" : "是";
    case "choice":
      return nameOf(field.choices[0]);
    case "list":
      return { list: [newItem(record(field.record))] };
    case "blocks":
      return { list: [""] };
    case "head":
      return { list: ["", "", ""] };
    case "rows":
      return { list: [{ list: ["", "", ""] }] };
    case "record": {
      const held = record(field.record);
      const short = held.fields.find(({ en }) => en === held.short);
      return short && short.shape === "list" ? { list: [""] } : short ? beginning(short) : "";
    }
    default:
      return "";
  }
}

// What people want to fill in at once, besides what must be there.
const USUAL = ["title", "items", "head", "rows", "figures", "narrative"];

/** A new item of a list: a text if the record has a short form, else the fields people want. */
export function newItem(known) {
  return known.short ? "" : { fields: usual(known) };
}

const usual = (known) => known.fields.filter((field) => field.required || USUAL.includes(field.en)).map((field) => [nameOf(field), beginning(field)]);

/** A new block of a kind. */
export function newBlock(kind) {
  if (!kind.fields.length) return nameOf(kind);
  const short = kind.fields.find(({ en }) => en === kind.short);
  if (short && short.shape !== "list" && short.required) return { fields: [[nameOf(kind), ""]] };
  const fields = usual(kind);
  // What has parts has its figures there.
  const hasParts = fields.some(([name]) => isNamed({ zh: "分项", en: "items" }, name)) && kind.en === "statistics";
  const own = hasParts ? fields.filter(([name]) => !["指标", "figures", "叙述", "narrative"].includes(name)) : fields;
  return { fields: [[nameOf(kind), { fields: own }]] };
}

/** What is there at a path of a value. */
export function at(value, path) {
  return path.reduce((held, step) => {
    if (held === undefined) return undefined;
    if (typeof step === "number") return itemsOf(held)[step];
    const found = fieldsOf(held).find(([name]) => name === step);
    return found && found[1];
  }, value);
}

/** Puts a text at a path of a value. */
export function put(value, path, text) {
  const parent = at(value, path.slice(0, -1));
  const step = path[path.length - 1];
  if (parent && parent.list) parent.list[step] = text;
  else if (parent && parent.fields) {
    const entry = parent.fields.find(([name]) => name === step);
    if (entry) entry[1] = text;
    else parent.fields.push([step, text]);
  }
}
