//! How the paper as a whole is set, worked out from its lines: type size, pitch, type area, page numbers.
//!
//! Nothing here judges. Where the pages don't tell (too few lines), the value is none, and the checks that need it don't
//! judge either or take the standard's.

use super::lines::{Line, clusters, lines, most_common};
use super::sheet::{Area, MM_PER_PT, Page, Sheet};

/// The standard's type area on A4 (GB/T 9704-2012, 5.2.1).
pub(super) const DEMANDED: Area = Area { left: 28.0, top: 37.0, right: 184.0, bottom: 262.0 };
/// Lines a page (GB/T 9704-2012, 5.2.3).
pub(super) const DEMANDED_LINES: f64 = 22.0;
/// Characters a line (GB/T 9704-2012, 5.2.3).
pub(super) const DEMANDED_CHARACTERS: f64 = 28.0;

/// Type this small is a table's or a note's, in points, if there is enough larger.
const SMALLEST_BODY: f64 = 13.0;

/// Below this share of the sheet's height a page number may stand.
const FOOT: f64 = 0.8;

/// How much of a line's slot may be above its em box: none in ours, half or more in Word's.
const MOST_ABOVE: f64 = 0.75;

/// This many pages that end at the same height don't do so by chance.
const ENOUGH_PAGES: usize = 3;

/// This many steps from hanzi to hanzi of one width are no chance; half a line of nothing else.
const ENOUGH_STEPS: usize = 20;
const ENOUGH_STEPS_WIDE: usize = 12;

/// Lines that go overleaf with a heading: itself, perhaps one above it, and two below.
const KEPT_WITH_HEADING: f64 = 3.0;

/// How a paper is set.
pub(super) struct Setting<'s> {
    /// The pages.
    pub pages: &'s [Page],
    /// Whether even pages have their binding margin at the right, and were moved.
    pub mirrored: bool,
    /// The lines of the imprint, at the foot of a headed paper's last page.
    pub imprint: Vec<Line>,
    /// All other lines but page numbers, page by page.
    pub lines: Vec<Line>,
    /// The page number of each page that has one.
    pub numbers: Vec<Option<Line>>,
    /// The text's type size in points.
    pub body_size: f64,
    /// From baseline to baseline.
    pub pitch: Option<f64>,
    /// From character to character in full lines.
    pub character_pitch: Option<f64>,
    /// Left edge of full lines.
    pub left: Option<f64>,
    /// Right edge of full lines.
    pub right: Option<f64>,
    /// Top of the first line's slot.
    pub top: Option<f64>,
    /// Bottom of the last line's slot on a full page.
    pub bottom: Option<f64>,
    /// Lines a full page takes.
    pub lines_a_page: Option<f64>,
}

impl<'s> Setting<'s> {
    /// Works it out; `headed` if the first page begins with a red head.
    pub(super) fn of(sheet: &'s Sheet, mirrored: bool, headed: bool) -> Self {
        let (mut all, mut numbers) = (Vec::new(), Vec::new());
        for (number, page) in sheet.pages.iter().enumerate() {
            let mut lines = lines(number, page);
            let foot = lines.iter().rposition(|line| line.y > FOOT * page.height && is_page_number(line));
            numbers.push(foot.map(|at| lines.remove(at)));
            all.extend(lines);
        }
        let imprint = if headed { imprint_of(&mut all) } else { Vec::new() };
        let mut setting = Self {
            imprint,
            pages: &sheet.pages,
            mirrored,
            body_size: body_size(&all),
            lines: all,
            numbers,
            pitch: None,
            character_pitch: None,
            left: None,
            right: None,
            top: None,
            bottom: None,
            lines_a_page: None,
        };
        setting.pitch = setting.find_pitch();
        (setting.left, setting.right) = setting.sides();
        setting.character_pitch = setting.find_character_pitch();
        setting.find_heights(headed);
        setting
    }

    /// Lines of the text's size.
    pub(super) fn body(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| self.is_body(line))
    }

    /// Whether a line has the text's size.
    pub(super) fn is_body(&self, line: &Line) -> bool {
        (line.size() - self.body_size).abs() < 0.6
    }

    /// The lines of a page.
    pub(super) fn page(&self, number: usize) -> impl DoubleEndedIterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.page == number)
    }

    /// The width of a character (字): as measured, else the standard's.
    pub(super) fn character(&self) -> f64 {
        self.character_pitch.unwrap_or(DEMANDED.width() / DEMANDED_CHARACTERS)
    }

    /// The height of a line (行): as measured, else the standard's.
    pub(super) fn line(&self) -> f64 {
        self.pitch.unwrap_or(DEMANDED.height() / DEMANDED_LINES)
    }

    /// The type area: as measured, where not the standard's.
    pub(super) fn area(&self) -> Area {
        let left = self.left.unwrap_or(DEMANDED.left);
        let top = self.top.unwrap_or(DEMANDED.top);
        Area {
            left,
            top,
            right: self.right.unwrap_or(left + DEMANDED.width()),
            bottom: self.bottom.unwrap_or(top + DEMANDED.height()),
        }
    }

    /// How far in a line begins, in characters.
    pub(super) fn indent(&self, line: &Line) -> f64 {
        (line.left() - self.area().left) / self.character()
    }

    /// Whether a line stands in the middle, with as much free at the left as at the right.
    pub(super) fn is_centred(&self, line: &Line) -> bool {
        (line.centre() - self.area().centre()).abs() < 2.0
    }

    fn find_pitch(&self) -> Option<f64> {
        let body: Vec<&Line> = self.body().collect();
        let steps = body.windows(2).filter(|pair| pair[0].page == pair[1].page).map(|pair| pair[1].y - pair[0].y);
        let em = self.body_size * MM_PER_PT;
        let close: Vec<f64> = steps.filter(|step| (em * 1.05..em * 2.9).contains(step)).collect();
        (close.len() >= 2).then(|| most_common(close.into_iter(), 0.05)).flatten()
    }

    /// Left and right edge of the lines that fill the measure. Marks at a line's end may be cut or hang, so hanzi decide.
    fn sides(&self) -> (Option<f64>, Option<f64>) {
        let begins = |line: &&Line| line.glyphs[0].is_hanzi();
        let ends = |line: &&Line| line.glyphs.last().is_some_and(super::sheet::Glyph::is_hanzi);
        let left = clusters(self.body().filter(begins).map(Line::left), 0.3);
        let right = clusters(self.body().filter(ends).map(Line::right), 0.3);
        let enough = (self.body().count() / 12).clamp(2, 8);
        let value = |cluster: &Vec<f64>| cluster[cluster.len() / 2];
        let left = left.iter().find(|cluster| cluster.len() >= enough).map(value);
        let right = right.iter().rev().find(|cluster| cluster.len() >= enough).map(value);
        // Indented lines alone don't show the left edge, nor short ones the right.
        let wide = matches!((left, right), (Some(left), Some(right)) if right - left > 100.0);
        if wide { (left, right) } else { (None, None) }
    }

    /// A hanzi is never squeezed, but a line that is short of a character is stretched, and in some texts most lines are:
    /// of what is common, the closest. A line without digits and letters says more than others.
    fn find_character_pitch(&self) -> Option<f64> {
        let right = self.right?;
        let full: Vec<&Line> = self.body().filter(|line| (line.right() - right).abs() < 4.0).collect();
        let of = |lines: &mut dyn Iterator<Item = &Line>, least: usize| {
            let pairs = lines.flat_map(|line| line.glyphs.windows(2));
            let hanzi = pairs.filter(|pair| pair[0].is_hanzi() && pair[1].is_hanzi());
            let steps: Vec<f64> = hanzi.map(|pair| pair[1].x - pair[0].x).collect();
            let enough = (steps.len() / 12).max(least);
            let clusters = clusters(steps.into_iter(), 0.003);
            clusters.iter().find(|cluster| cluster.len() >= enough).map(|cluster| cluster[cluster.len() / 2])
        };
        let wide = |line: &&Line| !line.text.chars().any(|c| c.is_ascii_alphanumeric());
        let in_all = of(&mut full.iter().copied(), ENOUGH_STEPS);
        let in_wide = of(&mut full.iter().copied().filter(wide), ENOUGH_STEPS_WIDE);
        in_all.into_iter().chain(in_wide).reduce(f64::min)
    }

    /// Top and bottom. A line's em box may lie anywhere in its slot; what brings the top nearest to the standard's is taken.
    fn find_heights(&mut self, headed: bool) {
        let ends = |number: usize| {
            // Masthead, seals and imprint are no part of the text's height; nor is a page that has nothing else.
            let counts = |line: &&Line| line.size() > self.body_size - 0.6 && !line.is_red();
            let mut lines = self.page(number).filter(counts);
            let first = lines.next()?;
            Some((first, lines.next_back().unwrap_or(first)))
        };
        let count = self.pages.len();
        let firsts = || (usize::from(headed)..count).filter_map(ends).map(|(first, _)| first);
        let highest = |a: &&Line, b: &&Line| a.top().total_cmp(&b.top());
        // A title's larger type reaches higher in its slot than the text does.
        let first = firsts().filter(|line| self.is_body(line)).min_by(highest).or_else(|| firsts().min_by(highest));
        let Some(first) = first else { return };
        let spare = (self.line() - first.size() * MM_PER_PT).max(0.0);
        let above = (first.top() - DEMANDED.top).clamp(0.0, MOST_ABOVE * spare);
        let top = first.top() - above;
        // A page is full if the text goes on overleaf.
        let last = (0..count.saturating_sub(1)).filter_map(ends).map(|(_, last)| last);
        let lasts: Vec<f64> = last.filter(|line| self.is_body(line)).map(Line::bottom).collect();
        let lowest = lasts.iter().copied().reduce(f64::max);
        let reached = lasts.iter().filter(|bottom| lowest.is_some_and(|lowest| lowest - **bottom < 1.0)).count();
        let body_spare = (self.line() - self.body_size * MM_PER_PT).max(0.0);
        let below = body_spare - above.min(body_spare);
        let bottom = lowest.map(|lowest| lowest + below).filter(|bottom| {
            // A page may end a line early, so that no line stands alone, and earlier before a heading; few may all do so.
            let most = if self.goes_on_overleaf(*bottom - below) { 1.2 } else { 1.2 + KEPT_WITH_HEADING };
            let short = DEMANDED.height() - (bottom - top);
            let by_chance = reached < ENOUGH_PAGES && (0.5..most).contains(&(short / self.line()));
            bottom - top > 150.0 && !by_chance
        });
        let lines = bottom.zip(self.pitch).map(|(bottom, pitch)| ((bottom - top) / pitch).round());
        (self.top, self.bottom, self.lines_a_page) = (Some(top), bottom, lines);
    }

    /// Whether a paragraph that a page ends with, at this height, goes on overleaf.
    fn goes_on_overleaf(&self, bottom: f64) -> bool {
        let ends_there = |number: &usize| {
            self.page(*number).next_back().is_some_and(|last| self.is_body(last) && bottom - last.bottom() < 1.0)
        };
        let begins = |number: usize| self.page(number + 1).next();
        (0..self.pages.len())
            .filter(ends_there)
            .filter_map(begins)
            .any(|line| self.is_body(line) && self.indent(line) < 0.5)
    }
}

/// Lines of an imprint stand no further apart than this, in millimetres.
const IMPRINT_GAP: f64 = 12.0;

/// Takes the imprint off the end: from 抄送 or 印发 upwards as long as the type's size stays the same, and what is below.
/// It may be longer than the text, and must not be taken for it.
fn imprint_of(lines: &mut Vec<Line>) -> Vec<Line> {
    let Some(page) = lines.last().map(|line| line.page) else { return Vec::new() };
    let is_mark = |line: &Line| {
        let plain = line.plain();
        plain.starts_with("抄送：") || (plain.ends_with("印发") && plain.contains('年'))
    };
    let Some(mark) = lines.iter().rposition(|line| line.page == page && is_mark(line)) else { return Vec::new() };
    let mut first = mark;
    while let Some(above) = first.checked_sub(1).map(|at| &lines[at]) {
        let near = above.page == page && lines[first].y - above.y < IMPRINT_GAP;
        if !near || (above.size() - lines[mark].size()).abs() > 0.6 {
            break;
        }
        first -= 1;
    }
    lines.split_off(first)
}

fn body_size(lines: &[Line]) -> f64 {
    let hanzi = || lines.iter().flat_map(|line| &line.glyphs).filter(|glyph| glyph.is_hanzi());
    let large = || hanzi().filter(|glyph| glyph.size > SMALLEST_BODY);
    let enough = large().count() * 5 > hanzi().count();
    let size =
        if enough { most_common(large().map(|g| g.size), 0.1) } else { most_common(hanzi().map(|g| g.size), 0.1) };
    size.unwrap_or(16.0)
}

/// A line that can't be anything but a page number.
fn is_page_number(line: &Line) -> bool {
    let plain = line.plain();
    let unread = plain.is_empty() && line.count() <= 5;
    let marks = |c: char| c.is_ascii_digit() || "—–-－─―一·.第页共/０１２３４５６７８９".contains(c);
    unread || (plain.chars().count() <= 12 && plain.chars().any(char::is_numeric) && plain.chars().all(marks))
}
