// Small pictures of the pages: drawn when they are in sight, and only after the pages themselves.

const CALM = 350;

export class Thumbnails {
  /** `go(page)` from 0. */
  constructor(holder, go) {
    this.holder = holder;
    this.items = [];
    this.timer = 0;
    this.current = -1;
    this.observer = new IntersectionObserver((entries) => this.seen(entries), { root: holder, rootMargin: "200px 0px" });
    holder.addEventListener("click", (event) => {
      const item = event.target.closest(".thumbnail");
      if (item) go(Number(item.dataset.page) - 1);
    });
  }

  show(name, pages) {
    this.name = name;
    while (this.items.length > pages.length) {
      const { element } = this.items.pop();
      this.observer.unobserve(element);
      element.remove();
    }
    pages.forEach(([print, width, height], nth) => {
      const item = this.items[nth] || this.add(nth);
      item.print = print;
      item.paper.style.aspectRatio = `${width} / ${height}`;
    });
    this.mark(Math.max(0, this.current));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), CALM);
  }

  add(nth) {
    const element = document.createElement("button");
    element.className = "thumbnail";
    element.dataset.page = nth + 1;
    const paper = document.createElement("span");
    paper.className = "paper";
    const number = document.createElement("span");
    number.textContent = nth + 1;
    element.append(paper, number);
    this.holder.append(element);
    this.observer.observe(element);
    const item = { element, paper, nth, print: "", shown: "", near: false };
    this.items.push(item);
    return item;
  }

  seen(entries) {
    for (const { target, isIntersecting } of entries) {
      const item = this.items[Number(target.dataset.page) - 1];
      if (item) item.near = isIntersecting;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), CALM / 3);
  }

  load() {
    for (const item of this.items) {
      if (!item.near) {
        item.paper.replaceChildren();
        item.shown = "";
      } else if (item.shown !== item.print) {
        this.draw(item);
      }
    }
  }

  async draw(item) {
    const { print } = item;
    const image = new Image();
    image.alt = "";
    image.draggable = false;
    image.src = `page/${print}.svg?document=${encodeURIComponent(this.name)}&page=${item.nth}`;
    await image.decode().catch(() => {});
    if (item.print !== print || !image.naturalWidth) return;
    item.paper.replaceChildren(image);
    item.shown = print;
  }

  mark(nth) {
    if (this.items[this.current]) this.items[this.current].element.classList.remove("current");
    this.current = nth;
    const item = this.items[nth];
    if (!item) return;
    item.element.classList.add("current");
    const { offsetTop, offsetHeight } = item.element;
    const { scrollTop, clientHeight } = this.holder;
    if (clientHeight && (offsetTop < scrollTop || offsetTop + offsetHeight > scrollTop + clientHeight)) {
      this.holder.scrollTop = offsetTop - clientHeight / 3;
    }
  }

  clear() {
    for (const { element } of this.items) this.observer.unobserve(element);
    this.items = [];
    this.holder.replaceChildren();
    this.current = -1;
  }
}
