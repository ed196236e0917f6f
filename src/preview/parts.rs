//! The program's own pages and what they are made of: plain files, compiled in.

/// One file.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// Its address below the token; a page that is shown first has none.
    pub name: &'static str,
    /// What it is, as browsers are told.
    pub kind: &'static str,
    /// What is in it.
    pub content: &'static str,
}

const HTML: &str = "text/html; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

macro_rules! part {
    ($name:literal, $kind:expr) => {
        Part { name: $name, kind: $kind, content: include_str!(concat!("page/", $name)) }
    };
}

/// The page that shows.
pub(super) const VIEW: Part = Part { name: "", kind: HTML, content: include_str!("page/page.html") };

/// The page that is written in.
pub(super) const WRITING: Part = Part { name: "", kind: HTML, content: include_str!("page/edit.html") };

/// The start page.
pub(super) const START: Part = Part { name: "", kind: HTML, content: include_str!("page/start.html") };

const STARTS: [Part; 2] = [part!("start.css", STYLE), part!("start.js", SCRIPT)];

const SHOWS: [Part; 8] = [
    part!("page.css", STYLE),
    part!("main.js", SCRIPT),
    part!("words.js", SCRIPT),
    part!("link.js", SCRIPT),
    part!("sheets.js", SCRIPT),
    part!("thumbnails.js", SCRIPT),
    part!("panel.js", SCRIPT),
    part!("list.js", SCRIPT),
];

const WRITES: [Part; 17] = [
    part!("edit.css", STYLE),
    part!("edit/main.js", SCRIPT),
    part!("edit/words.js", SCRIPT),
    part!("edit/table.js", SCRIPT),
    part!("edit/actions.js", SCRIPT),
    part!("edit/apply.js", SCRIPT),
    part!("edit/items-acts.js", SCRIPT),
    part!("edit/queue.js", SCRIPT),
    part!("edit/path.js", SCRIPT),
    part!("edit/form.js", SCRIPT),
    part!("edit/inputs.js", SCRIPT),
    part!("edit/items.js", SCRIPT),
    part!("edit/grid.js", SCRIPT),
    part!("edit/paste.js", SCRIPT),
    part!("edit/complete.js", SCRIPT),
    part!("edit/mistakes.js", SCRIPT),
    part!("edit/text.js", SCRIPT),
];

/// What the start page needs.
pub(super) fn start_parts() -> impl Iterator<Item = Part> {
    let shared = SHOWS.into_iter().filter(|part| ["page.css", "words.js", "link.js", "panel.js"].contains(&part.name));
    STARTS.into_iter().chain(shared)
}

/// What the pages need; the page that shows is there beside the one that is written in.
pub(super) fn parts(writes: bool) -> impl Iterator<Item = Part> {
    let beside = Part { name: "view", ..VIEW };
    let more = WRITES.into_iter().chain([beside]).filter(move |_| writes);
    SHOWS.into_iter().chain(more)
}
