//! What `scripts/bench-batch.sh` needs besides the command itself: a corpus, and the bound.
//!
//! - `generate COUNT FOLDER [tiny]`: a project of plans, eight pages each with text and tables of its own; or tiny ones.
//! - `generate COUNT FOLDER volume`: papers for a volume, some twenty pages each, with pictures, turned tables, attachments, covers and contents of their own.
//! - `bound FOLDER THREADS`: the same Typst sources compiled and exported in a bare loop of threads; prints papers a second.
//! - `serve FOLDER MILLISECONDS`: the folder as `s3://minzheng/plans/` of a store on this machine that takes so long for each answer; prints
//!   the environment the command finds it with, and serves until it is killed.
//! - `typ FOLDER OUT`: the sources with one theme and one set of fonts, for Typst's own command.

#![expect(clippy::print_stdout, reason = "a script's helper prints")]
#![expect(clippy::disallowed_methods, reason = "a script's helper reads what it hands on")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use banxin::diagnostic::Report;
use banxin::export::{self, PdfConfig};
use banxin::pipeline;
use banxin::render::{self, Fit, Look, Rendered, Role};
use banxin::source::Sources;
use banxin::theme::{DEFAULT, Theme, ThemePaths, Wanted};
use banxin::typeset::{self, Files, Fonts, Input, Pace, Session};

#[allow(dead_code, reason = "tests use the rest of it")]
#[path = "../tests/suite/bucket/server.rs"]
mod server;

/// As the command has it, so that the bound is held to the same.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["generate", count, folder] => generate(number(count), Path::new(folder), &plan),
        ["generate", count, folder, "tiny"] => generate(number(count), Path::new(folder), &tiny),
        ["generate", count, folder, "volume"] => {
            generate(number(count), Path::new(folder), &part);
            let picture = std::fs::read("tests/pictures/hall.jpg").expect("the picture");
            std::fs::write(Path::new(folder).join("照片.jpg"), picture).expect("a file");
        }
        ["bound", folder, threads] => bound(Path::new(folder), number(threads)),
        ["serve", folder, milliseconds] => serve(Path::new(folder), number(milliseconds)),
        ["typ", folder, out] => typ(Path::new(folder), Path::new(out)),
        _ => println!(
            "generate COUNT FOLDER [tiny|volume] | bound FOLDER THREADS | serve FOLDER MILLISECONDS | typ FOLDER OUT"
        ),
    }
}

fn serve(folder: &Path, milliseconds: usize) {
    let server = server::Server::start();
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let name = entry.path().strip_prefix(folder).expect("below").display().to_string();
        server.put(&format!("plans/{name}"), std::fs::read(entry.path()).expect("a file"));
    }
    server.takes(std::time::Duration::from_millis(milliseconds as u64));
    for (name, value) in server.environment() {
        println!("export {name}={value}");
    }
    loop {
        std::thread::park();
    }
}

fn number(typed: &str) -> usize {
    typed.parse().expect("a number")
}

fn generate(count: usize, folder: &Path, document: &dyn Fn(usize) -> String) {
    write(&folder.join("banxin.yaml"), "输出: 输出/{{ 文件名 }}.pdf\n数据: { 年度: 2022 }\n");
    for number in 0..count {
        let path = folder.join(format!("{:03}/社区{number:05}.yaml", number / 1000));
        write(&path, &document(number));
    }
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

/// Words for sentences of no two papers alike.
const WORDS: [&str; 24] = [
    "低保对象",
    "特困人员",
    "困难家庭",
    "孤儿",
    "留守老人",
    "残疾人",
    "优抚对象",
    "社会组织",
    "志愿者",
    "社区干部",
    "居民代表",
    "网格员",
    "动态管理",
    "入户核查",
    "走访慰问",
    "医疗救助",
    "临时救助",
    "养老服务",
    "日间照料",
    "婚姻登记",
    "殡葬改革",
    "区划地名",
    "双拥工作",
    "民主协商",
];

/// Numbers that look like chance and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % below
    }

    fn sentence(&mut self, community: usize) -> String {
        let [a, b, c] = [0; 3].map(|_| WORDS[self.roll(WORDS.len())]);
        let (count, month) = (self.roll(900) + 10, self.roll(12) + 1);
        format!(
            "第{community}社区对{a}、{b}逐户登记，{month}月底前完成{count}户的{c}，做到底数清、情况明、措施实，资料齐全并按时归档上报街道办事处。"
        )
    }
}

/// A plan of eight pages: six chapters of numbered tasks, two tables, figures with checks.
fn plan(number: usize) -> String {
    let mut dice = Dice(u64::try_from(number).unwrap_or(0).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mut text = format!(
        "标题: 第{number}社区{{{{ 年度 }}}}年民政工作计划\n署名: 青云街道第{number}社区居民委员会\n日期: 2022-01-05\n正文:\n  - 指导思想: {}\n",
        dice.sentence(number)
    );
    let (begin, new, gone) = (dice.roll(500) + 100, dice.roll(60), dice.roll(60));
    let _ = write!(
        text,
        "  - 统计:\n      标题: 社会救助\n      分项:\n        - 名称: 农村低保\n          指标: {{ 年初户: {begin}户, 新增户: {new}户, 清减户: {gone}户, 年末户: {}户, 发放: {}元 }}\n          叙述: 新增{{{{ 新增户 }}}}，清减{{{{ 清减户 }}}}，年末保留{{{{ 年末户 }}}}，发放{{{{ 发放 }}}}。\n          校核: [ 年末户 = 年初户 + 新增户 - 清减户 ]\n",
        begin + new - gone,
        dice.roll(9_000_000) + 10_000
    );
    for chapter in 0..6 {
        let _ = write!(text, "  - 任务:\n      标题: {}\n      条目:\n", WORDS[(chapter * 5 + number) % WORDS.len()]);
        for _ in 0..if chapter == 5 { 2 } else { 4 } {
            let title = WORDS[dice.roll(WORDS.len())];
            let _ = write!(
                text,
                "        - 标题: 做好{title}\n          内容: {}{}\n",
                dice.sentence(number),
                dice.sentence(number)
            );
        }
        if chapter % 2 == 1 && chapter < 4 {
            table(&mut text, &mut dice);
        }
    }
    text
}

fn table(text: &mut String, dice: &mut Dice) {
    text.push_str("  - 表格:\n      标题: 各小区情况\n      表头: [ 小区, 户数, 人数, 金额 ]\n      行:\n");
    for row in 1..=8 {
        let (homes, people, money) = (dice.roll(400), dice.roll(1200), dice.roll(900_000));
        let _ = writeln!(text, "        - [ 第{row}小区, '{homes}', '{people}', '{money}' ]");
    }
}

/// A paper of a volume, some twenty pages.
fn part(number: usize) -> String {
    let mut dice = Dice(u64::try_from(number).unwrap_or(0).wrapping_add(7).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let title = if number.is_multiple_of(5) {
        "年度民政工作总结".to_owned()
    } else {
        format!("第{number}社区民政工作总结")
    };
    let mut text = format!("标题: {title}\n署名: 第{number}社区居民委员会\n日期: 2022-01-05\n");
    text.push_str(if number % 7 == 3 { "封面: 是\n" } else { "" });
    text.push_str(if number % 7 == 3 || number % 11 == 4 { "目录: 是\n" } else { "" });
    if number.is_multiple_of(2) {
        let _ = write!(text, "附件:\n  - 标题: 名单\n    正文:\n      - 段落: {}\n", dice.sentence(number).repeat(8));
    }
    text.push_str("正文:\n");
    for chapter in 0..7 {
        let _ = write!(text, "  - 任务:\n      标题: {}\n      条目:\n", WORDS[dice.roll(WORDS.len())]);
        for _ in 0..6 {
            let sentences: String = (0..3).map(|_| dice.sentence(number)).collect();
            let _ =
                write!(text, "        - 标题: 做好{}\n          内容: {sentences}\n", WORDS[dice.roll(WORDS.len())]);
        }
        if chapter % 3 == 0 {
            table(&mut text, &mut dice);
        }
        if chapter == 5 && number.is_multiple_of(3) {
            text.push_str(
                "  - 表格:\n      标题: 横排的表\n      横排: 是\n      表头: [ 甲, 乙 ]\n      行: [ [ '1', '2' ] ]\n",
            );
        }
        if chapter % 5 == 1 {
            let _ = writeln!(text, "  - 图片: {{ 文件: ../照片.jpg, 说明: 第{number}社区 }}");
        }
    }
    text
}

fn tiny(number: usize) -> String {
    format!(
        "标题: 第{number}社区计划\n署名: 第{number}社区\n日期: 2022-01-05\n正文:\n  - 段落: 做好第{number}社区的工作。\n"
    )
}

/// What is needed to set all papers.
struct Bound {
    fonts: Arc<Fonts>,
    roles: Vec<Role>,
    files: Files,
    papers: Vec<(PathBuf, Rendered)>,
    theme: Theme,
}

fn prepare(folder: &Path) -> Bound {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let theme =
        Theme::load(Wanted::Named(DEFAULT), &ThemePaths::default(), &mut sources, &mut report).expect("a theme");
    let fonts = Fonts::embedded();
    let roles = render::roles(&theme, &|family| fonts.contains_family(family));
    let look = Look { theme: &theme, roles: &roles, fit: Fit::default() };
    let documents = banxin::project::search(folder);
    let rendered = |path: PathBuf| {
        let paper = pipeline::read(&path, None).paper.expect("a good document");
        let rendered = render::render(&paper, &look, &mut Report::new()).expect("no mistakes");
        (path, rendered)
    };
    let papers: Vec<_> = documents.into_iter().map(|entry| rendered(entry.path)).collect();
    let mut files = Files::new();
    for (path, bytes) in theme.typst_files() {
        files.insert(&path, bytes.into_owned()).expect("a plain path");
    }
    files.insert("/theme/params.typ", papers[0].1.params.as_bytes()).expect("a plain path");
    Bound { fonts, roles, files, papers, theme }
}

fn bound(folder: &Path, threads: usize) {
    let bound = prepare(folder);
    let next = AtomicUsize::new(0);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let work = || {
                let mut session = Session::new(Arc::clone(&bound.fonts), Pace::batch(threads));
                let roles: Vec<typeset::Role> = Vec::new();
                while let Some((_, rendered)) = bound.papers.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let map = Arc::new(rendered.map.clone());
                    let input = Input { main: &rendered.main, files: &bound.files, map: &map, roles: &roles };
                    let pages = session.typeset(&input).pages.expect("pages");
                    export::pdf(&pages, &PdfConfig { standards: Vec::new(), date: Some((2022, 1, 5)) }).expect("a PDF");
                }
            };
            typeset::spawn_worker(scope, work).expect("a thread");
        }
    });
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let rate = bound.papers.len() as f64 / begun.elapsed().as_secs_f64();
    println!("{rate:.1}");
}

fn typ(folder: &Path, out: &Path) {
    let bound = prepare(folder);
    for (path, bytes) in export::typ(&bound.papers[0].1, &bound.theme, &bound.roles, &bound.fonts) {
        let path = out.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    for (path, rendered) in &bound.papers {
        let stem = path.file_stem().expect("a name").to_string_lossy();
        write(&out.join(format!("{stem}.typ")), &rendered.main);
    }
    std::fs::remove_file(out.join("main.typ")).expect("it was written");
}
