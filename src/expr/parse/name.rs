//! Names: the longest known one at a place, paths of them, names in brackets, and what an unknown one may have meant.

use std::borrow::Cow;
use std::ops::Range;

use super::literal::word_value;
use super::{Parsed, Parser};
use crate::diagnostic::code::ExprFault;
use crate::expr::Scope;
use crate::expr::names::Names;
use crate::expr::tree::{Kind, Node, Use};

/// How many groups are searched for a name that is not known at the top.
const MAX_GROUPS: usize = 200;

/// Signs between the names of a path; an input method makes `。` of `.`.
const PATH_SIGNS: [char; 2] = ['.', '。'];

/// A name in brackets.
struct Bracketed {
    inner: Range<usize>,
    /// After the closing bracket.
    end: usize,
}

/// The bracket that closes one around a name, all in narrow form.
pub(super) fn closing_bracket(open: char) -> Option<char> {
    match open {
        '[' => Some(']'),
        '【' => Some('】'),
        '`' => Some('`'),
        _ => None,
    }
}

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
        let (start, length) = self.joined_name(start, length);
        self.scan.advance(start + length - self.scan.at());
        let called = self.scan.rest().trim_start().starts_with('(');
        if called { self.unknown_call(start..start + length) } else { self.unknown(start..start + length) }
    }

    /// An unknown word with what stands against it, if a known name is like the whole: `发放-春结`, of which 发放 may be
    /// known and read already.
    fn joined_name(&mut self, start: usize, length: usize) -> (usize, usize) {
        let clump = self.scan.clump(start);
        if clump.len() == length {
            return (start, length);
        }
        let near = self.guess(|parser| parser.names.near(parser.scan.narrow(clump.clone())).map(str::to_owned));
        let meant = near.is_some_and(|near| near.contains(['-', '·']));
        if meant { (clump.start, clump.len()) } else { (start, length) }
    }

    /// Takes one name if it is known, first as one in brackets.
    fn one_name(&mut self, names: &Names) -> Parsed<Option<String>> {
        let bracketed = self.bracketed();
        if let Some(found) = &bracketed
            && let Some(name) = names.get(self.scan.typed(found.inner.clone()))
        {
            self.scan.advance(found.end - self.scan.at());
            return Ok(Some(name.to_owned()));
        }
        if let Some((name, end)) = self.scan.name(names) {
            let name = name.to_owned();
            self.scan.advance(end - self.scan.at());
            return Ok(Some(name));
        }
        match self.scan.peek().filter(|c| closing_bracket(*c).is_some() && bracketed.is_none()) {
            Some(open) => {
                let start = self.scan.at();
                Err(self.fault(start..start + open.len_utf8(), ExprFault::UnclosedBracket { open }))
            }
            None => Ok(None),
        }
    }

    /// The brackets that open at the position and are closed.
    fn bracketed(&self) -> Option<Bracketed> {
        let open = self.scan.peek()?;
        let close = closing_bracket(open)?;
        let start = self.scan.at() + open.len_utf8();
        let length = self.scan.rest()[open.len_utf8()..].find(close)?;
        Some(Bracketed { inner: start..start + length, end: start + length + close.len_utf8() })
    }

    /// Tells that a name is unknown and goes on after it, so that all of them are told.
    pub(super) fn unknown(&mut self, range: Range<usize>) -> Node {
        let name = self.scan.typed(range.clone()).to_owned();
        let near = self.guess(|parser| {
            let same = deeper_name(parser.scope, parser.names, &name);
            same.or_else(|| parser.names.near(&name).map(str::to_owned))
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
        let word = at..at + self.scan.word().len();
        let (inner, end) = match self.bracketed() {
            Some(found) => (found.inner, found.end),
            None => (word.clone(), word.end),
        };
        self.scan.advance(end - at);
        let name = self.scan.typed(inner).to_owned();
        let near = self.guess(|_| names.near(&name).map(str::to_owned));
        self.fault(at..end, ExprFault::UnknownName { name, within: path.join("."), near });
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
