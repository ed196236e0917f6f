// Every word of the page, in both languages.

const WORDS = {
  side: ["显示或收起侧栏", "Show or hide the side bar"],
  previous: ["上一页（←）", "Previous page (←)"],
  next: ["下一页（→）", "Next page (→)"],
  pageNumber: ["输入页码后按回车", "Type a page number and press Enter"],
  zoomOut: ["缩小（-）", "Zoom out (-)"],
  zoomIn: ["放大（+）", "Zoom in (+)"],
  trueSize: ["实际大小（0）", "True size (0)"],
  fitWidth: ["适合宽度（W）", "Fit width (W)"],
  fitPage: ["整页（F）", "Fit page (F)"],
  fonts: ["字体", "Fonts"],
  download: ["下载 PDF", "Download PDF"],
  print: ["打印", "Print"],
  more: ["更多", "More"],
  documents: ["文稿", "Documents"],
  pages: ["页面", "Pages"],
  search: ["按名称查找", "Search by name"],
  noneFound: ["没有这个名称的文稿", "No document of that name"],
  offline: [
    "预览程序没有运行。页面保留最后的样子，重新运行 banxin watch 后会自动接上。",
    "The preview is not running. The last pages stay; run banxin watch again and this page comes back by itself.",
  ],
  follow: ["保存后自动翻到改动的地方", "After a save, go to what changed"],
  edits: ["点页面时在 $1 里打开那一行", "A click on the page opens the line in $1"],
  otherLanguage: ["English", "中文"],
  building: ["正在排版…", "Setting the pages…"],
  noDocuments: [
    "这个文件夹里还没有文稿。新建一份带“标题:”和“正文:”的 .yaml 文件，这里会自动显示。",
    "There is no document in this folder yet. A .yaml file with 标题 and 正文 appears here by itself.",
  ],
  noPages: ["改好下面的错误，页面就会显示在这里。", "Mend the errors below and the pages appear here."],
  fine: ["已更新", "Up to date"],
  millis: ["用时 $1 毫秒", "$1 ms"],
  errors: ["$1 处错误", "$1 errors"],
  error: ["1 处错误", "1 error"],
  keptPages: ["上面保留的是出错之前的页面", "the pages above are those from before"],
  warnings: ["$1 处提醒", "$1 warnings"],
  warning: ["1 处提醒", "1 warning"],
  notes: ["说明", "Notes"],
  help: ["怎么办", "Help"],
  original: ["原文", "Note"],
  line: ["第 $1 行", "line $1"],
  hidden: ["还有 $1 条没有显示", "$1 more are not shown"],
  fold: ["收起", "Fold"],
  unfold: ["展开", "Unfold"],
  opened: ["已在 $1 中打开", "opened in $1"],
  nothingThere: ["这里没有文字", "Nothing was typed here"],
  standInsTitle: ["这些地方用的是代替字体", "These stand in for the office's own fonts"],
  standInsText: [
    "版面和正式字体一致。本单位有正式字体的，把字体文件放进字体文件夹，页面会自动换上。",
    "The layout is that of the official fonts. If your office has them, put the files into the fonts folder; the pages change by themselves.",
  ],
  standsIn: ["$1 代替 $2", "$1 for $2"],
  openFonts: ["打开字体文件夹", "Open the fonts folder"],
  unknown: ["还没有检查", "Not checked yet"],
  keys: ["快捷键", "Keys"],
  keyScreens: ["上下翻屏", "Screen up and down"],
  keyPages: ["上一页、下一页", "Previous and next page"],
  keyEnds: ["第一页、最后一页", "First and last page"],
  keyZoom: ["放大、缩小、实际大小", "Zoom in, out, true size"],
  keyFit: ["适合宽度、整页", "Fit width, fit page"],
  keyPrint: ["打印 PDF", "Print the PDF"],
  gone: ["这份文稿已经删除", "This document was deleted"],
};

const ROLES = {
  title: ["标题", "Title"],
  body: ["正文", "Body"],
  hei: ["一级标题", "First-level headings"],
  kai: ["二级标题", "Second-level headings"],
  song: ["页码", "Page numbers"],
};

// Fonts by the names they go by in an office.
const FAMILIES = {
  "FZXiaoBiaoSong-B05S": "方正小标宋",
  FangSong_GB2312: "仿宋_GB2312",
  KaiTi_GB2312: "楷体_GB2312",
  SimHei: "黑体",
  SimSun: "宋体",
  FangSong: "仿宋",
  KaiTi: "楷体",
};

/** Words of another page. */
export const learn = (words) => Object.assign(WORDS, words);

let lang = "zh";

export const language = () => lang;

/** Speaks a language from now on, and puts its words where the page has places for them. */
export function speak(name) {
  lang = name === "en" ? "en" : "zh";
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = say(element.dataset.word);
  for (const element of document.querySelectorAll("[data-title]")) {
    element.title = say(element.dataset.title);
    element.setAttribute("aria-label", element.title);
  }
  for (const element of document.querySelectorAll("[data-placeholder]")) element.placeholder = say(element.dataset.placeholder);
}

export function say(word, ...values) {
  const text = WORDS[word][lang === "zh" ? 0 : 1];
  return text.replace(/\$(\d)/g, (_, nth) => values[nth - 1]);
}

export const count = (one, many, number) => (number === 1 ? say(one) : say(many, number));

export const role = (name) => (ROLES[name] ? ROLES[name][lang === "zh" ? 0 : 1] : name);

export const family = (name) => (lang === "zh" && FAMILIES[name]) || name;
