//! Trees to values.
//!
//! In: a parsed expression and a scope. Out: its value, or the first thing that can't be worked out, at its place;
//! warnings go to the report.
//! This module must not look at text: every name was resolved when the expression was parsed.

use super::operations::{Misfit, Work};
use super::parse::at;
use super::tree::{Kind, Node, Operator, Relation, Step};
use super::value::Value;
use super::{Expr, Gather, Scope};
use crate::diagnostic::code::{Code, ExprFault};
use crate::diagnostic::{Diagnostic, Report};
use crate::figures::{Change, Figure, Marks, Quantity, Unit};

mod relate;

pub(super) use relate::{Doubt, Related, relate};

/// Boxed, so that a deep expression needs little stack.
pub(super) type Worked<T> = Result<T, Box<Diagnostic>>;

/// The most members of a group that a message lists.
const MEMBERS: usize = 5;

/// Works out one expression.
pub(super) struct Evaluator<'a> {
    pub(super) scope: &'a dyn Scope,
    pub(super) report: &'a mut Report,
}

/// The value of an expression. If it comes to 未报 because something in it is, the report is warned.
///
/// # Errors
/// A name has no value, or values do not go together; the scope's own faults, such as a circle of definitions.
pub fn evaluate(expr: &Expr, scope: &dyn Scope, report: &mut Report) -> Result<Value, Diagnostic> {
    let value = Evaluator { scope, report }.node(&expr.root).map_err(|fault| *fault)?;
    let unknown = matches!(&value, Value::Quantity(quantity) if quantity.is_not_reported());
    if unknown && !matches!(expr.root.kind, Kind::Name(_) | Kind::Literal(_)) {
        let is_missing =
            |path: &[String]| matches!(scope.lookup(path), Ok(Some(Value::Quantity(q))) if q.is_not_reported());
        let missing = expr.uses.iter().filter(|name| is_missing(&name.path)).count().max(1);
        let fault = ExprFault::NotReported { expression: expr.typed.clone(), missing };
        report.push(at(expr.root.span, fault));
    }
    Ok(value)
}

/// Whether a condition holds, for `--where`.
///
/// # Errors
/// As [`evaluate`], and if it is no condition.
pub fn holds(expr: &Expr, scope: &dyn Scope, report: &mut Report) -> Result<bool, Diagnostic> {
    Evaluator { scope, report }.flag(&expr.root).map_err(|fault| *fault)
}

pub(super) fn fault<T>(node: &Node, code: impl Into<Code>) -> Worked<T> {
    Err(Box::new(at(node.span, code)))
}

impl Evaluator<'_> {
    pub(super) fn node(&mut self, node: &Node) -> Worked<Value> {
        match &node.kind {
            Kind::Literal(value) => Ok(value.clone()),
            Kind::Name(path) => self.name(node, path),
            Kind::Brackets(inner) => self.node(inner),
            Kind::Negate(inner) => self.negated(inner),
            Kind::Not(inner) => self.flag(inner).map(|flag| Value::Flag(!flag)),
            Kind::Arithmetic { first, rest } => self.arithmetic(node, first, rest),
            Kind::Compare { first, rest } => self.comparison(node, first, rest).map(Value::Flag),
            Kind::All(parts) => self.until(parts, false),
            Kind::Any(parts) => self.until(parts, true),
            Kind::Call(step) => self.step(None, step),
            Kind::Filtered { first, steps } => self.filtered(first, steps),
            Kind::Unknown => fault(node, ExprFault::Empty),
        }
    }

    pub(super) fn flag(&mut self, node: &Node) -> Worked<bool> {
        match self.node(node)? {
            Value::Flag(flag) => Ok(flag),
            other => fault(node, ExprFault::NotACondition { given: other.kind() }),
        }
    }

    fn name(&mut self, node: &Node, path: &[String]) -> Worked<Value> {
        match self.scope.lookup(path) {
            Ok(Some(value)) => Ok(value),
            Err(diagnostic) => Err(Box::new(Diagnostic { span: diagnostic.span.or(node.span), ..diagnostic })),
            Ok(None) => {
                let members = self.scope.names(path).iter().take(MEMBERS).map(str::to_owned).collect();
                fault(node, ExprFault::Group { name: path.join("."), members })
            }
        }
    }

    fn negated(&mut self, inner: &Node) -> Worked<Value> {
        let value = self.node(inner)?;
        match value.quantity() {
            Some(Quantity::Figure(figure)) => Ok(Value::Quantity(figure.negated().into())),
            Some(missing) => Ok(missing.into()),
            None => {
                let kind = value.kind();
                fault(inner, ExprFault::Kinds { operator: "-", left: super::ValueKind::Quantity, right: kind })
            }
        }
    }

    fn arithmetic(&mut self, node: &Node, first: &Node, rest: &[(Operator, Node)]) -> Worked<Value> {
        let mut result = self.node(first)?;
        for (operator, operand) in rest {
            let operand_value = self.node(operand)?;
            result = calculate(*operator, &result, &operand_value).map_err(|code| {
                let span = first.span.zip(operand.span).map(|(first, last)| first.join(last));
                Box::new(at(span.or(node.span), code))
            })?;
        }
        Ok(result)
    }

    fn comparison(&mut self, node: &Node, first: &Node, rest: &[(Relation, Node)]) -> Worked<bool> {
        let mut left = self.node(first)?;
        for (relation, side) in rest {
            let right = self.node(side)?;
            match relate(&left, *relation, &right) {
                Ok(Related { holds: true, .. }) => left = right,
                Ok(_) => return Ok(false),
                Err(code) => return fault(node, code),
            }
        }
        Ok(true)
    }

    /// Looks at the parts until one comes out so; the rest is not worked out.
    fn until(&mut self, parts: &[Node], decisive: bool) -> Worked<Value> {
        for part in parts {
            if self.flag(part)? == decisive {
                return Ok(Value::Flag(decisive));
            }
        }
        Ok(Value::Flag(!decisive))
    }

    fn filtered(&mut self, first: &Node, steps: &[Step]) -> Worked<Value> {
        let Some((step, others)) = steps.split_first() else { return self.node(first) };
        let mut value = self.step(Some(Input::Node(first)), step)?;
        for step in others {
            value = self.step(Some(Input::Value(value)), step)?;
        }
        Ok(value)
    }

    fn step(&mut self, input: Option<Input<'_>>, step: &Step) -> Worked<Value> {
        let operation = step.operation;
        let given = step.arguments.len() + usize::from(input.is_some());
        let wrong = |code: ExprFault| Box::new(at(step.span, code));
        if given < operation.arguments.0 || given > operation.arguments.1 {
            let (function, usage) = (operation.zh, operation.usage);
            return Err(wrong(ExprFault::ArgumentCount { function, usage, given }));
        }
        let mut inputs: Vec<Input<'_>> = input.into_iter().collect();
        inputs.extend(step.arguments.iter().map(Input::Node));
        match operation.work {
            Work::Choose => self.choose(&inputs),
            Work::YearOnYear => self.year_on_year(&inputs, step).map(Value::Change),
            Work::Difference => {
                // Of a change, its difference; else of a figure and last year's.
                if let (
                    [Input::Node(Node { kind: Kind::Call(_) | Kind::Filtered { .. }, .. }) | Input::Value(_)],
                    Ok(Value::Change(change)),
                ) = (inputs.as_slice(), self.input(&inputs[0]))
                {
                    return Ok(Value::Text(change.difference_words()));
                }
                self.year_on_year(&inputs, step).map(|change| Value::Text(change.difference_words()))
            }
            Work::Plain(work) | Work::Over(work, _) => {
                let gather = operation.work.gathers(false);
                let values = inputs.iter().map(|input| self.gathered(input, gather)).collect::<Worked<Vec<_>>>()?;
                let value = work(&values).map_err(|misfit| misfit_at(misfit, step))?;
                self.warn_incomplete(&value, &values, step);
                Ok(value)
            }
        }
    }

    fn input(&mut self, input: &Input<'_>) -> Worked<Value> {
        match input {
            Input::Node(node) => self.node(node),
            Input::Value(value) => Ok(value.clone()),
        }
    }

    /// An argument of a function over many figures: a name is all figures of that name.
    fn gathered(&mut self, input: &Input<'_>, wanted: Option<Gather>) -> Worked<Value> {
        if let (Input::Node(node @ Node { kind: Kind::Name(path), .. }), Some(wanted)) = (input, wanted)
            && let Some(values) = gather(self.scope, node, path, wanted)?
        {
            return Ok(Value::List(values));
        }
        self.input(input)
    }

    /// Last year's value of 合计(发放): that of last year's figures; none if one of them is not known.
    fn last_years(&mut self, step: &Step) -> Worked<Option<Value>> {
        let (Work::Over(work, _), Some(wanted)) = (step.operation.work, step.operation.work.gathers(true)) else {
            return Ok(None);
        };
        let mut values = Vec::new();
        for node in &step.arguments {
            let Kind::Name(path) = &node.kind else { return Ok(None) };
            let many = gather(self.scope, node, path, wanted)?;
            let one = || self.scope.last_year(path).map_err(Box::new);
            match many.map(Value::List).map_or_else(one, |many| Ok(Some(many)))? {
                Some(value) => values.push(value),
                None => return Ok(None),
            }
        }
        work(&values).map(Some).map_err(|misfit| misfit_at(misfit, step))
    }

    fn choose(&mut self, inputs: &[Input<'_>]) -> Worked<Value> {
        let holds = match &inputs[0] {
            Input::Node(node) => self.flag(node)?,
            Input::Value(value) => *value == Value::Flag(true),
        };
        self.input(&inputs[if holds { 1 } else { 2 }])
    }

    fn year_on_year(&mut self, inputs: &[Input<'_>], step: &Step) -> Worked<Change> {
        let now = self.input(&inputs[0])?;
        let before = match (inputs.get(1), &inputs[0]) {
            (Some(before), _) => self.input(before)?,
            (None, Input::Node(Node { kind: Kind::Name(path), .. })) => {
                let before = self.scope.last_year(path).map_err(Box::new)?;
                let unknown = || Box::new(at(step.span, ExprFault::NoLastYear { name: path.join(".") }));
                before.ok_or_else(unknown)?
            }
            (None, Input::Node(Node { kind: Kind::Call(over), .. })) if over.operation.work.gathers(true).is_some() => {
                let names = over.arguments.iter().filter_map(|node| match &node.kind {
                    Kind::Name(path) => Some(path.join(".")),
                    _ => None,
                });
                let name = format!("{}({})", over.operation.zh, names.collect::<Vec<_>>().join(", "));
                self.last_years(over)?.ok_or_else(|| Box::new(at(step.span, ExprFault::NoLastYear { name })))?
            }
            (None, _) => {
                let (function, usage) = (step.operation.zh, step.operation.usage);
                return Err(Box::new(at(step.span, ExprFault::ArgumentCount { function, usage, given: 1 })));
            }
        };
        let quantity = |value: &Value| value.quantity().ok_or(Misfit::Kind(value.kind()));
        let change = || Ok(Change::between(&quantity(&now)?, &quantity(&before)?)?);
        change().map_err(|misfit| misfit_at(misfit, step))
    }

    fn warn_incomplete(&mut self, value: &Value, values: &[Value], step: &Step) {
        let incomplete = matches!(value, Value::Quantity(quantity) if quantity.marks().has(Marks::INCOMPLETE));
        let quantities = values.iter().filter_map(Value::quantities).flatten();
        let missing = quantities.filter(Quantity::is_not_reported).count();
        if incomplete && missing > 0 {
            let expression = step.operation.zh.to_owned();
            self.report.push(at(step.span, ExprFault::NotReported { expression, missing }));
        }
    }
}

/// All figures of a name; a fault without a place of its own is told at the name.
pub(super) fn gather(scope: &dyn Scope, node: &Node, path: &[String], wanted: Gather) -> Worked<Option<Vec<Value>>> {
    let placed = |fault: Diagnostic| Box::new(Diagnostic { span: fault.span.or(node.span), ..fault });
    scope.gather(path, wanted).map_err(placed)
}

/// An argument: still to be worked out, or what a filter was given.
enum Input<'a> {
    Node(&'a Node),
    Value(Value),
}

fn misfit_at(misfit: Misfit, step: &Step) -> Box<Diagnostic> {
    let code = match misfit {
        Misfit::Figure(fault) => Code::from(fault),
        Misfit::Kind(given) => {
            ExprFault::ArgumentKind { function: step.operation.zh, usage: step.operation.usage, given }.into()
        }
    };
    Box::new(at(step.span, code))
}

/// One step of arithmetic: figures with figures, and days.
fn calculate(operator: Operator, left: &Value, right: &Value) -> Result<Value, Code> {
    if let (Some(a), Some(b)) = (left.quantity(), right.quantity()) {
        let result = match operator {
            Operator::Add => a.plus(&b),
            Operator::Subtract => a.minus(&b),
            Operator::Multiply => a.times(&b),
            Operator::Divide => a.over(&b),
        };
        return Ok(result?.into());
    }
    let kinds = || ExprFault::Kinds { operator: operator.sign(), left: left.kind(), right: right.kind() }.into();
    match (left, operator, right) {
        (Value::Date(later), Operator::Subtract, Value::Date(earlier)) => {
            let days = earlier.until(*later).map_err(|_| kinds())?.get_days();
            Ok(Value::Quantity(Figure::new(days.into(), Unit::new("天")).into()))
        }
        (Value::Date(day), Operator::Add | Operator::Subtract, Value::Quantity(Quantity::Figure(figure))) => {
            let sign = if operator == Operator::Add { 1 } else { -1 };
            relate::shifted(*day, figure, sign).map(Value::Date).ok_or_else(kinds)
        }
        _ => Err(kinds()),
    }
}
