//! Codes of a line's shape: indentation, dash, colon.

use super::{rewritten, shortened};
use crate::diagnostic::Words;

/// What can be wrong with the shape of a line. `fixed` is always the line as it should be, without its line end.
#[derive(Clone, Debug, PartialEq)]
pub enum LineFault {
    /// A tab stands where the indentation is.
    TabIndent {
        /// The line as it should be.
        fixed: String,
    },
    /// U+3000, U+00A0 or another wide space stands where the indentation is.
    WideIndent {
        /// The line as it should be.
        fixed: String,
    },
    /// `标题：x`.
    WideColon {
        /// What stands before the colon.
        key: String,
        /// The line as it should be.
        fixed: String,
    },
    /// `标题:x`.
    TightColon {
        /// What stands before the colon.
        key: String,
        /// The line as it should be.
        fixed: String,
    },
    /// `-加强`.
    TightDash {
        /// The line as it should be.
        fixed: String,
    },
    /// `• 加强`, `— 加强`, `－加强`.
    WrongDash {
        /// What stands where the dash should be.
        dash: char,
        /// The line as it should be.
        fixed: String,
    },
    /// A line among fields that has no `: `.
    NoField {
        /// The line.
        text: String,
        /// The line as it was perhaps meant.
        fixed: Option<String>,
    },
    /// A line among items that has no `- `.
    MissingDash {
        /// The line as it should be.
        fixed: String,
    },
    /// An item among fields.
    ItemAmongFields,
    /// The line begins at a column where nothing begins.
    Misaligned {
        /// How many spaces it should have before it.
        spaces: usize,
        /// The line as it should be, indentation included.
        fixed: String,
    },
    /// `，     标题: 甲`: a character that stands alone before the indentation.
    StrayCharacter {
        /// The character.
        character: char,
        /// The line as it should be, indentation included.
        fixed: String,
    },
    /// `标题: 甲` and, deeper, `副标题: 乙`.
    FieldUnderText {
        /// The deeper field.
        key: String,
        /// The line as it should be if it belongs beside the field above, indentation included.
        fixed: String,
    },
    /// `- 加强工作` and, deeper, `责任单位: 乙`.
    FieldUnderItem {
        /// The line of the item as it should be.
        fixed: String,
    },
    /// `条目: 甲` and, deeper, `- 乙`.
    ItemUnderText,
    /// The line is indented, but what is above it is complete.
    TooFarRight {
        /// The line as it should be, indentation included.
        fixed: String,
    },
    /// `内容:` and, on the next line, its text not indented.
    ValueNotIndented {
        /// The line as it should be, indentation included.
        fixed: String,
    },
    /// `内容: |` and the text not indented.
    TextNotIndented {
        /// The line as it should be, indentation included.
        fixed: String,
    },
    /// A line of a text under `|` that is indented less than its first line.
    TextOutdented {
        /// The line as it should be, indentation included.
        fixed: String,
    },
}

impl LineFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::WideColon { .. }
            | Self::TightColon { .. }
            | Self::TightDash { .. }
            | Self::WrongDash { .. }
            | Self::NoField { .. }
            | Self::MissingDash { .. }
            | Self::ItemAmongFields => self.mark_words(),
            _ => self.indent_words(),
        }
    }

    /// Words of what is wrong with a colon or a dash.
    fn mark_words(&self) -> Words {
        match self {
            Self::WideColon { key, fixed } => {
                let key = shortened(key);
                let words = Words::error(
                    "yaml-wide-colon",
                    format!("`{key}` 后面是全角冒号“：”，程序认不出这是字段名"),
                    format!("the wide colon after `{key}` does not make it a field name"),
                );
                rewritten(words, fixed)
            }
            Self::TightColon { key, fixed } => {
                let key = shortened(key);
                let words = Words::error(
                    "yaml-tight-colon",
                    format!("`{key}` 的冒号后面少了一个半角空格，程序认不出这是字段名"),
                    format!("no space follows the colon after `{key}`, so it is not read as a field name"),
                );
                rewritten(words, fixed)
            }
            Self::TightDash { fixed } => {
                let words = Words::error(
                    "yaml-tight-dash",
                    "短横 `-` 后面少了一个半角空格，程序认不出这是列表的一项",
                    "no space follows the dash, so the line is not read as a list item",
                );
                rewritten(words, fixed)
            }
            Self::WrongDash { dash, fixed } => {
                let words = Words::error(
                    "yaml-wrong-dash",
                    format!("列表的一项要用半角短横加空格开头，这里用的是“{dash}”"),
                    format!("a list item begins with `- `, but this line begins with `{dash}`"),
                );
                rewritten(words, fixed)
            }
            Self::MissingDash { fixed } => {
                let words = Words::error(
                    "yaml-missing-dash",
                    "上面是列表的各项，这一行却没有以 `- ` 开头",
                    "the lines above are list items, but this one does not begin with `- `",
                );
                rewritten(words, fixed)
                    .hint("如果它接着上一项的文字，请比上一项多缩进两格", "indent it if it goes on with the item above")
            }
            Self::NoField { text, fixed } => {
                let words = Words::error(
                    "yaml-no-field",
                    format!("这一行没有字段名：`{}`", shortened(text)),
                    format!("this line has no field name: `{}`", shortened(text)),
                );
                let words = fixed.iter().fold(words, |words, fixed| rewritten(words, fixed));
                words.hint(
                    "写成“字段名: 内容”（半角冒号加空格）；如果它接着上一行的文字，请比上一行的字段名多缩进两格",
                    "write `name: text`, or indent it if it goes on with the text above",
                )
            }
            _ => Words::error(
                "yaml-item-among-fields",
                "同一级已经写了“字段名: 内容”，这里却以 `- ` 开头，成了列表的一项",
                "the lines of this level are fields, but this one begins with `- ` as a list item does",
            )
            .hint(
                "如果它属于上面某个字段的列表，请与那个列表的其他项左对齐；否则去掉 `- `，写成“字段名: 内容”",
                "align it with the items of its list, or take away the `- ` and write `name: text`",
            ),
        }
    }

    /// Words of what is wrong with an indentation.
    fn indent_words(&self) -> Words {
        match self {
            Self::TabIndent { fixed } => rewritten(
                Words::error(
                    "yaml-tab-indent",
                    "这一行用 Tab 键缩进，只能用空格缩进",
                    "the line is indented with a tab; only spaces can indent",
                ),
                fixed,
            )
            .hint(
                "把行首的 Tab 删掉，按空格键与同级的行左对齐",
                "delete the tab and align the line with its neighbours by spaces",
            ),
            Self::WideIndent { fixed } => rewritten(
                Words::error(
                    "yaml-wide-indent",
                    "这一行用全角空格（或网页里的特殊空格）缩进，只能用半角空格缩进",
                    "the line is indented with a wide or no-break space; only plain spaces can indent",
                ),
                fixed,
            ),
            Self::Misaligned { spaces, fixed } => rewritten(
                Words::error(
                    "yaml-misaligned",
                    format!("这一行与同级的行没有左对齐，行首应有 {spaces} 个空格"),
                    format!("the line is not aligned with its level, which begins after {spaces} spaces"),
                ),
                fixed,
            ),
            Self::FieldUnderItem { fixed } => Words::error(
                "yaml-field-under-item",
                "上面这一项已经是一段文字，下面不能再接字段",
                "the item above is a text already, so no field can follow under it",
            )
            .hint(
                format!("给上面那段文字也加上字段名，例如：`{}`", shortened(fixed)),
                format!("give the text above a field name too: `{}`", shortened(fixed)),
            ),
            Self::TextNotIndented { fixed } => rewritten(
                Words::error("yaml-text-not-indented", "`|` 下面的文字没有缩进", "the text under `|` is not indented"),
                fixed,
            )
            .hint(
                "`|` 下面的每一行都要比字段名多缩进两格",
                "indent every line under the `|` by two more spaces than the field name",
            ),
            Self::TextOutdented { fixed } => rewritten(
                Words::error(
                    "yaml-text-outdented",
                    "这一行比这段文字的第一行缩进得少",
                    "the line is indented less than the first line of its text",
                ),
                fixed,
            ),
            Self::StrayCharacter { character, fixed } => rewritten(
                Words::error(
                    "yaml-stray-character",
                    format!("行首多了一个“{character}”"),
                    format!("there is a surplus `{character}` at the start of the line"),
                ),
                fixed,
            ),
            _ => self.depth_words(),
        }
    }

    /// Words of lines that are too deep.
    fn depth_words(&self) -> Words {
        match self {
            Self::FieldUnderText { key, fixed } => Words::error(
                "yaml-field-under-text",
                format!("上一行冒号后面已经有文字，字段 `{0}` 不能再缩进在它下面", shortened(key)),
                format!("the field above has a text already, so `{}` can't be indented under it", shortened(key)),
            )
            .hint(
                format!("如果是同级的字段，请与上面的字段名左对齐：`{}`", shortened(fixed)),
                format!("align it with the field above: `{}`", shortened(fixed)),
            )
            .hint("如果是下级，请删去上一行冒号后面的文字", "or take away the text after the colon above"),
            Self::ItemUnderText => Words::error(
                "yaml-item-under-text",
                "上面已经是一段文字，下面又写了列表，程序会把列表并进那段文字",
                "a list stands under a text, and would be taken as more of that text",
            )
            .hint(
                "如果是同级的项，请与上一项左对齐；如果要分下级，上面那段文字请写成“标题: ……”，列表写在“条目:”下面",
                "align it with the item above, or write the text above as a field and put the list under a field of its own",
            ),
            Self::ValueNotIndented { fixed } => rewritten(
                Words::error(
                    "yaml-value-not-indented",
                    "上一行的字段还没有内容；这一行如果是它的内容，要缩进",
                    "the field above has no text yet; if this is it, it must be indented",
                ),
                fixed,
            ),
            Self::TooFarRight { fixed } => rewritten(too_far_right(), fixed),
            _ => too_far_right(),
        }
    }
}

fn too_far_right() -> Words {
    Words::error(
        "yaml-too-far-right",
        "这一行缩进多了：上面一行已经写完，下面不能再接下级内容",
        "the line is indented too far: what stands above it is complete",
    )
}
