// The words of the page that is written in, in both languages; and names of the table in the reader's language.

import { language, learn, say, speak } from "../words.js";

learn({
  undo: ["撤销（Ctrl+Z）", "Undo (Ctrl+Z)"],
  redo: ["重做（Ctrl+Y）", "Redo (Ctrl+Y)"],
  formView: ["填表", "Form"],
  textView: ["原文", "Text"],
  writing: ["写的地方", "Where it is written"],
  pdf: ["下载 PDF", "Download PDF"],
  buildAll: ["全部生成 PDF", "Build all PDFs"],
  openFolder: ["打开所在文件夹", "Open the folder"],
  history: ["以前的版本", "Earlier versions"],
  onlyPages: ["只看页面", "Pages only"],
  restore: ["换回这个版本", "Go back to this version"],
  close: ["关闭", "Close"],
  splitter: ["调整左右宽度", "Width of the form"],
  editorOffline: [
    "程序没有运行，刚打的字先留在这里。重新打开版心后会自动接上、存盘。",
    "The program is not running. What you type stays here; start it again and it is saved by itself.",
  ],
  saved: ["已存盘", "Saved"],
  saving: ["正在存盘…", "Saving…"],
  unsaved: ["没存上", "Not saved"],
  required: ["必填", "required"],
  remove: ["删除“$1”", "Delete “$1”"],
  removeItem: ["删除", "Delete"],
  copyItem: ["复制一份", "Duplicate"],
  up: ["上移（Alt+↑）", "Move up (Alt+↑)"],
  down: ["下移（Alt+↓）", "Move down (Alt+↓)"],
  grip: ["拖动可以换位置", "Drag to move"],
  foldCard: ["收起或展开", "Fold or unfold"],
  addBlock: ["添加一块内容", "Add a block"],
  addHere: ["在这里添加一块内容", "Add a block here"],
  addItem: ["再加一项", "Add an item"],
  addTask: ["再加一条任务", "Add a task"],
  addRow: ["加一行", "Add a row"],
  addField: ["还可以填：", "Also:"],
  rareFields: ["不常用的", "Rare ones"],
  basics: ["基本情况", "About the paper"],
  bodyTitle: ["正文", "Body"],
  calendar: ["选日期", "Choose a date"],
  chooseFile: ["选文件", "Choose a file"],
  noFiles: ["这个文件夹里没有可以用的文件", "There is no file of use in this folder"],
  notChosen: ["（不选）", "(none)"],
  textOnly: ["这一处写法比较特别，请在“原文”里改", "This is written in a way of its own; change it in the text view"],
  unknownField: ["不认识的项目“$1”，请在“原文”里改", "Unknown field “$1”; change it in the text view"],
  mistakes: ["$1 处要改", "$1 to mend"],
  mistake: ["1 处要改", "1 to mend"],
  advice: ["$1 处提醒", "$1 to look at"],
  toWrite: ["还没有写", "still to be written"],
  toWriteCount: ["$1 处还没有写", "$1 still to write"],
  line: ["第 $1 行", "line $1"],
  stale: ["改好左边标红的地方，页面就会更新", "Mend what is marked on the left and the pages follow"],
  staleTodo: ["左边还有没写的地方，写好后页面就会更新", "Something is still to be written on the left; then the pages follow"],
  refused: ["这一处没法在表里改，请在“原文”里改", "This can't be changed in the form; change it in the text"],
  tooLong: ["太长了，一份文稿放不下，没有改动", "That is longer than a document can be; nothing was changed"],
  removeColumn: ["删除“$1”这一栏", "Delete the column “$1”"],
  specialRow: ["这一行在“原文”里改", "this row is changed in the text view"],
  badName: ["这个名称已经有了，换一个", "That name is taken; choose another"],
  staleEdit: ["别的程序同时改了这里，已按最新的显示", "Another program changed this at the same time; this is the newest"],
  textOnlyAll: [
    "这份文稿里有格式错误，先在“原文”里按提示改好，再回到“填表”。",
    "This document has a mistake in its format. Mend it in the text view first; then the form comes back.",
  ],
  encoding: [
    "这份文稿是旧编码（GBK），只能看。转换后就可以在这里写，内容不变。",
    "This document has an old encoding (GBK) and can only be read. Convert it to write here; the content stays.",
  ],
  goneAway: [
    "这份文稿的文件不在原处了，可能被移走、改名或者删除了。接着写，就在原处重新存一份。",
    "The document's file is no longer where it was: it was moved, renamed or deleted. Go on writing and it is saved there anew.",
  ],
  convert: ["转换", "Convert"],
  conflict: [
    "另一个程序也改了同一个地方，先停止存盘。用哪一个？（另一个会放进“以前的版本”）",
    "Another program changed the same place, and saving has stopped. Which one is kept? (The other goes to the earlier versions.)",
  ],
  keepOurs: ["用我这里的", "Keep mine"],
  keepTheirs: ["用另一个程序写的", "Take the other"],
  compare: ["看看另一个", "See the other"],
  building: ["正在生成 $1 份 PDF，好了的在左边列表里打绿点", "Building $1 PDFs; a green dot in the list means done"],
  figureName: ["指标名称", "Name"],
  figureValue: ["数值和单位", "Figure and unit"],
  figureLast: ["上年", "Last year"],
  figureNature: ["性质", "Nature"],
  dataName: ["名称", "Name"],
  dataValue: ["内容", "Value"],
  numbersGone: ["粘贴的文字里的序号去掉了，这里会自动编号", "Numbers in what was pasted are left out: items are numbered by themselves"],
  pasteHint: ["可以从 Excel、WPS 表格复制几行，直接粘贴到这里", "Rows copied from a spreadsheet can be pasted here"],
  insertName: ["点一下插入数字：", "Insert a figure:"],
  cell: ["第 $1 行，$2", "row $1, $2"],
  newRow: ["新的一行，$1", "new row, $1"],
  newest: ["打开时的样子", "as opened"],
  keyNext: ["下一项", "Next item"],
  keyMove: ["上移、下移", "Move up, down"],
  keyLevel: ["降一级、升一级", "Level down, up"],
  keyUndo: ["撤销、重做", "Undo, redo"],
  keySave: ["马上存盘（平时自动存）", "Save now (it saves by itself)"],
  keyText: ["填表、原文切换", "Form or text"],
  lines: ["行号", "Line numbers"],
  theText: ["文稿原文", "The document's text"],
  emptyColumn: ["第 $1 列", "Column $1"],
  addColumn: ["加一列", "Add a column"],
  removeRow: ["删除这一行", "Delete this row"],
});

export { language, say, speak };

// What the table says to those who write YAML, said to those who fill in a form: by shape, or by name.
const HINTS = {
  head: ["第一行，各栏的名称", "the first line: the columns' names"],
  rows: ["一行一条；空着的最后一行用来加新的", "one a line; the empty line at the end adds another"],
  narrative: ["写成一段话，数字点下面的名称插入", "a text; figures come in by a click on their names"],
  data: ["全文都能用的数字和名称，如年度", "figures and names for the whole text, such as the year"],
  figures: ["数字写在这里，只写一次；单位一起写，如 44户", "figures with their units, written once"],
  title: ["", ""],
  items: ["", ""],
};

/** A field's meaning in a form's words. */
export function hintFor(field) {
  const hint = HINTS[field.en] || HINTS[field.shape];
  const text = hint && !field.required ? own(...hint) : meaning(field);
  return text.replace(/`([^`]*)`/g, "“$1”").replace(/[（(][\d.]+[）)]/g, "");
}

const own = (zh, en) => (language() === "zh" ? zh : en);
export const label = ({ zh, en }) => own(zh, en.replaceAll("_", " "));
export const meaning = (named) => own(named.meaning[0], named.meaning[1]);
