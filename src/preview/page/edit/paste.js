// What comes from Word, WPS and Excel by the clipboard: plain paragraphs, and rows of cells.

/** A text without what Word adds to it: paragraphs stay, white space at their ends and empty ones go. */
export function paragraphs(text) {
  const lines = text.replace(/\r\n?|\u2028|\u2029|\u000b/g, "\n").split("\n");
  return lines.map((line) => line.replace(/[\u00ad\u200b\ufeff]/g, "").replace(/\u00a0/g, " ").trim()).filter(Boolean);
}

/** Whether a text is rows of cells, as spreadsheets give them. */
export const isRows = (text) => text.includes("\t");

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
