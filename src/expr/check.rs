//! 校核: one equation that must hold.
//!
//! In: the check as typed and, if the writer explains a difference, the reason. Out: a verdict, and on failure both
//! sides with the numbers in: `529户 ≠ 522户 + 50户 - 43户 = 530户`.

use super::evaluate::{Evaluator, Related, relate};
use super::parse::{at, parse};
use super::tree::{Kind, Node, Relation};
use super::value::Value;
use super::write::{is_simple, written};
use super::{Expr, MAX_GUESSES, Scope};
use crate::diagnostic::code::ExprFault;
use crate::diagnostic::{Diagnostic, Report};
use crate::text::Text;

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
        Ok(found) => found.into_iter().map(|(verdict, diagnostic)| {
            report.extend(diagnostic);
            verdict
        }).max_by_key(gravity).unwrap_or(Verdict::Holds),
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
    fn part(&self, node: &Node) -> Result<Vec<Found>, Box<Diagnostic>> {
        match &node.kind {
            Kind::Brackets(inner) => self.part(inner),
            Kind::All(parts) => {
                let found = parts.iter().map(|part| self.part(part)).collect::<Result<Vec<_>, _>>()?;
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
    fn equation(&self, node: &Node, first: &Node, rest: &[(Relation, Node)]) -> Result<Vec<Found>, Box<Diagnostic>> {
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

    fn verdict(
        &self,
        node: &Node,
        related: Related,
        sides: &Sides<'_>,
        difference: Option<String>,
    ) -> Result<Found, Box<Diagnostic>> {
        let not_reported = related.not_reported || related.incomplete;
        if related.holds && !not_reported && !related.after_rounding {
            return Ok((Verdict::Holds, None));
        }
        let mark = match (related.not_reported, related.holds, related.after_rounding) {
            (true, ..) => "?",
            (_, true, true) => "≈",
            (_, true, false) => sides.relation.sign(),
            (_, false, _) => sides.relation.opposite().sign(),
        };
        let sides = sides.written(mark, self.scope)?;
        let expression = self.expression();
        if not_reported || (related.inexact && !related.holds) {
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

    fn value(&self, node: &Node) -> Result<Value, Box<Diagnostic>> {
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
    fn written(&self, mark: &str, scope: &dyn Scope) -> Result<String, Box<Diagnostic>> {
        let side = |node: &Node, value: &Value| {
            let written = written(node, scope)?;
            Ok::<_, Box<Diagnostic>>(if is_simple(node) { written } else { format!("{written} = {value}") })
        };
        Ok(format!("{} {mark} {}", side(self.left_node, self.left)?, side(self.right_node, self.right)?))
    }
}

/// By how much the sides differ, as a positive figure.
fn difference(left: &Value, right: &Value) -> Option<String> {
    let difference = left.quantity()?.number()?.minus(&right.quantity()?.number()?).ok()?;
    (!difference.value().is_zero()).then(|| difference.absolute().to_string())
}
