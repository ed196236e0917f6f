//! Every element in every layout, there or not: what is there stands in the standard's order, nothing overlaps, and what is missing
//! leaves no gap.

use banxin::typeset::Pages;

use super::{PITCH, TOLERANCE, black_lines, black_rules};
use crate::ruler::{Line, TYPE_AREA, mm, pages};

/// An element: its field, and how its line begins.
#[derive(Clone, Copy)]
struct Element {
    field: &'static str,
    begins: &'static str,
}

const fn element(field: &'static str, begins: &'static str) -> Element {
    Element { field, begins }
}

/// A layout: what makes it, the elements that can stand in it in the standard's order, above the text and below it.
struct Form {
    name: &'static str,
    makes: &'static str,
    above: &'static [Element],
    below: &'static [Element],
}

const COPY: Element = element("份号: 1", "000001");
const CLASSIFIED: Element = element("密级: 机密★3年", "机密★3年");
const URGENT: Element = element("紧急程度: 特急", "特急");
const NUMBER: Element = element("发文字号: 安政发〔2022〕5号", "安政发〔2022〕5号");
const SUBTITLE: Element = element("副标题: 征求意见", "征求意见");
const RECIPIENTS: Element = element("主送: 各乡镇", "各乡镇：");
const PRESENT: Element = element("出席: 张建国", "出席：张建国");
const ABSENT: Element = element("请假: 李敏", "请假：李敏");
const ATTENDING: Element = element("列席: 王芳", "列席：王芳");
const ISSUER: Element = element("署名: 安平县人民政府", "安平县人民政府");
const DATE: Element = element("日期: 2022-01-05", "2022年1月5日");
const REMARK: Element = element("附注: 此件公开发布", "（此件公开发布）");
const COPIES: Element = element("抄送: 县委", "抄送：县委。");
const PRINTED: Element = element("印发机关: 县府办", "县府办");

const FORMS: &[Form] = &[
    Form {
        name: "公文",
        makes: "文种: 通知\n发文机关标志: 安平县人民政府",
        above: &[COPY, CLASSIFIED, URGENT, NUMBER, SUBTITLE, RECIPIENTS],
        below: &[PRESENT, ISSUER, DATE, REMARK, COPIES, PRINTED],
    },
    Form {
        name: "信函",
        makes: "文种: 函\n发文机关标志: 安平县人民政府",
        above: &[COPY, CLASSIFIED, URGENT, NUMBER, SUBTITLE, RECIPIENTS],
        below: &[ISSUER, DATE, REMARK, COPIES],
    },
    Form {
        name: "命令",
        makes: "文种: 令\n发文机关标志: 公告县令",
        above: &[element("发文字号: 第5号", "第5号"), RECIPIENTS],
        below: &[ISSUER, DATE, REMARK, COPIES, PRINTED],
    },
    Form {
        name: "纪要",
        makes: "文种: 纪要\n发文机关标志: 安平县人民政府会议纪要",
        above: &[COPY, CLASSIFIED, URGENT, element("发文字号: 第5期", "第5期"), SUBTITLE, RECIPIENTS],
        below: &[PRESENT, ABSENT, ATTENDING, DATE, REMARK, COPIES, PRINTED],
    },
    Form {
        name: "计划",
        makes: "文种: 计划",
        above: &[SUBTITLE, RECIPIENTS],
        below: &[PRESENT, ABSENT, ATTENDING, ISSUER, DATE, REMARK],
    },
];

const TEXT: &str = "现将有关事项通知如下。";

/// The elements that a number's bits pick.
fn picked(elements: &[Element], bits: usize) -> Vec<Element> {
    elements.iter().enumerate().filter(|(nth, _)| bits >> nth & 1 == 1).map(|(_, element)| *element).collect()
}

#[test]
fn every_combination_of_elements_stands_in_order_without_gaps_or_overlaps() {
    let mut faults = Vec::new();
    for form in FORMS {
        // Each set above the text once, each set below it once: they do not meet.
        let (above, below) = (1_usize << form.above.len(), 1_usize << form.below.len());
        for round in 0..above.max(below) {
            let (above, below) = (picked(form.above, round % above), picked(form.below, round % below));
            faults.extend(fault(form, &above, &below));
        }
    }
    assert!(faults.is_empty(), "{} of them:\n{}", faults.len(), faults[..faults.len().min(12)].join("\n"));
}

fn fault(form: &Form, above: &[Element], below: &[Element]) -> Option<String> {
    let fields: Vec<&str> = above.iter().chain(below).map(|element| element.field).collect();
    let title = if form.name == "命令" { "公告县令" } else { "关于走访的事项" };
    let yaml = format!("标题: {title}\n{}\n{}\n正文:\n  - 段落: {TEXT}\n", form.makes, fields.join("\n"));
    let pages = pages(&yaml);
    let found =
        order(&pages, above, below).err().or_else(|| overlap(&pages)).or_else(|| gaps(form, &pages, above, below));
    found.map(|found| format!("{}, {fields:?}: {found}", form.name))
}

/// All black lines with their pages.
fn all_lines(pages: &Pages) -> Vec<(usize, Line<'_>)> {
    (0..pages.count())
        .flat_map(|page| black_lines(pages.layout(), page).into_iter().map(move |line| (page, line)))
        .collect()
}

/// A line with the number right of a label is both.
fn place(lines: &[(usize, Line<'_>)], begins: &str) -> Option<usize> {
    lines.iter().position(|(_, line)| line.text().contains(begins))
}

fn order(pages: &Pages, above: &[Element], below: &[Element]) -> Result<(), String> {
    let lines = all_lines(pages);
    let text = Element { field: "", begins: TEXT };
    let mut last = 0;
    // The letter's number stands beside the first label, above the others.
    let in_order = above.iter().filter(|element| !element.begins.starts_with("安政发")).chain([&text]).chain(below);
    for element in in_order {
        let at = place(&lines, element.begins).ok_or_else(|| format!("no {}", element.begins))?;
        if at < last {
            return Err(format!("{} stands too high", element.begins));
        }
        last = at;
    }
    for element in above.iter().filter(|element| element.begins.starts_with("安政发")) {
        place(&lines, element.begins).ok_or_else(|| format!("no {}", element.begins))?;
    }
    Ok(())
}

/// Lines nearer to one another than their type is high, and text on rules.
fn overlap(pages: &Pages) -> Option<String> {
    for page in 0..pages.count() {
        let lines = black_lines(pages.layout(), page);
        for pair in lines.windows(2) {
            let high = pair[1].glyphs.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
            if pair[1].baseline() - pair[0].baseline() < mm(high) - 0.05 {
                return Some(format!("{} overlaps {}", pair[1].text(), pair[0].text()));
            }
        }
        for rule in black_rules(pages.layout(), page).into_iter().chain(super::red_rules(pages.layout(), page)) {
            let crossed = lines.iter().find(|line| line.top() + 0.3 < rule[3] && rule[1] < line.baseline());
            if let Some(line) = crossed {
                return Some(format!("a rule at {:.1} mm crosses {}", rule[1], line.text()));
            }
        }
    }
    None
}

/// How far each line is below the one before: nothing missing leaves a gap.
fn gaps(form: &Form, pages: &Pages, above: &[Element], below: &[Element]) -> Option<String> {
    let lines = all_lines(pages);
    let top = |begins: &str| place(&lines, begins).map(|at| top_of(&lines[at].1));
    let expect = |what: &str, found: f64, expected: f64| {
        let off = (found - expected).abs() > TOLERANCE;
        off.then(|| format!("{what}: {found:.2} mm, not {expected:.2} mm"))
    };
    let labels = above.iter().filter(|element| ["000001", "机密★3年", "特急"].contains(&element.begins));
    let first = if form.name == "信函" {
        super::red_rules(pages.layout(), 0)[1][3] + super::SIZE * 7.0 / 8.0
    } else {
        TYPE_AREA[1]
    };
    let label_faults = labels
        .zip(0_u8..)
        .find_map(|(element, row)| expect(element.begins, top(element.begins)?, first + f64::from(row) * PITCH));
    let has = |begins: &str| above.iter().chain(below).any(|element| element.begins == begins);
    let text = top(TEXT)?;
    // From the title to the text: subtitle right below it, a blank line, recipients.
    let from_title = || {
        let between = 2 + u8::from(has("征求意见")) + u8::from(has("各乡镇："));
        expect("the text below the title", text - top("关于走访的事项")?, f64::from(between) * PITCH)
    };
    let below_text = || {
        let mut rows = text;
        for (begins, gap) in ending(below) {
            rows += gap * PITCH;
            let at = place(&lines, begins)?;
            if lines[at].0 == 0
                && let Some(fault) = expect(begins, top_of(&lines[at].1), rows)
            {
                return Some(fault);
            }
        }
        None
    };
    label_faults.or_else(from_title).or_else(below_text)
}

/// What stands below the text on page 1, each with its distance from what is above it in lines.
fn ending(below: &[Element]) -> Vec<(&'static str, f64)> {
    let mut ending = Vec::new();
    let mut group = 0;
    for element in below {
        // Attendance and signature have a blank line above them; a remark follows at once.
        let its_group = match element.begins {
            "出席：张建国" | "请假：李敏" | "列席：王芳" => 1,
            "安平县人民政府" | "2022年1月5日" => 2,
            "（此件公开发布）" => group,
            _ => continue,
        };
        ending.push((element.begins, if its_group == group { 1.0 } else { 2.0 }));
        group = its_group;
    }
    ending
}

fn top_of(line: &Line<'_>) -> f64 {
    line.top()
}
