//! A parsed expression.
//!
//! Sums, products, comparisons and filters are chains, not nested pairs, so that depth is what the writer nested and
//! no more.

use crate::source::Span;

use super::operations::Operation;
use super::value::Value;

/// A name that an expression used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The name with the groups it is in, as typed in content.
    pub path: Vec<String>,
    /// Where the expression names it.
    pub span: Option<Span>,
}

/// An expression whose names are all known.
#[derive(Clone, Debug)]
pub struct Expr {
    pub(super) root: Node,
    /// As typed, without space around.
    pub(super) typed: String,
    pub(super) uses: Vec<Use>,
}

impl Expr {
    /// The expression as typed.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The names it uses, in order.
    #[must_use]
    pub fn uses(&self) -> &[Use] {
        &self.uses
    }
}

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) span: Option<Span>,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Literal(Value),
    Name(Vec<String>),
    Brackets(Box<Node>),
    Negate(Box<Node>),
    Not(Box<Node>),
    Arithmetic {
        first: Box<Node>,
        rest: Vec<(Operator, Node)>,
    },
    Compare {
        first: Box<Node>,
        rest: Vec<(Relation, Node)>,
    },
    All(Vec<Node>),
    Any(Vec<Node>),
    Call(Step),
    Filtered {
        first: Box<Node>,
        steps: Vec<Step>,
    },
    /// A name that is not known; its fault is told, and the expression is never evaluated.
    Unknown,
}

/// A call, or a filter, which takes what stands before it as its first argument.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) operation: &'static Operation,
    pub(super) arguments: Vec<Node>,
    pub(super) span: Option<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Operator {
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "×",
            Self::Divide => "÷",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Relation {
    /// Signs in narrow form, longer ones before those they begin with.
    pub(super) const SIGNS: [(&'static str, Self); 15] = [
        ("==", Self::Equal),
        ("=", Self::Equal),
        ("!=", Self::NotEqual),
        ("<>", Self::NotEqual),
        ("≠", Self::NotEqual),
        ("<=", Self::LessOrEqual),
        ("≤", Self::LessOrEqual),
        ("≦", Self::LessOrEqual),
        ("⩽", Self::LessOrEqual),
        (">=", Self::GreaterOrEqual),
        ("≥", Self::GreaterOrEqual),
        ("≧", Self::GreaterOrEqual),
        ("⩾", Self::GreaterOrEqual),
        ("<", Self::Less),
        (">", Self::Greater),
    ];

    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "≠",
            Self::Less => "<",
            Self::LessOrEqual => "≤",
            Self::Greater => ">",
            Self::GreaterOrEqual => "≥",
        }
    }

    /// What holds if this does not.
    pub(super) fn opposite(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
        }
    }
}
