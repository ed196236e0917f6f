// The start page: what to write, where, and what was written lately.

import { ask } from "./link.js";
import { make } from "./panel.js";
import { count, language, learn, say, speak } from "./words.js";

learn({
  slogan: ["填表写公文，排成符合国家标准的 PDF", "Official papers from a form, set by the national standard"],
  newPaper: ["新写一份", "A new paper"],
  newPaperHint: ["计划、总结、报告、办法，从样子开始改", "a plan, a summary, a report, rules: begin with a sample"],
  nextYear: ["写下一年的", "Next year's"],
  nextYearHint: ["从今年的文稿改：年份改好，数字空着等您填", "out of this year's: years moved on, figures to be filled in"],
  openPaper: ["打开", "Open"],
  openPaperHint: ["一份文稿，或者一个文件夹里的全部文稿", "one document, or all of a folder"],
  recent: ["最近的文稿", "Recent papers"],
  noRecent: ["还没有。新写一份，或者打开已有的。", "None yet. Begin a new one, or open one."],
  fileName: ["文稿名称", "Name"],
  inFolder: ["放在", "Folder"],
  upwards: ["上一级", "Up"],
  begin: ["开始写", "Begin"],
  openThis: ["打开这份文稿", "Open this document"],
  openFolderDo: ["打开整个文件夹", "Open the whole folder"],
  makeNext: ["写下一年的", "Write next year's"],
  chooseOld: ["选今年的文稿", "Choose this year's paper"],
  close: ["关闭", "Close"],
  documentsIn: ["$1 份文稿", "$1 documents"],
  pagesOf: ["$1 页", "$1 pages"],
  missing: ["没有这个文件夹：$1", "There is no folder $1"],
  nothingHere: ["这里没有文件夹，也没有文稿", "No folders and no documents here"],
  gone_: ["程序没有运行，重新打开版心", "The program is not running; start it again"],
});

const $ = (id) => document.getElementById(id);
const own = (pair) => pair[language() === "zh" ? 0 : 1];
const state = { starters: [], recent: [], folder: "", mode: "new", kind: 0, chosen: "", named: false };

const FOLDER = "M2.5 5h5l1.5 2h8.5v9.5h-15z";
const PAPER = "M5 2.5h7l3 3v12H5zM12 2.5v3h3";
function picture(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

async function begin() {
  const told = await ask("start", {});
  if (!told) return;
  Object.assign(state, told);
  speak(localStorage.getItem("banxin.lang") || told.lang);
  draw();
  for (const { path } of state.recent.slice(0, 12)) showState(path, await ask("state", { path }));
}

function draw() {
  $("version").textContent = `版心 banxin ${state.version}`;
  $("language").textContent = say("otherLanguage");
  $("no-recent").hidden = state.recent.length > 0;
  const days = new Intl.DateTimeFormat(language() === "zh" ? "zh-CN" : "en", { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
  $("recent").replaceChildren(
    ...state.recent.map(({ path, name, folder, changed, is_folder }) => {
      const time = make("time", "", days.format(changed));
      const button = make("button", "", picture(is_folder ? FOLDER : PAPER), make("span", "title", name, make("small", "", folder || "")), make("span", "says"), time);
      button.dataset.path = path;
      button.addEventListener("click", () => go("open", { path }));
      return make("li", "", button);
    }),
  );
}

/** How a paper stands. */
function showState(path, told) {
  const button = [...$("recent").querySelectorAll("button")].find((one) => one.dataset.path === path);
  if (!button || !told) return;
  const says = button.querySelector(".says");
  if (told.documents !== undefined) says.textContent = say("documentsIn", told.documents);
  else if (told.errors) says.textContent = count("error", "errors", told.errors);
  else says.textContent = [say("pagesOf", told.pages), told.warnings ? count("warning", "warnings", told.warnings) : ""].filter(Boolean).join("　");
  says.className = `says ${told.errors ? "errors" : told.warnings ? "warnings" : ""}`;
}

async function go(what, body) {
  const told = await ask(what, { ...body, lang: language() });
  if (told && told.url) location.href = told.url;
  else fault(told ? told.fault.filter(Boolean).join("。") : say("gone_"));
}

function fault(words) {
  $("fault").textContent = words;
  $("fault").hidden = !words;
  if (words && !$("chooser").open) {
    choose("open");
    $("fault").hidden = false;
  }
}

// Choosing.

function choose(mode) {
  Object.assign(state, { mode, chosen: "", named: false });
  $("chooser-title").textContent = say({ new: "newPaper", next: "chooseOld", open: "openPaper" }[mode]);
  $("kinds").hidden = $("name-row").hidden = mode !== "new";
  $("kinds").replaceChildren(...state.starters.map(kind));
  pick(0);
  fault("");
  look(state.folder);
  if (!$("chooser").open) $("chooser").showModal();
  (mode === "new" ? $("kinds").firstChild : $("folder")).focus();
}

function kind({ name, meaning }, nth) {
  const button = make("button", "", make("b", "", own(name)), make("span", "", own(meaning)));
  button.type = "button";
  button.setAttribute("role", "radio");
  button.addEventListener("click", () => pick(nth));
  return button;
}

function pick(nth) {
  state.kind = nth;
  [...$("kinds").children].forEach((button, n) => button.setAttribute("aria-checked", String(n === nth)));
  if (!state.named && state.starters[nth]) $("name").value = state.starters[nth].file.replace(/\.ya?ml$/, "");
}

async function look(path) {
  const told = await ask("look", { path });
  if (!told) return fault(say("gone_"));
  if (told.missing !== undefined) return fault(say("missing", told.missing));
  fault("");
  Object.assign(state, { folder: told.path, up: told.up, chosen: "" });
  $("folder").value = told.path;
  $("up").disabled = !told.up;
  const items = told.entries.map(({ kind: what, name, path: here }) => {
    const button = make("button", "", picture(what === "folder" ? FOLDER : PAPER), name);
    button.type = "button";
    button.addEventListener("click", () => (what === "folder" ? look(here) : mark(button, here)));
    button.addEventListener("dblclick", () => what === "document" && act());
    return make("li", "", button);
  });
  $("entries").replaceChildren(...(items.length ? items : [make("li", "soft", say("nothingHere"))]));
  showAct();
}

function mark(button, path) {
  state.chosen = path;
  for (const other of $("entries").querySelectorAll("button")) other.classList.toggle("on", other === button);
  showAct();
}

function showAct() {
  const { mode, chosen } = state;
  $("do").textContent = say(mode === "new" ? "begin" : mode === "next" ? "makeNext" : chosen ? "openThis" : "openFolderDo");
  $("do").disabled = mode === "next" && !chosen;
}

function act() {
  const { mode, chosen, folder, kind: nth } = state;
  if (mode === "new") go("new", { folder, name: $("name").value, kind: nth });
  else if (mode === "next") go("next", { path: chosen });
  else go("open", { path: chosen || folder });
}

for (const mode of ["new", "next", "open"]) $(`${mode}-button`).addEventListener("click", () => choose(mode));
$("close").addEventListener("click", () => $("chooser").close());
$("do").addEventListener("click", act);
$("up").addEventListener("click", () => look(state.up));
$("name").addEventListener("input", () => (state.named = true));
$("name").addEventListener("keydown", (event) => event.key === "Enter" && act());
$("folder").addEventListener("keydown", (event) => event.key === "Enter" && look(event.target.value));
$("folder").addEventListener("change", (event) => look(event.target.value));
$("language").addEventListener("click", () => {
  const next = language() === "zh" ? "en" : "zh";
  localStorage.setItem("banxin.lang", next);
  speak(next);
  draw();
});
begin();
