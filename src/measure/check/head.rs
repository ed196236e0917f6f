//! The red head: masthead, document number, signers, red line (GB/T 9704-2012, 7.2, 10.2, 10.3).

use super::super::Layout;
use super::super::families::Family;
use super::super::finding::{Finding, Phrase, Verdict};
use super::super::lines::{Line, most_common_family};
use super::super::parts;
use super::super::setting::{DEMANDED, Setting};
use super::super::sheet::Area;
use super::set_in;

/// From the type area's top to the masthead's: 公文 and 纪要 (7.2.4), 命令 (10.2), in millimetres.
const MASTHEAD: f64 = 35.0;
const ORDER_MASTHEAD: f64 = 20.0;

/// From the number down to the red line (7.2.7), in millimetres.
const RULE: f64 = 4.0;

/// How much places may differ, in millimetres, and blank lines, in lines.
const TOLERANCE: f64 = 1.0;
const RULE_TOLERANCE: f64 = 0.5;
const LINE_TOLERANCE: f64 = 0.5;
/// One character from the side, and how much it may differ.
const INSET: f64 = 1.0;
const INSET_TOLERANCE: f64 = 0.25;

pub(super) fn check(setting: &Setting<'_>, layout: Layout) -> Vec<Finding> {
    if !layout.is_headed() || layout == Layout::Letter {
        return Vec::new();
    }
    let masthead = parts::masthead(setting);
    let ink = masthead.iter().filter_map(|line| line.ink()).reduce(|all, ink| all.union(&ink));
    let mut findings = Vec::new();
    match ink {
        Some(ink) => findings.extend(masthead_findings(setting, layout, &masthead, ink)),
        None => findings.push(absent(["发文机关标志", "masthead"], "7.2.4", ["红色小标宋，居中", "red, centred"])),
    }
    let number = number(setting);
    if let Some(line) = number {
        findings.extend(number_findings(setting, line, ink));
    }
    if layout != Layout::Order {
        findings.extend(rule_findings(setting, number));
        findings.extend(title_place(setting, layout));
    }
    findings.push(body_on_first(setting));
    findings
}

/// Something that is not there: pre-printed paper may carry it.
fn absent(what: [&'static str; 2], clause: &'static str, [zh, en]: [&str; 2]) -> Finding {
    Finding::unknown(clause, what, Phrase::new(zh, en), Phrase::new("没有（套红？）", "none (pre-printed?)"))
}

fn masthead_findings(setting: &Setting<'_>, layout: Layout, lines: &[&Line], ink: Area) -> Vec<Finding> {
    let demanded = if layout == Layout::Order { ORDER_MASTHEAD } else { MASTHEAD };
    let clause = match layout {
        Layout::Order => "10.2",
        Layout::Minutes => "10.3",
        _ => "7.2.4",
    };
    let top = Some(ink.top - setting.area().top);
    let what = ["发文机关标志上边缘距版心", "masthead below the type area's top"];
    let family = most_common_family(lines.iter().flat_map(|line| &line.glyphs));
    let mut font = set_in(clause, ["发文机关标志字体", "font of the masthead"], &[Family::Biaosong], family);
    // 推荐: another font is no miss.
    if font.verdict == Verdict::Miss {
        font.verdict = Verdict::NotJudged;
    }
    vec![
        Finding::length(clause, what, (demanded, TOLERANCE), top),
        centred(clause, ["发文机关标志位置", "place of the masthead"], ink.centre() - setting.area().centre()),
        font,
    ]
}

/// Centred within [`TOLERANCE`].
fn centred(clause: &'static str, what: [&'static str; 2], off: f64) -> Finding {
    let measured = Phrase::new(format!("偏 {:.1} mm", off.abs()), format!("{:.1} mm off", off.abs()));
    let demanded = Phrase::new("居中", "centred");
    Finding::new(clause, what, demanded, (measured, Verdict::of(off.abs() <= TOLERANCE)))
}

/// The line of the document number: the first below the masthead, or among the first of the page, that ends in 号.
fn number<'a>(setting: &'a Setting<'_>) -> Option<&'a Line> {
    let rule = parts::red_rules(setting).first().map_or(DEMANDED.bottom, |rule| rule.y());
    let numbered = |text: &str| {
        let number = text.split("签发人").next().unwrap_or_default();
        number.ends_with('号') && number.chars().any(|c| c.is_ascii_digit())
    };
    setting.page(0).filter(|line| line.y < rule && !line.is_red()).rfind(|line| numbered(&line.plain()))
}

fn number_findings(setting: &Setting<'_>, line: &Line, masthead: Option<Area>) -> Vec<Finding> {
    let plain = line.plain();
    let number = plain.split("签发人").next().unwrap_or_default();
    let mut findings = Vec::new();
    let signed = plain.contains("签发人");
    if let Some(masthead) = masthead.filter(|_| !signed) {
        let blank = (line.top() - masthead.bottom) / setting.line();
        let unit = ["行", "lines"];
        let what = ["发文字号上空行", "blank lines above the document number"];
        findings.push(Finding::number("7.2.5", what, (2.0, LINE_TOLERANCE, unit), Some(blank)));
    }
    let proper = is_number(number);
    let measured = (Phrase::same(number), Verdict::of(proper));
    findings.push(Finding::new(
        "7.2.5",
        ["发文字号", "form of the document number"],
        Phrase::same("××〔2021〕1号"),
        measured,
    ));
    if signed {
        let (area, character) = (setting.area(), setting.character());
        let unit = ["字", "characters"];
        let left = Some((line.left() - area.left) / character);
        let right = Some((area.right - line.right()) / character);
        let demanded = (INSET, INSET_TOLERANCE, unit);
        findings.push(Finding::number("7.2.5", ["发文字号左空字", "document number from the left"], demanded, left));
        findings.push(Finding::number("7.2.6", ["签发人右空字", "signers from the right"], demanded, right));
    } else {
        let off = line.centre() - setting.area().centre();
        findings.push(centred("7.2.5", ["发文字号位置", "place of the document number"], off));
    }
    findings
}

/// 〔2021〕1号: six-cornered brackets, the whole year, no 第, no zeros in front; 第1号 of a 令.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    let order = text.strip_prefix('第').and_then(|rest| rest.strip_suffix('号'));
    let split = || {
        let (_, rest) = text.split_once('〔')?;
        let (year, rest) = rest.split_once('〕')?;
        Some((year, rest.strip_suffix('号')?))
    };
    order.is_some_and(digits) || split().is_some_and(|(year, number)| year.len() == 4 && digits(year) && digits(number))
}

fn rule_findings(setting: &Setting<'_>, number: Option<&Line>) -> Vec<Finding> {
    let Some(rule) = parts::red_rules(setting).first().copied() else {
        return vec![absent(["版头分隔线", "red line"], "7.2.7", ["红色，156 mm", "red, 156 mm"])];
    };
    let drop = number.map(|line| rule.area.top - line.bottom());
    let width = Some(rule.area.width());
    let what = ["红线距发文字号", "red line below the document number"];
    vec![
        Finding::length("7.2.7", what, (RULE, RULE_TOLERANCE), drop),
        Finding::length("7.2.7", ["红线长", "length of the red line"], (DEMANDED.width(), TOLERANCE), width),
        centred("7.2.7", ["红线位置", "place of the red line"], rule.area.centre() - setting.area().centre()),
    ]
}

/// The title two blank lines below the red line (7.3.1).
fn title_place(setting: &Setting<'_>, layout: Layout) -> Option<Finding> {
    let rule = parts::red_rules(setting).first().copied()?;
    let title = *parts::title(setting, layout).first()?;
    let blank = (title.top() - rule.area.bottom) / setting.line();
    let what = ["标题上空行", "blank lines above the title"];
    Some(Finding::number("7.3.1", what, (2.0, LINE_TOLERANCE, ["行", "lines"]), Some(blank)))
}

/// 公文首页必须显示正文 (7.3.3).
fn body_on_first(setting: &Setting<'_>) -> Finding {
    let count = parts::starts(setting).iter().filter(|start| start.line.page == 0).count();
    let say = |zh: &str, en: &str| Phrase::new(zh, en);
    let measured = if count > 0 { say("有", "there") } else { say("没有", "none") };
    Finding::new("7.3.3", ["首页正文", "text on page 1"], say("有", "there"), (measured, Verdict::of(count > 0)))
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn numbers_as_the_standard_writes_them() {
        assert!(is_number("青民发〔2021〕1号") && is_number("第5号"));
        for bad in
            ["青民发[2021]1号", "青民发〔2021〕第1号", "青民发〔2021〕01号", "青民发〔21〕1号", "青民发（2021）1号"]
        {
            assert!(!is_number(bad), "{bad}");
        }
    }
}
