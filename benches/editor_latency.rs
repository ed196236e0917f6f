//! From a key to the new page on the screen, measured in Chromium; and how long the page's own thread was busy at once.
//!
//! `cargo bench --bench editor_latency -- [--keys 200]` prints the table of docs/performance.md. The time runs from the
//! key's event in the page to the frame after the new page is in the page, by the same clock. Keys come one by one, as
//! fast as a quick typist's.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a script that prints its table")]

use std::time::{Duration, Instant};

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

/// Between two keys.
const RHYTHM: Duration = Duration::from_millis(200);

/// Keys before anything is measured.
const WARM: usize = 10;

/// What is noted in the page: when keys came, and tasks of more than 50 ms.
const NOTES: &str = "
    window.keys = []; window.tasks = [];
    addEventListener('keydown', (event) => keys.push(performance.timeOrigin + event.timeStamp), true);
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });";

fn main() {
    let keys = argument("--keys", 200);
    let sample = repository("samples/镇民政工作要点/镇民政工作要点.yaml");
    let plan = std::fs::read_to_string(sample).expect("the sample is there");
    println!("| document | pages | keys | p50 | p95 | max | tasks over 50 ms |");
    println!("|---|---|---|---|---|---|---|");
    type_into("plan", &plan, keys);
}

fn argument(name: &str, otherwise: usize) -> usize {
    let arguments: Vec<String> = std::env::args().collect();
    let given = arguments.iter().position(|argument| argument == name).and_then(|at| arguments.get(at + 1));
    given.map_or(otherwise, |given| given.parse().expect("a number"))
}

/// Types into a task in the middle of the document.
fn type_into(name: &str, text: &str, keys: usize) {
    let Some(browser) = Browser::open("editor_latency") else { return };
    let project = Project::new().file("文稿.yaml", text);
    let running = Running::edit(&project, &["文稿.yaml"]);
    browser.goto(&running.url);
    browser.wait("document.querySelector('#form .card') && banxin.painted.length > 0");
    let middle = "const all = document.querySelectorAll('#form .row textarea'); const one = all[all.length >> 1]";
    browser
        .run(&format!("{middle}; one.scrollIntoView({{ block: 'center' }}); one.focus(); one.setSelectionRange(4, 4)"));
    // The focus brings its place on the page into sight.
    browser.wait("document.querySelector('.mark.located')");
    std::thread::sleep(Duration::from_secs(1));
    browser.run(NOTES);
    let mut times = Vec::new();
    let words: Vec<char> = "认真做好各项民政工作".chars().collect();
    for key in 0..keys + WARM {
        let begun = Instant::now();
        let before = browser.run("return banxin.painted.length").as_u64().expect("a number");
        browser.tap(words[key % words.len()]);
        let painted = next_paint(&browser, before);
        let pressed = browser.run("return keys[keys.length - 1]").as_f64().expect("a time");
        if key >= WARM {
            times.push(painted - pressed);
        }
        std::thread::sleep(RHYTHM.saturating_sub(begun.elapsed()));
    }
    times.sort_by(f64::total_cmp);
    let tasks = browser.run("return tasks.map(Math.round)");
    let pages = browser.run("return banxin.state.pages.length");
    let at = |part: usize| times[(times.len() - 1) * part / 100];
    println!("| {name} | {pages} | {keys} | {:.0} | {:.0} | {:.0} | {tasks} |", at(50), at(95), at(100));
}

/// When the next page was on the screen.
fn next_paint(browser: &Browser, before: u64) -> f64 {
    let started = Instant::now();
    loop {
        let last = browser.run("return [banxin.painted.length, banxin.painted.at(-1).time]");
        if last[0].as_u64().is_some_and(|count| count > before) {
            return last[1].as_f64().expect("a time");
        }
        let state = || {
            browser
                .run("return [banxin.paper.queue.idle, banxin.state.report, document.activeElement.value, keys.length]")
        };
        assert!(started.elapsed() < Duration::from_secs(15), "a key was missed: {}", state());
        std::thread::sleep(Duration::from_millis(5));
    }
}
