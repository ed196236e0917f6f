//! Codes of expressions: `{{ }}` in text, 校核, output names and `--where`.

use crate::diagnostic::Words;
use crate::expr::ValueKind;

/// A bound that keeps an expression something a person can check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Characters in one expression.
    Characters,
    /// Brackets within brackets.
    Nesting,
    /// Names, numbers and calls in one expression.
    Operands,
}

/// What can be wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprFault {
    /// `{{` without `}}`.
    Unclosed,
    /// `｛｛` as an input method types it.
    WideBraces {
        /// What stands there up to the closing braces.
        typed: String,
    },
    /// Nothing where an expression should be.
    Empty,
    /// A name nobody has given.
    UnknownName {
        /// As typed.
        name: String,
        /// The group it was looked for in; empty at the top.
        within: String,
        /// A known name like it.
        near: Option<String>,
    },
    /// A function or filter that does not exist.
    UnknownFunction {
        /// As typed.
        name: String,
        /// One like it.
        near: Option<String>,
    },
    /// A name that holds other names and has no value of its own.
    Group {
        /// The name.
        name: String,
        /// A few of the names it holds.
        members: Vec<String>,
    },
    /// Something that can't stand there.
    Unexpected {
        /// What stands there; empty at the end.
        found: String,
    },
    /// A bracket that is not closed.
    UnclosedBracket {
        /// The opening bracket.
        open: char,
    },
    /// A quote that is not closed.
    UnclosedQuote {
        /// The opening quote.
        open: char,
    },
    /// A comma within a number, which could as well separate two.
    Thousands {
        /// As typed.
        typed: String,
        /// Without commas.
        plain: String,
    },
    /// Arithmetic after a filter.
    AfterFilter {
        /// The operator.
        operator: String,
    },
    /// An expression beyond all measure.
    TooLarge {
        /// Which bound.
        limit: Limit,
        /// The bound.
        most: usize,
    },
    /// Too few or too many arguments.
    ArgumentCount {
        /// The function.
        function: &'static str,
        /// How it is written.
        usage: &'static str,
        /// How many were given.
        given: usize,
    },
    /// An argument of the wrong kind.
    ArgumentKind {
        /// The function.
        function: &'static str,
        /// How it is written.
        usage: &'static str,
        /// What was given.
        given: ValueKind,
    },
    /// Values of kinds that can't be calculated or compared with each other.
    Kinds {
        /// The operator.
        operator: &'static str,
        /// The first.
        left: ValueKind,
        /// The second.
        right: ValueKind,
    },
    /// 同比 of something whose last year's figure is not known.
    NoLastYear {
        /// As typed.
        name: String,
    },
    /// 未报 among what was counted.
    NotReported {
        /// The expression.
        expression: String,
        /// How many are 未报.
        missing: usize,
    },
    /// A condition that is neither true nor false.
    NotACondition {
        /// What it is.
        given: ValueKind,
    },
    /// A check that compares nothing.
    NotAComparison {
        /// The expression.
        expression: String,
    },
    /// A check that does not hold.
    CheckFails {
        /// The expression.
        expression: String,
        /// Both sides with the numbers in.
        sides: String,
        /// What they differ by.
        difference: Option<String>,
    },
    /// A check that can't be decided, because a figure is inexact or 未报.
    CheckUncertain {
        /// The expression.
        expression: String,
        /// Both sides with the numbers in.
        sides: String,
        /// Whether something is 未报 (else something is inexact).
        not_reported: bool,
    },
    /// A check that does not hold, and the writer says why.
    CheckExplained {
        /// The expression.
        expression: String,
        /// Both sides with the numbers in.
        sides: String,
        /// The writer's reason.
        reason: String,
    },
    /// A check that holds because a quotient was rounded.
    CheckRounded {
        /// The expression.
        expression: String,
        /// Both sides with the numbers in.
        sides: String,
    },
}

impl ExprFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::Unclosed => unclosed(),
            Self::WideBraces { typed } => wide_braces(typed),
            Self::Empty => empty(),
            Self::UnknownName { name, within, near } => unknown_name(name, within, near.as_deref()),
            Self::UnknownFunction { name, near } => unknown_function(name, near.as_deref()),
            Self::Group { name, members } => group(name, members),
            Self::Unexpected { found } => unexpected(found),
            Self::UnclosedBracket { open } => unclosed_bracket(*open),
            Self::UnclosedQuote { open } => unclosed_quote(*open),
            Self::Thousands { typed, plain } => thousands(typed, plain),
            Self::AfterFilter { operator } => after_filter(operator),
            Self::TooLarge { limit, most } => too_large(*limit, *most),
            Self::ArgumentCount { function, usage, given } => argument_count(function, usage, *given),
            Self::ArgumentKind { function, usage, given } => argument_kind(function, usage, *given),
            Self::Kinds { operator, left, right } => kinds(operator, *left, *right),
            Self::NoLastYear { name } => no_last_year(name),
            Self::NotReported { expression, missing } => not_reported(expression, *missing),
            Self::NotACondition { given } => not_a_condition(*given),
            Self::NotAComparison { expression } => not_a_comparison(expression),
            Self::CheckFails { expression, sides, difference } => fails(expression, sides, difference.as_deref()),
            Self::CheckUncertain { expression, sides, not_reported } => uncertain(expression, sides, *not_reported),
            Self::CheckExplained { expression, sides, reason } => explained(expression, sides, reason),
            Self::CheckRounded { expression, sides } => rounded(expression, sides),
        }
    }
}

fn unclosed() -> Words {
    Words::error("expr-unclosed", "`{{` 后面没有 `}}`", "`{{` has no `}}` after it")
        .hint("在名称后面补上 `}}`", "add `}}` after the name")
}

fn wide_braces(typed: &str) -> Words {
    Words::error(
        "expr-wide-braces",
        format!("`{typed}` 用了全角的花括号，不会被替换"),
        format!("`{typed}` has full-width braces and would be printed as it is"),
    )
    .hint("切换到英文输入法，写成半角的 `{{` 和 `}}`", "type `{{` and `}}` with the input method off")
}

fn empty() -> Words {
    Words::error("expr-empty", "这里没有写内容", "there is nothing here to work out")
        .hint("在 `{{` 和 `}}` 之间写上名称，例如 `{{ 年度 }}`", "write a name between the braces: `{{ 年度 }}`")
}

fn unknown_name(name: &str, within: &str, near: Option<&str>) -> Words {
    let (zh, en) = if within.is_empty() {
        (format!("不知道 `{name}` 是什么"), format!("unknown name `{name}`"))
    } else {
        (format!("`{within}` 里没有 `{name}`"), format!("unknown name `{name}` in `{within}`"))
    };
    let words = Words::error("expr-unknown-name", zh, en);
    match near {
        Some(near) => words.did_you_mean(Some(near)),
        None => words.hint(
            "在 `数据` 或 `指标` 里给它一个值；如果是一段文字，请加引号",
            "give it a value in `data` or `figures`; put text in quotes",
        ),
    }
}

fn unknown_function(name: &str, near: Option<&str>) -> Words {
    let words = Words::error(
        "expr-unknown-function",
        format!("没有叫 `{name}` 的算法"),
        format!("there is no function or filter `{name}`"),
    );
    match near {
        Some(near) => words.did_you_mean(Some(near)),
        None => words.hint(
            "换成有的算法，例如 合计、平均、同比、占比、万元、舍入",
            "use one there is, such as sum, average, year_on_year, share, wan, round",
        ),
    }
}

fn group(name: &str, members: &[String]) -> Words {
    let words = Words::error(
        "expr-group",
        format!("`{name}` 不是一个数，它下面还分项"),
        format!("`{name}` is a group and has no value itself"),
    );
    match members.first() {
        None => words.hint("检查它下面有没有写内容", "check that something stands in it"),
        Some(first) => words.hint(
            format!("写明是哪一项，例如 `{name}.{first}`；它下面有：{}", members.join("、")),
            format!("say which part: `{name}.{first}`; it holds {}", members.join(", ")),
        ),
    }
}

fn unexpected(found: &str) -> Words {
    let (zh, en) = if found.is_empty() {
        ("式子没有写完".to_owned(), "the expression ends too early".to_owned())
    } else {
        (format!("这里不该有 `{found}`"), format!("`{found}` can't stand here"))
    };
    Words::error("expr-syntax", zh, en).hint(
        "用 + - × ÷ 连接名称和数；文字加引号；名称里有特殊符号时写在方括号里，例如 `[发放(元)]`",
        "join names and numbers by + - × ÷; put text in quotes, and names with odd characters in brackets: `[发放(元)]`",
    )
}

fn unclosed_bracket(open: char) -> Words {
    Words::error(
        "expr-unclosed-bracket",
        format!("括号 `{open}` 没有配对"),
        format!("the bracket `{open}` is not closed"),
    )
    .hint("补上后一半括号", "add the closing bracket")
}

fn unclosed_quote(open: char) -> Words {
    Words::error("expr-unclosed-quote", format!("引号 `{open}` 没有配对"), format!("the quote `{open}` is not closed"))
        .hint("补上后一半引号", "add the closing quote")
}

fn thousands(typed: &str, plain: &str) -> Words {
    Words::error(
        "expr-thousands",
        format!("`{typed}` 里的逗号分不清是千位分隔还是隔开两个数"),
        format!("the comma in `{typed}` may group digits or separate two numbers"),
    )
    .hint(
        format!("如果是一个数，写成 `{plain}`；如果是几个数，逗号后面加空格"),
        format!("write `{plain}` if it is one number; put a space after the comma if not"),
    )
}

fn after_filter(operator: &str) -> Words {
    Words::error(
        "expr-after-filter",
        format!("`|` 后面不能直接接 `{operator}`"),
        format!("`{operator}` can't follow a filter directly"),
    )
    .hint(
        "把前面的部分用括号括起来，例如 `(发放 | 万元) + 1万元`",
        "put the part before it in brackets: `(发放 | 万元) + 1万元`",
    )
}

fn too_large(limit: Limit, most: usize) -> Words {
    let (zh, en) = match limit {
        Limit::Characters => ("式子太长", format!("the expression is longer than {most} characters")),
        Limit::Nesting => ("括号套得太深", format!("brackets are nested more than {most} deep")),
        Limit::Operands => ("式子里的项太多", format!("the expression has more than {most} operands")),
    };
    let unit = match limit {
        Limit::Characters => "个字",
        Limit::Nesting => "层",
        Limit::Operands => "项",
    };
    Words::error("expr-too-large", format!("{zh}，最多 {most} {unit}"), en)
        .hint("拆成几个式子；很多数相加用 `合计`", "split it; add many figures with `sum`")
}

fn argument_count(function: &str, usage: &str, given: usize) -> Words {
    Words::error(
        "expr-argument-count",
        format!("`{function}` 要的项数不对，现在是 {given} 项"),
        format!("`{function}` can't be used with {given} arguments"),
    )
    .hint(format!("写成 `{usage}`"), format!("write `{usage}`"))
}

fn argument_kind(function: &str, usage: &str, given: ValueKind) -> Words {
    let (zh, en) = given.words();
    Words::error(
        "expr-argument-kind",
        format!("`{function}` 用不了这样的{zh}"),
        format!("`{function}` can't use {en} like this"),
    )
    .hint(format!("写成 `{usage}`"), format!("write `{usage}`"))
}

fn kinds(operator: &str, left: ValueKind, right: ValueKind) -> Words {
    let ((left_zh, left_en), (right_zh, right_en)) = (left.words(), right.words());
    Words::error(
        "expr-kinds",
        format!("{left_zh}和{right_zh}之间不能用 `{operator}`"),
        format!("`{operator}` can't stand between {left_en} and {right_en}"),
    )
    .hint("检查两边是不是同一类内容", "check that both sides are of one kind")
}

fn no_last_year(name: &str) -> Words {
    Words::error(
        "expr-no-last-year",
        format!("不知道 `{name}` 上年是多少，算不了同比"),
        format!("last year's `{name}` is not known"),
    )
    .hint(
        "给这个指标写上 `上年`，或者写成 `同比(今年数, 上年数)`",
        "give the figure its `last_year`, or write `year_on_year(now, before)`",
    )
}

fn not_reported(expression: &str, missing: usize) -> Words {
    Words::warning(
        "expr-not-reported",
        format!("`{expression}` 里有 {missing} 项未报，结果不完整"),
        format!("`{expression}` is incomplete: {missing} not reported (未报)"),
    )
    .hint("等数报齐了再补上；未报不会当作 0", "fill it in when it is known; 未报 never counts as 0")
}

fn not_a_condition(given: ValueKind) -> Words {
    let (zh, en) = given.words();
    Words::error(
        "expr-not-a-condition",
        format!("条件应当有是或否的结果，这里是{zh}"),
        format!("a condition is true or false; this is {en}"),
    )
    .hint("写成比较，例如 `年末户 > 500户`", "write a comparison: `年末户 > 500户`")
}

fn not_a_comparison(expression: &str) -> Words {
    Words::error(
        "expr-not-a-comparison",
        format!("校核 `{expression}` 没有比较什么"),
        format!("the check `{expression}` compares nothing"),
    )
    .hint(
        "写成两边相等的式子，例如 `年末户 = 年初户 + 新增户 - 清减户`",
        "write an equation: `年末户 = 年初户 + 新增户 - 清减户`",
    )
}

fn fails(expression: &str, sides: &str, difference: Option<&str>) -> Words {
    let words = Words::error(
        "expr-check-fails",
        format!("校核 `{expression}` 不成立：{sides}"),
        format!("the check `{expression}` does not hold: {sides}"),
    );
    let words = match difference {
        Some(difference) => words.hint(
            format!("核对这几个数，两边相差 {difference}"),
            format!("check these figures: the sides differ by {difference}"),
        ),
        None => words.hint("核对这几个数", "check these figures"),
    };
    words.hint(
        "如果确实不等，写成 `{ 式: …, 说明: … }` 说明原因",
        "if the difference is real, explain it: `{ expression: …, explanation: … }`",
    )
}

fn uncertain(expression: &str, sides: &str, not_reported: bool) -> Words {
    let (zh, en) = if not_reported {
        (
            format!("有数未报，校核不了 `{expression}`：{sides}"),
            format!("can't decide `{expression}`, something is not reported (未报): {sides}"),
        )
    } else {
        (
            format!("`{expression}` 里有约数，两边对不上：{sides}"),
            format!("`{expression}` has inexact figures and does not hold: {sides}"),
        )
    };
    let words = Words::warning("expr-check-uncertain", zh, en);
    if not_reported {
        return words.hint("等数报齐了再核对", "look again when all figures are in");
    }
    words.hint("写成准确的数才能校核", "give exact figures to have it checked")
}

fn explained(expression: &str, sides: &str, reason: &str) -> Words {
    Words::note(
        "expr-check-explained",
        format!("校核 `{expression}` 两边不等，已说明原因：{sides}（{reason}）"),
        format!("the check `{expression}` does not hold, and is explained: {sides} ({reason})"),
    )
}

fn rounded(expression: &str, sides: &str) -> Words {
    Words::note(
        "expr-check-rounded",
        format!("校核 `{expression}` 四舍五入后相等：{sides}"),
        format!("the check `{expression}` holds after rounding: {sides}"),
    )
}
