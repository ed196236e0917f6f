//! Finished PDFs → one PDF: pages one after another, an outline with a line a part, tags, links and page labels kept.
//!
//! In: PDFs as [`pdf`](super::pdf()) writes them (a plain table of objects, no compressed ones). Out: one such file. Objects are
//! copied as they are, only their numbers change, so that a volume of any size needs no more memory than its bytes. What the file says of
//! itself (title, date, standard) is the first part's; it is added last, since its contents tell where the others begin.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

mod objects;

use crate::render::PART;
use objects::{File, Renumber, array_of, reference, text_string};

/// Numbers of the objects that all parts share.
const PAGES: u32 = 1;
const OUTLINES: u32 = 2;
const STRUCTURE: u32 = 3;
/// What all tags stand below: the volume; a part is a document in it.
const WHOLE: u32 = 4;

/// A PDF that can't be taken apart; only a fault of the exporter makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// A PDF in the making.
pub struct Joiner {
    out: Vec<u8>,
    /// Where each object begins, by number; 0 is none.
    offsets: Vec<usize>,
    /// The pages so far, by their objects.
    pages: Vec<u32>,
    /// The first page of each part.
    firsts: Vec<u32>,
    outline: Vec<Line>,
    tags: Tags,
    /// Objects that occur again and again (pictures, colour profiles), by what they say.
    shared: HashMap<[u8; 32], u32>,
}

/// A part's line in the outline.
struct Line {
    object: u32,
    title: String,
    page: u32,
    /// First, last and number of the headings below it.
    below: Option<(u32, u32, usize)>,
}

/// The tree of tags, which screen readers follow.
#[derive(Default)]
struct Tags {
    kids: Vec<String>,
    /// By the number that pages and links have.
    parents: Vec<(usize, String)>,
    names: BTreeMap<Vec<u8>, String>,
    /// From where on numbers are free.
    next: usize,
    parts: usize,
}

impl Default for Joiner {
    fn default() -> Self {
        Self::new()
    }
}

impl Joiner {
    /// Nothing so far.
    #[must_use]
    pub fn new() -> Self {
        Self {
            out: Vec::new(),
            offsets: vec![0; 5],
            pages: Vec::new(),
            firsts: Vec::new(),
            outline: Vec::new(),
            tags: Tags::default(),
            shared: HashMap::new(),
        }
    }

    /// Adds the pages of a part under its title, and says how many.
    ///
    /// # Errors
    /// It is none of our PDFs.
    pub fn append(&mut self, pdf: &[u8], title: &str) -> Result<usize, Malformed> {
        let object = self.reserve();
        let added = self.take(pdf, object)?;
        let page = *added.pages.first().ok_or(Malformed)?;
        let count = added.pages.len();
        self.firsts.push(page);
        self.pages.extend(added.pages);
        self.outline.push(Line { object, title: title.to_owned(), page, below: added.below });
        Ok(count)
    }

    /// Adds an empty page (A4): the back of the one before.
    pub fn blank(&mut self) {
        let page = self.empty_page();
        self.pages.push(page);
    }

    /// The file, with `front` before all parts and, if it is odd in pages, an empty page behind it. Its links to
    /// [`PART`] lead to the parts. `labels` are names of page numbers, from a page (from 0) on: see [`Label`].
    ///
    /// # Errors
    /// The front is none of our PDFs.
    pub fn finish(mut self, front: &[u8], labels: &[(usize, Label)]) -> Result<Vec<u8>, Malformed> {
        let file = File::parse(front)?;
        let parts = std::mem::take(&mut self.tags.kids);
        let mut added = self.take(front, OUTLINES)?;
        self.tags.kids.extend(parts);
        if added.pages.len() % 2 == 1 {
            let page = self.empty_page();
            added.pages.push(page);
        }
        let begin = added.pages.len();
        let mut pages = added.pages;
        pages.append(&mut self.pages);
        self.pages = pages;
        self.tree_of_pages();
        self.tree_of_outline();
        if let Some(structure) = file.structure() {
            self.tree_of_tags(structure, &added.renumber);
        }
        let catalog = self.catalog(&file, &added.renumber, (labels, begin));
        Ok(self.close(front, catalog, added.renumber.number(file.info)))
    }

    fn reserve(&mut self) -> u32 {
        self.offsets.push(0);
        u32::try_from(self.offsets.len() - 1).unwrap_or(u32::MAX)
    }

    fn put(&mut self, number: u32, body: &[u8]) {
        if self.out.is_empty() {
            // Four bytes above 127 tell that the file is binary; the first part's version is put in at the end.
            self.out.extend_from_slice(b"%PDF-1.7\n%\x80\x80\x80\x80\n\n");
        }
        self.offsets[number as usize] = self.out.len();
        self.out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        self.out.extend_from_slice(body);
        self.out.extend_from_slice(b"endobj\n\n");
    }

    fn empty_page(&mut self) -> u32 {
        let number = self.reserve();
        let body = format!("<</Type/Page/Resources<<>>/MediaBox[0 0 595.2756 841.8898]/Parent {PAGES} 0 R>>\n");
        self.put(number, body.as_bytes());
        number
    }

    /// Copies a part; its outline hangs below the object `above`.
    fn take(&mut self, pdf: &[u8], above: u32) -> Result<Added, Malformed> {
        let file = File::parse(pdf)?;
        let is_front = above == OUTLINES;
        let mut map = HashMap::from([(file.pages, PAGES)]);
        map.extend(file.outlines.map(|outlines| (outlines, above)));
        map.extend(file.structure_number().map(|structure| (structure, WHOLE)));
        let mut kept = Vec::new();
        for (number, body) in file.objects() {
            if map.contains_key(&number) || file.is_of_the_file(number) && !is_front || number == file.catalog {
                continue;
            }
            let same = objects::stands_alone(body).then(|| *blake3::hash(body).as_bytes());
            let known = same.and_then(|digest| self.shared.get(&digest).copied());
            let new = known.unwrap_or_else(|| self.reserve());
            map.insert(number, new);
            if known.is_none() {
                self.shared.extend(same.map(|digest| (digest, new)));
                kept.push((new, body));
            }
        }
        self.tags.parts += 1;
        let renumber = Renumber { map, first_tag: self.tags.next, prefix: format!("P{}-", self.tags.parts) };
        for (new, body) in kept {
            let mut body = renumber.copy(body);
            if is_front {
                objects::lead_to(&mut body, PART, &self.firsts);
            }
            self.put(new, &body);
        }
        self.tags.take(&file, &renumber);
        let pages = file.page_numbers().iter().filter_map(|page| renumber.map.get(page).copied()).collect();
        let below = file.outline().and_then(|outlines| {
            let end = |name| Some(renumber.number(reference(outlines, name)?));
            Some((end("/First")?, end("/Last")?, file.top_lines()))
        });
        Ok(Added { pages, below, renumber })
    }

    fn tree_of_pages(&mut self) {
        let mut body = format!("<</Type/Pages/Count {}/Kids[", self.pages.len());
        for page in &self.pages {
            let _ = write!(body, "{page} 0 R ");
        }
        body.push_str("]>>\n");
        self.put(PAGES, body.as_bytes());
    }

    fn tree_of_outline(&mut self) {
        let lines = std::mem::take(&mut self.outline);
        let object = |at: usize| lines.get(at).map(|line| line.object);
        for (at, line) in lines.iter().enumerate() {
            let mut body = format!("<</Parent {OUTLINES} 0 R/Title");
            text_string(&mut body, &line.title);
            for (name, near) in [("/Prev", at.checked_sub(1).and_then(object)), ("/Next", object(at + 1))] {
                if let Some(near) = near {
                    let _ = write!(body, "{name} {near} 0 R");
                }
            }
            if let Some((first, last, count)) = line.below {
                // Below 0: closed, so that a volume shows its papers first.
                let _ = write!(body, "/First {first} 0 R/Last {last} 0 R/Count -{count}");
            }
            let _ = writeln!(body, "/Dest[{} 0 R/XYZ 0 841.8898 0]>>", line.page);
            self.put(line.object, body.as_bytes());
        }
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
        let body =
            format!("<</Type/Outlines/First {} 0 R/Last {} 0 R/Count {}>>\n", first.object, last.object, lines.len());
        self.put(OUTLINES, body.as_bytes());
    }

    fn tree_of_tags(&mut self, front: &[u8], renumber: &Renumber) {
        let kids = self.tags.kids.join(" ");
        let whole = format!("<</Type/StructElem/S/Document/P {STRUCTURE} 0 R/K[{kids}]>>\n");
        self.put(WHOLE, whole.as_bytes());
        let mut body = format!("<</Type/StructTreeRoot/K[{WHOLE} 0 R]/ParentTree<</Nums[");
        for (number, parent) in &self.tags.parents {
            let _ = write!(body, "{number} {parent} ");
        }
        let _ = write!(body, "]>>/ParentTreeNextKey {}", self.tags.next);
        let mut body = body.into_bytes();
        if !self.tags.names.is_empty() {
            body.extend_from_slice(b"/IDTree<</Names[");
            for (name, element) in &self.tags.names {
                body.extend_from_slice(name);
                body.extend_from_slice(element.as_bytes());
                body.push(b' ');
            }
            body.extend_from_slice(b"]>>");
        }
        for name in ["/RoleMap", "/ClassMap", "/Namespaces"] {
            if let Some(value) = objects::value_of(front, name) {
                body.extend_from_slice(name.as_bytes());
                body.extend_from_slice(&renumber.copy(value));
            }
        }
        body.extend_from_slice(b">>\n");
        self.put(STRUCTURE, &body);
    }

    fn catalog(&mut self, front: &File, renumber: &Renumber, (labels, begin): (&[(usize, Label)], usize)) -> u32 {
        let mut body = renumber.copy(objects::trimmed_dict(front.catalog_body()));
        // Tags hang below what stands for the whole, all but the tree's root itself.
        let (below, root) = (format!("/StructTreeRoot {WHOLE} 0 R"), format!("/StructTreeRoot {STRUCTURE} 0 R"));
        objects::replace(&mut body, below.as_bytes(), root.as_bytes());
        // The outline is there also if the front has no headings of its own.
        if front.outlines.is_none() && self.offsets[OUTLINES as usize] > 0 {
            body.extend_from_slice(format!("/Outlines {OUTLINES} 0 R").as_bytes());
        }
        let mut text = String::from("/PageLabels<</Nums[");
        for (page, label) in labels.iter().filter(|(page, _)| *page < begin) {
            let _ = write!(text, "{page}{}", label.written());
        }
        let _ = write!(text, "{begin}<</S/D>>]>>>>");
        body.extend_from_slice(text.as_bytes());
        body.push(b'\n');
        let number = self.reserve();
        self.put(number, &body);
        number
    }

    fn close(mut self, front: &[u8], catalog: u32, info: u32) -> Vec<u8> {
        if let (Some(version), Some(place)) = (front.get(..8), self.out.get_mut(..8)) {
            place.copy_from_slice(version);
        }
        // It comes of all that is said, so that the same volume is the same file.
        let ident = &blake3::hash(&self.out).to_hex()[..32];
        let begin = self.out.len();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f\r\n", self.offsets.len());
        for offset in &self.offsets[1..] {
            // An object that nothing needed is free.
            let kind = if *offset == 0 { "65535 f" } else { "00000 n" };
            let _ = write!(table, "{offset:010} {kind}\r\n");
        }
        self.out.extend_from_slice(table.as_bytes());
        let size = self.offsets.len();
        let tail = format!(
            "trailer\n<</Size {size}/Root {catalog} 0 R/Info {info} 0 R/ID[<{ident}><{ident}>]>>\nstartxref\n{begin}\n%%EOF"
        );
        self.out.extend_from_slice(tail.as_bytes());
        self.out
    }
}

/// How pages are called where a viewer shows their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// By this word.
    Word(&'static str),
    /// I, II, III …
    Roman,
}

impl Label {
    fn written(self) -> String {
        match self {
            Self::Roman => "<</S/R>>".to_owned(),
            Self::Word(word) => {
                let mut written = "<</P".to_owned();
                text_string(&mut written, word);
                written.push_str(">>");
                written
            }
        }
    }
}

/// A part that was copied.
struct Added {
    pages: Vec<u32>,
    below: Option<(u32, u32, usize)>,
    renumber: Renumber,
}

impl Tags {
    fn take(&mut self, file: &File, renumber: &Renumber) {
        let Some(root) = file.structure() else { return };
        let copied = |value: &[u8]| String::from_utf8_lossy(&renumber.copy(value)).trim().to_owned();
        if let Some(kids) = array_of(root, "/K") {
            self.kids.push(copied(&kids[1..kids.len() - 1]));
        }
        for (number, parent) in objects::numbers(root) {
            self.next = self.next.max(renumber.first_tag + number + 1);
            self.parents.push((renumber.first_tag + number, copied(parent)));
        }
        for (name, element) in objects::names(root) {
            self.names.insert(renumber.name(name), copied(element));
        }
    }
}
