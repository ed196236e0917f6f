// What is wrong, with the line it is in; and, more quietly, what is worth a look.

import { count, family as named, role, say } from "./words.js";

/** An element with a class, and texts or elements in it. */
export function make(tag, className, ...content) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}

/** One mistake; `open(nth)` is called for a click on its place. */
function mistake(told, nth, open) {
  const item = make("li", `told ${told.severity}`);
  item.append(make("p", "message", inline(told.message)));
  if (told.place) {
    const place = make("button", "place", `${told.place.file.split(/[\\/]/).pop()}:${told.place.line}:${told.place.column}`);
    place.title = told.place.file;
    place.addEventListener("click", () => open(nth));
    item.append(place);
  }
  if (told.excerpt) item.append(excerpt(told.excerpt));
  for (const hint of told.hints) item.append(make("p", "hint", make("b", "", say("help")), inline(hint)));
  if (told.foreign) item.append(make("p", "foreign", make("b", "", say("original")), told.foreign));
  return item;
}

/** `code` between back ticks as such. */
function inline(text) {
  const parts = text.split("`").map((part, nth) => (nth % 2 ? make("code", "", part) : part));
  return make("span", "", ...parts);
}

/** The line, with the place marked and a caret under it. */
function excerpt({ line, before, marked, after }) {
  const place = make("span", marked ? "marked" : "marked point", marked || "\u200b");
  return make("pre", "excerpt", make("span", "number", String(line)), make("span", "text", before, place, after));
}

/** The panel over the pages; gone when there are no errors. */
export function showErrors(panel, report, hasPages, open) {
  const errors = report.told.map((told, nth) => [told, nth]).filter(([told]) => told.severity === "error");
  const folded = panel.classList.contains("folded");
  panel.hidden = report.good || !errors.length;
  if (panel.hidden) {
    panel.replaceChildren();
    panel.classList.remove("folded");
    return;
  }
  const fold = make("button", "fold", say(folded ? "unfold" : "fold"));
  fold.addEventListener("click", () => {
    panel.classList.toggle("folded");
    fold.textContent = say(panel.classList.contains("folded") ? "unfold" : "fold");
  });
  const title = make("h2", "", count("error", "errors", errors.length + report.hidden));
  const kept = hasPages ? [make("span", "kept", say("keptPages"))] : [];
  const list = make("ol", "", ...errors.map(([told, nth]) => mistake(told, nth, open)));
  if (report.hidden) list.append(make("li", "told hidden", say("hidden", report.hidden)));
  const scroll = panel.querySelector("ol");
  const top = scroll ? scroll.scrollTop : 0;
  panel.replaceChildren(make("header", "", title, ...kept, fold), list);
  list.scrollTop = top;
}

/** The quiet list of warnings and notes, with its button. */
export function showWarnings(button, list, report, open) {
  const others = report.told.map((told, nth) => [told, nth]).filter(([told]) => told.severity !== "error");
  const warnings = others.filter(([told]) => told.severity === "warning").length;
  button.hidden = !others.length;
  button.textContent = warnings ? count("warning", "warnings", warnings) : say("notes");
  button.classList.toggle("amber", warnings > 0);
  if (button.hidden) list.hidden = true;
  list.replaceChildren(make("ol", "", ...others.map(([told, nth]) => mistake(told, nth, open))));
}

/** Which fonts stand in for the office's own. */
export function showFonts(button, sheet, standIns, open) {
  button.hidden = !standIns.length;
  if (button.hidden) sheet.hidden = true;
  const rows = standIns.map(({ role: name, family, instead_of }) =>
    make("tr", "", make("th", "", role(name)), make("td", "", say("standsIn", named(family), named(instead_of[0])))),
  );
  const action = make("button", "primary", say("openFonts"));
  action.addEventListener("click", open);
  sheet.replaceChildren(
    make("h2", "", say("standInsTitle")),
    make("table", "", make("tbody", "", ...rows)),
    make("p", "", say("standInsText")),
    action,
  );
}
