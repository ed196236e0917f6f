// What is wrong, said at the field it is about, and all of it in a list.

import { make } from "../panel.js";
import { elementAt } from "./path.js";
import { say } from "./words.js";

/** What is only not written yet is no mistake. */
const EMPTY = new Set(["document-empty-item", "document-empty-block", "document-missing-field"]);
const isTodo = (told) => EMPTY.has(told.code);

/** Says each mistake at its field; what was said before and holds still stays as it is. */
export function showAt(form, report) {
  const wanted = new Map();
  for (const told of (report && report.told) || []) {
    if (!told.path || told.severity === "note") continue;
    const box = boxOf(elementAt(form, told.path), form);
    if (box) wanted.set(box, [...(wanted.get(box) || []), told]);
  }
  for (const box of form.querySelectorAll(".says")) {
    const all = wanted.get(box) || [];
    const text = JSON.stringify(all.map(({ code, message, hints }) => [code, message, hints]));
    if ((box.dataset.says || "[]") === text) continue;
    box.dataset.says = text;
    box.replaceChildren(...all.slice(0, 3).map(sentence));
    mark(box, all);
  }
}

function boxOf(element, form) {
  if (element === form) return null;
  const own = element.querySelector(".says");
  return own && own.closest("[data-step], [data-absent]") === element ? own : own || null;
}

/** A mistake in a line or two: what is wrong, and what to do. */
function sentence(told) {
  const todo = isTodo(told);
  const said = make("p", `mistake ${todo ? "todo" : told.severity}`, todo ? say("toWrite") : plain(told.message));
  const hint = told.hints[0];
  if (hint && !todo) said.append(make("span", "hint", plain(hint)));
  return said;
}

/** Marks of code are for programmers. */
const plain = (text) => text.replace(/`([^`]*)`/g, "“$1”");

function mark(box, all) {
  const holder = box.parentElement;
  const wrong = all.some((told) => told.severity === "error" && !isTodo(told));
  holder.classList.toggle("wrong", wrong);
  holder.classList.toggle("odd", !wrong && all.length > 0);
  const input = holder.querySelector("textarea, input:not(.calendar), select");
  if (!input) return;
  if (wrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  box.id ||= `says-${Math.random().toString(36).slice(2)}`;
  if (all.length) input.setAttribute("aria-describedby", box.id);
  else input.removeAttribute("aria-describedby");
}

/** How much there is to mend: errors, what is not written yet, and what is worth a look. */
export function sums(report) {
  const told = (report && report.told) || [];
  const errors = told.filter(({ severity }) => severity === "error");
  const todo = errors.filter(isTodo).length;
  return { wrong: errors.length - todo + ((report && report.hidden) || 0), todo, odd: told.filter(({ severity }) => severity === "warning").length };
}

/** The button and the list behind it; `go(told)` leads to one. */
export function showList(button, sheet, report, go) {
  const { wrong, todo, odd } = sums(report);
  const all = ((report && report.told) || []).filter(({ severity }) => severity !== "note");
  button.hidden = !all.length;
  button.className = wrong ? "red" : "amber";
  button.textContent = wrong === 1 ? say("mistake") : wrong ? say("mistakes", wrong) : todo ? say("toWriteCount", todo) : say("advice", odd);
  if (!all.length) sheet.hidden = true;
  sheet.replaceChildren(
    ...all.map((told) => {
      const line = told.place ? make("small", "soft", say("line", told.place.line)) : "";
      const item = make("button", `going ${isTodo(told) ? "todo" : told.severity}`, make("span", "", isTodo(told) ? `${say("toWrite")}：${plain(told.message)}` : plain(told.message)), line);
      item.type = "button";
      item.addEventListener("click", () => go(told));
      return item;
    }),
  );
}
