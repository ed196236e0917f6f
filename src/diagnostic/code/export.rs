//! Codes of writing pages as PDF, SVG and PNG.

use crate::diagnostic::Words;

/// What can go wrong between pages and bytes.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportFault {
    /// No PDF standard has that name.
    StandardUnknown {
        /// As typed.
        name: String,
        /// The nearest name there is.
        near: Option<&'static str>,
        /// All names.
        known: String,
    },
    /// The standards exclude each other; Typst's words are the diagnostic's foreign note.
    StandardsConflict {
        /// As typed.
        names: String,
    },
    /// An archival standard asks for a date, and the paper has none.
    StandardNeedsDate {
        /// The standard.
        name: String,
    },
    /// An archival standard asks for a date, and the volume has none.
    VolumeNeedsDate {
        /// The standard.
        name: String,
    },
    /// An archival standard, and a PDF among the pictures.
    StandardTakesNoPdf {
        /// The standard.
        name: String,
    },
    /// The pages can't be written to this standard; Typst's words are the diagnostic's foreign note.
    Refused {
        /// The standards, or none.
        names: String,
    },
    /// A picture of a page would be too large.
    TooFine {
        /// Dots an inch, as asked for.
        dpi: u32,
        /// The most that can be had of this page.
        most: u32,
    },
    /// There is no such page.
    NoPage {
        /// As asked for, from 1.
        page: usize,
        /// How many there are.
        count: usize,
    },
}

impl ExportFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::StandardUnknown { name, near, known } => Words::error(
                "pdf-standard-unknown",
                format!("没有名叫 `{name}` 的 PDF 标准"),
                format!("unknown PDF standard `{name}`"),
            )
            .did_you_mean(*near)
            .hint(format!("从这些里面选：{known}"), format!("choose among {known}")),
            Self::StandardsConflict { names } => Words::error(
                "pdf-standards-conflict",
                format!("PDF 标准 {names} 不能同时使用"),
                format!("the PDF standards {names} exclude each other"),
            )
            .hint("只写一个，例如 `a-2b`", "name only one, such as `a-2b`"),
            Self::StandardNeedsDate { name } => Words::error(
                "pdf-standard-needs-date",
                format!("PDF 标准 `{name}` 要求文件有日期，这份文稿没有写 `日期`"),
                format!("the PDF standard `{name}` asks for a date, and this paper has no `日期` (date)"),
            )
            .hint("写上 `日期: 2021-12-20`，或者不用这个标准", "write `日期: 2021-12-20`, or do without the standard"),
            Self::VolumeNeedsDate { name } => Words::error(
                "pdf-standard-needs-volume-date",
                format!("PDF 标准 `{name}` 要求文件有日期，汇编没有写"),
                format!("the PDF standard `{name}` asks for a date, and the volume has none"),
            )
            .hint("加上 `--date 2021-12-31`", "add `--date 2021-12-31`"),
            Self::StandardTakesNoPdf { name } => Words::error(
                "pdf-standard-takes-no-pdf",
                format!("PDF 标准 `{name}` 不允许文件里套 PDF，这个 PDF 的字体又不在文件里，画不成图片"),
                format!("the PDF standard `{name}` takes no PDF in a PDF, and this one's fonts are not in it, so that it can't be drawn"),
            )
            .hint(
                "把它另存为 PNG（每英寸 300 点），或者导出时选“嵌入字体”，或者不用这个标准",
                "save it as PNG at 300 dots an inch, or export it with its fonts embedded, or do without the standard",
            ),
            Self::Refused { names } => refused(names),
            Self::TooFine { dpi, most } => Words::error(
                "png-too-fine",
                format!("按 {dpi} DPI 导出的图片太大"),
                format!("a picture of this page at {dpi} dpi would be too large"),
            )
            .hint(format!("用 {most} DPI 以下；打印一般 300 就够"), format!("use {most} dpi or less; 300 prints well")),
            Self::NoPage { page, count } => Words::error(
                "export-no-page",
                format!("没有第 {page} 页，一共 {count} 页"),
                format!("there is no page {page}; the paper has {count}"),
            )
            .hint(format!("选 1 到 {count} 之间的页"), format!("choose a page from 1 to {count}")),
        }
    }
}

fn refused(names: &str) -> Words {
    let standard = !names.is_empty();
    let (zh, en) = if standard {
        (
            format!("这份文稿不符合 PDF 标准 {names} 的要求"),
            format!("this paper does not meet the PDF standard {names}"),
        )
    } else {
        ("这份文稿写不成 PDF".to_owned(), "this paper can't be written as a PDF".to_owned())
    };
    let words = Words::error("pdf-refused", zh, en);
    if standard {
        return words
            .hint("按下面的原文改正，或者不用这个标准", "mend what the words below name, or do without the standard");
    }
    words.hint("把下面的原文和这份文稿发给我们", "send us the words below and the paper")
}
