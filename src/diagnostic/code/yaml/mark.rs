//! Codes of marks in a line: quotes, brackets, braces, `#`, and characters that can't stand where they are.

use super::{rewritten, shortened};
use crate::diagnostic::Words;

/// What can be wrong with a mark. `fixed` is always the line as it should be, without indentation and line end.
#[derive(Clone, Debug, PartialEq)]
pub enum MarkFault {
    /// A quote is opened and not closed.
    UnclosedQuote {
        /// `"` or `'`.
        quote: char,
        /// The line as it should be.
        fixed: String,
    },
    /// `"一村一品"建设`.
    TextAfterQuote {
        /// The line with “” instead.
        fixed: String,
        /// The line with the whole text in quotes.
        quoted: String,
    },
    /// `[2021]3号`, `{张三}同志`.
    TextAfterBracket {
        /// The bracket it begins with.
        bracket: char,
        /// The line as it should be.
        fixed: String,
    },
    /// A text begins with a mark that means something else there.
    BeginsWith {
        /// The mark.
        mark: char,
        /// The line as it should be.
        fixed: String,
    },
    /// `- #镇`: what follows the `#` is a comment, and nothing is left.
    HashAtStart {
        /// The line as it should be.
        fixed: String,
    },
    /// `完成 #3 楼改造`: what follows the `#` is a comment, and lost.
    LostAfterHash {
        /// What is lost.
        lost: String,
        /// The line as it should be.
        fixed: String,
    },
    /// `内容: 目标: 100户`.
    ColonInText {
        /// The line as it should be.
        fixed: String,
    },
    /// `条目: - 甲`.
    ListOnSameLine,
    /// `[ 甲[1], 乙 ]`.
    BracketInItem {
        /// The bracket in the text.
        bracket: char,
        /// The line as it should be.
        fixed: String,
    },
    /// `[ 甲,, 乙 ]`.
    SurplusComma {
        /// The line as it should be.
        fixed: String,
    },
    /// `[ 甲 "乙" ]`, `[ [ 甲 ] 乙 ]`.
    MissingComma {
        /// The line as it should be.
        fixed: String,
    },
    /// `{ 户 }}`.
    MissingBrace {
        /// The line as it should be.
        fixed: String,
    },
    /// `{{` without `}}` on its line.
    UnclosedExpression,
    /// `｛｛户｝｝`.
    WideBraces {
        /// The line as it should be.
        fixed: String,
    },
    /// A bracket is opened and not closed.
    UnclosedBracket {
        /// `[` or `{`.
        bracket: char,
    },
    /// `[ … }`.
    MismatchedBracket {
        /// What was opened.
        open: char,
        /// What would close it.
        close: char,
    },
    /// A bracket is closed that was not opened.
    StrayBracket {
        /// `]` or `}`.
        bracket: char,
    },
    /// `{ 发放: 1,775,475元 }`, `[ 1,775 ]`.
    NumberTorn {
        /// The number.
        number: String,
        /// The line as it should be.
        fixed: String,
    },
    /// `[甲，乙]`.
    WideComma {
        /// The line as it should be.
        fixed: String,
    },
    /// `{姓名}`, `{甲, 乙}`.
    BracesAsText {
        /// What stands in the braces.
        inside: String,
        /// The line as it should be.
        fixed: String,
    },
    /// `"C:\文件"`.
    BadEscape,
    /// A character that can't stand in a text.
    ControlCharacter {
        /// The character.
        character: char,
    },
    /// U+FEFF within the text.
    InvisibleMark,
}

impl MarkFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::UnclosedQuote { .. } | Self::TextAfterQuote { .. } | Self::BadEscape => self.quote_words(),
            Self::BeginsWith { .. }
            | Self::HashAtStart { .. }
            | Self::LostAfterHash { .. }
            | Self::ColonInText { .. }
            | Self::ListOnSameLine => self.start_words(),
            Self::NumberTorn { .. } | Self::WideComma { .. } | Self::BracesAsText { .. } => self.list_words(),
            Self::SurplusComma { .. } | Self::MissingComma { .. } => self.comma_words(),
            Self::UnclosedExpression | Self::WideBraces { .. } | Self::MissingBrace { .. } => self.expression_words(),
            Self::ControlCharacter { .. } | Self::InvisibleMark => self.character_words(),
            _ => self.bracket_words(),
        }
    }

    fn quote_words(&self) -> Words {
        match self {
            Self::UnclosedQuote { quote, fixed } => rewritten(
                Words::error(
                    "yaml-unclosed-quote",
                    format!("引号 {quote} 从这里开始，后面没有配对的引号"),
                    format!("the quote {quote} opened here is never closed"),
                ),
                fixed,
            )
            .hint("如果是正文里的引号，请用中文引号“”", "use “ ” for quotes that belong to the text"),
            Self::TextAfterQuote { fixed, quoted } => rewritten(
                Words::error(
                    "yaml-text-after-quote",
                    "以半角引号开头的内容，到配对的引号就结束了，后面不能再有文字",
                    "a text that begins with a straight quote ends at the closing one, but more text follows",
                ),
                fixed,
            )
            .hint(
                format!("要保留半角引号，就在整段外面再加一层引号：`{}`", shortened(quoted)),
                format!("to keep the straight quotes, quote the whole text: `{}`", shortened(quoted)),
            ),
            _ => Words::error(
                "yaml-bad-escape",
                "双引号里的反斜杠 `\\` 有特殊含义，这里的写法程序认不出",
                "a backslash has a meaning between double quotes, and this one is not known",
            )
            .hint("去掉外面的双引号，或者换成单引号", "take the double quotes away, or use single quotes"),
        }
    }

    fn start_words(&self) -> Words {
        match self {
            Self::BeginsWith { mark, fixed } => rewritten(
                Words::error(
                    "yaml-begins-with",
                    format!("内容以 {} 开头，这个符号在开头有特殊含义，程序会读错", named(*mark)),
                    format!("the text begins with {}, which means something else at the start", named(*mark)),
                ),
                fixed,
            ),
            Self::HashAtStart { fixed } => rewritten(
                Words::error(
                    "yaml-hash-at-start",
                    "`#` 后面的字会被当作备注丢掉，这里就空了",
                    "what follows the `#` is taken as a comment, so nothing is left here",
                ),
                fixed,
            )
            .hint("如果本来就是备注，请在 `#` 后面加一个空格", "put a space after the `#` if it is a comment"),
            Self::LostAfterHash { lost, fixed } => rewritten(
                Words::warning(
                    "yaml-lost-after-hash",
                    format!("空格加 `#` 后面的字会被当作备注丢掉：`{}`", shortened(lost)),
                    format!("what follows the `#` is taken as a comment and lost: `{}`", shortened(lost)),
                ),
                fixed,
            )
            .hint("如果本来就是备注，请在 `#` 后面加一个空格", "put a space after the `#` if it is a comment"),
            Self::ColonInText { fixed } => rewritten(
                Words::error(
                    "yaml-colon-in-text",
                    "一行里有两处“半角冒号加空格”，程序分不清哪个是字段名",
                    "the line has two colons followed by a space, so it is unclear which ends the field name",
                ),
                fixed,
            ),
            _ => Words::error(
                "yaml-list-on-same-line",
                "列表的第一项不能和字段名写在同一行",
                "the first item of a list can't stand on the line of its field name",
            )
            .hint(
                "在 `- ` 前面换行，并比字段名多缩进两格",
                "begin a new line before the `- `, indented by two more spaces",
            ),
        }
    }

    fn list_words(&self) -> Words {
        match self {
            Self::NumberTorn { number, fixed } => rewritten(
                Words::error(
                    "yaml-number-torn",
                    format!("括号里的逗号是分隔号，`{number}` 会被拆成几段"),
                    format!("a comma separates items between brackets, so `{number}` is torn apart"),
                ),
                fixed,
            )
            .hint("也可以去掉数字里的逗号", "or take the commas out of the number"),
            Self::WideComma { fixed } => rewritten(
                Words::warning(
                    "yaml-wide-comma",
                    "括号里用的是全角逗号或顿号，程序只当作一项",
                    "a wide comma does not separate items, so this is read as one",
                ),
                fixed,
            )
            .hint("如果本来就是一项，请给它加上引号", "put it in quotes if it is one item"),
            Self::BracesAsText { inside, fixed } => rewritten(
                Words::error(
                    "yaml-braces-as-text",
                    format!("大括号里没有“字段名: 内容”，只有 `{}`", shortened(inside)),
                    format!("there is no `name: text` between the braces, only `{}`", shortened(inside)),
                ),
                fixed,
            )
            .hint(
                "大括号本身要印出来的话，请给整段内容加上引号",
                "put the whole text in quotes if the braces are to be printed",
            ),
            _ => self.bracket_words(),
        }
    }

    fn comma_words(&self) -> Words {
        match self {
            Self::SurplusComma { fixed } => rewritten(
                Words::error(
                    "yaml-surplus-comma",
                    "括号里多了一个逗号",
                    "there is a surplus comma between the brackets",
                ),
                fixed,
            ),
            Self::MissingComma { fixed } => rewritten(
                Words::error("yaml-missing-comma", "括号里的两项之间少了逗号", "a comma is missing between two items"),
                fixed,
            ),
            _ => self.bracket_words(),
        }
    }

    fn bracket_words(&self) -> Words {
        match self {
            Self::TextAfterBracket { bracket, fixed } => rewritten(
                Words::error(
                    "yaml-text-after-bracket",
                    format!("内容以 `{bracket}` 开头，程序当作列表，到配对的括号就结束了，后面不能再有文字"),
                    format!("a text that begins with `{bracket}` ends at the closing bracket, but more text follows"),
                ),
                fixed,
            ),
            Self::BracketInItem { bracket, fixed } => rewritten(
                Words::error(
                    "yaml-bracket-in-item",
                    format!("括号里的这一项含有 `{bracket}`，程序会读错"),
                    format!("an item between brackets has a `{bracket}` in it"),
                ),
                fixed,
            ),
            Self::UnclosedBracket { bracket } => Words::error(
                "yaml-unclosed-bracket",
                format!("括号 `{bracket}` 从这里开始，后面没有配对的括号"),
                format!("the bracket `{bracket}` opened here is never closed"),
            )
            .hint(
                format!("在末尾补上 `{}`；如果括号属于正文，请给整段加上引号", closing(*bracket)),
                format!(
                    "add the closing `{}`, or put the text in quotes if the bracket belongs to it",
                    closing(*bracket)
                ),
            ),
            Self::MismatchedBracket { open, close } => Words::error(
                "yaml-mismatched-bracket",
                format!("括号不配对：用 `{open}` 开头，却用 `{close}` 结尾"),
                format!("the brackets do not match: `{open}` is closed by `{close}`"),
            )
            .hint(
                format!("把 `{close}` 改成 `{}`", closing(*open)),
                format!("change `{close}` to `{}`", closing(*open)),
            ),
            Self::StrayBracket { bracket } => Words::error(
                "yaml-stray-bracket",
                format!("多了一个 `{bracket}`，前面没有配对的括号"),
                format!("there is a `{bracket}` with nothing to close"),
            )
            .hint(
                "删掉它；如果它属于正文，请给整段加上引号",
                "delete it, or put the text in quotes if it belongs to it",
            ),
            _ => self.expression_words(),
        }
    }

    fn expression_words(&self) -> Words {
        match self {
            Self::WideBraces { fixed } => rewritten(
                Words::error(
                    "yaml-wide-braces",
                    "用了全角大括号“｛｛”，程序不会把它换成数据，会原样印出来",
                    "wide braces are not replaced by a value: they would be printed as they are",
                ),
                fixed,
            ),
            Self::MissingBrace { fixed } => rewritten(
                Words::error(
                    "yaml-missing-brace",
                    "少了一个 `{`：要填的数据写在两层大括号里",
                    "a `{` is missing: a value stands in two pairs of braces",
                ),
                fixed,
            ),
            _ => Words::error(
                "yaml-unclosed-expression",
                "`{{` 后面在同一行里没有配对的 `}}`",
                "the `{{` has no `}}` on its line",
            )
            .hint("补上 `}}`，并把 `{{ … }}` 写在同一行", "add the `}}` on the same line"),
        }
    }

    fn character_words(&self) -> Words {
        match self {
            Self::ControlCharacter { character } => {
                let code = u32::from(*character);
                Words::error(
                    "yaml-control-character",
                    format!("这里有一个看不见的控制字符（U+{code:04X}），不能排版"),
                    format!("there is an invisible control character here (U+{code:04X})"),
                )
                .hint("删掉它，再重新输入旁边的字", "delete it and type the characters beside it again")
            }
            _ => Words::warning(
                "yaml-invisible-mark",
                "这里夹着一个看不见的字符（U+FEFF），多半是拼接文件时带进来的",
                "there is an invisible character here (U+FEFF), probably left by joining files",
            )
            .hint("删掉它，再重新输入旁边的字", "delete it and type the characters beside it again"),
        }
    }
}

fn closing(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}

/// A mark as a name: in backticks, unless it is one.
fn named(mark: char) -> String {
    if mark == '`' { "‘`’".to_owned() } else { format!("`{mark}`") }
}
