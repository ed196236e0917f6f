//! From a save to the page on the screen, measured in Chromium; and ten minutes of typing.
//!
//! `cargo bench --bench preview_latency -- [--saves 200] [--typing 2000]` prints the table of docs/performance.md. A save
//! is a temporary file renamed over the document, as editors do; the time runs from just before the rename to the frame
//! after the new page is in the page, as the page itself notes it by the same clock.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a script that prints its table")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use banxin::pipeline::{Pipeline, Settings};
use banxin::typeset::Pace;

#[path = "../tests/suite/preview/browser.rs"]
#[expect(dead_code, reason = "the tests need more of it")]
mod browser;
#[path = "../tests/suite/project.rs"]
#[expect(dead_code, reason = "the tests need more of it")]
mod project;
#[path = "../tests/suite/preview/running.rs"]
#[expect(dead_code, reason = "the tests need more of it")]
mod running;

use browser::Browser;
use project::{Project, repository};
use running::Running;

/// Between two saves of somebody who types, with an editor that saves by itself.
const RHYTHM: Duration = Duration::from_millis(300);

/// Saves before anything is measured.
const WARM: usize = 10;

/// What was measured, in milliseconds, sorted.
struct Times(Vec<f64>);

impl Times {
    fn at(&self, part: f64) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "counts are small"
        )]
        let nth = ((self.0.len() - 1) as f64 * part).round() as usize;
        self.0[nth]
    }
}

fn main() {
    let saves = argument("--saves", 200);
    let typing = argument("--typing", 2000);
    println!("| document | pages | edit | saves | p50 | p95 | max |");
    println!("|---|---|---|---|---|---|---|");
    let sample = repository("samples/镇民政工作要点/镇民政工作要点.yaml");
    let sample = std::fs::read_to_string(sample).expect("the sample is there");
    let report = report();
    for (name, text, part) in [
        ("plan", &sample, "做好"),
        ("plan", &sample, "镇敬老院"),
        ("report", &report, "第2段"),
        ("report", &report, "第100段"),
    ] {
        measure(name, text, part, saves);
    }
    if typing > 0 {
        type_into(&report, typing);
    }
}

fn argument(name: &str, otherwise: usize) -> usize {
    let arguments: Vec<String> = std::env::args().collect();
    let given = arguments.iter().position(|argument| argument == name).and_then(|at| arguments.get(at + 1));
    given.map_or(otherwise, |given| given.parse().expect("a number"))
}

/// A report of a hundred pages.
fn report() -> String {
    let paragraph =
        |n: usize| format!("        - 第{n}段，{}\n", "完善最低生活保障制度，做到应保尽保、应救尽救。".repeat(14));
    let section = |n: usize| {
        let tasks: String = (n * 10..n * 10 + 10).map(paragraph).collect();
        format!("  - 任务:\n      标题: 第{n}个方面的工作\n      条目:\n{tasks}")
    };
    let body: String = (0..20).map(section).collect();
    format!("标题: 民政工作报告\n版式: 计划\n署名: 安平镇人民政府\n日期: 2022-01-05\n正文:\n{body}")
}

/// A document that is being edited, and the browser that shows it.
struct Desk {
    project: Project,
    running: Running,
    browser: Browser,
    path: PathBuf,
}

impl Desk {
    fn open(text: &str) -> Option<Self> {
        let browser = Browser::open("preview_latency")?;
        let project = Project::new().file("文稿.yaml", text);
        let running = Running::start(&project, &["文稿.yaml"]);
        running.build();
        browser.goto(&running.url);
        browser.wait("banxin.painted.length > 0");
        let path = project.join("文稿.yaml");
        Some(Self { project, running, browser, path })
    }

    /// Saves, and answers when: milliseconds since 1970.
    fn save(&self, text: &str) -> f64 {
        let temporary = self.project.join(".文稿.yaml.tmp");
        std::fs::write(&temporary, text).expect("a file");
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
        std::fs::rename(temporary, &self.path).expect("renamed");
        now.as_secs_f64() * 1000.0
    }

    fn painted(&self) -> (u64, f64) {
        let last = self.browser.run("return [banxin.painted.length, banxin.painted.at(-1).time]");
        (last[0].as_u64().expect("a number"), last[1].as_f64().expect("a number"))
    }

    /// Waits for the next paint after `before`; answers when it was.
    fn next_paint(&self, before: u64) -> f64 {
        let started = Instant::now();
        loop {
            std::thread::sleep(Duration::from_millis(25));
            let (count, time) = self.painted();
            if count > before {
                return time;
            }
            assert!(started.elapsed() < Duration::from_secs(30), "a save was missed");
        }
    }

    /// Of the build that was shown last.
    fn generation(&self) -> u64 {
        self.browser.run("return banxin.painted.at(-1).generation").as_u64().expect("a number")
    }

    fn pages(&self) -> u64 {
        self.browser.run("return banxin.state.pages.length").as_u64().expect("a number")
    }
}

/// Changes a word in sight again and again.
fn measure(name: &str, text: &str, part: &str, saves: usize) {
    let Some(desk) = Desk::open(text) else { return };
    // The first change brings the place into sight.
    let (mut times, mut before) = (Vec::new(), desk.painted().0);
    for save in 0..saves + WARM {
        let typed: String = "认真".repeat(save % 12 + 1);
        let saved = desk.save(&text.replacen(part, &format!("{typed}{part}"), 1));
        let painted = desk.next_paint(before);
        before = desk.painted().0;
        if save >= WARM {
            times.push(painted - saved);
        }
        let spent = Duration::from_secs_f64((painted - saved).max(0.0) / 1000.0);
        std::thread::sleep(RHYTHM.saturating_sub(spent));
    }
    times.sort_by(f64::total_cmp);
    let times = Times(times);
    let pages = desk.pages();
    println!(
        "| {name} | {pages} | {part} | {saves} | {:.0} | {:.0} | {:.0} |",
        times.at(0.5),
        times.at(0.95),
        times.at(1.0)
    );
}

/// Types a sentence into the middle of the report, character by character.
fn type_into(text: &str, saves: usize) {
    let Some(desk) = Desk::open(text) else { return };
    let sentence: Vec<char> = "为全面推进乡村振兴、建设和美安平作出新的贡献。".chars().collect();
    let (started, first) = (desk.painted().0, desk.generation());
    let process = desk.running.id();
    let (mut early, mut most, mut last) = (0, 0, String::new());
    for save in 1..=saves {
        let begun = Instant::now();
        let typed: String = sentence.iter().cycle().take(save % 300 + 1).collect();
        last = text.replacen("第100段，", &format!("第100段，{save}{typed}"), 1);
        desk.save(&last);
        if save == 100 {
            early = memory(process);
        }
        most = most.max(memory(process));
        std::thread::sleep(RHYTHM.saturating_sub(begun.elapsed()));
    }
    std::thread::sleep(Duration::from_secs(1));
    let seen = desk.painted().0 - started;
    // The builder counts by two.
    let built = (desk.generation() - first) / 2;
    let mut pipeline = Pipeline::new(Settings::default(), Pace::batch(1));
    let pages = pipeline.build_text("文稿.yaml", &last, Path::new("")).pages.expect("good");
    let wanted: Vec<String> =
        (0..pages.count()).filter_map(|page| Some(format!("{:032x}", pages.fingerprint(page)?))).collect();
    let shown = desk.browser.run("return banxin.state.pages.map(([print]) => print)");
    let shown: Vec<&str> = shown.as_array().expect("a list").iter().filter_map(|print| print.as_str()).collect();
    let is_right = shown == wanted;
    let end = memory(process);
    println!(
        "\ntyping: {saves} saves every {} ms into {} pages, {built} built, {seen} shown, the last pages are right: {is_right}",
        RHYTHM.as_millis(),
        wanted.len()
    );
    println!(
        "memory of the program: {} MB after 100 saves, {} MB at most, {} MB at the end",
        early / 1024,
        most / 1024,
        end / 1024
    );
    assert!(is_right, "the last pages are wrong");
}

/// What a process has in memory, in KiB.
fn memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
