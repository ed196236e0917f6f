//! The title (GB/T 9704-2012, 7.3.1).

use super::super::Layout;
use super::super::families::Family;
use super::super::finding::{Finding, Phrase, Verdict};
use super::super::lines::{Line, most_common_family};
use super::super::parts;
use super::super::setting::Setting;
use super::{set_in, sized};

/// 二号.
const SIZE: f64 = 22.0;

/// How far a centred line may be from the middle, in millimetres: half a squeezed mark.
const CENTRE: f64 = 1.0;

/// A line of fewer characters looks lost.
const FEWEST: usize = 3;

const CLAUSE: &str = "7.3.1";

pub(super) fn check(setting: &Setting<'_>, layout: Layout) -> Vec<Finding> {
    // A 令 has a number for a title.
    if layout == Layout::Order {
        return Vec::new();
    }
    let title = parts::title(setting, layout);
    if title.is_empty() {
        let demanded = Phrase::new("二号小标宋，居中", "22 pt Xiaobiaosong, centred");
        let nothing = Phrase::new("第 1 页没有找到标题", "no title on page 1");
        return vec![Finding::unknown(CLAUSE, ["标题", "title"], demanded, nothing)];
    }
    let family = most_common_family(title.iter().flat_map(|line| &line.glyphs));
    vec![
        sized(CLAUSE, ["标题字号", "size of the title"], SIZE, title[0].size()),
        set_in(CLAUSE, ["标题字体", "font of the title"], &[Family::Biaosong], family),
        centred(setting, &title),
        short(&title),
    ]
}

fn centred(setting: &Setting<'_>, title: &[&Line]) -> Finding {
    let middle = setting.area().centre();
    let off = |line: &&Line| {
        let ink = line.ink().map_or(f64::MAX, |ink| ink.centre() - middle);
        let advance = line.centre() - middle;
        if ink.abs() < advance.abs() { ink } else { advance }
    };
    let worst = title.iter().map(off).max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(0.0);
    let measured = match worst {
        off if off > 0.05 => Phrase::new(format!("偏右 {off:.1} mm"), format!("{off:.1} mm to the right")),
        off if off < -0.05 => Phrase::new(format!("偏左 {:.1} mm", -off), format!("{:.1} mm to the left", -off)),
        _ => Phrase::new("居中", "centred"),
    };
    let demanded = Phrase::new("居中", "centred");
    Finding::new(CLAUSE, ["标题位置", "place of the title"], demanded, (measured, Verdict::of(worst.abs() <= CENTRE)))
}

fn short(title: &[&Line]) -> Finding {
    let counts: Vec<usize> = title.iter().map(|line| line.count()).collect();
    let shown = counts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
    let good = counts.len() < 2 || counts.iter().all(|count| *count >= FEWEST);
    let demanded = Phrase::new("没有一两个字的行", "no line of one or two characters");
    let measured = Phrase::new(format!("{shown} 字"), format!("{shown} characters"));
    Finding::new(CLAUSE, ["标题分行", "lines of the title"], demanded, (measured, Verdict::of(good)))
}
