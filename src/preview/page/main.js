// The page: what the program tells → what the reader sees; what the reader does → what the program is asked.

import { Link, ask } from "./link.js";
import { List, split } from "./list.js";
import { showErrors, showFonts, showWarnings } from "./panel.js";
import { Sheets } from "./sheets.js";
import { Thumbnails } from "./thumbnails.js";
import { count, language, say, speak } from "./words.js";

const $ = (id) => document.getElementById(id);
const TOAST = 4500;

// What is remembered: choices for good, places for as long as the tab is open.
const chosen = {
  get: (name, otherwise) => localStorage.getItem(`banxin.${name}`) ?? otherwise,
  set: (name, value) => localStorage.setItem(`banxin.${name}`, value),
};
const places = JSON.parse(sessionStorage.getItem("places") || "{}");

const state = { hello: null, current: sessionStorage.getItem("document") || "", documents: [], report: null, standIns: [], spot: null, pages: [], built: false };
// Tests and measurements read when a build was on the screen.
window.banxin = { painted: [], state };

const sheets = new Sheets($("desk"), $("sheets"), {
  view: (first, last) => link.send({ type: "view", first, last }),
  page: showPage,
  zoom: showZoom,
  click: clicked,
  painted: (generation, time) => {
    window.banxin.painted.push({ generation, time });
    if (window.banxin.painted.length > 5000) window.banxin.painted.splice(0, 1000);
    document.documentElement.dataset.painted = generation;
  },
});
const thumbnails = new Thumbnails($("thumbnails"), (page) => sheets.go(page));
const list = new List($("list"), $("search"), $("none-found"), open);
const link = new Link({ message: heed, picture: (print, svg) => sheets.picture(print, svg), online });

speak(chosen.get("lang", "zh"));

function heed(message) {
  ({ hello, documents, pages, report, spot })[message.type](message);
}

function hello(message) {
  state.hello = message;
  speak(chosen.get("lang", message.lang));
  document.body.classList.toggle("folder", message.folder);
  if (!message.folder) showTab("pages");
  $("version").textContent = `版心 banxin ${message.version}`;
  retell();
  link.send({ type: "open", document: state.current || null, lang: language() });
}

function documents({ list: lines }) {
  state.documents = lines;
  list.show(lines);
  const there = lines.some(({ id }) => id === state.current);
  if (!there && lines.length) {
    if (state.current && state.built) toast(say("gone"));
    open(lines[0].id);
  }
  if (!lines.length) forget();
  showEmpty();
}

function pages({ document: id, generation, pages: all, coming, stand_ins }) {
  const fresh = id !== state.shown;
  if (fresh) {
    sheets.clear();
    thumbnails.clear();
  }
  Object.assign(state, { shown: id, pages: all, standIns: stand_ins, built: true });
  sheets.show(id, generation, all, coming);
  if (fresh && places[id]) sheets.restore(places[id]);
  else if (fresh) $("desk").scrollTop = 0;
  thumbnails.show(id, all);
  showFonts($("fonts-button"), $("fonts"), stand_ins, openFonts);
  if (state.spot && state.spot.document === id) spot(state.spot);
  showEmpty();
}

function report(message) {
  // A document that never was good has no pages to show; those of the one before are not its own.
  if (!message.good && state.shown !== message.document) clear();
  state.report = message;
  state.built = true;
  showErrors($("panel"), message, state.pages.length > 0 && state.shown === message.document, openMistake);
  showWarnings($("warnings-button"), $("warnings"), message, openMistake);
  showStanding();
  showEmpty();
  document.documentElement.dataset.report = message.generation;
}

function spot(message) {
  const { document: id, located, regions } = message;
  if (located && id !== state.shown) {
    state.spot = message;
    if (id !== state.current) open(id);
    return;
  }
  state.spot = null;
  if (id !== state.shown) return;
  if (located) sheets.mark(regions, "located", "always");
  else sheets.mark(regions, "changed", chosen.get("follow", "yes") === "yes" ? "hidden" : "never");
}

function open(id) {
  remember();
  Object.assign(state, { current: id, built: false });
  sessionStorage.setItem("document", id);
  list.mark(id);
  link.send({ type: "open", document: id, lang: language() });
  showName();
}

function clear() {
  remember();
  sheets.clear();
  thumbnails.clear();
  Object.assign(state, { shown: "", pages: [] });
  showPage(0, 0);
}

function forget() {
  clear();
  Object.assign(state, { current: "", report: null });
  $("panel").hidden = true;
  showName();
}

function remember() {
  const anchor = state.shown && sheets.anchor();
  if (anchor) places[state.shown] = anchor;
  sessionStorage.setItem("places", JSON.stringify(places));
}

// What the bar says.

function showName() {
  const { name, folder } = split(state.current);
  $("document-name").textContent = name || (state.hello ? split(state.hello.subject).name : "");
  $("document-folder").textContent = folder;
  const link = $("download");
  link.href = `pdf?download=true&document=${encodeURIComponent(state.current)}`;
  link.download = `${name}.pdf`;
  showStanding();
}

function showStanding() {
  const { report: last } = state;
  const wrong = last && !last.good;
  const errors = wrong ? last.told.filter(({ severity }) => severity === "error").length + last.hidden : 0;
  const standing = $("standing");
  standing.className = !last ? "" : wrong ? "wrong" : "fine";
  standing.textContent = !last ? "" : wrong ? count("error", "errors", errors) : say("fine");
  standing.title = last ? say("millis", Math.max(1, Math.round(last.millis))) : "";
  document.title = `${wrong ? "⚠ " : ""}${$("document-name").textContent || "版心"}`;
}

function showPage(number, total) {
  if (document.activeElement !== $("page-number")) $("page-number").value = number;
  $("page-count").textContent = total;
  $("previous").disabled = number <= 1;
  $("next").disabled = number >= total;
  thumbnails.mark(number - 1);
}

function showZoom(mode, scale) {
  const share = `${Math.round(scale * 100)}%`;
  $("zoom-value").textContent = share;
  $("zoom-value").setAttribute("aria-label", `${share} ${say("trueSize")}`);
  $("fit-width").classList.toggle("on", mode === "width");
  $("fit-page").classList.toggle("on", mode === "page");
}

function showEmpty() {
  const none = state.hello && state.hello.folder && !state.documents.length;
  const wrong = state.report && !state.report.good;
  $("empty").hidden = state.pages.length > 0 && state.shown === state.current;
  $("empty").textContent = say(none ? "noDocuments" : wrong ? "noPages" : "building");
}

function online(is) {
  $("offline").hidden = is;
}

function toast(text, fault) {
  const box = $("toast");
  box.replaceChildren(...[text, fault].filter(Boolean).map((line) => Object.assign(document.createElement("p"), { textContent: line })));
  box.hidden = false;
  box.classList.toggle("fault", Boolean(fault));
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => (box.hidden = true), fault ? 3 * TOAST : TOAST);
}

// What the reader does.

async function clicked(page, x, y) {
  const opens = chosen.get("edits", "yes") === "yes";
  const answer = await ask("click", { document: state.shown, page, x, y, open: opens, lang: language() });
  if (!answer) return toast(say("nothingThere"));
  sheets.mark(answer.regions, "clicked", "never");
  arrived(answer);
}

async function openMistake(nth) {
  const { document: id, generation } = state.report;
  const answer = await ask("mistake", { document: id, generation, nth, lang: language() });
  if (answer) arrived(answer);
}

function arrived({ file, line, opened, fault }) {
  const place = `${file}:${line}`;
  $("toast").dataset.place = place;
  if (fault) toast(`${place}　${fault[0]}`, fault[1]);
  else toast(opened ? `${place}　${say("opened", state.hello.editor)}` : place);
}

async function openFonts() {
  const answer = await ask("fonts", { document: state.shown, lang: language() });
  if (answer && answer.fault) toast(answer.fault[0], answer.fault[1]);
  else if (answer) toast(answer.folder);
}

function print() {
  const old = $("printer");
  if (old) old.remove();
  const frame = document.createElement("iframe");
  frame.id = "printer";
  frame.src = `pdf?document=${encodeURIComponent(state.shown)}`;
  frame.addEventListener("load", () => {
    try {
      frame.contentWindow.focus();
      frame.contentWindow.print();
    } catch {
      // A browser that shows PDFs by another program prints them there.
      window.open(frame.src);
    }
  });
  document.body.append(frame);
}

function setZoom(zoom) {
  chosen.set("zoom", zoom);
  const page = sheets.current();
  sheets.setZoom(zoom);
  if (zoom === "page") sheets.go(page);
}

function step(up) {
  sheets.step(up);
  chosen.set("zoom", sheets.zoom);
}

function setLanguage(name) {
  chosen.set("lang", name);
  speak(name);
  retell();
  link.send({ type: "open", document: state.current || null, lang: name });
}

/** Says again what was said in another language. */
function retell() {
  $("edits-word").textContent = say("edits", state.hello ? state.hello.editor : "");
  $("language").textContent = say("otherLanguage");
  const keys = [["PgUp PgDn", "keyScreens"], ["← →", "keyPages"], ["Home End", "keyEnds"], ["+ - 0", "keyZoom"], ["W F", "keyFit"], ["Ctrl P", "keyPrint"]];
  $("keys").replaceChildren(
    ...keys.flatMap(([key, word]) => [Object.assign(document.createElement("dt"), { textContent: key }), Object.assign(document.createElement("dd"), { textContent: say(word) })]),
  );
  list.draw();
  showFonts($("fonts-button"), $("fonts"), state.standIns, openFonts);
  showName();
  showEmpty();
}

function showTab(name) {
  document.body.dataset.tab = name;
  chosen.set("tab", name);
  thumbnails.mark(thumbnails.current);
}

function toggle(sheet, button) {
  const hidden = sheet.hidden;
  for (const other of document.querySelectorAll(".sheet")) other.hidden = true;
  sheet.hidden = !hidden;
  if (hidden) {
    const { right, bottom } = button.getBoundingClientRect();
    sheet.style.right = `${Math.max(8, innerWidth - right)}px`;
    sheet.style.top = `${bottom + 6}px`;
  }
}

for (const name of ["warnings", "fonts", "more"]) {
  $(`${name}-button`).addEventListener("click", (event) => toggle($(name), event.currentTarget));
}
addEventListener("pointerdown", (event) => {
  if (event.target.closest(".sheet, #warnings-button, #fonts-button, #more-button")) return;
  for (const sheet of document.querySelectorAll(".sheet")) sheet.hidden = true;
});
$("side-button").addEventListener("click", () => {
  const closed = document.body.classList.toggle("no-side");
  chosen.set("side", closed ? "no" : "yes");
});
$("documents-tab").addEventListener("click", () => showTab("documents"));
$("pages-tab").addEventListener("click", () => showTab("pages"));
$("previous").addEventListener("click", () => sheets.go(sheets.current() - 1));
$("next").addEventListener("click", () => sheets.go(sheets.current() + 1));
$("zoom-out").addEventListener("click", () => step(false));
$("zoom-in").addEventListener("click", () => step(true));
$("zoom-value").addEventListener("click", () => setZoom(1));
$("fit-width").addEventListener("click", () => setZoom("width"));
$("fit-page").addEventListener("click", () => setZoom("page"));
$("print").addEventListener("click", print);
$("language").addEventListener("click", () => setLanguage(language() === "zh" ? "en" : "zh"));
for (const name of ["follow", "edits"]) {
  $(name).checked = chosen.get(name, "yes") === "yes";
  $(name).addEventListener("change", () => chosen.set(name, $(name).checked ? "yes" : "no"));
}
$("page-number").addEventListener("focus", (event) => event.target.select());
$("page-number").addEventListener("change", (event) => {
  const page = Number.parseInt(event.target.value, 10);
  event.target.blur();
  if (page) sheets.go(page - 1);
  sheets.scrolled();
});
addEventListener("pagehide", remember);

// Zoom by wheel, as everywhere; the browser's own zoom would blur nothing but move everything.
$("desk").addEventListener("wheel", (event) => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  step(event.deltaY < 0);
}, { passive: false });

const desk = $("desk");
const screen = (direction) => {
  if (sheets.zoom === "page") sheets.go(sheets.current() + direction);
  else desk.scrollBy({ top: direction * (desk.clientHeight - 60) });
};
const KEYS = {
  PageDown: () => screen(1),
  PageUp: () => screen(-1),
  ArrowRight: () => sheets.go(sheets.current() + 1),
  ArrowLeft: () => sheets.go(sheets.current() - 1),
  Home: () => desk.scrollTo({ top: 0 }),
  End: () => desk.scrollTo({ top: desk.scrollHeight }),
  "+": () => step(true),
  "=": () => step(true),
  "-": () => step(false),
  0: () => setZoom(1),
  w: () => setZoom("width"),
  f: () => setZoom("page"),
  Escape: () => document.querySelectorAll(".sheet").forEach((sheet) => (sheet.hidden = true)),
};
addEventListener("keydown", (event) => {
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key.toLowerCase() === "p") {
    event.preventDefault();
    print();
    return;
  }
  if (event.altKey || event.target.matches("input:not([type=checkbox])")) return;
  const zooms = ["+", "=", "-", "0"].includes(event.key);
  const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act || (command && !zooms)) return;
  event.preventDefault();
  act();
});

document.body.classList.toggle("no-side", chosen.get("side", "yes") === "no");
showTab(chosen.get("tab", "documents"));
const zoom = chosen.get("zoom", "1");
sheets.zoom = zoom === "width" || zoom === "page" ? zoom : Number(zoom) || 1;
showZoom(sheets.zoom, typeof sheets.zoom === "number" ? sheets.zoom : 1);
showPage(0, 0);
retell();
desk.focus();
