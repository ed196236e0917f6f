//! Many papers in one volume (汇编): a cover, contents, and each paper as it looks alone, with page numbers running on.
//!
//! In: papers, what is on the cover. Out: one `main.typ`. Each paper stands in a block of its own, so that no set rule of one
//! reaches the next; its blocks and pictures are numbered behind those of the papers before it.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::source_map::TaggedBlock;
use super::{
    Look, Rendered, SourceMap, assemble, broken, context, environment, imports, keywords, layout, literal, params,
    title,
};
use crate::diagnostic::Report;
use crate::paper::Paper;
use crate::source::Span;
use crate::text::Text;
use crate::theme::Theme;

/// What is on a volume's cover.
#[derive(Clone, Debug, Default)]
pub struct Volume {
    /// Its title.
    pub title: Text,
    /// Who issues it.
    pub issuer: Option<Text>,
    /// Its date: as it is printed, and the day.
    pub date: Option<(Text, jiff::civil::Date)>,
}

/// Renders a volume; what is wrong goes to `report`, and then there is nothing to typeset.
pub fn volume(volume: &Volume, papers: &[Paper], look: &Look<'_>, report: &mut Report) -> Option<Rendered> {
    let span = papers.first()?.span;
    let mut main = imports(look.theme);
    let mut map = SourceMap { literals: Vec::new(), blocks: vec![whole(span)] };
    front(&mut main, &mut map, (volume, papers), look.theme);
    let (mut assets, mut pictures) = (Vec::new(), Vec::new());
    for (number, paper) in papers.iter().enumerate() {
        let context = context::Context::new(paper, look, assets.len());
        let layout = layout(paper, look.theme, report)?;
        let body = environment::render(&format!("layouts/{layout}.typ.j2"), &context, look.theme, report)?;
        let _ = write!(main, "#[\n#volume-part({}, ", literal::typst_string(&key(number)));
        assemble::write_text(&mut main, &title_of(paper), &mut map);
        main.push_str(")\n#set heading(offset: 1)\n");
        let first = map.blocks.len();
        let part = assemble::assemble(&mut main, &body, &context, first);
        let part = part.map_err(|block| report.push(broken(block, &context, look.theme))).ok()?;
        main.push_str("]\n");
        map.literals.extend(part.literals);
        map.blocks.extend(part.blocks);
        assets.extend(paper.assets.iter().cloned());
        pictures.extend(context.pictures);
    }
    map.blocks[0].main = 0..main.len();
    // How tables and pictures fit is told when a paper is built alone.
    Some(Rendered { main, params: params(false, look), map, assets, pictures, tables: Vec::new() })
}

fn whole(span: Span) -> TaggedBlock {
    TaggedBlock { main: 0..0, span, template: "volume".to_owned() }
}

/// Names of places are kept for ever by Typst, so they are the same few for every volume.
fn key(number: usize) -> String {
    format!("banxin-paper-{number}")
}

fn front(main: &mut String, map: &mut SourceMap, (volume, papers): (&Volume, &[Paper]), theme: &Theme) {
    let date = volume.date.as_ref().map_or("none".to_owned(), |(_, day)| {
        format!("datetime(year: {}, month: {}, day: {})", day.year(), day.month(), day.day())
    });
    let title = literal::typst_string(volume.title.as_str());
    let author = volume.issuer.as_ref().map_or("()".to_owned(), |issuer| literal::typst_string(issuer.as_str()));
    let _ = writeln!(main, "#set document(title: {title}, author: {author}, date: {date}{})", keywords(theme));
    main.push_str("#volume-cover(title: (");
    let organs: Vec<&str> = volume.issuer.iter().map(Text::as_str).collect();
    for segment in title::segments(&volume.title, &organs) {
        assemble::write_text(main, &segment, map);
        main.push_str(", ");
    }
    main.push(')');
    for (name, text) in [("issuer", volume.issuer.as_ref()), ("date", volume.date.as_ref().map(|(text, _)| text))] {
        let _ = write!(main, ", {name}: ");
        optional(main, text, map);
    }
    main.push_str(")\n#volume-contents(entries: (");
    let mut titles: HashMap<String, usize> = HashMap::new();
    for paper in papers {
        *titles.entry(title_of(paper).as_str().to_owned()).or_default() += 1;
    }
    for (number, paper) in papers.iter().enumerate() {
        let title = title_of(paper);
        // Papers of one name are told apart by who signed.
        let issuer = paper.issuers.first().filter(|_| titles.get(title.as_str()).is_some_and(|count| *count > 1));
        let _ = write!(main, "(key: {}, title: ", literal::typst_string(&key(number)));
        assemble::write_text(main, &title, map);
        main.push_str(", issuer: ");
        optional(main, issuer, map);
        main.push_str("), ");
    }
    main.push_str("))\n#counter(page).update(1)\n");
}

fn optional(main: &mut String, text: Option<&Text>, map: &mut SourceMap) {
    match text {
        Some(text) => assemble::write_text(main, text, map),
        None => main.push_str("none"),
    }
}

fn title_of(paper: &Paper) -> Text {
    let mut title = Text::new();
    for line in &paper.title {
        title.append(line);
    }
    title
}
