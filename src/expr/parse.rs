//! Expressions as typed to trees.
//!
//! From loose to tight: 或 · 且 · 非 · comparisons · filters · + − · × ÷ · sign. So `a + b | 万元` is the whole sum in
//! 万元, and `x = a | 万元` compares x with a in 万元; arithmetic after a filter needs brackets.
//! In: a range of a text, and the names a scope knows. Out: a tree whose names are known, or every fault found.
//! This module must not evaluate anything.

use std::borrow::Cow;
use std::ops::Range;

use super::names::Names;
use super::operations::{self, Operation};
use super::scan::{Scanner, is_word};
use super::tree::{Expr, Kind, Node, Operator, Relation, Step, Use};
use super::{MAX_CHARS, MAX_NESTING, MAX_OPERANDS, Scope};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{Code, ExprFault, Limit};
use crate::text::Text;

mod literal;
mod name;

/// Why an expression could not be read further; its diagnostic is among the faults.
pub(super) struct Stop;

pub(super) type Parsed<T> = Result<T, Stop>;

/// Parses one expression.
pub(super) struct Parser<'a> {
    pub(super) scan: Scanner<'a>,
    pub(super) scope: &'a dyn Scope,
    pub(super) names: &'a Names,
    pub(super) uses: Vec<Use>,
    pub(super) faults: Vec<Diagnostic>,
    /// How many more unknown names may be looked up among those like them.
    pub(super) guesses: &'a mut usize,
    depth: usize,
    operands: usize,
}

/// Parses the range of a text.
///
/// # Errors
/// Every unknown name, and what could not be read, at its place.
pub(super) fn parse(
    text: &Text,
    range: Range<usize>,
    scope: &dyn Scope,
    names: &Names,
    guesses: &mut usize,
) -> Result<Expr, Vec<Diagnostic>> {
    let typed = text.as_str()[range.clone()].trim();
    let fault = |code: ExprFault| vec![at(super::scan::span_of(text, range.clone()), code)];
    if typed.is_empty() {
        return Err(fault(ExprFault::Empty));
    }
    if typed.len() > MAX_CHARS && typed.chars().count() > MAX_CHARS {
        return Err(fault(ExprFault::TooLarge { limit: Limit::Characters, most: MAX_CHARS }));
    }
    let scan = Scanner::new(text, range.clone());
    let (uses, faults) = (Vec::new(), Vec::new());
    let mut parser = Parser { scan, scope, names, uses, faults, guesses, depth: 0, operands: 0 };
    match parser.whole() {
        Ok(root) if parser.faults.is_empty() => Ok(Expr { root, typed: typed.to_owned(), uses: parser.uses }),
        _ => Err(parser.faults),
    }
}

/// A diagnostic, at its place if there is one.
pub(super) fn at(span: Option<crate::source::Span>, code: impl Into<Code>) -> Diagnostic {
    Diagnostic { span, ..Diagnostic::new(code) }
}

impl<'a> Parser<'a> {
    fn whole(&mut self) -> Parsed<Node> {
        let root = self.expression()?;
        self.scan.skip_space();
        if self.scan.rest().is_empty() { Ok(root) } else { Err(self.unexpected()) }
    }

    fn expression(&mut self) -> Parsed<Node> {
        self.joined(&["或者", "或", "or", "||"], Self::all, Kind::Any)
    }

    fn all(&mut self) -> Parsed<Node> {
        self.joined(&["并且", "且", "and", "&&"], Self::condition, Kind::All)
    }

    fn joined(
        &mut self,
        words: &[&str],
        part: fn(&mut Self) -> Parsed<Node>,
        whole: fn(Vec<Node>) -> Kind,
    ) -> Parsed<Node> {
        let start = self.start();
        let mut parts = vec![part(self)?];
        while self.scan.joiner(words) {
            parts.push(part(self)?);
        }
        match parts.pop() {
            Some(only) if parts.is_empty() => Ok(only),
            last => {
                parts.extend(last);
                Ok(self.node(start, whole(parts)))
            }
        }
    }

    fn condition(&mut self) -> Parsed<Node> {
        let start = self.start();
        let known = self.scan.name(self.names).is_some();
        if known || !(self.scan.prefix(&["非", "不是", "不", "not"]) || self.negation_sign()) {
            return self.comparison();
        }
        self.deeper(start, |parser| {
            let inner = parser.condition()?;
            Ok(parser.node(start, Kind::Not(Box::new(inner))))
        })
    }

    fn negation_sign(&mut self) -> bool {
        let rest = self.scan.rest();
        rest.starts_with('!') && !rest.starts_with("!=") && self.scan.sign("!")
    }

    fn comparison(&mut self) -> Parsed<Node> {
        let start = self.start();
        let first = self.filtered()?;
        let mut rest = Vec::new();
        while let Some(relation) = self.scan.one_of(&Relation::SIGNS) {
            rest.push((relation, self.filtered()?));
        }
        if rest.is_empty() {
            return Ok(first);
        }
        Ok(self.node(start, Kind::Compare { first: Box::new(first), rest }))
    }

    fn filtered(&mut self) -> Parsed<Node> {
        let start = self.start();
        let first = self.sum()?;
        let mut steps = Vec::new();
        while self.filter_follows() {
            self.scan.sign("|");
            steps.push(self.filter()?);
        }
        if steps.is_empty() {
            return Ok(first);
        }
        self.scan.skip_space();
        if let Some(sign) = self.scan.peek().filter(|c| "+-×*÷/".contains(*c)) {
            return Err(self.fault_here(sign.len_utf8(), ExprFault::AfterFilter { operator: sign.to_string() }));
        }
        Ok(self.node(start, Kind::Filtered { first: Box::new(first), steps }))
    }

    fn filter_follows(&mut self) -> bool {
        self.scan.skip_space();
        self.scan.rest().starts_with('|') && !self.scan.rest().starts_with("||")
    }

    fn filter(&mut self) -> Parsed<Step> {
        let start = self.start();
        self.count()?;
        let Some((operation, end)) = self.operation() else { return Err(self.unknown_function()) };
        self.scan.advance(end - self.scan.at());
        let arguments = if self.scan.sign("(") { self.arguments(start)? } else { Vec::new() };
        Ok(Step { operation, arguments, span: self.scan.since(start) })
    }

    fn sum(&mut self) -> Parsed<Node> {
        let signs = [("+", Operator::Add), ("-", Operator::Subtract), ("–", Operator::Subtract)];
        self.chain(&signs, Self::product)
    }

    fn product(&mut self) -> Parsed<Node> {
        let signs =
            [("×", Operator::Multiply), ("*", Operator::Multiply), ("÷", Operator::Divide), ("/", Operator::Divide)];
        self.chain(&signs, Self::signed)
    }

    fn chain(&mut self, signs: &[(&str, Operator)], part: fn(&mut Self) -> Parsed<Node>) -> Parsed<Node> {
        let start = self.start();
        let first = part(self)?;
        let mut rest = Vec::new();
        while let Some(operator) = self.scan.one_of(signs) {
            rest.push((operator, part(self)?));
        }
        if rest.is_empty() {
            return Ok(first);
        }
        Ok(self.node(start, Kind::Arithmetic { first: Box::new(first), rest }))
    }

    fn signed(&mut self) -> Parsed<Node> {
        let start = self.start();
        let negative = self.scan.name(self.names).is_none() && self.scan.sign("-");
        if !negative && !self.scan.sign("+") {
            return self.operand();
        }
        self.deeper(start, |parser| {
            let inner = parser.signed()?;
            Ok(if negative { parser.node(start, Kind::Negate(Box::new(inner))) } else { inner })
        })
    }

    fn operand(&mut self) -> Parsed<Node> {
        let start = self.start();
        self.count()?;
        let known = self.scan.name(self.names);
        let call = self.operation().filter(|(_, end)| self.opens_after(*end));
        match (known, call) {
            (Some((_, name_end)), Some((_, call_end))) if name_end > call_end => self.path(),
            (_, Some((operation, end))) => self.call(operation, end),
            (Some(_), None) => self.path(),
            (None, None) => match self.scan.peek() {
                Some('(') => self.brackets(start),
                Some(c) if name::closing_bracket(c).is_some() => self.path(),
                Some(c) if c.is_ascii_digit() => self.number(),
                Some(c) if literal::closing_quote(c).is_some() => self.text(),
                Some(c) if is_word(c) => Ok(self.word()),
                _ => Err(self.unexpected()),
            },
        }
    }

    fn brackets(&mut self, start: usize) -> Parsed<Node> {
        self.scan.sign("(");
        let inner = self.deeper(start, Self::expression)?;
        self.close(start, '(', ")")?;
        Ok(self.node(start, Kind::Brackets(Box::new(inner))))
    }

    fn call(&mut self, operation: &'static Operation, end: usize) -> Parsed<Node> {
        let start = self.scan.at();
        self.scan.advance(end - start);
        self.scan.sign("(");
        let arguments = self.arguments(start)?;
        let span = self.scan.since(start);
        Ok(self.node(start, Kind::Call(Step { operation, arguments, span })))
    }

    /// What stands between the bracket just opened and its end; `，` and `、` separate as `,` does.
    fn arguments(&mut self, start: usize) -> Parsed<Vec<Node>> {
        let mut arguments = Vec::new();
        if self.scan.sign(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.deeper(start, Self::expression)?);
            if !(self.scan.sign(",") || self.scan.sign("、")) {
                break;
            }
        }
        self.close(start, '(', ")")?;
        Ok(arguments)
    }

    fn close(&mut self, start: usize, open: char, close: &str) -> Parsed<()> {
        if self.scan.sign(close) {
            return Ok(());
        }
        self.scan.skip_space();
        if self.scan.rest().is_empty() {
            return Err(self.fault(start..self.scan.at(), ExprFault::UnclosedBracket { open }));
        }
        Err(self.unexpected())
    }

    /// The function or filter at the position.
    fn operation(&self) -> Option<(&'static Operation, usize)> {
        operations::at(&self.scan)
    }

    fn opens_after(&self, end: usize) -> bool {
        let rest = &self.scan.rest()[end - self.scan.at()..];
        rest.trim_start().starts_with('(')
    }

    pub(super) fn start(&mut self) -> usize {
        self.scan.skip_space();
        self.scan.at()
    }

    pub(super) fn node(&self, start: usize, kind: Kind) -> Node {
        Node { kind, span: self.scan.since(start) }
    }

    fn count(&mut self) -> Parsed<()> {
        self.operands += 1;
        if self.operands > MAX_OPERANDS {
            let fault = ExprFault::TooLarge { limit: Limit::Operands, most: MAX_OPERANDS };
            return Err(self.fault_here(1, fault));
        }
        Ok(())
    }

    fn deeper<T>(&mut self, start: usize, inner: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.depth += 1;
        if self.depth > MAX_NESTING {
            let fault = ExprFault::TooLarge { limit: Limit::Nesting, most: MAX_NESTING };
            return Err(self.fault(start..start, fault));
        }
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn unknown_function(&mut self) -> Stop {
        let word = self.scan.word();
        if word.is_empty() {
            return self.unexpected();
        }
        let near = operations::near(word).map(str::to_owned);
        let (name, length) = (word.to_owned(), word.len());
        self.fault_here(length, ExprFault::UnknownFunction { name, near })
    }

    /// What stands at the position has no place there.
    pub(super) fn unexpected(&mut self) -> Stop {
        self.scan.skip_space();
        let word = self.scan.word();
        let length = if word.is_empty() { self.scan.peek().map_or(0, char::len_utf8) } else { word.len() };
        let found = self.scan.typed(self.scan.at()..self.scan.at() + length).to_owned();
        self.fault_here(length, ExprFault::Unexpected { found })
    }

    fn fault_here(&mut self, length: usize, fault: ExprFault) -> Stop {
        let start = self.scan.at();
        let end = (start + length).min(start + self.scan.rest().len());
        let end = if self.scan.rest().is_char_boundary(end - start) { end } else { start };
        self.fault(start..end, fault)
    }

    pub(super) fn fault(&mut self, range: Range<usize>, fault: impl Into<Code>) -> Stop {
        self.faults.push(at(self.scan.span(range), fault));
        Stop
    }

    /// The names that may stand after these.
    pub(super) fn names_in(&self, path: &[String]) -> Cow<'a, Names> {
        if path.is_empty() { Cow::Borrowed(self.names) } else { self.scope.names(path) }
    }
}
