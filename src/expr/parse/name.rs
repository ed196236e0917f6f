//! Names: the longest known one at a place, paths of them, names in brackets, and what an unknown one may have meant.

use std::borrow::Cow;
use std::ops::Range;

use super::{Parsed, Parser};
use crate::diagnostic::code::ExprFault;
use crate::expr::Scope;
use crate::expr::names::Names;
use crate::expr::tree::{Kind, Node, Use};

use super::literal::word_value;

/// How many groups are searched for a name that is not known at the top.
const MAX_GROUPS: usize = 200;

/// Signs between the names of a path; an input method makes `。` of `.`.
const PATH_SIGNS: [char; 2] = ['.', '。'];

impl Parser<'_> {
    /// `发放`, `社会救助.农村低保.发放`, `[发放(元)].春节`.
    pub(super) fn path(&mut self) -> Parsed<Node> {
        let start = self.scan.at();
        let mut path = Vec::new();
        loop {
            let names = self.names_in(&path);
            let Some(name) = self.one_name(&names)? else {
                return Ok(self.unknown_within(start, &path, &names));
            };
            path.push(name);
            match self.scan.peek().filter(|c| PATH_SIGNS.contains(c)) {
                Some(sign) => self.scan.advance(sign.len_utf8()),
                None => break,
            }
        }
        let node = self.node(start, Kind::Name(path.clone()));
        self.uses.push(Use { path, span: node.span });
        Ok(node)
    }

    /// A word that is no known name: a value such as 是, or nothing known.
    pub(super) fn word(&mut self) -> Node {
        let start = self.scan.at();
        let word = self.scan.word();
        let length = word.len();
        if let Some(value) = word_value(word) {
            self.scan.advance(length);
            return self.node(start, Kind::Literal(value));
        }
        let clump = self.scan.clump().len().max(length);
        let whole = clump > length && self.names.near(&self.scan.rest()[..clump]).is_some();
        let length = if whole { clump } else { length };
        self.scan.advance(length);
        let called = self.scan.rest().trim_start().starts_with('(');
        if called { self.unknown_call(start..start + length) } else { self.unknown(start..start + length) }
    }

    /// Takes one name if it is known.
    fn one_name(&mut self, names: &Names) -> Parsed<Option<String>> {
        if let Some((name, end)) = self.scan.name(names) {
            let name = name.to_owned();
            self.scan.advance(end - self.scan.at());
            return Ok(Some(name));
        }
        let Some(open) = self.scan.peek().filter(|c| ['[', '【', '`'].contains(c)) else { return Ok(None) };
        let close = match open {
            '[' => ']',
            '【' => '】',
            _ => open,
        };
        let start = self.scan.at();
        let inner = start + open.len_utf8();
        let Some(length) = self.scan.rest()[open.len_utf8()..].find(close) else {
            return Err(self.fault(start..inner, ExprFault::UnclosedBracket { open }));
        };
        let found = names.get(self.scan.typed(inner..inner + length)).map(str::to_owned);
        if found.is_some() {
            self.scan.advance(open.len_utf8() + length + close.len_utf8());
        }
        Ok(found)
    }

    /// Tells that a name is unknown and goes on after it, so that all of them are told.
    pub(super) fn unknown(&mut self, range: Range<usize>) -> Node {
        let name = self.scan.typed(range.clone()).to_owned();
        let near = self.guess(|parser| {
            let near = parser.names.near(&name).map(str::to_owned);
            near.or_else(|| deeper_name(parser.scope, parser.names, &name))
        });
        let start = range.start;
        self.fault(range, ExprFault::UnknownName { name, within: String::new(), near });
        self.node(start, Kind::Unknown)
    }

    fn unknown_call(&mut self, range: Range<usize>) -> Node {
        let name = self.scan.typed(range.clone()).to_owned();
        let near = self.guess(|_| crate::expr::operations::near(&name).map(str::to_owned));
        let start = range.start;
        self.fault(range, ExprFault::UnknownFunction { name, near });
        // The arguments are read over, not into: their faults would only follow from this one.
        let rest = self.scan.rest();
        let length = rest.find(')').map_or(rest.len(), |end| end + 1);
        self.scan.advance(length);
        self.node(start, Kind::Unknown)
    }

    fn unknown_within(&mut self, start: usize, path: &[String], names: &Names) -> Node {
        let at = self.scan.at();
        let bracket = self.scan.peek().is_some_and(|c| ['[', '【', '`'].contains(&c));
        let rest = self.scan.rest();
        let length = if bracket {
            rest.find([']', '】']).or_else(|| rest[1..].find('`').map(|end| end + 1))
                .map_or(rest.len(), |end| end + rest[end..].chars().next().map_or(0, char::len_utf8))
        } else {
            self.scan.word().len()
        };
        self.scan.advance(length);
        let name = self.scan.typed(at..at + length).trim_matches(['[', ']', '【', '】', '`', '［', '］']).to_owned();
        let near = self.guess(|_| names.near(&name).map(str::to_owned));
        self.fault(at..at + length, ExprFault::UnknownName { name, within: path.join("."), near });
        self.node(start, Kind::Unknown)
    }

    fn guess(&mut self, find: impl FnOnce(&Self) -> Option<String>) -> Option<String> {
        *self.guesses = self.guesses.checked_sub(1)?;
        find(self)
    }
}

/// A name that is known within some group: `农村低保.发放` for `发放`.
fn deeper_name(scope: &dyn Scope, names: &Names, wanted: &str) -> Option<String> {
    let mut groups: Vec<Vec<String>> = names.iter().map(|name| vec![name.to_owned()]).collect();
    let mut next = 0;
    while next < groups.len().min(MAX_GROUPS) {
        let path = groups[next].clone();
        next += 1;
        let inner: Cow<'_, Names> = scope.names(&path);
        if let Some(name) = inner.get(wanted) {
            return Some(format!("{}.{name}", path.join(".")));
        }
        groups.extend(inner.iter().map(|name| [path.as_slice(), &[name.to_owned()]].concat()));
    }
    None
}
