// What comes from Word, WPS and Excel by the clipboard: plain paragraphs, and rows of cells.

/** A text without what Word adds to it: paragraphs stay, white space at their ends and empty ones go. */
export function paragraphs(text) {
  const lines = text.replace(/\r\n?|\u2028|\u2029|\u000b/g, "\n").split("\n");
  return lines.map((line) => line.replace(/[\u00ad\u200b\ufeff]/g, "").replace(/\u00a0/g, " ").trim()).filter(Boolean);
}

// What word processors write before an item that they number or mark themselves: the number, and a tab.
const NUMBER = "[0-9０-９]{1,3}(?:[.．、)）]|(?:[.．]\\d{1,2})+[.．]?)|[（(][0-9０-９]{1,3}[)）]|[一二三四五六七八九十百]{1,4}[、.．]|[（(][一二三四五六七八九十百]{1,4}[)）]|[①-⑳㈠-㈩]|第[一二三四五六七八九十百]{1,4}[条章节]";
const BULLET = "[-•●○■□◆◇▪▶►➢✓✔·Øüu\\uf000-\\uf0ff]";
const AUTOMATIC = new RegExp(`^\\s*(${NUMBER}|${BULLET})\\t\\s*`);
// The same typed by hand; a plain number needs a mark after it, or it may be one of the text.
const BY_HAND = /^\s*(?:[0-9０-９]{1,2}[.．、](?![0-9０-９])|[（(](?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳㈠-㈩])\s*/;

/** A paragraph whose number or bullet a word processor put before it, as it was seen: bullets mean nothing here. */
export function withoutTab(line) {
  const found = AUTOMATIC.exec(line);
  if (!found) return line;
  return (new RegExp(`^${BULLET}$`).test(found[1]) ? "" : found[1]) + line.slice(found[0].length);
}

/** A paragraph without a number before it, for lists that are numbered by themselves. */
export const withoutNumber = (line) => line.replace(AUTOMATIC, "").replace(BY_HAND, "");

/** Whether a text is rows of cells, as spreadsheets give them, and not a list with its numbers. */
export function isRows(text) {
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim());
  return lines.some((line) => line.replace(AUTOMATIC, "").includes("\t"));
}

/** Rows of cells; a cell in quotes may hold line breaks, which become spaces. */
export function rows(text) {
  const all = [[]];
  let cell = "";
  let quoted = false;
  const end = () => {
    all[all.length - 1].push(cell.replace(/\s*\n\s*/g, " ").trim());
    cell = "";
  };
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let i = 0; i < source.length; i++) {
    const c = source[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (source[i + 1] === '"') cell += source[i++];
      else quoted = false;
    } else if (c === '"' && cell === "") quoted = true;
    else if (c === "\t") end();
    else if (c === "\n") {
      end();
      all.push([]);
    } else cell += c;
  }
  end();
  return all.filter((row) => row.some(Boolean));
}

/** Puts a text where the caret is, as if it had been typed. */
export function insertText(input, text) {
  const { selectionStart: start, selectionEnd: end } = input;
  input.setRangeText(text, start, end, "end");
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
