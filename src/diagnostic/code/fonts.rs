//! Codes of fonts and of the characters they have.

use crate::diagnostic::Words;

/// What can go wrong with fonts.
#[derive(Clone, Debug, PartialEq)]
pub enum FontFault {
    /// No font has these characters; boxes stand in their places.
    MissingGlyph {
        /// The characters, each once, in the order they are met.
        characters: String,
        /// How often they occur in the whole paper.
        count: usize,
    },
    /// Hanzi are drawn in another font than the rest of their text.
    Fallback {
        /// The hanzi, each once, in the order they are met.
        characters: String,
        /// The family of the text around them.
        wanted: String,
        /// The family that had them.
        used: String,
    },
    /// A character that shows nothing stands in the text.
    Invisible {
        /// The character.
        character: char,
        /// How often it occurs in the whole paper.
        count: usize,
    },
    /// A font file is damaged, or is no font whatever its name says.
    Damaged {
        /// As the user knows it.
        path: String,
    },
    /// A font file is larger than any real font.
    TooLarge {
        /// As the user knows it.
        path: String,
        /// The limit in megabytes.
        limit_mb: u64,
    },
    /// A file in a font folder is of a kind that can't be used.
    OtherKind {
        /// As the user knows it.
        path: String,
    },
}

/// `U+5803` for each character.
fn code_points(characters: &str) -> String {
    let points: Vec<String> = characters.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
    points.join(" ")
}

/// Whether a character is one that an office made up for its own computers (the private use areas).
fn is_private(c: char) -> bool {
    matches!(u32::from(c), 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF)
}

/// What people call a character that shows nothing: Chinese, English.
fn invisible_name(c: char) -> [&'static str; 2] {
    match c {
        '\u{200B}' => ["零宽空格", "zero-width space"],
        '\u{FEFF}' => ["字节顺序标记", "byte-order mark"],
        '\u{00AD}' => ["软连字符", "soft hyphen"],
        '\u{200C}' | '\u{200D}' | '\u{2060}' => ["零宽连接符", "zero-width joiner"],
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            ["书写方向控制符", "text direction mark"]
        }
        _ => ["控制符", "control character"],
    }
}

impl FontFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::MissingGlyph { characters, count } => missing_glyph(characters, *count),
            Self::Fallback { characters, wanted, used } => Words::note(
                "font-fallback",
                format!("字体 `{wanted}` 里没有“{characters}”，用 `{used}` 代替"),
                format!("`{wanted}` lacks `{characters}`; `{used}` was used"),
            )
            .hint(
                "看一看这几个字是否协调；装有更全的字体时可以在主题的 fonts 里写上",
                "see whether it looks right; a fuller font can be named in the theme's fonts",
            ),
            Self::Invisible { character, count } => {
                let ([zh, en], point) = (invisible_name(*character), code_points(&character.to_string()));
                Words::warning(
                    "font-invisible",
                    format!("这里有看不见的字符：{zh}（{point}），全文共 {count} 处"),
                    format!("an invisible character, {en} ({point}), {count} in all"),
                )
                .hint(
                    "删去它：多半是从网页或聊天软件里复制带来的，会妨碍查找和核对",
                    "delete it: it came along when copying and spoils searching and comparing",
                )
            }
            Self::Damaged { path } => Words::warning(
                "font-damaged",
                format!("字体文件 `{path}` 已损坏，或者不是字体，没有使用"),
                format!("`{path}` is damaged or no font, and was left out"),
            )
            .hint("重新复制这个字体，或者把它移出字体文件夹", "copy the font again, or take it out of the folder"),
            Self::TooLarge { path, limit_mb } => Words::warning(
                "font-too-large",
                format!("字体文件 `{path}` 超过 {limit_mb} MB，没有使用"),
                format!("`{path}` is larger than {limit_mb} MB, and was left out"),
            )
            .hint("检查它是否真是字体文件", "check that it really is a font"),
            Self::OtherKind { path } => Words::warning(
                "font-other-kind",
                format!("`{path}` 不是 .ttf、.otf、.ttc 字体，没有使用"),
                format!("`{path}` is not a .ttf, .otf or .ttc font, and was left out"),
            )
            .hint(
                "换成 .ttf、.otf 或 .ttc 格式；压缩包要先解压",
                "use a .ttf, .otf or .ttc file; unpack archives first",
            ),
        }
    }
}

fn missing_glyph(characters: &str, count: usize) -> Words {
    let points = code_points(characters);
    let words = Words::error(
        "font-missing-glyph",
        format!("没有一个字体有“{characters}”（{points}），印出来是方框，全文共 {count} 处"),
        format!("no font has `{characters}` ({points}); {count} in all would print as boxes"),
    );
    if characters.chars().any(is_private) {
        return words.hint(
            "换成标准字：这是只在本单位电脑上能看见的自造字",
            "use a standard character: this one was made for one office's computers",
        );
    }
    words.hint(
        "换一个字，或者把有这个字的字体文件放进项目的 fonts 文件夹",
        "use another character, or put a font that has it in the project's `fonts` folder",
    )
}
