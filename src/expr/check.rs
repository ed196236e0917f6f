//! 校核: one equation that must hold.
//!
//! In: the check as typed and, if the writer explains a difference, the reason. Out: a verdict, and on failure both
//! sides with the numbers in: `529户 ≠ 522户 + 50户 - 43户 = 530户`.

use super::evaluate::{Doubt, Evaluator, Related, Worked, relate};
use super::parse::{at, parse};
use super::tree::{Kind, Node, Relation};
use super::value::Value;
use super::write::{is_simple, written};
use super::{Expr, MAX_GUESSES, Scope};
use crate::diagnostic::code::ExprFault;
use crate::diagnostic::{Diagnostic, Report};
use crate::figures::{Figure, Marks};
use crate::text::Text;

/// More decimals than typed on the other side, for a quotient that was rounded.
const FURTHER_DECIMALS: u32 = 2;

/// A quotient is written out with so many decimals and [`FURTHER_DECIMALS`] at most.
const MOST_DECIMALS: u32 = 8;

/// What came of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It can't be decided: a figure is inexact or 未报. A warning was pushed.
    Uncertain,
    /// It does not hold, and the writer said why. A note was pushed.
    Explained {
        /// Both sides with the numbers in.
        sides: String,
        /// The reason.
        reason: String,
    },
    /// It does not hold. An error was pushed.
    Fails,
    /// It could not be worked out. Errors were pushed.
    Broken,
}

/// Checks one equation, or several joined by 且.
pub fn check(text: &Text, reason: Option<&str>, scope: &dyn Scope, report: &mut Report) -> Verdict {
    let names = scope.names(&[]);
    let expr = match parse(text, 0..text.len(), scope, &names, &mut { MAX_GUESSES }) {
        Ok(expr) => expr,
        Err(faults) => {
            report.extend(faults);
            return Verdict::Broken;
        }
    };
    let checker = Checker { expr: &expr, scope, reason };
    match checker.part(&expr.root) {
        Ok(found) => {
            let (verdicts, diagnostics): (Vec<_>, Vec<_>) = found.into_iter().unzip();
            report.extend(diagnostics.into_iter().flatten());
            verdicts.into_iter().max_by_key(gravity).unwrap_or(Verdict::Holds)
        }
        Err(fault) => {
            report.push(*fault);
            Verdict::Broken
        }
    }
}

fn gravity(verdict: &Verdict) -> u8 {
    match verdict {
        Verdict::Holds => 0,
        Verdict::Uncertain => 1,
        Verdict::Explained { .. } => 2,
        Verdict::Fails => 3,
        Verdict::Broken => 4,
    }
}

type Found = (Verdict, Option<Diagnostic>);

struct Checker<'a> {
    expr: &'a Expr,
    scope: &'a dyn Scope,
    reason: Option<&'a str>,
}

impl Checker<'_> {
    fn part(&self, node: &Node) -> Worked<Vec<Found>> {
        match &node.kind {
            Kind::Brackets(inner) => self.part(inner),
            Kind::All(parts) => {
                let found = parts.iter().map(|part| self.part(part)).collect::<Worked<Vec<_>>>()?;
                Ok(found.into_iter().flatten().collect())
            }
            Kind::Compare { first, rest } => self.equation(node, first, rest),
            _ => match self.value(node)? {
                Value::Flag(true) => Ok(Vec::new()),
                Value::Flag(false) => {
                    let sides = written(node, self.scope)?;
                    Ok(vec![self.failed(node, sides, None)])
                }
                _ => Err(Box::new(at(node.span, ExprFault::NotAComparison { expression: self.expression() }))),
            },
        }
    }

    /// Each two neighbours of `a = b = c`.
    fn equation(&self, node: &Node, first: &Node, rest: &[(Relation, Node)]) -> Worked<Vec<Found>> {
        let mut found = Vec::new();
        let (mut left_node, mut left) = (first, self.value(first)?);
        for (relation, right_node) in rest {
            let right = self.value(right_node)?;
            let related = relate(&left, *relation, &right).map_err(|code| Box::new(at(node.span, code)))?;
            let difference = difference(&left, &right);
            let sides = Sides { left_node, left: &left, relation: *relation, right_node, right: &right };
            found.push(self.verdict(node, related, &sides, difference)?);
            (left_node, left) = (right_node, right);
        }
        Ok(found)
    }

    fn verdict(&self, node: &Node, related: Related, sides: &Sides<'_>, difference: Option<String>) -> Worked<Found> {
        let not_reported = matches!(related.doubt, Doubt::Incomplete | Doubt::NotReported);
        if related.holds && !not_reported && !related.after_rounding {
            return Ok((Verdict::Holds, None));
        }
        let mark = match (related.doubt, related.holds, related.after_rounding) {
            (Doubt::NotReported, ..) => "?",
            (_, true, true) => "≈",
            (_, true, false) => sides.relation.sign(),
            (_, false, _) => sides.relation.opposite().sign(),
        };
        let sides = sides.written(mark, self.scope)?;
        let expression = self.expression();
        if not_reported || (related.doubt == Doubt::Inexact && !related.holds) {
            let fault = ExprFault::CheckUncertain { expression, sides, not_reported };
            return Ok((Verdict::Uncertain, Some(at(node.span, fault))));
        }
        if related.holds {
            return Ok((Verdict::Holds, Some(at(node.span, ExprFault::CheckRounded { expression, sides }))));
        }
        Ok(self.failed(node, sides, difference))
    }

    fn failed(&self, node: &Node, sides: String, difference: Option<String>) -> Found {
        let expression = self.expression();
        match self.reason {
            Some(reason) => {
                let reason = reason.to_owned();
                let fault = ExprFault::CheckExplained { expression, sides: sides.clone(), reason: reason.clone() };
                (Verdict::Explained { sides, reason }, Some(at(node.span, fault)))
            }
            None => (Verdict::Fails, Some(at(node.span, ExprFault::CheckFails { expression, sides, difference }))),
        }
    }

    fn value(&self, node: &Node) -> Worked<Value> {
        // What is 未报 is told with the check's own words.
        Evaluator { scope: self.scope, report: &mut Report::new() }.node(node)
    }

    fn expression(&self) -> String {
        self.expr.typed.clone()
    }
}

struct Sides<'a> {
    left_node: &'a Node,
    left: &'a Value,
    relation: Relation,
    right_node: &'a Node,
    right: &'a Value,
}

impl Sides<'_> {
    /// `529户 ≠ 522户 + 50户 - 43户 = 530户`.
    fn written(&self, mark: &str, scope: &dyn Scope) -> Worked<String> {
        let side = |node: &Node, value: &Value, other: &Value| -> Worked<String> {
            let written = written(node, scope)?;
            let result = || finely(value, other).unwrap_or_else(|| value.display());
            Ok(if is_simple(node) { written } else { format!("{written} = {}", result()) })
        };
        let left = side(self.left_node, self.left, self.right)?;
        let right = side(self.right_node, self.right, self.left)?;
        Ok(format!("{left} {mark} {right}"))
    }
}

/// A value beside what it is compared with.
fn finely(value: &Value, other: &Value) -> Option<String> {
    let (value, other) = (value.quantity()?, other.quantity()?);
    let (figure, other) = (value.figure()?, other.figure()?);
    figure.marks().has(Marks::CUT).then(|| fine(&beside(figure, other), other))
}

/// A quotient with more decimals than were typed on the other side, so that one sees what it was rounded from:
/// 9.452% beside 9.5%. What has no digits cut off is shown as it is.
fn fine(figure: &Figure, other: &Figure) -> String {
    let decimals = other.value().scale().min(MOST_DECIMALS) + FURTHER_DECIMALS;
    let rounded = figure.rounded(decimals).without_places();
    let short = figure.marks().has(Marks::CUT) && !rounded.value().is_zero();
    if short { rounded.to_string() } else { figure.to_string() }
}

/// In the other's unit, if that has one and measures the same.
fn beside(figure: &Figure, other: &Figure) -> Figure {
    let converted = if other.unit().is_bare() { None } else { figure.converted(other.unit()).ok() };
    converted.unwrap_or_else(|| figure.clone())
}

/// By how much the sides differ, as a positive figure.
fn difference(left: &Value, right: &Value) -> Option<String> {
    let (left, right) = (left.quantity()?.number()?, right.quantity()?.number()?);
    let difference = beside(&left, &right).minus(&right).ok()?;
    (!difference.value().is_zero()).then(|| fine(&difference.absolute(), &right))
}
