//! 信函: masthead, double lines, number (GB/T 9704-2012, 10.1).

use super::super::Layout;
use super::super::finding::{Finding, Phrase, Verdict};
use super::super::parts;
use super::super::setting::Setting;
use super::super::sheet::Rule;

const CLAUSE: &str = "10.1";

/// The masthead's top from the sheet's, in millimetres.
const MASTHEAD: f64 = 30.0;
/// From the masthead down to the first double line.
const UPPER: f64 = 4.0;
/// From the second double line down to the sheet's bottom.
const LOWER: f64 = 20.0;
/// The double lines' length.
const LENGTH: f64 = 170.0;
const TOLERANCE: f64 = 1.0;
/// Lines of one double line are nearer than this.
const DOUBLE: f64 = 3.0;

pub(super) fn check(setting: &Setting<'_>, layout: Layout) -> Vec<Finding> {
    if layout != Layout::Letter {
        return Vec::new();
    }
    let ink = parts::masthead(setting).iter().filter_map(|line| line.ink()).reduce(|all, ink| all.union(&ink));
    let rules = parts::red_rules(setting);
    let height = setting.pages.first().map_or(0.0, |page| page.height);
    let (upper, lower): (Vec<&Rule>, Vec<&Rule>) = rules.into_iter().partition(|rule| rule.y() < height / 2.0);
    let drop = ink.zip(upper.first()).map(|(ink, rule)| rule.area.top - ink.bottom);
    let bottom = lower.last().map(|rule| height - rule.area.bottom);
    let top = ink.map(|ink| ink.top);
    let mut findings = vec![
        Finding::length(CLAUSE, ["发文机关标志距上页边", "masthead from the sheet's top"], (MASTHEAD, TOLERANCE), top),
        Finding::length(CLAUSE, ["上双线距标志", "upper lines below the masthead"], (UPPER, TOLERANCE), drop),
        Finding::length(CLAUSE, ["下双线距下页边", "lower lines from the sheet's bottom"], (LOWER, TOLERANCE), bottom),
    ];
    findings.push(double(["上双线", "upper double line"], &upper, true));
    findings.push(double(["下双线", "lower double line"], &lower, false));
    findings.push(first_page(setting));
    findings
}

/// Two lines of 170 mm, thick over thin above, thin over thick below.
fn double(what: [&'static str; 2], rules: &[&Rule], thick_first: bool) -> Finding {
    let demanded = if thick_first {
        Phrase::new("170 mm，上粗下细", "170 mm, thick over thin")
    } else {
        Phrase::new("170 mm，上细下粗", "170 mm, thin over thick")
    };
    let [first, second] = rules else {
        let count = rules.len();
        return Finding::new(
            CLAUSE,
            what,
            demanded,
            (Phrase::new(format!("{count} 条线"), format!("{count} lines")), Verdict::Miss),
        );
    };
    let thicker_first = first.thickness() > second.thickness();
    let long = |rule: &Rule| (rule.area.width() - LENGTH).abs() <= TOLERANCE;
    let good = long(first) && long(second) && thicker_first == thick_first && second.y() - first.y() < DOUBLE;
    let measured = Phrase::same(format!(
        "{:.1} mm，{:.2} mm + {:.2} mm",
        first.area.width(),
        first.thickness(),
        second.thickness()
    ));
    Finding::new(CLAUSE, what, demanded, (measured, Verdict::of(good)))
}

/// No page number on the first page.
fn first_page(setting: &Setting<'_>) -> Finding {
    let numbered = setting.numbers.first().is_some_and(Option::is_some);
    let say = |there: bool| {
        if there { Phrase::new("有页码", "numbered") } else { Phrase::new("没有页码", "not numbered") }
    };
    Finding::new(CLAUSE, ["首页页码", "page number of page 1"], say(false), (say(numbered), Verdict::of(!numbered)))
}
