//! The same input makes the same bytes, wherever and whenever it is built.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use banxin::export::{PdfConfig, pdf, svg};
use banxin::pipeline::{Pipeline, Settings};
use banxin::typeset::Pace;

use crate::project::{Project, repository};
use crate::ruler::pages;

/// The sample with everything in it: figures, a table of contents of levels, several pages.
const SAMPLE: &str = "samples/镇民政工作要点/镇民政工作要点.yaml";

/// What surrounds a run of the command.
struct Surroundings<'a> {
    zone: &'a str,
    locale: &'a str,
    /// The folder of the document, below the project.
    folder: &'a str,
    /// Where the command is run, below the project.
    from: &'a str,
    /// The document as it is named on the command line; `@` stands for the project.
    named: &'a str,
    /// How long ago the document was written.
    age: Duration,
}

#[expect(clippy::disallowed_methods, reason = "the test reads what another process wrote")]
fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("a file")
}

/// Builds the sample in these surroundings; the bytes of the PDF.
fn built_in(surroundings: &Surroundings<'_>) -> Vec<u8> {
    let document = format!("{}/文稿.yaml", surroundings.folder);
    let project = Project::new().file(&document, read(&repository(SAMPLE))).file("elsewhere/x", "").file("家/x", "");
    let written = SystemTime::now() - surroundings.age;
    let file = std::fs::File::options().write(true).open(project.join(&document)).expect("a file");
    file.set_modified(written).expect("the time is set");
    let named = surroundings.named.replace('@', project.path().to_str().expect("UTF-8"));
    let output = Command::new(env!("CARGO_BIN_EXE_banxin"))
        .args(["build", &named])
        .current_dir(project.join(surroundings.from))
        .env("TZ", surroundings.zone)
        .env("LANG", surroundings.locale)
        .env("LC_ALL", surroundings.locale)
        .env("HOME", project.join("家"))
        .env("SOURCE_DATE_EPOCH", surroundings.age.as_secs().to_string())
        .output()
        .expect("banxin runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    read(&project.join(&document.replace(".yaml", ".pdf")))
}

#[test]
fn the_command_makes_the_same_bytes_everywhere() {
    let here = Surroundings {
        zone: "Asia/Shanghai",
        locale: "zh_CN.UTF-8",
        folder: "文稿",
        from: "文稿",
        named: "文稿.yaml",
        age: Duration::ZERO,
    };
    let elsewhere = [
        Surroundings {
            zone: "America/New_York", locale: "C", from: "elsewhere", named: "../文稿/文稿.yaml", ..here
        },
        Surroundings { zone: "Pacific/Kiritimati", locale: "de_DE.UTF-8", named: "@/文稿/文稿.yaml", ..here },
        Surroundings { zone: "UTC", locale: "en_US.UTF-8", folder: "a/b c", from: ".", named: "a/b c", ..here },
        Surroundings { age: Duration::from_hours(400 * 24), named: "./文稿.yaml", ..here },
    ];
    let expected = built_in(&here);
    for surroundings in &elsewhere {
        let what = (surroundings.zone, surroundings.locale, surroundings.named);
        assert!(built_in(surroundings) == expected, "{what:?}");
    }
}

#[test]
fn one_process_makes_the_same_pages_whatever_it_made_before() {
    let text = String::from_utf8(read(&repository(SAMPLE))).expect("UTF-8");
    let bytes = |pages: &banxin::typeset::Pages| pdf(pages, &PdfConfig::default()).expect("a PDF");
    let expected = bytes(&pages(&text));
    let mut pipeline = Pipeline::new(Settings::default(), Pace::LIVE);
    for round in 0..3 {
        let changed = text.replacen("民政", "民生", round + 1);
        assert!(pipeline.build_text("文稿.yaml", &changed, Path::new("")).is_good());
        let built = pipeline.build_text("别的名字.yaml", &text, Path::new("别处"));
        let again = built.pages.expect("built");
        assert!(bytes(&again) == expected, "round {round}");
        assert_eq!(svg(&again, 0).expect("a page"), svg(&pages(&text), 0).expect("a page"));
    }
}

#[test]
fn several_threads_make_the_same_bytes() {
    let text = String::from_utf8(read(&repository(SAMPLE))).expect("UTF-8");
    let make = || pdf(&pages(&text), &PdfConfig::default()).expect("a PDF");
    let expected = make();
    std::thread::scope(|scope| {
        let threads = [0; 4].map(|_| scope.spawn(make));
        for thread in threads {
            assert!(thread.join().expect("no panic") == expected);
        }
    });
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let text = String::from_utf8(read(&repository(SAMPLE))).expect("UTF-8");
    let bytes = |text: &str| pdf(&pages(text), &PdfConfig::default()).expect("a PDF");
    let expected = bytes(&text);
    assert!(bytes(&text.replace('\n', "\r\n")) == expected, "CR LF");
    assert!(bytes(&format!("\u{feff}{text}")) == expected, "a byte order mark");
}

/// The day in the PDF is the paper's own; a paper without one has none, and never today's.
#[test]
fn no_clock_is_in_a_paper_without_a_date() {
    let paper = "标题: 计划\n正文: [ 一段 ]\n";
    let bytes = pdf(&pages(paper), &PdfConfig::default()).expect("a PDF");
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains("CreationDate") && !text.contains("ModDate"), "a date");
}
