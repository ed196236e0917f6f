// One input for each shape of value; all of them say what was typed by an `input` event, and carry no state.

import { make } from "../panel.js";
import { say } from "../words.js";
import { label, language, meaning } from "./words.js";

let ids = 0;
export const newId = () => `f${++ids}`;

/** A text that grows with what is typed; `lines` tells whether Enter begins another. */
export function textInput(value, { id = newId(), lines = false, placeholder = "", name = "" } = {}) {
  const area = make("textarea", "input");
  Object.assign(area, { id, value, rows: 1, placeholder });
  area.dataset.lines = lines ? "yes" : "no";
  if (name) area.setAttribute("aria-label", name);
  const grow = make("div", "grow", area);
  grow.dataset.value = value;
  return grow;
}

/** Keeps the height of a text what it has to be. */
export function regrow(area) {
  if (area.parentElement && area.parentElement.classList.contains("grow")) area.parentElement.dataset.value = area.value;
}

/** A date: free words, and a calendar beside them. */
export function dateInput(value, options) {
  const box = make("div", "with-button", textInput(value, { ...options, placeholder: "2022-01-05" }));
  const calendar = make("input", "calendar");
  Object.assign(calendar, { type: "date", tabIndex: -1 });
  calendar.setAttribute("aria-hidden", "true");
  const button = make("button", "icon pick", icon("calendar"));
  Object.assign(button, { type: "button", title: say("calendar") });
  button.setAttribute("aria-label", say("calendar"));
  button.addEventListener("click", () => {
    const area = box.querySelector("textarea");
    if (/^\d{4}-\d{2}-\d{2}$/.test(area.value)) calendar.value = area.value;
    calendar.showPicker ? calendar.showPicker() : calendar.click();
  });
  calendar.addEventListener("change", (event) => {
    event.stopPropagation();
    const area = box.querySelector("textarea");
    area.value = calendar.value;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
  calendar.addEventListener("input", (event) => event.stopPropagation());
  box.append(calendar, button);
  return box;
}

/** A file of the project: its name, and a button to choose one. */
export function fileInput(value, options) {
  const box = make("div", "with-button", textInput(value, options));
  const button = make("button", "icon pick", icon("file"));
  Object.assign(button, { type: "button", title: say("chooseFile") });
  button.setAttribute("aria-label", say("chooseFile"));
  button.dataset.act = "files";
  box.append(button);
  return box;
}

/** One of a few words; a word that is none of them stays in the list. */
export function choiceInput(value, { id = newId(), choices, required = false }) {
  const select = make("select", "input");
  select.id = id;
  const known = choices.find((choice) => choice.zh === value || choice.en === value);
  if (!known || !required) select.append(option(known ? "" : value, known || !value ? say("notChosen") : value, !known));
  for (const choice of choices) {
    const typed = choice.en === value ? choice.en : choice.zh;
    const says = label(choice) === meaning(choice) ? label(choice) : `${label(choice)}　${meaning(choice)}`;
    select.append(option(typed, says, choice === known));
  }
  return select;
}

function option(value, text, selected) {
  const made = make("option", "", text);
  Object.assign(made, { value, selected });
  return made;
}

/** Yes or no. */
export function flagInput(value, { id = newId() }) {
  const box = make("input", "input switch");
  Object.assign(box, { id, type: "checkbox", checked: ["是", "真", "对", "true", "yes", "on"].includes(value.toLowerCase()) });
  box.setAttribute("role", "switch");
  box.dataset.words = language() === "zh" || /[^a-z]/i.test(value) ? "是 否" : "yes no";
  return box;
}

/** What an input says. */
export function said(input) {
  if (input.type !== "checkbox") return input.value;
  return input.dataset.words.split(" ")[input.checked ? 0 : 1];
}

const ICONS = {
  file: "M2.5 5h5l1.5 2h8.5v9.5h-15z",
  calendar: "M3.5 5.5h13v11h-13zM3.5 9h13M7 3.5v3M13 3.5v3",
  up: "M5 12.5l5-5 5 5",
  down: "M5 7.5l5 5 5-5",
  copy: "M7 7h9.5v9.5H7zM4.5 13H3.5V3.5H13v1",
  remove: "M4 6h12M8 6V4h4v2M6 6l.7 10.5h6.6L14 6M8.7 9v5M11.3 9v5",
  close: "M6 6l8 8M14 6l-8 8",
  fold: "M7 5l5 5-5 5",
  grip: "M8 5v.01M12 5v.01M8 10v.01M12 10v.01M8 15v.01M12 15v.01",
  plus: "M10 4.5v11M4.5 10h11",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A small button with a picture. */
export function tool(name, title, act) {
  const button = make("button", `icon tool ${name}`, icon(name));
  Object.assign(button, { type: "button", title });
  button.setAttribute("aria-label", title);
  button.dataset.act = act;
  return button;
}
