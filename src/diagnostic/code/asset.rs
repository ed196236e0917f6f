//! Codes of pictures.

use crate::diagnostic::Words;

/// What can be wrong with a picture that a document names.
#[derive(Clone, Debug, PartialEq)]
pub enum AssetFault {
    /// The file is none of the formats we know.
    NotPicture {
        /// As typed.
        file: String,
        /// What it is instead, if that can be told: Chinese, English.
        kind: Option<[&'static str; 2]>,
    },
    /// The file is nothing that can be an attachment's pages.
    NotAttachment {
        /// As typed.
        file: String,
        /// What it is, if that can be told: Chinese, English.
        kind: Option<[&'static str; 2]>,
    },
    /// It begins like a picture and can't be read.
    Damaged {
        /// As typed.
        file: String,
        /// What it seems to be.
        format: &'static str,
    },
    /// Larger than any picture needs to be.
    TooLarge {
        /// As typed.
        file: String,
        /// The limit in megabytes.
        limit_mb: usize,
    },
    /// More pixels than the memory should hold.
    TooManyPixels {
        /// As typed.
        file: String,
        /// Width and height.
        size: [u32; 2],
        /// The most pixels, in millions.
        most: u64,
    },
    /// The pictures of a paper are too many or too large together.
    TooMany {
        /// The most pixels of all, in millions.
        most: u64,
    },
    /// A PDF that needs a password.
    Locked {
        /// As typed.
        file: String,
    },
    /// A PDF with very many pages.
    TooManyPages {
        /// As typed.
        file: String,
        /// How many it has.
        count: usize,
        /// The most.
        most: usize,
    },
    /// A PDF with several pages where one is needed.
    WhichPage {
        /// As typed.
        file: String,
        /// How many it has.
        count: usize,
    },
    /// A page that the file does not have.
    NoPage {
        /// As typed.
        file: String,
        /// The page.
        page: String,
        /// How many it has.
        count: usize,
    },
    /// An SVG that wants to load a picture from elsewhere.
    SvgLinked {
        /// As typed.
        file: String,
        /// What it names.
        href: String,
    },
    /// So few pixels that the picture is coarse in print.
    Coarse {
        /// As typed.
        file: String,
        /// Dots an inch as printed.
        dpi: u32,
        /// How wide it is printed, in millimetres.
        width: u32,
        /// How wide it may be printed, in millimetres.
        best: u32,
    },
}

impl AssetFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::NotPicture { file, kind: Some([zh, en]) } => Words::error(
                "asset-not-picture",
                format!("`{file}` 不能作图片用，它是：{zh}"),
                format!("`{file}` is {en}, which can't be used as a picture"),
            )
            .hint(SAVE_AS[0], SAVE_AS[1]),
            Self::NotPicture { file, kind: None } => Words::error(
                "asset-not-picture",
                format!("`{file}` 不是图片"),
                format!("`{file}` is not a picture"),
            )
            .hint(SAVE_AS[0], SAVE_AS[1]),
            Self::NotAttachment { file, kind } => {
                let [zh, en] = kind.unwrap_or(["不认识的文件", "of a kind we don't know"]);
                Words::error(
                    "asset-not-attachment",
                    format!("`{file}` 不能作附件排出来，它是：{zh}"),
                    format!("`{file}` can't be shown as an attachment: it is {en}"),
                )
                .hint(
                    "可以用 .yaml、.xlsx、.csv、图片和 PDF；Word 文件另存为 PDF；只列名称的写 `另附: 是`",
                    "use .yaml, .xlsx, .csv, a picture or a PDF; save a Word file as PDF; write `separate: yes` to list it only",
                )
            }
            Self::Damaged { file, format } => Words::error(
                "asset-damaged",
                format!("图片 `{file}` 已损坏（{}）", format.to_uppercase()),
                format!("the picture `{file}` is damaged ({})", format.to_uppercase()),
            )
            .hint(
                "从原处重新复制一份；能用看图软件打开的，打开后另存为 PNG",
                "copy it again from where it came; if a viewer opens it, save it from there as PNG",
            ),
            Self::TooLarge { file, limit_mb } => Words::error(
                "asset-too-large",
                format!("图片 `{file}` 超过 {limit_mb} MB"),
                format!("the picture `{file}` is larger than {limit_mb} MB"),
            )
            .hint(SMALLER[0], SMALLER[1]),
            Self::TooManyPixels { file, size: [width, height], most } => Words::error(
                "asset-too-many-pixels",
                format!("图片 `{file}` 有 {width}×{height} 像素，超过 {most}00 万像素"),
                format!("the picture `{file}` has {width} × {height} pixels, more than {most} million"),
            )
            .hint(SMALLER[0], SMALLER[1]),
            Self::TooMany { most } => Words::error(
                "asset-too-many",
                format!("这份文稿的图片加起来太大：最多 512 张，共 {most}00 万像素"),
                format!("the pictures of this paper are too large together: at most 512, and {most} million pixels"),
            )
            .hint(SMALLER[0], SMALLER[1]),
            Self::Locked { file } => Words::error(
                "asset-locked",
                format!("`{file}` 有密码，读不了"),
                format!("`{file}` is protected by a password"),
            )
            .hint("取消密码后另存一份", "save a copy without the password"),
            Self::TooManyPages { file, count, most } => Words::error(
                "asset-too-many-pages",
                format!("`{file}` 有 {count} 页，最多 {most} 页"),
                format!("`{file}` has {count} pages, at most {most} can be used"),
            )
            .hint("把要用的几页另存为一个文件", "save the pages you need as a file of their own"),
            Self::WhichPage { file, count } => Words::error(
                "asset-which-page",
                format!("`{file}` 有 {count} 页，没有写用哪一页"),
                format!("`{file}` has {count} pages, and none was chosen"),
            )
            .hint(
                "加一行 `页码: 1`；各页都要的，作为附件：`附件: [ { 标题: ……, 文件: …… } ]`",
                "add a line `page: 1`; if all are needed, make it an attachment: `attachments: [ { title: …, file: … } ]`",
            ),
            Self::NoPage { file, page, count } => Words::error(
                "asset-no-page",
                format!("`{file}` 没有第 `{page}` 页，共 {count} 页"),
                format!("`{file}` has no page `{page}`; there {}", if *count == 1 { "is 1".to_owned() } else { format!("are {count}") }),
            )
            .hint("页码写从 1 数起的整数", "write a whole number, counted from 1"),
            Self::SvgLinked { file, href } => Words::error(
                "asset-svg-linked",
                format!("`{file}` 里引用了别处的图片 `{href}`，不会去读"),
                format!("`{file}` names a picture elsewhere, `{href}`, which is not read"),
            )
            .hint(
                "在画图软件里把图片嵌入后再存 SVG，或者导出为 PNG",
                "embed the picture in the program that drew it, or export it as PNG",
            ),
            Self::Coarse { file, dpi, width, best } => Words::warning(
                "asset-coarse",
                format!("图片 `{file}` 印出来宽 {width} 毫米，只有每英寸 {dpi} 点，会不清楚"),
                format!("`{file}` is printed {width} mm wide with only {dpi} dots an inch, which looks coarse"),
            )
            .hint(
                format!("换一张更清楚的，或者印小一些，如 `宽度: {best}mm`"),
                format!("take a finer picture, or print it smaller: `width: {best}mm`"),
            ),
        }
    }
}

const SAVE_AS: [&str; 2] = [
    "可以用 PNG、JPG、GIF、WebP、SVG 和 PDF；其他的用看图软件另存为 PNG 或 JPG",
    "use PNG, JPG, GIF, WebP, SVG or PDF; save other pictures from a viewer as PNG or JPG",
];

const SMALLER: [&str; 2] = [
    "用看图软件缩小后另存：A4 纸上通栏印，宽 2000 像素就够清楚",
    "make it smaller in a viewer: across a whole A4 page, 2000 pixels are sharp enough",
];
