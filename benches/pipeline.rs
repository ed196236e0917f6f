//! What each stage of the line costs on the longest sample, eight pages: `cargo bench --bench pipeline`.
//!
//! Every run is cold, as in a command that makes one paper: what Typst remembers is dropped before. At the end stands
//! what the stages before Typst take of the whole; docs/performance.md holds them to a tenth.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use banxin::diagnostic::Report;
use banxin::document::{self, Document};
use banxin::export::{self, PdfConfig};
use banxin::paper::Paper;
use banxin::pipeline::{Pipeline, Settings};
use banxin::render::{self, Rendered};
use banxin::resolve;
use banxin::source::{Shelf, SourceId, Sources};
use banxin::theme::{DEFAULT, Theme, ThemePaths, Wanted};
use banxin::typeset::{self, Files, Fonts, Input, Pace, Pages, Session};
use banxin::yaml::{self, Parsed};
use criterion::Criterion;

const SAMPLE: &str = include_str!("../samples/镇民政工作要点/镇民政工作要点.yaml");

/// 成文日期 of the sample.
const DATE: (i32, u8, u8) = (2021, 12, 28);

fn main() {
    let mut bench = Bench { criterion: Criterion::default().sample_size(20).configure_from_args(), means: Vec::new() };
    bench.stages();
    bench.whole();
    bench.criterion.final_summary();
    bench.conclude();
}

struct Bench {
    criterion: Criterion,
    /// Stages with their mean times, as far as they were asked for.
    means: Vec<(&'static str, Duration)>,
}

impl Bench {
    /// Measures what `work` does of what `prepare` makes; only `work` is timed.
    fn time<T, R>(&mut self, name: &'static str, mut prepare: impl FnMut() -> T, mut work: impl FnMut(T) -> R) {
        let (mut total, mut count) = (Duration::ZERO, 0);
        self.criterion.bench_function(name, |bencher| {
            bencher.iter_custom(|iterations| {
                let mut spent = Duration::ZERO;
                for _ in 0..iterations {
                    let prepared = prepare();
                    let begun = Instant::now();
                    let result = black_box(work(prepared));
                    spent += begun.elapsed();
                    drop(result);
                }
                total += spent;
                count += u32::try_from(iterations).expect("not so many");
                spent
            });
        });
        if count > 0 {
            self.means.push((name, total / count));
        }
    }

    fn stages(&mut self) {
        let (sources, id) = source();
        let parsed = parse(&sources, id);
        let mut report = Report::new();
        let typed = document::parse(&parsed.root, &mut report).expect("a document");
        let paper = resolved(typed.clone(), &mut sources.clone(), &mut report);
        let stage = Stage::new();
        let rendered = stage.render(&paper);
        let pages = stage.typeset(&rendered);

        self.time("source", || (), |()| source());
        self.time("yaml", || (), |()| parse(&sources, id));
        self.time("document", Report::new, |mut report| document::parse(&parsed.root, &mut report));
        let prepare = || (typed.clone(), sources.clone(), Report::new());
        self.time("resolve", prepare, |(typed, mut sources, mut report)| resolved(typed, &mut sources, &mut report));
        self.time("theme", || (), |()| theme());
        self.time("render", || (), |()| stage.render(&paper));
        self.time("typeset", || comemo::evict(0), |()| stage.typeset(&rendered));
        self.time("facts", || (), |()| pages.facts().len());
        self.time("export", || comemo::evict(0), |()| pdf(&pages));
        self.time("positions", || stage.typeset(&rendered), |pages| pages.positions().blocks().len());
    }

    fn whole(&mut self) {
        let fresh = || {
            comemo::evict(0);
            Pipeline::new(Settings::default(), Pace::batch(1))
        };
        let build = |mut pipeline: Pipeline| {
            let built = pipeline.build_text("要点.yaml", SAMPLE, Path::new(""));
            pdf(&built.pages.expect("the sample is good"))
        };
        self.time("whole", fresh, build);
    }

    #[expect(clippy::print_stdout, reason = "a benchmark's only way to say what it found")]
    fn conclude(&self) {
        let mean = |name: &str| self.means.iter().find(|(known, _)| *known == name).map(|(_, mean)| mean.as_secs_f64());
        let sum = |names: &[&str]| names.iter().map(|name| mean(name)).sum::<Option<f64>>();
        let (before, typst) = (sum(&["yaml", "document", "resolve", "render"]), sum(&["typeset", "export"]));
        if let (Some(before), Some(typst)) = (before, typst) {
            println!(
                "yaml + document + resolve + render: {:.2} ms; typeset + export: {:.2} ms; share {:.1} %",
                before * 1e3,
                typst * 1e3,
                before / typst * 100.0,
            );
        }
    }
}

/// What is made once for all papers.
struct Stage {
    theme: Theme,
    roles: Vec<render::Role>,
    files: Files,
    fonts: Arc<Fonts>,
}

impl Stage {
    fn new() -> Self {
        let (theme, fonts) = (theme(), Fonts::embedded());
        let roles = render::roles(&theme, &|family| fonts.contains_family(family));
        let mut files = Files::new();
        for (path, bytes) in theme.typst_files() {
            files.insert(&path, bytes.to_vec()).expect("a good path");
        }
        Self { theme, roles, files, fonts }
    }

    fn render(&self, paper: &Paper) -> Rendered {
        let look = render::Look { theme: &self.theme, roles: &self.roles, fit: render::Fit::default() };
        render::render(paper, &look, &mut Report::new()).expect("the theme is good")
    }

    fn typeset(&self, rendered: &Rendered) -> Pages {
        let mut files = self.files.clone();
        files.insert("/theme/params.typ", rendered.params.as_bytes()).expect("a good path");
        let roles: Vec<_> = self.roles.iter().map(known).collect();
        let map = Arc::new(rendered.map.clone());
        let input = Input { main: &rendered.main, files: &files, map: &map, roles: &roles };
        let outcome = Session::new(Arc::clone(&self.fonts), Pace::batch(1)).typeset(&input);
        outcome.pages.expect("the sample is good")
    }
}

fn known(role: &render::Role) -> typeset::Role {
    typeset::Role { name: role.name.clone(), families: role.families.clone(), stand_ins: role.stand_ins }
}

fn source() -> (Sources, SourceId) {
    let mut sources = Sources::new();
    let id = sources.add_bytes("要点.yaml".to_owned(), None, SAMPLE.as_bytes()).expect("text");
    (sources, id)
}

fn parse(sources: &Sources, id: SourceId) -> Parsed {
    yaml::parse(sources.get(id), &mut Report::new()).expect("YAML")
}

fn resolved(typed: Document, sources: &mut Sources, report: &mut Report) -> Paper {
    resolve::resolve(typed, &mut Shelf::new(sources, Path::new("")), report)
}

fn theme() -> Theme {
    Theme::load(Wanted::Named(DEFAULT), &ThemePaths::default(), &mut Sources::new(), &mut Report::new())
        .expect("it is built in")
}

fn pdf(pages: &Pages) -> Vec<u8> {
    export::pdf(pages, &PdfConfig { standards: Vec::new(), date: Some(DATE) }).expect("a PDF")
}
