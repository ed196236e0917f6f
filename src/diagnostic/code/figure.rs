//! Codes of figures.

use crate::diagnostic::Words;
use crate::figures::Nature;

/// What was to be done with two figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calculation {
    /// Adding.
    Add,
    /// Subtracting.
    Subtract,
    /// Multiplying.
    Multiply,
    /// Dividing.
    Divide,
    /// Comparing.
    Compare,
    /// Converting to another unit.
    Convert,
}

impl Calculation {
    /// In both languages: Chinese, English.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Add => ("相加", "add"),
            Self::Subtract => ("相减", "subtract"),
            Self::Multiply => ("相乘", "multiply"),
            Self::Divide => ("相除", "divide"),
            Self::Compare => ("比较", "compare"),
            Self::Convert => ("换算", "convert"),
        }
    }
}

/// What can be wrong with a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureFault {
    /// What was typed is not a figure.
    NotAFigure {
        /// As typed.
        typed: String,
    },
    /// The commas do not stand before groups of three.
    Grouping {
        /// As typed.
        typed: String,
    },
    /// More digits than can be kept exactly.
    TooManyDigits {
        /// As typed.
        typed: String,
    },
    /// A range that does not rise.
    RangeOrder {
        /// As typed.
        typed: String,
    },
    /// The ends of a range have different units.
    RangeUnits {
        /// As typed.
        typed: String,
    },
    /// The units measure different things.
    Units {
        /// What was to be done.
        calculation: Calculation,
        /// The first figure as shown.
        left: String,
        /// The second figure as shown.
        right: String,
    },
    /// The product means nothing.
    Multiply {
        /// The first figure as shown.
        left: String,
        /// The second figure as shown.
        right: String,
    },
    /// The divisor is 0.
    DivisionByZero {
        /// What was to be divided, as shown.
        dividend: String,
    },
    /// The result has too many digits.
    Overflow {
        /// What was to be done.
        calculation: Calculation,
        /// The first figure as shown.
        left: String,
        /// The second figure as shown; empty if there was only one.
        right: String,
    },
    /// The unit is not one the figure can be converted to.
    NotConvertible {
        /// The figure as shown.
        figure: String,
        /// The unit asked for.
        unit: String,
    },
    /// Figures of this nature do not add up over time.
    NotAdditive {
        /// Their nature.
        nature: Nature,
    },
}

impl FigureFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::NotAFigure { typed } => not_a_figure(typed),
            Self::Grouping { typed } => grouping(typed),
            Self::TooManyDigits { typed } => too_many_digits(typed),
            Self::RangeOrder { typed } => range_order(typed),
            Self::RangeUnits { typed } => range_units(typed),
            Self::Units { calculation, left, right } => units(*calculation, left, right),
            Self::Multiply { left, right } => multiply(left, right),
            Self::DivisionByZero { dividend } => division_by_zero(dividend),
            Self::Overflow { calculation, left, right } => overflow(*calculation, left, right),
            Self::NotConvertible { figure, unit } => not_convertible(figure, unit),
            Self::NotAdditive { nature } => not_additive(*nature),
        }
    }
}

fn grouping(typed: &str) -> Words {
    Words::error(
        "figure-grouping",
        format!("`{typed}` 的分节逗号位置不对，每三位才有一个"),
        format!("the commas of `{typed}` do not stand before every three digits"),
    )
    .hint("去掉逗号，只写数字", "leave the commas out")
}

fn too_many_digits(typed: &str) -> Words {
    Words::error(
        "figure-too-many-digits",
        format!("`{typed}` 的位数太多，最多 28 位"),
        format!("`{typed}` has more than 28 digits"),
    )
    .hint("检查是不是多粘贴了一遍", "check whether it was pasted twice")
}

fn range_order(typed: &str) -> Words {
    Words::error(
        "figure-range-order",
        format!("范围 `{typed}` 的前一个数不小于后一个数"),
        format!("the range `{typed}` does not rise"),
    )
    .hint("把小的数写在前面", "write the smaller number first")
}

fn range_units(typed: &str) -> Words {
    Words::error(
        "figure-range-units",
        format!("范围 `{typed}` 前后的单位不一样"),
        format!("the ends of the range `{typed}` have different units"),
    )
    .hint("只在后一个数后面写单位", "write the unit after the second number only")
}

fn multiply(left: &str, right: &str) -> Words {
    Words::error(
        "figure-multiply",
        format!("`{left}` 和 `{right}` 相乘没有意义"),
        format!("`{left}` times `{right}` means nothing"),
    )
    .hint("检查单位；其中一个可能应当不带单位", "check the units; one of the two may need none")
}

fn division_by_zero(dividend: &str) -> Words {
    Words::error(
        "figure-division-by-zero",
        format!("`{dividend}` 不能除以 0"),
        format!("`{dividend}` can't be divided by 0"),
    )
    .hint("检查除数；可能还没有填", "check the divisor; it may not be filled in yet")
}

fn not_convertible(figure: &str, unit: &str) -> Words {
    Words::error(
        "figure-not-convertible",
        format!("`{figure}` 不能换算成 `{unit}`"),
        format!("`{figure}` can't be converted to `{unit}`"),
    )
    .hint("检查数的单位", "check the figure's unit")
}

fn not_additive(nature: Nature) -> Words {
    let (zh, en) = nature.names();
    let never = matches!(nature, Nature::Standard | Nature::Ratio);
    let words = Words::error(
        "figure-not-additive",
        format!("`性质` 是“{zh}”的数{}", if never { "不能相加" } else { "不能按时间累加" }),
        format!("figures that are `{en}` do not add up{}", if never { "" } else { " over time" }),
    );
    if never {
        return words.hint(
            "从合计里去掉它；确实能相加的，把 `性质` 改成 `累计`",
            "leave it out of the total; if they do add up, set `nature` to `cumulative`",
        );
    }
    words.hint(
        "取最后一期的数，各季度的户数加起来不是全年的户数；确实能累加的，把 `性质` 改成 `累计`",
        "take the last period's figure; if they do add up, set `nature` to `cumulative`",
    )
}

fn not_a_figure(typed: &str) -> Words {
    let words =
        Words::error("figure-unreadable", format!("`{typed}` 看不出是多少"), format!("`{typed}` is not a figure"));
    words.hint(
        "写成数字加单位，例如 `522户`、`384560.63元`、`约50户`；还没有数就写 `未报`",
        "write a number with its unit: `522户`, `384560.63元`, `约50户`; write `未报` if it is not known yet",
    )
}

fn units(calculation: Calculation, left: &str, right: &str) -> Words {
    let (zh, en) = calculation.words();
    Words::error(
        "figure-units",
        format!("`{left}` 和 `{right}` 单位不同，不能{zh}"),
        format!("can't {en} `{left}` and `{right}`: the units differ"),
    )
    .hint(
        "检查是不是用错了指标，或者哪个单位写错了",
        "check that these are the right figures and their units are right",
    )
}

fn overflow(calculation: Calculation, left: &str, right: &str) -> Words {
    let (zh, en) = calculation.words();
    let and = |word: &str| if right.is_empty() { String::new() } else { format!(" {word} `{right}`") };
    Words::error(
        "figure-overflow",
        format!("`{left}`{} {zh}，结果位数太多，算不了", and("和")),
        format!("can't {en} `{left}`{}: the result has more than 28 digits", and("and")),
    )
    .hint("检查数字是不是多写了几位", "check whether a number has digits too many")
}
