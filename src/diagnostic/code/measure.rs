//! Codes of reading a finished PDF to measure it.

use crate::diagnostic::Words;

/// Why a PDF can't be measured.
#[derive(Clone, Debug, PartialEq)]
pub enum MeasureFault {
    /// The file has no bytes.
    Empty,
    /// It is no PDF, or its index is lost.
    NotPdf,
    /// It opens with a password only.
    Password,
    /// It is encrypted in a way that is not known.
    Encryption,
    /// The reader gave up on it; its words are the diagnostic's foreign note.
    Unreadable,
    /// There are no pages in it.
    NoPages,
    /// There are more pages than are measured.
    TooManyPages {
        /// How many there are.
        count: usize,
        /// How many are measured.
        most: usize,
    },
    /// There is more text than is measured.
    TooMuchText {
        /// How many characters are measured.
        most: usize,
    },
    /// The pages are pictures.
    PicturesOnly,
    /// The pages are blank, or their characters can't be read.
    NoText {
        /// The fonts whose characters can't be read.
        fonts: Vec<String>,
    },
    /// Some characters can't be read, and are left out.
    FontsUnreadable {
        /// Their fonts.
        fonts: Vec<String>,
    },
}

const FROM_WORD: [&str; 2] =
    ["用 Word 或 WPS 的“另存为 PDF”重新导出", "export it again with “save as PDF” of Word or WPS"];

impl MeasureFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        let [zh, en] = FROM_WORD;
        match self {
            Self::Empty => Words::error("measure-empty", "这个文件是空的", "the file is empty").hint(zh, en),
            Self::NotPdf => {
                Words::error("measure-not-pdf", "这不是 PDF，或者已经损坏", "this is no PDF, or it is damaged")
                    .hint(zh, en)
            }
            Self::Password => {
                Words::error("measure-password", "这个 PDF 要密码才能打开", "this PDF opens with a password only")
                    .hint("去掉密码再测", "take the password off first")
            }
            Self::Encryption => Words::error(
                "measure-encryption",
                "这个 PDF 的加密方式读不了",
                "this PDF is encrypted in an unknown way",
            )
            .hint(zh, en),
            Self::Unreadable => {
                Words::error("measure-unreadable", "这个 PDF 读不下去", "this PDF can't be read").hint(zh, en)
            }
            Self::NoPages => Words::error("measure-no-pages", "这个 PDF 里没有页", "there are no pages in this PDF"),
            Self::TooManyPages { count, most } => Words::error(
                "measure-too-many-pages",
                format!("这个 PDF 有 {count} 页，最多测 {most} 页"),
                format!("this PDF has {count} pages; at most {most} are measured"),
            )
            .hint("拆成几份再测", "split it first"),
            Self::TooMuchText { most } => Words::error(
                "measure-too-much-text",
                format!("这个 PDF 里的字太多，最多测 {most} 个"),
                format!("there is too much text in this PDF; at most {most} characters are measured"),
            )
            .hint("拆成几份再测", "split it first"),
            Self::PicturesOnly => Words::error(
                "measure-pictures-only",
                "这个 PDF 是图片（扫描件），没有可以测量的文字",
                "this PDF is pictures (a scan), without text to measure",
            )
            .hint("测由文稿直接导出的 PDF", "measure the PDF that was exported from the document itself"),
            Self::NoText { fonts } if fonts.is_empty() => {
                Words::error("measure-no-text", "这个 PDF 是空白的", "the pages of this PDF are blank")
            }
            Self::NoText { fonts } | Self::FontsUnreadable { fonts } => unreadable_fonts(self, &fonts.join(", ")),
        }
    }
}

fn unreadable_fonts(fault: &MeasureFault, fonts: &str) -> Words {
    let zh = format!("字体没有嵌入，有些字读不出来：{fonts}");
    let en = format!("some characters can't be read, as their fonts are not in the file: {fonts}");
    let words = match fault {
        MeasureFault::FontsUnreadable { .. } => Words::warning("measure-fonts-unreadable", zh, en),
        _ => Words::error("measure-no-text", zh, en),
    };
    words.hint("重新导出，选上“嵌入字体”", "export it again with fonts embedded")
}
