//! Signature and date (GB/T 9704-2012, 7.3.5).

use super::super::finding::{Finding, Phrase, Verdict};
use super::super::parts::{self, Signature};
use super::super::setting::Setting;

/// Two characters at the right, and by two the date is further right (7.3.5.2); four for a sealed paper's date (7.3.5.1).
const INSET: f64 = 2.0;
const SEALED_INSET: f64 = 4.0;

/// How much places may differ, in characters: 32 points count as two where a character takes 15.79.
const TOLERANCE: f64 = 0.25;

pub(super) fn check(setting: &Setting<'_>) -> Vec<Finding> {
    let Some(signature) = parts::signature(setting) else { return Vec::new() };
    let mut findings = Vec::new();
    if !signature.organs.is_empty() {
        findings.push(place(setting, &signature));
        findings.extend(blank_line(setting, &signature));
    }
    findings.push(form(&signature));
    findings
}

/// Where organ and date stand, in characters.
struct Places {
    organ_right: f64,
    date_right: f64,
    shift: f64,
    off_centre: f64,
    date_is_longer: bool,
}

impl Places {
    fn of(setting: &Setting<'_>, signature: &Signature<'_>) -> Self {
        let (right, character) = (setting.area().right, setting.character());
        let edge = |of: &dyn Fn(&super::super::lines::Line) -> f64, pick: fn(f64, f64) -> f64, start: f64| {
            signature.organs.iter().map(|line| of(line)).fold(start, pick)
        };
        let organ_left = edge(&|line| line.left(), f64::min, f64::MAX);
        let organ_end = edge(&|line| line.right(), f64::max, f64::MIN);
        let date = signature.date;
        Self {
            organ_right: (right - organ_end) / character,
            date_right: (right - date.right()) / character,
            shift: (date.left() - organ_left) / character,
            off_centre: (date.centre() - f64::midpoint(organ_left, organ_end)) / character,
            date_is_longer: date.width() > organ_end - organ_left,
        }
    }

    fn is_unsealed(&self) -> bool {
        let right = if self.date_is_longer { self.date_right } else { self.organ_right };
        near(right, INSET) && near(self.shift, INSET)
    }

    /// Also the place of a paper that waits for its seal.
    fn is_sealed(&self) -> bool {
        near(self.date_right, SEALED_INSET) && self.off_centre.abs() <= 2.0 * TOLERANCE
    }
}

fn near(measured: f64, demanded: f64) -> bool {
    (measured - demanded).abs() <= TOLERANCE
}

fn place(setting: &Setting<'_>, signature: &Signature<'_>) -> Finding {
    let places = Places::of(setting, signature);
    if places.is_sealed() && !places.is_unsealed() {
        let demanded =
            Phrase::new("日期右空 4 字，署名居中于日期", "date 4 characters from the right, organ centred over it");
        let measured = Phrase::new(
            format!("日期右空 {:.1} 字，居中", places.date_right),
            format!("date {:.1} characters from the right, centred", places.date_right),
        );
        return Finding::new(
            "7.3.5.1",
            ["署名和日期位置", "place of the signature"],
            demanded,
            (measured, Verdict::Pass),
        );
    }
    let (who, who_en, right) = if places.date_is_longer {
        ("日期", "date", places.date_right)
    } else {
        ("署名", "organ", places.organ_right)
    };
    let say = |right: f64, shift: f64| {
        Phrase::new(
            format!("{who}右空 {right:.1} 字，日期首字右移 {shift:.1} 字"),
            format!("{who_en} {right:.1} characters from the right, date {shift:.1} to the right"),
        )
    };
    let verdict = Verdict::of(places.is_unsealed());
    let measured = (say(right, places.shift), verdict);
    let finding = Finding::new("7.3.5.2", ["署名和日期位置", "place of the signature"], say(INSET, INSET), measured);
    if verdict == Verdict::Miss { finding.on([signature.date.page]) } else { finding }
}

/// 正文下空一行, unless the signature begins a page.
fn blank_line(setting: &Setting<'_>, signature: &Signature<'_>) -> Option<Finding> {
    let first = *signature.organs.first()?;
    let above = setting.page(first.page).rfind(|line| line.y < first.y - 0.1 && setting.is_body(line))?;
    let blank = ((first.y - above.y) / setting.line() - 1.0).round();
    let say = |lines: f64| Phrase::new(format!("{lines} 行"), format!("{lines} lines"));
    let demanded = Phrase::new("1 行", "1 line");
    let what = ["署名上空行", "blank lines above the signature"];
    // With a seal more lines may be left free.
    let verdict = if blank >= 1.0 { Verdict::Pass } else { Verdict::Miss };
    Some(Finding::new("7.3.5.2", what, demanded, (say(blank), verdict)))
}

fn form(signature: &Signature<'_>) -> Finding {
    let date = signature.date.plain();
    let demanded = Phrase::same("2021年1月5日");
    let verdict = Verdict::of(is_proper(&date));
    let finding = Finding::new("7.3.5.4", ["成文日期", "form of the date"], demanded, (Phrase::same(date), verdict));
    if verdict == Verdict::Miss { finding.on([signature.date.page]) } else { finding }
}

/// Arabic digits, the whole year, no zeros in front.
fn is_proper(date: &str) -> bool {
    let part = |text: &str, most: u32| {
        text.chars().all(|c| c.is_ascii_digit())
            && !text.starts_with('0')
            && text.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number))
    };
    let split = || {
        let (year, rest) = date.split_once('年')?;
        let (month, rest) = rest.split_once('月')?;
        Some((year, month, rest.strip_suffix('日')?))
    };
    split().is_some_and(|(year, month, day)| year.len() == 4 && part(year, 9999) && part(month, 12) && part(day, 31))
}

#[cfg(test)]
mod tests {
    use super::is_proper;

    #[test]
    fn dates_without_zeros() {
        assert!(is_proper("2021年1月5日") && is_proper("2021年12月20日"));
        for bad in ["2021年01月05日", "二〇二一年一月五日", "2021.1.5", "21年1月5日", "2021年13月5日"]
        {
            assert!(!is_proper(bad), "{bad}");
        }
    }
}
