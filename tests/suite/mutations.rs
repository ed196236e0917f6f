//! Documents with a few bytes changed, as a slip of the hand, a bad copy or an attacker leaves them: every stage up to
//! the pages' source must end, without a panic, with places that lie in their files. A short run each time; a long one
//! with `BANXIN_MUTATE_SECONDS=600`. (fuzz/ does the same with coverage to guide it.)

use std::path::PathBuf;
use std::time::{Duration, Instant};

use banxin::diagnostic::human::{Style, draw_all};
use banxin::diagnostic::{Lang, Report};
use banxin::source::{Shelf, Sources};
use banxin::theme::{DEFAULT, Theme, ThemePaths, Wanted};
use banxin::{document, render, resolve, yaml};

use crate::project::repository;

/// No document of this size takes longer on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// What is put in: YAML's marks, ours, what breaks texts and numbers.
const PIECES: &[&str] = &[
    ": ",
    ":",
    "- ",
    "\n",
    "\n\n",
    "  ",
    "\t",
    "　",
    "：",
    "，",
    "、",
    "“",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "{{",
    "}}",
    "｛｛",
    "｝｝",
    "#",
    " #",
    "&甲 ",
    "*甲",
    "!",
    "|",
    ">",
    "|-",
    ">+2",
    "%",
    "@",
    "`",
    "~",
    "?",
    "? ",
    "---\n",
    "...\n",
    "\r",
    "\r\n",
    "\0",
    "\u{7}",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "\u{f8f0}t0\u{f8f1}",
    "\u{301}",
    "\u{10ffff}",
    "堃",
    "😀",
    "0",
    "-1",
    "1,775,475",
    "9999999999999999999999999999",
    "3.10",
    "未报",
    "约",
    "～",
    "+",
    "×",
    "÷",
    "=",
    "==",
    "!=",
    "<",
    ">=",
    "(",
    ")",
    " | 万元",
    "合计(",
    "同比(",
    "注(",
    "空白(",
    "年度",
    "标题",
    "正文",
    "任务",
    "统计",
    "指标",
    "校核",
    "编号",
    "引入: a.yaml\n",
    "title",
    "body",
    "\\",
    "\\n",
    "\\u0041",
    "../",
    "/",
    "$x$",
    "#panic()",
];

/// The same numbers from the same seed, on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        // Xorshift64.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides.max(1) as u64).unwrap_or(0)
    }
}

/// The documents of the repository.
fn documents() -> Vec<Vec<u8>> {
    let folders: [PathBuf; 4] = [
        repository("samples"),
        repository("scaffolds"),
        repository("tests/cases/errors"),
        repository("tests/cases/tables"),
    ];
    let files = folders.iter().flat_map(|folder| walkdir::WalkDir::new(folder).sort_by_file_name()).flatten();
    let yaml = files.filter(|file| file.path().extension().is_some_and(|ending| ending == "yaml"));
    yaml.map(|file| std::fs::read(file.path()).expect("a document")).collect()
}

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice, others: &[Vec<u8>]) {
    let at = dice.roll(bytes.len() + 1);
    match dice.roll(7) {
        0 => drop(bytes.drain(at..(at + 1 + dice.roll(8)).min(bytes.len()).max(at))),
        1 => drop(bytes.splice(at..at, PIECES[dice.roll(PIECES.len())].bytes().cycle().take(1 + dice.roll(40)))),
        2 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
        3 => {
            // A line typed twice, or moved.
            let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| at + end + 1);
            let line = bytes[start..end].to_vec();
            let to = dice.roll(bytes.len() + 1);
            bytes.splice(to..to, line);
        }
        4 => {
            let other = &others[dice.roll(others.len())];
            let from = dice.roll(other.len());
            let part = &other[from..(from + dice.roll(200)).min(other.len())];
            bytes.splice(at..at, part.iter().copied());
        }
        _ => drop(bytes.splice(at..at, PIECES[dice.roll(PIECES.len())].bytes())),
    }
}

/// All stages before typesetting, and the words of what is wrong.
fn go(bytes: &[u8], theme: &Theme) {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let Ok(id) = sources.add_bytes("a.yaml".to_owned(), None, bytes) else { return };
    let nodes = yaml::parse(sources.get(id), &mut report);
    if let Some(document) = nodes.and_then(|nodes| document::parse(&nodes.root, &mut report)) {
        let nowhere = repository("nowhere");
        let paper = resolve::resolve(document, &mut Shelf::new(&mut sources, &nowhere), &mut report);
        let roles = render::roles(theme, &|_| true);
        let look = render::Look { theme, roles: &roles, fit: render::Fit::default() };
        if let Some(rendered) = render::render(&paper, &look, &mut report) {
            for literal in &rendered.map.literals {
                let written = &rendered.main[literal.main.clone()];
                assert!(written.starts_with('"') && written.ends_with('"') && written.len() >= 2, "{written}");
            }
        }
    }
    for diagnostic in report.as_slice() {
        let spans = diagnostic.span.into_iter().chain(diagnostic.related.iter().map(|related| related.span));
        for span in spans {
            let text = &sources.get(span.source).text;
            assert!(text.get(span.range()).is_some(), "{:?} is no place of the file", diagnostic.code);
        }
    }
    for lang in [Lang::Zh, Lang::En] {
        let drawn = draw_all(report.as_slice(), &sources, Style { lang, colour: false, width: 100 });
        assert_eq!(drawn.is_empty(), report.as_slice().is_empty());
    }
}

#[test]
fn no_slip_of_the_hand_makes_a_stage_fail() {
    // Some documents are nested on purpose; the command has this much stack, a test's own thread has 2 MiB.
    let thread = std::thread::Builder::new().stack_size(32 * 1024 * 1024).spawn(slips_of_the_hand);
    thread.expect("a thread").join().expect("no panic");
}

fn slips_of_the_hand() {
    let seconds = std::env::var("BANXIN_MUTATE_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(3);
    let seed = std::env::var("BANXIN_MUTATE_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(9704);
    let theme = Theme::load(Wanted::Named(DEFAULT), &ThemePaths::default(), &mut Sources::new(), &mut Report::new());
    let theme = theme.expect("it is built in");
    let (documents, mut dice, end) = (documents(), Dice(seed), Instant::now() + Duration::from_secs(seconds));
    let mut count = 0;
    while Instant::now() < end {
        let mut bytes = documents[dice.roll(documents.len())].clone();
        for _ in 0..=dice.roll(6) {
            mutate(&mut bytes, &mut dice, &documents);
        }
        let started = Instant::now();
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| go(&bytes, &theme)));
        let slow = started.elapsed() > PATIENCE;
        if outcome.is_err() || slow {
            let kept = std::env::temp_dir().join("banxin-mutation.yaml");
            std::fs::write(&kept, &bytes).expect("the temporary folder");
            panic!("number {count}: {} ({:?})", kept.display(), started.elapsed());
        }
        count += 1;
    }
    assert!(count > 10, "only {count} in {seconds} s");
}
