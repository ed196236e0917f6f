//! Codes of fields, lists and the text as a whole.

use super::shortened;
use crate::diagnostic::Words;

/// What could stand at a place where something else does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// `字段名: 内容`.
    Field,
    /// `- `.
    Item,
    /// `,` or a closing bracket.
    Comma,
    /// Anything: the parser did not say.
    Other,
}

/// What can be wrong with fields, lists and the text as a whole.
#[derive(Clone, Debug, PartialEq)]
pub enum WholeFault {
    /// A field is there twice.
    DuplicateKey {
        /// Its name.
        key: String,
    },
    /// A field has no name.
    EmptyKey,
    /// A field's name is a list or has fields.
    ComplexKey,
    /// A field's name is longer than 1,024 characters.
    LongKey,
    /// A field's name goes over several lines.
    KeyOverLines,
    /// A comment stands between the lines of a text.
    CommentInText,
    /// A line after a text, list or bracket that is all there can be.
    AfterEnd,
    /// `---` and more after it.
    SecondDocument,
    /// Lists and fields are nested too deeply.
    TooNested {
        /// How many levels there may be.
        limit: usize,
    },
    /// There is too much in it, what `*name` repeats included.
    TooManyNodes {
        /// How many texts, lists and fields there may be.
        limit: usize,
    },
    /// `&甲 [ *甲 ]`.
    AnchorInItself,
    /// There is nothing in it.
    Empty,
    /// None of the above.
    Unreadable {
        /// What could stand there.
        expected: Expected,
    },
}

impl WholeFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::DuplicateKey { .. } | Self::EmptyKey | Self::ComplexKey | Self::LongKey | Self::KeyOverLines => {
                self.key_words()
            }
            Self::Unreadable { expected } => expected.words(),
            _ => self.text_words(),
        }
    }

    fn key_words(&self) -> Words {
        match self {
            Self::DuplicateKey { key } => Words::error(
                "yaml-duplicate-key",
                format!("字段 `{}` 写了两次", shortened(key)),
                format!("the field `{}` is there twice", shortened(key)),
            )
            .hint("只留一个，或者把两处的内容合在一起", "keep one of them, or join the two"),
            Self::EmptyKey => {
                Words::error("yaml-empty-key", "冒号前面没有字段名", "there is no field name before the colon").hint(
                    "在冒号前面写上字段名；如果冒号属于正文，请用全角冒号“：”",
                    "write the field name before the colon",
                )
            }
            Self::ComplexKey => Words::error(
                "yaml-complex-key",
                "字段名只能是一段文字，不能是括号里的内容",
                "a field name can only be a text, not something in brackets",
            )
            .hint("给字段名加上引号，例如 `\"[一]\": 内容`", "put the field name in quotes, as in `\"[1]\": text`"),
            Self::LongKey => Words::error(
                "yaml-long-key",
                "这一行冒号前面的字太多，不像字段名",
                "too much stands before the colon for a field name",
            )
            .hint(
                "正文里的冒号请用全角“：”，或者给整段文字加上引号",
                "put the text in quotes if the colon belongs to it",
            ),
            _ => Words::error("yaml-key-over-lines", "字段名不能跨行", "a field name can't go over several lines")
                .hint(
                    "检查上一行是否少了冒号、逗号或括号",
                    "look for a missing colon, comma or bracket in the line above",
                ),
        }
    }

    fn text_words(&self) -> Words {
        match self {
            Self::CommentInText => Words::error(
                "yaml-comment-in-text",
                "一段文字的几行之间夹着备注（`#` 后面的字），程序不知道文字是否写完",
                "a comment stands between the lines of a text",
            )
            .hint("把备注移到这段文字的上面", "move the comment above the text"),
            Self::AfterEnd => Words::error(
                "yaml-after-end",
                "到上一行内容已经完整，这一行不属于任何字段",
                "what stands above is complete, and this line belongs to no field of it",
            )
            .hint("给每一段内容都写上字段名：“字段名: 内容”", "give every part of the text a field name: `name: text`"),
            Self::SecondDocument => Words::error(
                "yaml-second-document",
                "`---` 是两份内容的分隔线，程序只读第一份，下面的内容都会丢掉",
                "`---` begins a second document, but only the first is read",
            )
            .hint(
                "删掉这一行；另一份内容请存成另一个文件",
                "delete the line, or save the second document as another file",
            ),
            Self::TooNested { limit } => Words::error(
                "yaml-too-nested",
                format!("层次太多，最多 {limit} 层"),
                format!("nested too deeply, the limit is {limit} levels"),
            )
            .hint("检查是否多打了括号或短横；正文一般不超过五层", "look for surplus brackets or dashes"),
            Self::TooManyNodes { limit } => Words::error(
                "yaml-too-many-nodes",
                format!("内容太多，字段和列表项合计超过 {limit} 个（用 `*` 引用的内容重复计算）"),
                format!("there are more than {limit} fields and items, counting what `*name` repeats"),
            )
            .hint("把内容拆成几个文件；少用 `*` 引用", "split it into several files, or use fewer `*name`"),
            Self::AnchorInItself => Words::error(
                "yaml-anchor-in-itself",
                "`*` 引用了包含它自己的内容，永远展不开",
                "`*name` repeats what it is itself a part of",
            )
            .hint("删掉这个引用，或者给这段文字加上引号", "delete it, or put the text in quotes"),
            _ => Words::error("yaml-empty", "文件里没有内容", "there is nothing in the file")
                .hint("至少写上“标题: ……”和“正文:”", "write at least a `title: …` and a `body:`"),
        }
    }
}

impl Expected {
    fn words(self) -> Words {
        let (zh, en) = match self {
            Self::Field => ("这里应该是“字段名: 内容”", "a field, `name: text`, should stand here"),
            Self::Item => ("这里应该是以 `- ` 开头的一项", "a list item, `- text`, should stand here"),
            Self::Comma => ("括号里的两项之间少了逗号，或者少了右括号", "a comma or a closing bracket is missing here"),
            Self::Other => ("程序读不懂这里的写法", "this can't be read as it is written"),
        };
        Words::error("yaml-unreadable", zh, en).hint(
            "检查这一行和上一行的缩进、冒号、引号和括号；拿不准时给整段文字加上单引号",
            "look at the indentation, colons, quotes and brackets of this line and the one above, or put the text in quotes",
        )
    }
}
