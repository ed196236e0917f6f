//! What is peculiar to a volume (汇编): its cover and contents, and where the pages of a paper in it begin.
//!
//! In: what is on the cover, and for each paper its title and page; or a paper that knows its place. Out: Typst source. A paper in a volume
//! is a document of its own, so that it looks as it does alone; only its pages are counted on.

use std::fmt::Write as _;

use super::source_map::TaggedBlock;
use super::{Look, Rendered, SourceMap, assemble, imports, keywords, literal, params, title};
use crate::paper::Paper;
use crate::text::Text;
use crate::theme::Theme;

/// A link to this and a paper's number (from 0) is to lead to its first page, which is in another file until they are joined.
pub const PART: &str = "banxin:part:";

/// Cover and contents of a volume.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// The volume's title.
    pub title: Text,
    /// Who issues it.
    pub issuer: Option<Text>,
    /// Its date: as it is printed, and the day.
    pub date: Option<(Text, jiff::civil::Date)>,
    /// A line of the contents for each paper.
    pub entries: Vec<Entry>,
}

/// A line of the contents.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The paper's title.
    pub title: Text,
    /// Who signed, where titles are alike.
    pub issuer: Option<Text>,
    /// The page it begins on.
    pub page: u32,
}

/// What comes before a paper's own pages: an empty one where the first is a left-hand page, so that left and right are as in the
/// volume, and the number of the first.
pub(super) fn begin(main: &mut String, paper: &Paper) {
    let Some(volume) = &paper.volume else { return };
    if volume.first.is_multiple_of(2) {
        main.push_str("#page(width: 210mm, height: 297mm, header: none, footer: none)[]\n");
    }
    let _ = writeln!(main, "#counter(page).update({})", volume.first);
}

/// Renders cover and contents as pages in the look of a paper.
#[must_use]
pub fn front(front: &Front, paper: &Paper, look: &Look<'_>) -> Rendered {
    let mut main = imports(look.theme, &|_| true);
    let span = front.title.span().unwrap_or(paper.span);
    let whole = TaggedBlock { main: 0..0, span, template: "volume".to_owned() };
    let mut map = SourceMap { literals: Vec::new(), blocks: vec![whole] };
    head(&mut main, front, look.theme);
    cover(&mut main, &mut map, front);
    // The contents begin on a right-hand page.
    main.push_str("#page(footer: none, header: none)[]\n#contents-pages(entries: (");
    for (number, entry) in front.entries.iter().enumerate() {
        let target = literal::typst_string(&format!("{PART}{number}"));
        let _ = write!(main, "(level: 1, target: {target}, page: {}, body: {{", entry.page);
        assemble::write_text(&mut main, &entry.title, &mut map);
        if let Some(issuer) = &entry.issuer {
            main.push_str("; [（]; ");
            assemble::write_text(&mut main, issuer, &mut map);
            main.push_str("; [）]");
        }
        main.push_str("}), ");
    }
    main.push_str("))\n");
    map.blocks[0].main = 0..main.len();
    let paper = Paper { volume: None, ..paper.clone() };
    let params = params(&paper, look);
    Rendered { main, params, map, assets: Vec::new(), pictures: Vec::new(), tables: Vec::new() }
}

/// What the file says of itself.
fn head(main: &mut String, front: &Front, theme: &Theme) {
    let date = front.date.as_ref().map_or("none".to_owned(), |(_, day)| {
        format!("datetime(year: {}, month: {}, day: {})", day.year(), day.month(), day.day())
    });
    let title = literal::typst_string(front.title.as_str());
    let author = front.issuer.as_ref().map_or("()".to_owned(), |issuer| literal::typst_string(issuer.as_str()));
    let _ = writeln!(main, "#set document(title: {title}, author: {author}, date: {date}{})", keywords(theme));
    main.push_str("#show: official-page\n");
}

fn cover(main: &mut String, map: &mut SourceMap, front: &Front) {
    let organs: Vec<&str> = front.issuer.iter().map(Text::as_str).collect();
    main.push_str("#cover-page(title: (");
    for line in front.title.paragraphs() {
        main.push('(');
        for segment in title::segments(&line, &organs) {
            assemble::write_text(main, &segment, map);
            main.push_str(", ");
        }
        main.push_str("), ");
    }
    main.push_str("), issuers: (");
    if let Some(issuer) = &front.issuer {
        assemble::write_text(main, issuer, map);
        main.push_str(", ");
    }
    main.push_str("), date: ");
    match &front.date {
        Some((text, _)) => assemble::write_text(main, text, map),
        None => main.push_str("none"),
    }
    main.push_str(")\n");
}
