//! Sheet, type area, body type (GB/T 9704-2012, 5).

use super::super::Layout;
use super::super::families::Family;
use super::super::finding::{Finding, Phrase, Verdict};
use super::super::lines::{Line, most_common_family};
use super::super::parts;
use super::super::setting::{DEMANDED, DEMANDED_CHARACTERS, DEMANDED_LINES, Setting};
use super::super::sheet::{Glyph, Page};
use super::{set_in, sized};

/// A4 (5.1), and how much a printer's driver may round it.
const SHEET: (f64, f64) = (210.0, 297.0);
const SHEET_TOLERANCE: f64 = 0.5;

/// 5.2.1 gives the margins ± 1 mm; we hold the type area to the same.
const TOLERANCE: f64 = 1.0;

/// By fewer lines than this a page may give way (5.2.3: 特定情况可以作适当调整).
const MOST_GIVEN: f64 = 2.5;

/// By so many lines in all pages may end early, to keep a heading with its text.
const EARLY: f64 = 1.0;

/// 三号 (5.2.2).
const BODY_SIZE: f64 = 16.0;

pub(super) fn check(setting: &Setting<'_>, layout: Layout) -> Vec<Finding> {
    let mut findings = vec![sheet(setting)];
    findings.extend(type_area(setting));
    findings.push(sized("5.2.2", ["正文字号", "size of the text"], BODY_SIZE, setting.body_size));
    let family = most_common_family(setting.body().flat_map(|line| &line.glyphs));
    findings.push(set_in("5.2.2", ["正文字体", "font of the text"], &[Family::Fang], family));
    findings.extend([lines(setting), characters(setting), black(setting, layout)]);
    findings
}

fn sheet(setting: &Setting<'_>) -> Finding {
    let (width, height) = SHEET;
    let near = |a: f64, b: f64| (a - b).abs() <= SHEET_TOLERANCE;
    // A page turned for a wide table is A4 too.
    let good = |page: &Page| {
        (near(page.width, width) && near(page.height, height)) || (near(page.width, height) && near(page.height, width))
    };
    let bad: Vec<usize> = (0..setting.pages.len()).filter(|&page| !good(&setting.pages[page])).collect();
    let shown = &setting.pages[bad.first().copied().unwrap_or(0)];
    let measured = Phrase::same(format!("{:.1} × {:.1} mm", shown.width, shown.height));
    let demanded = Phrase::same("210 × 297 mm");
    Finding::new("5.1", ["纸张", "sheet"], demanded, (measured, Verdict::of(bad.is_empty()))).on(bad)
}

fn type_area(setting: &Setting<'_>) -> [Finding; 4] {
    let width = setting.left.zip(setting.right).map(|(left, right)| right - left);
    let height = setting.top.zip(setting.bottom).map(|(top, bottom)| bottom - top);
    [
        Finding::length("5.2.1", ["天头（上白边）", "top margin"], (DEMANDED.top, TOLERANCE), setting.top),
        binding(setting),
        Finding::length("5.2.1", ["版心宽", "width of the type area"], (DEMANDED.width(), TOLERANCE), width),
        Finding::length("5.2.1", ["版心高", "height of the type area"], (DEMANDED.height(), TOLERANCE), height),
    ]
}

/// The binding margin: at the left, or on even pages of a paper for both sides at the right.
fn binding(setting: &Setting<'_>) -> Finding {
    let what = ["订口（左白边）", "binding margin"];
    let mut finding = Finding::length("5.2.1", what, (DEMANDED.left, TOLERANCE), setting.left);
    if setting.mirrored {
        finding.measured = finding.measured.and(&Phrase::new("双页在右", "at the right on even pages"));
    }
    finding
}

fn lines(setting: &Setting<'_>) -> Finding {
    let what = ["每面行数", "lines a page"];
    let demanded = Phrase::new("22 行", "22");
    let Some(pitch) = setting.pitch else {
        return Finding::unknown("5.2.3", what, demanded, Phrase::new("行数太少，看不出", "too few lines to tell"));
    };
    // Without a full page: as many lines as the demanded height takes; 28-point lines are 22.8, and still 22.
    let lines = setting.lines_a_page.unwrap_or_else(|| (DEMANDED.height() / pitch + 0.1).floor());
    let points = pitch * 72.0 / 25.4;
    let mut measured =
        Phrase::new(format!("{lines} 行（行距 {points:.2} 磅）"), format!("{lines} (pitch {points:.2} pt)"));
    let change = (lines - DEMANDED_LINES).abs();
    let gives_way = (0.5..MOST_GIVEN).contains(&change) && gives_way(setting, lines);
    if gives_way {
        measured = measured.and(&Phrase::new("为使署名与正文同页", "so that the signature stands with text"));
    }
    Finding::new("5.2.3", what, demanded, (measured, Verdict::of(change < 0.5 || gives_way)))
}

/// Whether the signature would stand alone with 22 lines a page, so that the lines had to give way (7.3.5.5).
fn gives_way(setting: &Setting<'_>, lines: f64) -> bool {
    let Some(signature) = parts::signature(setting) else { return false };
    let first = signature.organs.first().copied().unwrap_or(signature.date);
    let Some(above) = setting.page(first.page).rfind(|line| line.y < first.y - 0.1) else { return false };
    let place = |line: &Line| {
        let on_page = ((line.bottom() - setting.area().top) / setting.line()).ceil();
        f64::from(u32::try_from(line.page).unwrap_or(u32::MAX)) * lines + on_page
    };
    let text = place(above);
    let signed = place(signature.date) - text;
    let left = (text / DEMANDED_LINES).ceil() * DEMANDED_LINES - text;
    left < signed + EARLY
}

fn characters(setting: &Setting<'_>) -> Finding {
    let what = ["每行字数", "characters a line"];
    let demanded = Phrase::new("28 字", "28");
    let (Some(pitch), Some(left), Some(right)) = (setting.character_pitch, setting.left, setting.right) else {
        return Finding::unknown(
            "5.2.3",
            what,
            demanded,
            Phrase::new("整行太少，看不出", "too few full lines to tell"),
        );
    };
    let count = ((right - left) / pitch + 0.15).floor();
    let points = pitch * 72.0 / 25.4;
    let measured = Phrase::new(format!("{count} 字（字距 {points:.2} 磅）"), format!("{count} (pitch {points:.2} pt)"));
    Finding::new("5.2.3", what, demanded, (measured, Verdict::of((count - DEMANDED_CHARACTERS).abs() < 0.5)))
}

fn black(setting: &Setting<'_>, layout: Layout) -> Finding {
    let coloured =
        |glyph: &Glyph| !(glyph.is_blank() || glyph.colour.is_black() || layout.is_headed() && glyph.colour.is_red());
    let pages = setting.pages.iter().enumerate().filter(|(_, page)| page.glyphs.iter().any(coloured));
    let pages: Vec<usize> = pages.map(|(number, _)| number).collect();
    let first = setting.pages.iter().flat_map(|page| &page.glyphs).find(|glyph| coloured(glyph));
    let measured = first.map_or(Phrase::new("黑色", "black"), |glyph| {
        let colour = glyph.colour;
        let colour = format!("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
        Phrase::new(format!("“{}”是 {colour}", glyph.text), format!("{colour} in `{}`", glyph.text))
    });
    let demanded = Phrase::new("黑色", "black");
    Finding::new("5.2.4", ["文字颜色", "colour of the text"], demanded, (measured, Verdict::of(pages.is_empty())))
        .on(pages)
}
