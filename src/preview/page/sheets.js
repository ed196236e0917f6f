// The pages on the desk: true to size, drawn when they are near, each replaced only when its new picture is ready.

const PX_PER_PT = 96 / 72;
const GAP = 20;
const EDGE = 24;
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];
// Pages further away than this many are not kept drawn.
const KEEP = 6;

export class Sheets {
  /** `hooks.view(first, last)`, `hooks.page(number, count)`, `hooks.zoom(mode, scale)`, `hooks.click(page, x, y)`,
   *  `hooks.painted(generation)`. */
  constructor(desk, holder, hooks) {
    Object.assign(this, { desk, holder, hooks });
    this.slots = [];
    this.tops = [];
    this.zoom = 1;
    this.scale = 1;
    this.document = "";
    this.generation = 0;
    this.painted = 0;
    this.pushed = new Map();
    this.view = [-1, -1];
    desk.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.resized()).observe(desk);
    holder.addEventListener("click", (event) => this.clicked(event));
  }

  /** Takes the list of pages: [fingerprint, width, height] in points; pictures of `coming` follow by themselves. */
  show(document, generation, pages, coming) {
    this.document = document;
    this.generation = generation;
    this.coming = new Set(coming);
    while (this.slots.length > pages.length) this.slots.pop().element.remove();
    pages.forEach(([print, width, height], nth) => {
      const slot = this.slots[nth] || this.add(nth);
      if (slot.width !== width || slot.height !== height) {
        Object.assign(slot, { width, height, sized: false });
      }
      slot.print = print;
    });
    this.pushed.clear();
    this.place();
    this.scrolled(true);
    this.settle();
  }

  add(nth) {
    const element = document.createElement("div");
    element.className = "page";
    element.dataset.page = nth + 1;
    this.holder.append(element);
    const slot = { element, nth, print: "", shown: "", image: null };
    this.slots.push(slot);
    return slot;
  }

  /** A picture that was pushed. */
  picture(print, text) {
    this.pushed.set(print, text);
    if (this.coming) this.coming.delete(print);
    for (const slot of this.slots) if (slot.print === print && slot.shown !== print) this.draw(slot);
    if (!this.slots.some((slot) => slot.print === print && slot.shown !== print)) this.pushed.delete(print);
  }

  async draw(slot) {
    const { print } = slot;
    if (slot.drawing === print && !this.pushed.has(print)) return;
    slot.drawing = print;
    const text = this.pushed.get(print) ?? (await this.fetch(slot));
    if (slot.drawing === print) slot.drawing = "";
    if (!text || slot.print !== print || slot.shown === print) return;
    // In the page itself, not as an image: Chromium takes 8 ms for the one and 40 for the other.
    const image = document.createElement("div");
    image.className = "ink";
    image.innerHTML = text;
    if (slot.image) slot.image.replaceWith(image);
    else slot.element.prepend(image);
    Object.assign(slot, { image, shown: print });
    slot.element.dataset.shown = print;
    this.pushed.delete(print);
    this.settle();
  }

  async fetch({ print, nth }) {
    const answer = await fetch(`page/${print}.svg?document=${encodeURIComponent(this.document)}&page=${nth}`).catch(() => null);
    return answer && answer.ok ? answer.text() : null;
  }

  /** Tells when all pages in view are as they should be, once the frame with them is on the screen. */
  settle() {
    const { generation } = this;
    const [first, last] = this.visible();
    const ready = this.slots.slice(first, last + 1).every((slot) => slot.shown === slot.print);
    if (!ready || this.painted === generation) return;
    this.painted = generation;
    // What is posted in a frame arrives when the frame is drawn.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => this.hooks.painted(generation, performance.timeOrigin + performance.now());
      port2.postMessage(null);
    });
  }

  /** Draws what is near, forgets what is far. */
  load() {
    const [first, last] = this.view;
    for (const slot of this.slots) {
      const distance = Math.max(first - slot.nth, slot.nth - last, 0);
      if (distance === 0 && slot.shown !== slot.print && !(this.coming && this.coming.has(slot.print))) this.draw(slot);
      if (distance > KEEP && slot.image) {
        slot.image.remove();
        Object.assign(slot, { image: null, shown: "" });
        delete slot.element.dataset.shown;
      }
    }
  }

  /** Sizes and places; what is looked at stays where it is. */
  place() {
    const before = this.anchor();
    const widest = Math.max(1, ...this.slots.map((slot) => slot.width));
    const tallest = Math.max(1, ...this.slots.map((slot) => slot.height));
    const across = (this.desk.clientWidth - 2 * EDGE) / widest;
    const scale = this.zoom === "width" ? across : this.zoom === "page" ? Math.min(across, (this.desk.clientHeight - 2 * GAP) / tallest) : this.zoom * PX_PER_PT;
    const changed = scale !== this.scale;
    this.scale = Math.max(scale, 0.05);
    let top = GAP;
    this.tops = this.slots.map((slot) => {
      if (changed || !slot.sized) {
        slot.element.style.width = `${slot.width * this.scale}px`;
        slot.element.style.height = `${slot.height * this.scale}px`;
        slot.sized = true;
      }
      const here = top;
      top += slot.height * this.scale + GAP;
      return here;
    });
    if (changed && before) this.restore(before);
    this.hooks.zoom(this.zoom, this.scale / PX_PER_PT);
  }

  resized() {
    if (typeof this.zoom === "string") this.place();
    this.scrolled();
  }

  /** The page and the part of it at a third of the view's height. */
  anchor() {
    if (!this.slots.length || !this.tops.length) return null;
    const at = this.desk.scrollTop + this.desk.clientHeight / 3;
    const page = this.pageAt(at);
    const left = this.desk.scrollWidth > this.desk.clientWidth ? (this.desk.scrollLeft + this.desk.clientWidth / 2) / this.desk.scrollWidth : 0.5;
    return { page, part: (at - this.tops[page]) / (this.slots[page].height * this.scale), left };
  }

  restore({ page, part, left }) {
    if (!this.slots.length) return;
    const nth = Math.min(page, this.slots.length - 1);
    this.desk.scrollTop = this.tops[nth] + part * this.slots[nth].height * this.scale - this.desk.clientHeight / 3;
    this.desk.scrollLeft = left * this.desk.scrollWidth - this.desk.clientWidth / 2;
  }

  pageAt(y) {
    let low = 0;
    for (let high = this.tops.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (this.tops[middle] <= y) low = middle;
      else high = middle;
    }
    return low;
  }

  visible() {
    const { scrollTop, clientHeight } = this.desk;
    return [this.pageAt(scrollTop), this.pageAt(scrollTop + clientHeight)];
  }

  scrolled(forced = false) {
    if (!this.slots.length) return;
    const [first, last] = this.visible();
    const view = [Math.max(0, first - 1), Math.min(this.slots.length - 1, last + 1)];
    if (view[0] !== this.view[0] || view[1] !== this.view[1]) {
      this.view = view;
      this.hooks.view(...view);
      forced = true;
    }
    if (forced) this.load();
    this.hooks.page(this.current() + 1, this.slots.length);
  }

  current() {
    return this.pageAt(this.desk.scrollTop + this.desk.clientHeight / 3);
  }

  go(page, smooth = false) {
    const nth = Math.max(0, Math.min(page, this.slots.length - 1));
    this.desk.scrollTo({ top: this.tops[nth] - GAP / 2, behavior: smooth ? "smooth" : "auto" });
  }

  setZoom(zoom) {
    this.zoom = zoom;
    this.place();
    this.scrolled(true);
  }

  step(up) {
    const now = this.scale / PX_PER_PT;
    const next = up ? STEPS.find((step) => step > now * 1.01) : [...STEPS].reverse().find((step) => step < now * 0.99);
    if (next) this.setZoom(next);
  }

  /** Marks regions: [page, [left, top, right, bottom]] in points; scrolls there if asked to, or if out of sight. */
  mark(regions, kind, scroll) {
    for (const old of this.holder.querySelectorAll(".mark")) old.remove();
    const there = regions.filter(([page]) => this.slots[page]);
    for (const [page, [left, top, right, bottom]] of there) {
      const { element, width, height } = this.slots[page];
      const mark = document.createElement("div");
      mark.className = `mark ${kind}`;
      const percent = (part, whole) => `${(100 * part) / whole}%`;
      Object.assign(mark.style, {
        left: percent(left - 3, width),
        top: percent(top, height),
        width: percent(right - left + 6, width),
        height: percent(bottom - top, height),
      });
      mark.addEventListener("animationend", () => mark.remove());
      element.append(mark);
    }
    if (there.length && scroll !== "never") this.reveal(there[0], scroll === "always");
  }

  reveal([page, [, top, , bottom]], always) {
    const from = this.tops[page] + top * this.scale;
    const to = this.tops[page] + bottom * this.scale;
    const { scrollTop, clientHeight } = this.desk;
    const hidden = from > scrollTop + clientHeight - 40 || to < scrollTop + 20;
    const low = from < scrollTop + 20 || to > scrollTop + clientHeight - 20;
    if (hidden || (always && low)) this.desk.scrollTo({ top: Math.max(0, from - clientHeight / 3) });
  }

  clicked(event) {
    const element = event.target.closest(".page");
    if (!element) return;
    // A link of the paper leads nowhere here.
    event.preventDefault();
    const box = element.getBoundingClientRect();
    this.hooks.click(Number(element.dataset.page) - 1, (event.clientX - box.left) / this.scale, (event.clientY - box.top) / this.scale);
  }

  clear() {
    for (const slot of this.slots) slot.element.remove();
    this.slots = [];
    this.tops = [];
    this.view = [-1, -1];
    this.pushed.clear();
  }
}
