// The document as it is written: the text itself, line numbers beside it, mistakes at their lines.

import { make } from "../panel.js";
import { say } from "./words.js";

const LINE = 22;

export class TextView {
  /** `typed(text)` is called for every change. */
  constructor(box, typed) {
    this.box = box;
    this.area = make("textarea", "source");
    this.area.spellcheck = false;
    this.area.wrap = "off";
    this.gutter = make("div", "gutter");
    this.gutter.setAttribute("aria-hidden", "true");
    this.marks = make("div", "line-marks");
    this.list = make("div", "line-mistakes");
    this.list.setAttribute("role", "status");
    box.append(make("div", "sheet-of-text", this.gutter, make("div", "source-box", this.marks, this.area)), this.list);
    const said = () => {
      typed(this.area.value);
      this.number();
    };
    this.area.addEventListener("input", (event) => event.isComposing || said());
    this.area.addEventListener("compositionend", said);
    this.area.addEventListener("scroll", () => this.follow(), { passive: true });
    this.area.addEventListener("keydown", (event) => this.key(event));
    this.told = [];
  }

  /** Shows the text as it is now; the caret stays with what it was at. */
  take(text) {
    const { value, selectionStart, selectionEnd, scrollTop } = this.area;
    if (value !== text) {
      this.area.value = text;
      const by = value.slice(selectionEnd) !== "" && text.endsWith(value.slice(selectionEnd)) ? text.length - value.length : 0;
      this.area.setSelectionRange(selectionStart + by, selectionEnd + by);
      this.area.scrollTop = scrollTop;
    }
    this.area.setAttribute("aria-label", say("theText"));
    this.number();
  }

  /** A tab is never what is wanted in this text. */
  key(event) {
    if (event.key !== "Tab" || event.ctrlKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    this.area.setRangeText("  ", this.area.selectionStart, this.area.selectionEnd, "end");
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  number() {
    const count = this.area.value.split("\n").length;
    if (this.count !== count) {
      this.count = count;
      this.gutter.firstChild?.remove();
      this.gutter.append(make("pre", "", Array.from({ length: count }, (_, nth) => nth + 1).join("\n")));
    }
    this.follow();
  }

  follow() {
    const top = this.area.scrollTop;
    if (this.gutter.firstChild) this.gutter.firstChild.style.transform = `translateY(${-top}px)`;
    this.marks.style.transform = `translateY(${-top}px)`;
  }

  show(report) {
    this.told = ((report && report.told) || []).filter(({ place }) => place);
    this.marks.replaceChildren(
      ...this.told.map((told) => {
        const mark = make("div", `line-mark ${told.severity}`);
        mark.style.top = `${(told.place.line - 1) * LINE}px`;
        return mark;
      }),
    );
    this.list.replaceChildren(
      ...this.told.slice(0, 20).map((told) => {
        const item = make("button", `going ${told.severity}`, make("b", "", say("line", told.place.line)), make("span", "", told.message.replaceAll("`", "")), ...told.hints.slice(0, 1).map((hint) => make("small", "", hint.replaceAll("`", ""))));
        item.type = "button";
        item.addEventListener("click", () => this.go(told.place.line, told.place.column));
        return item;
      }),
    );
  }

  /** Goes to a line and column, both from 1. */
  go(line, column = 1) {
    const lines = this.area.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((all, text) => all + text.length + 1, 0);
    const offset = start + [...(lines[line - 1] || "")].slice(0, column - 1).join("").length;
    this.area.focus();
    this.area.setSelectionRange(offset, offset);
    this.area.scrollTop = Math.max(0, (line - 1) * LINE - this.area.clientHeight / 3);
  }
}
