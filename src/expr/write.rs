//! An expression with the values of its names written in: `522户 + 50户 - 43户`.

use super::Scope;
use super::evaluate::{Evaluator, Worked, gather};
use super::tree::{Kind, Node, Step};
use super::value::Value;
use crate::diagnostic::Report;

/// More than so many characters are cut: a person checks no sum of that length by eye.
const MAX_WRITTEN: usize = 300;

/// Whether the node is one value, so that writing its result after it would say the same twice.
pub(super) fn is_simple(node: &Node) -> bool {
    match &node.kind {
        Kind::Literal(_) | Kind::Name(_) => true,
        Kind::Brackets(inner) | Kind::Negate(inner) => is_simple(inner),
        _ => false,
    }
}

/// The expression with values for names.
pub(super) fn written(node: &Node, scope: &dyn Scope) -> Worked<String> {
    let mut out = String::new();
    Writer { scope, out: &mut out }.node(node)?;
    if let Some((cut, _)) = out.char_indices().nth(MAX_WRITTEN) {
        out.truncate(cut);
        out.push('…');
    }
    Ok(out)
}

struct Writer<'a> {
    scope: &'a dyn Scope,
    out: &'a mut String,
}

impl Writer<'_> {
    fn node(&mut self, node: &Node) -> Worked<()> {
        if self.out.len() > MAX_WRITTEN * 4 {
            return Ok(());
        }
        match &node.kind {
            Kind::Literal(_) | Kind::Name(_) | Kind::Unknown => {
                let value = Evaluator { scope: self.scope, report: &mut Report::new() }.node(node)?;
                *self.out += &value.display();
            }
            Kind::Brackets(inner) => {
                self.out.push('(');
                self.node(inner)?;
                self.out.push(')');
            }
            Kind::Negate(inner) => {
                self.out.push('-');
                self.node(inner)?;
            }
            Kind::Not(inner) => {
                self.out.push('非');
                self.node(inner)?;
            }
            Kind::Arithmetic { first, rest } => self.chain(first, rest.iter().map(|(op, node)| (op.sign(), node)))?,
            Kind::Compare { first, rest } => self.chain(first, rest.iter().map(|(op, node)| (op.sign(), node)))?,
            Kind::All(parts) => self.list(parts, " 且 ")?,
            Kind::Any(parts) => self.list(parts, " 或 ")?,
            Kind::Call(step) => self.step(step, true)?,
            Kind::Filtered { first, steps } => {
                self.node(first)?;
                for step in steps {
                    *self.out += " | ";
                    self.step(step, false)?;
                }
            }
        }
        Ok(())
    }

    fn chain<'n>(&mut self, first: &Node, rest: impl Iterator<Item = (&'static str, &'n Node)>) -> Worked<()> {
        self.node(first)?;
        for (sign, node) in rest {
            self.out.extend([" ", sign, " "]);
            self.node(node)?;
        }
        Ok(())
    }

    fn list(&mut self, parts: &[Node], between: &str) -> Worked<()> {
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                *self.out += between;
            }
            self.node(part)?;
        }
        Ok(())
    }

    /// Arguments of a call; a name that stands for many figures is all of them.
    fn arguments(&mut self, step: &Step) -> Worked<()> {
        let wanted = step.operation.work.gathers(false);
        for (i, node) in step.arguments.iter().enumerate() {
            if i > 0 {
                *self.out += ", ";
            }
            let many = match (&node.kind, wanted) {
                (Kind::Name(path), Some(wanted)) => gather(self.scope, node, path, wanted)?,
                _ => None,
            };
            match many {
                Some(values) => *self.out += &values.iter().map(Value::display).collect::<Vec<_>>().join(", "),
                None => self.node(node)?,
            }
        }
        Ok(())
    }

    fn step(&mut self, step: &Step, call: bool) -> Worked<()> {
        *self.out += step.operation.zh;
        if call || !step.arguments.is_empty() {
            self.out.push('(');
            self.arguments(step)?;
            self.out.push(')');
        }
        Ok(())
    }
}
