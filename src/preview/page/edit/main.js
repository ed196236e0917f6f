// The page that is written in: the form, the text and the pages, and what goes between them.

import { Link, ask } from "../link.js";
import { List, split } from "../list.js";
import { make } from "../panel.js";
import { Sheets } from "../sheets.js";
import { paper, type } from "./actions.js";
import { alike, applied, difference, followed } from "./apply.js";
import { askNames, insertName, Names, showInserts } from "./complete.js";
import { changed, moved, pasted, typed } from "./grid.js";
import { regrow, said } from "./inputs.js";
import { drawChanges, drawDocument } from "./form.js";
import { blockMenu, command, isNumbered, itemKey, listenToDrags, pastedItems } from "./items-acts.js";
import { showAt, showList, sums } from "./mistakes.js";
import { insertText, paragraphs, withoutNumber, withoutTab } from "./paste.js";
import { elementAt, pathOf } from "./path.js";
import { Queue } from "./queue.js";
import { setTable, setTree } from "./table.js";
import { TextView } from "./text.js";
import { language, say, speak } from "./words.js";

const $ = (id) => document.getElementById(id);
const TOAST = 4500;
const AIM = 160;

const chosen = {
  get: (name, otherwise) => localStorage.getItem(`banxin.${name}`) ?? otherwise,
  set: (name, value) => localStorage.setItem(`banxin.${name}`, value),
};
const state = { hello: null, current: sessionStorage.getItem("document") || "", documents: [], report: null, pages: [], shown: "", view: "form", standing: null, drawn: "", refused: "" };
// Whether an input method is in the middle of a word: what it is typed into must stay where it is.
let composing = false;
// Tests and measurements read when a build was on the screen.
window.banxin = { painted: [], state, paper };

const form = $("form");
const names = new Names($("names"));
const text = new TextView($("text"), (whole) => paper.queue.text(whole));
const sheets = new Sheets($("desk"), $("sheets"), {
  view: (first, last) => link.send({ type: "view", first, last }),
  page: (number, total) => ($("page-number").textContent = `${number} / ${total}`),
  zoom: (mode, scale) => {
    const share = `${Math.round(scale * 100)}%`;
    $("fit-width").textContent = share;
    $("fit-width").setAttribute("aria-label", `${share} ${say("fitWidth")}`);
  },
  click: clicked,
  painted: (generation, time) => {
    window.banxin.painted.push({ generation, time });
    if (window.banxin.painted.length > 5000) window.banxin.painted.splice(0, 1000);
    document.documentElement.dataset.painted = generation;
  },
});
const list = new List($("list"), $("search"), $("none-found"), open);
const newQueue = () => new Queue({
  form: draw,
  foreseen,
  refused,
  stale: () => toast(say("staleEdit")),
  busy: showSaved,
  ready: () => !composing,
  whole: () => state.view === "text",
});
paper.queue = newQueue();
paper.foresee = foresee;
const link = new Link({ message: heed, picture: (print, svg) => sheets.picture(print, svg), online });
const table = ask("table", {}).then(setTable);

speak(chosen.get("lang", "zh"));

function heed(message) {
  const act_ = { hello, documents, pages, report, spot, standing }[message.type];
  if (act_) act_(message);
}

function hello(message) {
  const again = state.hello && state.hello.session !== message.session;
  state.hello = message;
  speak(chosen.get("lang", message.lang));
  document.body.classList.toggle("folder", message.folder);
  $("all").hidden = !message.folder;
  $("version").textContent = `版心 banxin ${message.version}`;
  retell();
  link.send({ type: "open", document: state.current || null, lang: language() });
  // What was typed while the program was away is said to it now.
  if (again && state.drawn) {
    paper.queue.lost = true;
    paper.queue.next();
  }
}

function documents({ list: lines }) {
  state.documents = lines;
  list.show(lines);
  if (lines.length && !lines.some(({ id }) => id === state.current)) open(lines[0].id);
  else if (lines.length && !state.drawn) open(state.current);
  $("empty").hidden = lines.length > 0;
  if (!lines.length) $("empty").textContent = say("noDocuments");
}

async function open(id) {
  await table;
  Object.assign(state, { current: id, drawn: "", report: null, standing: null });
  sessionStorage.setItem("document", id);
  list.mark(id);
  const { name, folder } = split(id);
  $("document-name").textContent = name;
  $("document-folder").textContent = folder;
  document.title = name;
  $("download").href = `pdf?download=true&document=${encodeURIComponent(id)}`;
  $("download").download = `${name}.pdf`;
  link.send({ type: "open", document: id, lang: language() });
  // What was typed into another document is still on its way.
  paper.queue.leave();
  paper.queue = newQueue();
  await paper.queue.open(id);
  if (await askNames(id)) inserts();
}

// What the program tells.

/** Draws what the program will make of changes, before it says so: the next key finds its place. */
function foresee(changes, after) {
  const tree = applied(paper.tree, changes);
  if (tree) redraw(tree, after);
}

/** What the program made of changes, with what was typed since; answers whether that could be told. */
function foreseen(answer, waiting, after) {
  if (!answer.tree || waiting.some(({ what }) => what !== "edit")) return false;
  const tree = applied(answer.tree, waiting.flatMap(({ changes }) => changes));
  if (tree && !alike(tree, paper.tree)) redraw(tree, after);
  return Boolean(tree);
}

/** Draws the form; what did not change stays, and so does the focus. */
function draw(answer, after = {}) {
  state.refused = answer.refused || "";
  showNotice();
  if (answer.refused) {
    form.replaceChildren();
    state.drawn = "refused";
    show("text");
    return;
  }
  if (state.view === "text" && answer.text !== undefined) text.take(answer.text);
  if (state.drawn === state.current && alike(answer.tree, paper.tree)) return;
  redraw(answer.tree, after);
}

function redraw(tree, { focus, column, caret, back, whole } = {}) {
  const fresh = state.drawn !== state.current;
  const before = fresh ? null : remember();
  const changed_ = back && difference(paper.tree, tree);
  if (before && before.path) before.path = followed(paper.tree, tree, before.path);
  if (!fresh) moveFolds(paper.tree, tree);
  const old = paper.tree;
  paper.tree = tree;
  setTree(tree);
  if (fresh || whole || !drawChanges(form, old, tree)) form.replaceChildren(...drawDocument(tree));
  state.drawn = state.current;
  restoreFolds();
  if (before) restore(focus ? { scroll: before.scroll } : before);
  if (focus) focusAt(focus, column, caret);
  else if (changed_) focusAt(changed_);
  if (fresh) form.scrollTop = 0;
  showMistakes();
  inserts();
}

function remember() {
  const here = document.activeElement;
  const scroll = form.scrollTop;
  if (!form.contains(here)) return { scroll };
  const path = pathOf(here);
  const { selectionStart = null, selectionEnd = null } = here;
  const { top } = here.getBoundingClientRect();
  return { scroll, top, path, acts: here.dataset.act, column: here.dataset.column, start: selectionStart, end: selectionEnd, value: here.value, isNew: Boolean(here.closest("tr.new")) };
}

function restore({ scroll, top, path, column, start, end, value, acts, isNew }) {
  form.scrollTop = scroll;
  if (!path) return;
  const input = inputAt(path, column, isNew, acts);
  if (!input) return;
  input.focus({ preventScroll: true });
  // Where the writer looks nothing moves, whatever others put in above.
  form.scrollTop += input.getBoundingClientRect().top - top;
  if (start === null || !input.setSelectionRange || input.type === "checkbox") return;
  // A space that was typed just now is not lost because values have none at their ends.
  if (input.value.trim() === value.trim()) input.value = value;
  input.setSelectionRange(start, end);
}

function inputAt(path, column, isNew, acts) {
  const element = elementAt(form, path);
  if (element === form) return null;
  if (acts) {
    const button = element.querySelector(`:scope > .tools [data-act="${acts}"], :scope > header [data-act="${acts}"]`);
    if (button) return button;
  }
  if (column !== undefined) {
    const row = element.matches("tr") ? element : element.querySelector("tr.new");
    const cell = (isNew ? element.querySelector("tr.new") : row)?.querySelector(`[data-column="${column}"]`);
    if (cell) return cell;
  }
  return element.matches("textarea, input, select") ? element : element.querySelector("textarea, input:not(.calendar), select");
}

function focusAt(path, column, caret) {
  const input = inputAt(path, column);
  if (!input) return;
  unfold(input);
  input.focus({ preventScroll: true });
  if (caret !== undefined && input.setSelectionRange) input.setSelectionRange(caret, caret);
  const { top, bottom } = input.getBoundingClientRect();
  const box = form.getBoundingClientRect();
  if (top < box.top + 20 || bottom > box.bottom - 40) input.scrollIntoView({ block: "center" });
}

function pages({ document: id, generation, pages: all, coming }) {
  if (id !== state.shown) sheets.clear();
  Object.assign(state, { shown: id, pages: all });
  sheets.show(id, generation, all, coming);
  $("empty").hidden = true;
}

function report(message) {
  if (!message.good && state.shown !== message.document) sheets.clear();
  state.report = message;
  showMistakes();
  document.documentElement.dataset.report = message.generation;
}

function showMistakes() {
  const { report: last } = state;
  showAt(form, last);
  showList($("mistakes-button"), $("mistakes"), last, goTo);
  text.show(last);
  const { wrong } = sums(last);
  $("stale").hidden = !last || last.good;
  $("stale").textContent = say(wrong ? "stale" : "staleTodo");
  $("download").classList.toggle("held", Boolean(last && !last.good));
}

function spot({ document: id, located, regions }) {
  if (id !== state.shown) return;
  sheets.mark(regions, located ? "located" : "changed", located ? "always" : "hidden");
}

function standing({ document: id, standing: now }) {
  if (id !== state.current) return;
  state.standing = now;
  $("undo").disabled = !now.undo[0];
  $("redo").disabled = !now.undo[1];
  paper.queue.heard(now.version);
  showSaved();
  showNotice();
}

function showSaved() {
  const { standing: now } = state;
  const busy = !paper.queue.idle || (now && !now.saved);
  const bad = now && (now.fault || now.conflict || now.gone);
  const saved = $("saved");
  saved.className = bad ? "wrong" : busy ? "busy" : "fine";
  saved.textContent = say(bad ? "unsaved" : busy ? "saving" : "saved");
}

/** What keeps the document from being saved, or from being written in the form. */
function showNotice() {
  const { standing: now, refused: why } = state;
  const box = $("notice");
  const button = (word, act_) => {
    const made = make("button", "", say(word));
    made.type = "button";
    made.addEventListener("click", act_);
    return made;
  };
  let parts = [];
  if (now && now.conflict) {
    const settle = (ours) => () => paper.queue.ask("settle", { ours });
    parts = [say("conflict"), button("keepOurs", settle(true)), button("keepTheirs", settle(false)), button("compare", () => openHistory(true))];
  } else if (now && now.fault) parts = [now.fault[language() === "zh" ? 0 : 1].filter(Boolean).join("。")];
  else if (now && now.gone) parts = [say("goneAway")];
  else if (why === "encoding") parts = [say("encoding"), button("convert", () => paper.queue.ask("convert"))];
  else if (why) parts = [say("textOnlyAll")];
  const says = JSON.stringify(parts.map(String));
  if (box.dataset.says !== says + language()) {
    box.dataset.says = says + language();
    box.replaceChildren(...parts.map((part) => (typeof part === "string" ? make("span", "", part) : part)));
  }
  box.hidden = !parts.length;
}

function refused(why) {
  toast(say({ bad_name: "badName", too_long: "tooLong" }[why] || "refused"));
}

function online(is) {
  $("offline").hidden = is;
  if (is) paper.queue.next();
}

function toast(words) {
  const box = $("toast");
  box.replaceChildren(make("p", "", words));
  box.hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => (box.hidden = true), TOAST);
}

// Between the form, the text and the pages.

async function clicked(page, x, y) {
  const answer = await ask("click", { document: state.shown, page, x, y, open: false, lang: language() });
  if (!answer) return toast(say("nothingThere"));
  sheets.mark(answer.regions, "clicked", "never");
  document.documentElement.dataset.clicked = `${answer.file}:${answer.line}`;
  if (state.view === "text" || !answer.path) {
    show("text");
    text.go(answer.line, answer.column);
  } else focusAt(answer.path);
}

function goTo(told) {
  $("mistakes").hidden = true;
  if (state.view === "form" && told.path && !state.refused) focusAt(told.path);
  else if (told.place) {
    show("text");
    text.go(told.place.line, told.place.column);
  }
}

/** Marks on the pages what the focus is on. */
function aim(input) {
  clearTimeout(aim.timer);
  aim.timer = setTimeout(async () => {
    const path = pathOf(input);
    if (!path.length || document.activeElement !== input) return;
    const answer = await ask("where", { document: state.current, path });
    if (answer && answer.regions && answer.regions.length) sheets.mark(answer.regions, "located", "hidden");
  }, AIM);
}

function show(view) {
  const turned = state.view !== view;
  state.view = view;
  $("form").hidden = view !== "form";
  $("text").hidden = view !== "text";
  for (const name of ["form", "text"]) {
    $(`${name}-tab`).setAttribute("aria-selected", String(name === view));
    $(`${name}-tab`).tabIndex = name === view ? 0 : -1;
  }
  if (turned) paper.queue.load();
}

// Folding.

const folded = new Set();
const keyOf = (card) => JSON.stringify([state.current, pathOf(card)]);

/** Folded blocks stay folded where they go. */
function moveFolds(before, after) {
  const keys = [...folded].map((key) => {
    const [document_, path] = JSON.parse(key);
    return document_ === state.current ? JSON.stringify([document_, followed(before, after, path)]) : key;
  });
  folded.clear();
  for (const key of keys) folded.add(key);
}

function restoreFolds() {
  for (const card of form.querySelectorAll(".card.block")) setFold(card, folded.has(keyOf(card)));
}

function setFold(card, is) {
  card.classList.toggle("folded", is);
  const button = card.querySelector(":scope > header .fold");
  if (button) button.setAttribute("aria-expanded", String(!is));
  if (is) folded.add(keyOf(card));
  else folded.delete(keyOf(card));
}

function unfold(element) {
  for (let card = element.closest(".card.folded"); card; card = card.parentElement.closest(".card.folded")) setFold(card, false);
}

function inserts() {
  for (const box of form.querySelectorAll(".insert")) showInserts(box, pathOf(box.parentElement));
}

// What the writer does.

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => {
  if (event.target.tagName === "TEXTAREA") regrow(event.target);
  // Half a word of an input method is nothing yet.
  if (!composing) heard(event.target);
});
addEventListener("compositionstart", () => (composing = true), true);
addEventListener(
  "compositionend",
  (event) => {
    composing = false;
    if (form.contains(event.target)) heard(event.target);
    paper.queue.next();
  },
  true,
);

/** What was typed goes to the value it is typed into. */
function heard(input) {
  if (input.dataset.column !== undefined) return typed(input);
  type(input, said(input));
  if (input.tagName === "TEXTAREA") names.look(input, pathOf(input));
}

form.addEventListener("change", (event) => {
  if (event.target.dataset.column !== undefined) changed(event.target);
});
form.addEventListener("focusin", (event) => {
  if (event.target.matches("textarea, input, select")) aim(event.target);
  activate(event.target);
});
addEventListener("pointerdown", () => (activate.pressed = true), true);
for (const end of ["click", "pointercancel", "dragend"]) {
  addEventListener(end, () => {
    activate.pressed = false;
    if (activate.next) activate(activate.next);
  });
}
form.addEventListener("focusout", () => names.close());
form.addEventListener("paste", (event) => {
  const input = event.target;
  const given = event.clipboardData && event.clipboardData.getData("text/plain");
  if (!given || !input.matches("textarea, input")) return;
  if (input.dataset.column !== undefined) {
    if (pasted(input, given)) event.preventDefault();
    return;
  }
  event.preventDefault();
  const seen = given.split(/\r\n?|\n/).map(withoutTab).join("\n");
  const parts = paragraphs(seen.replaceAll("\t", "　"));
  const items = isNumbered(input) ? parts.map(withoutNumber).filter(Boolean) : parts;
  if (items.join() !== parts.join()) toast(say("numbersGone"));
  if (items.length > 1 && pastedItems(input, items)) return;
  if (items.length === 1) return insertText(input, items[0]);
  insertText(input, input.dataset.lines === "yes" ? parts.join("\n") : parts.join(""));
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  event.preventDefault();
  if (button.dataset.act === "fold") setFold(button.closest(".card"), !button.closest(".card").classList.contains("folded"));
  else if (button.dataset.act === "palette") palette(button);
  else if (button.dataset.act === "files") chooseFile(button);
  else if (button.dataset.act === "insert-name") insertName(button.closest(".field").querySelector("textarea"), button.dataset.name);
  else command(button);
});
form.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const input = event.target;
  if (names.key(event)) return;
  if (input.dataset.column !== undefined && ["ArrowUp", "ArrowDown", "Enter"].includes(event.key) && input.tagName === "INPUT") {
    if (moved(input, event.key !== "ArrowUp") || event.key === "Enter") event.preventDefault();
    return;
  }
  if (itemKey(event)) event.preventDefault();
});

/** Shows more of the item the focus is in. What is under a pressed mouse must not move: then it waits. */
function activate(element) {
  activate.next = activate.pressed ? element : null;
  if (activate.pressed || !element.isConnected) return;
  const wanted = [element.closest(".item.row"), element.closest(".items.texts")];
  for (const other of form.querySelectorAll(".active")) if (!wanted.includes(other)) other.classList.remove("active");
  for (const item of wanted) if (item) item.classList.add("active");
}

/** The blocks there are, to choose one. */
function palette(button) {
  blockMenu($("palette"), button, (kind) => {
    $("palette").hidden = true;
    if (!kind) button.focus();
  });
  place($("palette"), button);
}

/** The files of the project, to choose one. */
async function chooseFile(button) {
  const answer = await ask("files", { document: state.current });
  const files = (answer && answer.files) || [];
  const area = button.parentElement.querySelector("textarea");
  const items = files.map((name) => {
    const item = make("button", "kind", make("b", "", name));
    item.type = "button";
    item.setAttribute("role", "menuitem");
    item.addEventListener("click", () => {
      $("palette").hidden = true;
      area.value = name;
      area.focus();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    });
    return item;
  });
  $("palette").replaceChildren(...(items.length ? items : [make("p", "soft", say("noFiles"))]));
  place($("palette"), button);
}

function place(sheet, button) {
  sheet.hidden = false;
  const { left, bottom, top } = button.getBoundingClientRect();
  const { offsetHeight, offsetWidth } = sheet;
  sheet.style.right = "";
  sheet.style.left = `${Math.max(8, Math.min(left, innerWidth - offsetWidth - 8))}px`;
  sheet.style.top = `${bottom + offsetHeight + 12 > innerHeight ? Math.max(8, top - offsetHeight - 6) : bottom + 6}px`;
  sheet.querySelector("button")?.focus();
}

$("palette").addEventListener("keydown", (event) => {
  const items = [...$("palette").querySelectorAll("button")];
  const here = items.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) items[(here + step + items.length) % items.length].focus();
  else if (event.key === "Escape") $("palette").hidden = true;
  else return;
  event.preventDefault();
});

// The bar.

function undo(redo) {
  // A cell says what was typed into it.
  document.activeElement.dispatchEvent(new Event("change", { bubbles: true }));
  paper.queue.ask("undo", { redo, after: { back: true } });
}

function print() {
  const old = $("printer");
  if (old) old.remove();
  const frame = document.createElement("iframe");
  frame.id = "printer";
  frame.title = say("print");
  frame.src = `pdf?document=${encodeURIComponent(state.shown)}`;
  frame.addEventListener("load", () => {
    try {
      frame.contentWindow.focus();
      frame.contentWindow.print();
    } catch {
      window.open(frame.src);
    }
  });
  document.body.append(frame);
}

async function openFolder() {
  const answer = await ask("folder", { document: state.current, lang: language() });
  if (answer) toast(answer.folder || answer.fault.filter(Boolean).join("　"));
}

async function buildAll() {
  const answer = await ask("all", { document: state.current });
  if (answer) toast(say("building", answer.count));
}

async function openHistory(theirs = false) {
  $("more").hidden = true;
  const answer = await ask("history", { document: state.current });
  if (!answer) return;
  const format = new Intl.DateTimeFormat(language() === "zh" ? "zh-CN" : "en", { dateStyle: "medium", timeStyle: "short" });
  const items = answer.times.map((time) => {
    const button = make("button", "", format.format(time));
    button.type = "button";
    button.addEventListener("click", () => showOld(button, time));
    return make("li", "", button);
  });
  $("times").replaceChildren(...items);
  $("old").textContent = theirs ? answer.theirs || "" : "";
  $("restore").disabled = true;
  $("history").showModal();
}

async function showOld(button, time) {
  const answer = await ask("history", { document: state.current, time });
  if (!answer) return;
  for (const other of $("times").querySelectorAll("button")) other.classList.toggle("on", other === button);
  $("old").textContent = answer.text;
  $("restore").disabled = false;
  $("restore").onclick = () => {
    paper.queue.text(answer.text);
    paper.queue.ask("model");
    $("history").close();
  };
}

function setLanguage(name) {
  chosen.set("lang", name);
  speak(name);
  retell();
  link.send({ type: "open", document: state.current || null, lang: name });
  if (state.drawn && !state.refused) redraw(paper.tree, { whole: true });
}

function retell() {
  $("language").textContent = say("otherLanguage");
  const keys = [["Tab", "keyNext"], ["Alt ↑ ↓", "keyMove"], ["Alt → ←", "keyLevel"], ["Ctrl Z Y", "keyUndo"], ["Ctrl S", "keySave"], ["Ctrl E", "keyText"], ["Ctrl P", "keyPrint"]];
  $("keys").replaceChildren(...keys.flatMap(([key, word]) => [make("dt", "", key), make("dd", "", say(word))]));
  list.draw();
  showSaved();
  showNotice();
  showMistakes();
}

function toggle(sheet, button) {
  const hidden = sheet.hidden;
  for (const other of document.querySelectorAll(".sheet")) other.hidden = true;
  if (hidden) place(sheet, button);
}

$("undo").addEventListener("click", () => undo(false));
$("redo").addEventListener("click", () => undo(true));
$("form-tab").addEventListener("click", () => show("form"));
$("text-tab").addEventListener("click", () => show("text"));
$("views").addEventListener("keydown", (event) => {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  show(state.view === "form" ? "text" : "form");
  $(`${state.view}-tab`).focus();
});
$("print").addEventListener("click", print);
$("all").addEventListener("click", buildAll);
$("folder").addEventListener("click", openFolder);
$("history-button").addEventListener("click", () => openHistory());
$("history-close").addEventListener("click", () => $("history").close());
$("language").addEventListener("click", () => setLanguage(language() === "zh" ? "en" : "zh"));
for (const name of ["mistakes", "more"]) $(`${name}-button`).addEventListener("click", (event) => toggle($(name), event.currentTarget));
$("side-button").addEventListener("click", () => chosen.set("side", document.body.classList.toggle("no-side") ? "no" : "yes"));
$("previous").addEventListener("click", () => sheets.go(sheets.current() - 1));
$("next").addEventListener("click", () => sheets.go(sheets.current() + 1));
$("zoom-out").addEventListener("click", () => sheets.step(false));
$("zoom-in").addEventListener("click", () => sheets.step(true));
$("fit-width").addEventListener("click", () => sheets.setZoom("width"));
addEventListener("pointerdown", (event) => {
  if (event.target.closest(".sheet, [aria-haspopup], [data-act=palette], [data-act=files]")) return;
  for (const sheet of document.querySelectorAll(".sheet")) sheet.hidden = true;
});
addEventListener("keydown", (event) => {
  const command_ = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (event.key === "Escape") for (const sheet of document.querySelectorAll(".sheet")) sheet.hidden = true;
  if (!command_ || event.altKey) return;
  const does = { z: () => undo(event.shiftKey), y: () => undo(true), s: () => paper.queue.next(), p: print, e: () => show(state.view === "form" ? "text" : "form") }[key];
  if (!does || $("history").open || event.isComposing || (event.target.id === "search" && "zy".includes(key))) return;
  event.preventDefault();
  does();
});

listenToDrags(form);

// The width of the form.
function setWidth(share) {
  const kept = Math.min(0.7, Math.max(0.28, share));
  document.documentElement.style.setProperty("--share", `${kept * 100}%`);
  $("splitter").setAttribute("aria-valuenow", Math.round(kept * 100));
  chosen.set("share", kept);
}
$("splitter").addEventListener("pointerdown", (event) => {
  event.preventDefault();
  $("splitter").setPointerCapture(event.pointerId);
  const { left, width } = $("body").getBoundingClientRect();
  const move = ({ clientX }) => setWidth((clientX - left) / width);
  $("splitter").addEventListener("pointermove", move);
  $("splitter").addEventListener("pointerup", () => $("splitter").removeEventListener("pointermove", move), { once: true });
});
$("splitter").addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -0.03, ArrowRight: 0.03 }[event.key];
  if (step) setWidth(Number(chosen.get("share", "0.5")) + step);
});

// Who closes the page has typed what is in the cell; and what the program never heard of would be lost.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") document.activeElement.dispatchEvent(new Event("change", { bubbles: true }));
});
addEventListener("beforeunload", (event) => {
  if (!paper.queue.idle && paper.queue.lost) event.preventDefault();
});

setWidth(Number(chosen.get("share", "0.5")) || 0.5);
document.body.classList.toggle("no-side", chosen.get("side", "yes") === "no");
sheets.zoom = "width";
show("form");
retell();
