//! The objects of a PDF as bytes: found by its table, looked into, copied under other numbers.
//!
//! It knows what PDFs of ours look like and no more: one table of offsets, every object apart, generation 0.

use std::collections::{BTreeMap, HashMap};

use super::Malformed;

/// A PDF by its objects.
pub(super) struct File<'a> {
    objects: BTreeMap<u32, &'a [u8]>,
    pub(super) catalog: u32,
    pub(super) info: u32,
    pub(super) pages: u32,
    pub(super) outlines: Option<u32>,
    metadata: Option<u32>,
}

impl<'a> File<'a> {
    pub(super) fn parse(pdf: &'a [u8]) -> Result<Self, Malformed> {
        let tail = find_last(pdf, b"startxref\n").ok_or(Malformed)?;
        let (begin, _) = number(&pdf[tail + 10..]).ok_or(Malformed)?;
        let table = pdf.get(begin..tail).ok_or(Malformed)?;
        let at = find(table, b"trailer").ok_or(Malformed)?;
        let (table, trailer) = table.split_at(at);
        let mut offsets: Vec<(usize, u32)> = entries(table)?;
        offsets.sort_unstable();
        let ends = offsets.iter().skip(1).map(|(offset, _)| *offset).chain([begin]);
        let mut objects = BTreeMap::new();
        for ((start, id), end) in offsets.iter().zip(ends) {
            objects.insert(*id, body(pdf.get(*start..end).ok_or(Malformed)?)?);
        }
        let catalog = reference(trailer, "/Root").ok_or(Malformed)?;
        let of_catalog = |name| reference(objects.get(&catalog).copied().unwrap_or_default(), name);
        Ok(Self {
            pages: of_catalog("/Pages").ok_or(Malformed)?,
            outlines: of_catalog("/Outlines"),
            metadata: of_catalog("/Metadata"),
            info: reference(trailer, "/Info").unwrap_or(0),
            objects,
            catalog,
        })
    }

    pub(super) fn objects(&self) -> impl Iterator<Item = (u32, &'a [u8])> {
        self.objects.iter().map(|(id, body)| (*id, *body))
    }

    fn object(&self, id: u32) -> &'a [u8] {
        self.objects.get(&id).copied().unwrap_or_default()
    }

    pub(super) fn catalog_body(&self) -> &'a [u8] {
        self.object(self.catalog)
    }

    /// Whether an object says something of the file as a whole.
    pub(super) fn is_of_the_file(&self, id: u32) -> bool {
        id == self.info || Some(id) == self.metadata
    }

    pub(super) fn structure_number(&self) -> Option<u32> {
        reference(self.catalog_body(), "/StructTreeRoot")
    }

    pub(super) fn structure(&self) -> Option<&'a [u8]> {
        self.structure_number().map(|id| self.object(id))
    }

    pub(super) fn outline(&self) -> Option<&'a [u8]> {
        self.outlines.map(|id| self.object(id))
    }

    /// How many lines the outline has on its first level.
    pub(super) fn top_lines(&self) -> usize {
        let mut next = self.outline().and_then(|outlines| reference(outlines, "/First"));
        let mut count = 0;
        while let Some(line) = next {
            count += 1;
            next = reference(self.object(line), "/Next");
        }
        count
    }

    pub(super) fn page_numbers(&self) -> Vec<u32> {
        references(array_of(self.object(self.pages), "/Kids").unwrap_or_default())
    }
}

/// How a part's objects are called in the whole.
pub(super) struct Renumber {
    pub(super) map: HashMap<u32, u32>,
    /// What is added to the numbers by which tags are found.
    pub(super) first_tag: usize,
    /// What names of elements begin with, so that they stay apart.
    pub(super) prefix: String,
}

impl Renumber {
    /// The new number of an object; 0, which is none, of one that was left out.
    pub(super) fn number(&self, old: u32) -> u32 {
        self.map.get(&old).copied().unwrap_or(0)
    }

    /// The new name of an element, with its brackets.
    pub(super) fn name(&self, old: &[u8]) -> Vec<u8> {
        let inner = old.get(1..).unwrap_or_default();
        [b"(", self.prefix.as_bytes(), inner].concat()
    }

    /// An object's bytes with all numbers new.
    pub(super) fn copy(&self, body: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(body.len() + 64);
        let (mut rest, mut key): (&[u8], &[u8]) = (body, b"");
        while let Some(token) = next_token(rest) {
            rest = &rest[token.len()..];
            match token[0] {
                b'/' => {
                    key = token;
                    out.extend_from_slice(token);
                }
                b'(' if key == b"/ID" || key == b"/Headers" => out.extend(self.name(token)),
                b'0'..=b'9' => {
                    let (value, length) = number(token).unwrap_or((0, 0));
                    if let Some(after) = rest.strip_prefix(b" 0 R").filter(|_| length == token.len()) {
                        rest = after;
                        let old = u32::try_from(value).unwrap_or(0);
                        out.extend_from_slice(format!("{} 0 R", self.number(old)).as_bytes());
                    } else if key == b"/StructParents" || key == b"/StructParent" {
                        out.extend_from_slice((self.first_tag + value).to_string().as_bytes());
                    } else {
                        out.extend_from_slice(token);
                    }
                }
                _ if token == b"stream" => {
                    out.extend_from_slice(token);
                    out.extend_from_slice(rest);
                    break;
                }
                _ => out.extend_from_slice(token),
            }
        }
        out
    }
}

/// The next piece: a name, a string, a number or word, a bracket, or white space.
fn next_token(bytes: &[u8]) -> Option<&[u8]> {
    let first = *bytes.first()?;
    let while_in = |is_in: fn(u8) -> bool| 1 + bytes[1..].iter().take_while(|byte| is_in(**byte)).count();
    let length = match first {
        b'(' => string_length(bytes),
        b'<' if bytes.get(1) == Some(&b'<') => 2,
        b'<' => bytes.iter().position(|byte| *byte == b'>').map_or(bytes.len(), |at| at + 1),
        b'/' => while_in(is_regular),
        byte if is_regular(byte) => while_in(is_regular),
        _ => 1,
    };
    Some(&bytes[..length])
}

fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && byte != 0 && !b"()<>[]{}/%".contains(&byte)
}

/// A string in brackets, which may hold brackets and what is escaped.
fn string_length(bytes: &[u8]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    at.min(bytes.len())
}

/// Whether an object is a stream that names no other.
pub(super) fn stands_alone(body: &[u8]) -> bool {
    let Some(at) = find(body, b"stream") else { return false };
    let mut rest = &body[..at];
    while let Some(token) = next_token(rest) {
        rest = &rest[token.len()..];
        if token == b"R" {
            return false;
        }
    }
    true
}

/// Makes a link to `target` and a number lead to that one of `pages`.
pub(super) fn lead_to(body: &mut Vec<u8>, target: &str, pages: &[u32]) {
    let Some(at) = find(body, b"/A<<") else { return };
    let opening = format!("/URI({target}");
    let Some(uri) = find(&body[at..], opening.as_bytes()) else { return };
    let Some((part, _)) = number(&body[at + uri + opening.len()..]) else { return };
    let Some(end) = find(&body[at..], b">>") else { return };
    let Some(page) = pages.get(part) else { return };
    body.splice(at..at + end + 2, format!("/Dest[{page} 0 R/XYZ 0 841.8898 0]").into_bytes());
}

/// Puts something in the place of what is there once.
pub(super) fn replace(body: &mut Vec<u8>, old: &[u8], new: &[u8]) {
    if let Some(at) = find(body, old) {
        body.splice(at..at + old.len(), new.iter().copied());
    }
}

/// The object that a dictionary names under a name.
pub(super) fn reference(dict: &[u8], name: &str) -> Option<u32> {
    let value = value_of(dict, name)?;
    let (id, length) = number(value)?;
    value[length..].starts_with(b" 0 R").then(|| u32::try_from(id).ok()).flatten()
}

/// The array that a dictionary has under a name, with its brackets.
pub(super) fn array_of<'a>(dict: &'a [u8], name: &str) -> Option<&'a [u8]> {
    value_of(dict, name).filter(|value| value.starts_with(b"["))
}

/// What a dictionary has under a name: a whole array or dictionary, a reference, or a plain value.
pub(super) fn value_of<'a>(dict: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let mut rest = dict;
    loop {
        let token = next_token(rest)?;
        rest = &rest[token.len()..];
        if token == name.as_bytes() {
            let white = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            return Some(whole(&rest[white..]));
        }
    }
}

/// The value that bytes begin with.
fn whole(bytes: &[u8]) -> &[u8] {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(token) = next_token(&bytes[at..]) {
        match token {
            b"[" | b"<<" => depth += 1,
            b"]" => depth = depth.saturating_sub(1),
            b">" => {
                // Two of them close a dictionary.
                at += 1;
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
        at += token.len();
        if depth == 0 {
            break;
        }
    }
    let at = at.min(bytes.len());
    if bytes[at..].starts_with(b" 0 R") { &bytes[..at + 4] } else { &bytes[..at] }
}

/// The pairs of the number tree by which tags are found.
pub(super) fn numbers(root: &[u8]) -> Vec<(usize, &[u8])> {
    let tree = value_of(root, "/ParentTree").and_then(|tree| array_of(tree, "/Nums")).unwrap_or_default();
    pairs(tree).into_iter().filter_map(|(key, value)| Some((number(key)?.0, value))).collect()
}

/// The pairs of the tree of elements by name.
pub(super) fn names(root: &[u8]) -> Vec<(&[u8], &[u8])> {
    let tree = value_of(root, "/IDTree").and_then(|tree| array_of(tree, "/Names")).unwrap_or_default();
    pairs(tree)
}

/// The values of an array, two by two.
fn pairs(array: &[u8]) -> Vec<(&[u8], &[u8])> {
    let values = values(array);
    values.as_chunks::<2>().0.iter().map(|[key, value]| (*key, *value)).collect()
}

fn values(array: &[u8]) -> Vec<&[u8]> {
    let mut rest = array.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]")).unwrap_or_default();
    let mut values = Vec::new();
    while let Some(byte) = rest.first() {
        if byte.is_ascii_whitespace() {
            rest = &rest[1..];
            continue;
        }
        let value = whole(rest);
        rest = &rest[value.len()..];
        values.push(value);
    }
    values
}

fn references(array: &[u8]) -> Vec<u32> {
    values(array).into_iter().filter_map(|value| u32::try_from(number(value)?.0).ok()).collect()
}

/// A dictionary without what closes it.
pub(super) fn trimmed_dict(body: &[u8]) -> &[u8] {
    let end = find_last(body, b">>").unwrap_or(body.len());
    &body[..end]
}

/// A text as PDF has it: UTF-16 in hexadecimal digits.
pub(super) fn text_string(out: &mut String, text: &str) {
    use std::fmt::Write as _;
    out.push_str("<FEFF");
    for unit in text.encode_utf16() {
        let _ = write!(out, "{unit:04X}");
    }
    out.push('>');
}

/// The objects that are in use: offset and number.
fn entries(table: &[u8]) -> Result<Vec<(usize, u32)>, Malformed> {
    let head = table.strip_prefix(b"xref\n0 ").ok_or(Malformed)?;
    let (count, length) = number(head).ok_or(Malformed)?;
    let lines = head.get(length + 1..).ok_or(Malformed)?.as_chunks::<20>().0;
    let in_use = |(id, line): (usize, &[u8; 20])| {
        (line[17] == b'n').then(|| Some((number(line)?.0, u32::try_from(id).ok()?))).flatten()
    };
    if lines.len() < count {
        return Err(Malformed);
    }
    Ok(lines.iter().take(count).enumerate().filter_map(in_use).collect())
}

/// What stands between `12 0 obj` and `endobj`.
fn body(object: &[u8]) -> Result<&[u8], Malformed> {
    let start = find(object, b" obj\n").ok_or(Malformed)? + 5;
    let end = find_last(object, b"endobj").ok_or(Malformed)?;
    object.get(start..end).ok_or(Malformed)
}

/// The whole number that bytes begin with, and how many bytes it is.
fn number(bytes: &[u8]) -> Option<(usize, usize)> {
    let length = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digits = std::str::from_utf8(&bytes[..length]).ok()?;
    Some((digits.parse().ok()?, length))
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn find_last(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|window| window == what)
}
