//! The codes: each id is one code's, each code speaks both languages, and docs/errors.md, which is written from the
//! codes and the cases, has them all.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use banxin::diagnostic::{
    AssetFault, AuditFault, BucketFault, CertificateFlaw, Code, Diagnostic, Expected, ExportFault, ExprFault,
    FileProblem, FontFault, Lang, MeasureFault, NetFault, PackageFlaw, PageFault, PreviewFault, SourceFault,
    StoreFault, ThemeFault, ToolFault, TypesetFault, WholeFault, WorkerFault,
};
use banxin::expr::ValueKind;
use banxin::theme::ParamType;

use crate::errors::{Case, cases, shown, told};
use crate::project::repository;
use crate::snapshot::{all_as_expected, compare};

/// The areas in the order of the page: file, Chinese, English.
const AREAS: &[(&str, &str, &str)] = &[
    ("source", "读文件", "reading files"),
    ("yaml/line", "写法：缩进、短横、冒号", "the text: indentation, dashes, colons"),
    ("yaml/mark", "写法：引号、括号、符号", "the text: quotes, brackets, marks"),
    ("yaml/whole", "写法：字段和全文", "the text: fields and the whole"),
    ("document", "文稿的字段", "fields of a document"),
    ("expr", "式子和校核", "expressions and checks"),
    ("figure", "数字", "figures"),
    ("date", "日期", "dates"),
    ("data", "表格文件", "spreadsheets"),
    ("asset", "图片", "pictures"),
    ("chart", "图表", "charts"),
    ("resolve", "内容", "content"),
    ("table", "表格", "tables"),
    ("formal", "公文要素", "elements of formal papers"),
    ("theme", "主题", "themes"),
    ("fonts", "字体和字", "fonts and characters"),
    ("typeset", "排版", "layout"),
    ("page", "版面", "pages"),
    ("export", "导出", "export"),
    ("preview", "预览", "the preview"),
    ("measure", "测量", "measuring"),
    ("worker", "别人的主题", "themes from elsewhere"),
    ("audit", "检查主题", "checking a theme"),
    ("store", "主题的打包和安装", "packing and installing themes"),
    ("bucket", "对象存储", "object stores"),
    ("net", "从网上取主题", "themes from the net"),
    ("tool", "命令", "the command"),
];

/// How each severity is made in the code, and what it is called.
const SEVERITIES: [(&str, &str); 3] =
    [("error", "错误 · error"), ("warning", "注意 · warning"), ("note", "说明 · note")];

/// A code as it stands in the source: its id and how grave it is.
struct Listed {
    id: String,
    severity: &'static str,
}

/// The codes of an area's file, in the order of the file; one that has two sets of words stands there once.
fn listed(area: &str) -> Vec<Listed> {
    let path = repository("src/diagnostic/code").join(format!("{area}.rs"));
    let text = std::fs::read_to_string(path).expect("every area has its file");
    let mut found: Vec<(usize, Listed)> = Vec::new();
    for (made, severity) in SEVERITIES {
        let call = format!("Words::{made}(");
        for (at, _) in text.match_indices(&call) {
            let id = text[at + call.len()..].trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
            // `Words::error(id, zh, en)` within `Words` itself is not here; all others have their id beside them.
            let id = id.unwrap_or_else(|| panic!("{area}.rs: a code without its id"));
            found.push((at, Listed { id: id.to_owned(), severity }));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    let mut seen = HashSet::new();
    found.into_iter().map(|(_, listed)| listed).filter(|listed| seen.insert(listed.id.clone())).collect()
}

/// Codes that no document in tests/cases can show: they are about files, fonts, commands, or are too rare.
fn others() -> Vec<Code> {
    // In two parts: one list of all is more than a test's stack.
    let mut codes = first_others();
    codes.extend(second_others());
    codes
}

fn first_others() -> Vec<Code> {
    let path = || "清河社区/计划.yaml".to_owned();
    let pdf = || "清河社区/计划.pdf".to_owned();
    let font = || "fonts/某字体.ttf".to_owned();
    vec![
        SourceFault::TooLarge { path: path(), limit_mb: 4 }.into(),
        banxin::diagnostic::DocumentFault::NotAnAmount { field: "时间".into(), typed: "很久".into(), most: 3600 }
            .into(),
        WholeFault::LongKey.into(),
        WholeFault::KeyOverLines.into(),
        WholeFault::Unreadable { expected: Expected::Field }.into(),
        ExprFault::NotACondition { given: ValueKind::Text }.into(),
        ExprFault::WideBraces { typed: "｛｛年度｝｝".into() }.into(),
        banxin::diagnostic::DataFault::EmptySheet { file: "低保.xlsx".into() }.into(),
        banxin::diagnostic::DataFault::HugeSheet { file: "低保.xlsx".into(), most: 100_000 }.into(),
        AssetFault::TooLarge { file: "照片/走访.jpg".into(), limit_mb: 64 }.into(),
        AssetFault::TooMany { most: 300 }.into(),
        AssetFault::TooManyPages { file: "图纸.pdf".into(), count: 620, most: 500 }.into(),
        ThemeFault::OtherTheme { theme: "街道".into() }.into(),
        FontFault::Damaged { path: font() }.into(),
        FontFault::TooLarge { path: font(), limit_mb: 64 }.into(),
        FontFault::OtherKind { path: "fonts/某字体.zip".into() }.into(),
        TypesetFault::Picture.into(),
        TypesetFault::Crashed.into(),
        PageFault::NoRoomForSeal.into(),
        PageFault::CopiesWithoutNumber { count: 30 }.into(),
        PageFault::CopiesOverflow { count: 30, last: 1_000_004 }.into(),
        ExportFault::StandardUnknown { name: "a-2x".into(), near: Some("a-2b"), known: "1.7、a-2b、a-3b".into() }
            .into(),
        ExportFault::StandardsConflict { names: "`a-1b`、`2.0`".into() }.into(),
        ExportFault::StandardNeedsDate { name: "a-2b".into() }.into(),
        ExportFault::VolumeNeedsDate { name: "a-2b".into() }.into(),
        ExportFault::StandardTakesNoPdf { name: "a-2b".into() }.into(),
        ExportFault::Refused { names: "`a-2b`".into() }.into(),
        ExportFault::TooFine { dpi: 1200, most: 600 }.into(),
        ExportFault::NoPage { page: 9, count: 8 }.into(),
        ToolFault::Unwritable { path: pdf(), reason: FileProblem::Denied }.into(),
        ToolFault::Exists { path: path() }.into(),
        ToolFault::NoDocuments { path: "清河社区".into() }.into(),
        ToolFault::OneFileForMany { path: pdf(), count: 3 }.into(),
        ToolFault::SameOutput { path: pdf(), document: path(), other: "清河社区/计划2.yaml".into() }.into(),
        ToolFault::EmptyName { document: path() }.into(),
        ToolFault::NoUnits.into(),
        ToolFault::NoListName { path: "未报.docx".into() }.into(),
        ToolFault::NoProject.into(),
        ToolFault::Alone { option: "--data", with: "一份文稿 (one document)" }.into(),
    ]
}

fn second_others() -> Vec<Code> {
    let path = || "清河社区/计划.yaml".to_owned();
    vec![
        ToolFault::NoShard { typed: "9/8".into() }.into(),
        ToolFault::UnclearShard { told: "SLURM_ARRAY_TASK_ID=7".into() }.into(),
        ToolFault::NoReport { path: "清河社区/report.json".into() }.into(),
        ToolFault::Forgetful.into(),
        banxin::diagnostic::DataFault::NoRows { file: "社区.xlsx".into() }.into(),
        banxin::diagnostic::DataFault::NoColumn {
            file: "单位.xlsx".into(),
            column: "社区名".into(),
            known: vec!["序号".into(), "单位".into()],
        }
        .into(),
        banxin::diagnostic::DataFault::NoSummary { file: "青云街道.xlsx".into() }.into(),
        banxin::diagnostic::DataFault::SameHead {
            head: "户数".into(),
            first: "社区.xlsx 工作表1 B1".into(),
            second: "社区.xlsx 工作表1 D1".into(),
        }
        .into(),
        ToolFault::OutputIsInput { path: path() }.into(),
        ToolFault::NoYear { path: path() }.into(),
        ToolFault::ExplainsOne.into(),
        ToolFault::NotYaml { path: "清河社区/计划.docx".into() }.into(),
        MeasureFault::Empty.into(),
        MeasureFault::NotPdf.into(),
        MeasureFault::Password.into(),
        MeasureFault::Encryption.into(),
        MeasureFault::Unreadable.into(),
        MeasureFault::NoPages.into(),
        MeasureFault::TooManyPages { count: 3000, most: 2000 }.into(),
        MeasureFault::TooMuchText { most: 1_000_000 }.into(),
        MeasureFault::PicturesOnly.into(),
        MeasureFault::NoText { fonts: Vec::new() }.into(),
        MeasureFault::FontsUnreadable { fonts: vec!["某字体".into()] }.into(),
        PreviewFault::NoServer.into(),
        PreviewFault::PortTaken { port: 8800 }.into(),
        PreviewFault::NoBrowser { url: "http://127.0.0.1:8800/".into() }.into(),
        PreviewFault::NoEditor { command: "code".into() }.into(),
        PreviewFault::NoFolder { path: "清河社区".into() }.into(),
        PreviewFault::NoSubject { path: path() }.into(),
        PreviewFault::NoPlace { typed: "计划.yaml".into() }.into(),
        PreviewFault::NotRunning { path: path() }.into(),
        PreviewFault::NotPrinted { path: path(), line: 12 }.into(),
    ]
}

/// Those about themes; apart, since so many in one list would not fit on a test's stack.
fn of_themes() -> Vec<Code> {
    vec![
        ThemeFault::FileTooLarge { path: "themes/街道/assets/徽标.png".into() }.into(),
        WorkerFault::TooLong { theme: "anping".into(), seconds: 10 }.into(),
        WorkerFault::TooMuchMemory { theme: "anping".into(), megabytes: 1024 }.into(),
        WorkerFault::Ended { theme: "anping".into() }.into(),
        WorkerFault::NotStarted.into(),
        ThemeFault::NotARange { typed: "1.x".into() }.into(),
        ThemeFault::OtherName { folder: "anping".into(), named: "anpin".into() }.into(),
        ThemeFault::EmptyManifest { path: "themes/anping/theme.yaml".into() }.into(),
        ThemeFault::FunctionName { file: "anping/lib/my file.typ".into() }.into(),
        ThemeFault::ParamRetyped { param: "lines".into(), kind: "integer" }.into(),
        TypesetFault::NoFunction { file: "anping/lib/signature.typ".into(), name: "signature".into() }.into(),
        ThemeFault::OtherVersion { theme: "county".into(), wanted: "^1.2".into(), found: "1.1.0".into() }.into(),
        ThemeFault::Program { wanted: ">=2".into(), own: "0.1.0".into() }.into(),
        ThemeFault::LockDamaged { path: "banxin.lock".into() }.into(),
        ThemeFault::NotLocked { theme: "anping".into() }.into(),
        ThemeFault::Changed {
            theme: "anping".into(),
            versions: ["1.0.0".into(), "1.1.0".into()],
            files: vec!["lib/signature.typ".into(), "theme.yaml".into()],
        }
        .into(),
        StoreFault::Package {
            package: "anping-1.0.0.banxin".into(),
            flaw: PackageFlaw::Hash,
            file: Some("lib/signature.typ".into()),
        }
        .into(),
        AuditFault::NoBlockTemplate { template: "blocks/task.typ.j2".into() }.into(),
        AuditFault::NoLayoutTemplate { template: "layouts/plan.typ.j2".into() }.into(),
        AuditFault::NeverUsed { file: "anping/blocks/tasks2.typ.j2".into() }.into(),
        AuditFault::NeverCalled { file: "anping/lib/signatur.typ".into() }.into(),
        AuditFault::NoFont { role: "kai".into(), families: vec!["某楷体".into()] }.into(),
        AuditFault::NoLatinFont { role: "body".into(), family: "Times New Roman".into() }.into(),
        AuditFault::Departs {
            clause: "5.2.1",
            what: ["天头", "top margin"],
            demanded: ["37 ± 1 mm".into(), "37 ± 1 mm".into()],
            measured: ["30.0 mm".into(), "30.0 mm".into()],
            layout: ["计划".into(), "plan".into()],
        }
        .into(),
        StoreFault::NoTheme { path: "themes/anping".into() }.into(),
        StoreFault::BadName { name: "a/b".into() }.into(),
        StoreFault::BadVersion { version: "第一版".into() }.into(),
        StoreFault::BuiltIn { name: "gbt9704".into() }.into(),
        StoreFault::InTheWay { path: "themes/anping".into() }.into(),
        StoreFault::NotFound {
            source: "共享目录".into(),
            wanted: "`anping ^2`".into(),
            known: vec!["anping 1.0.0".into()],
        }
        .into(),
        StoreFault::WhichOne { source: "共享目录".into(), known: vec!["anping".into(), "county".into()] }.into(),
        StoreFault::NotInstalled { name: "anping".into(), known: vec!["county".into()] }.into(),
        StoreFault::Needed { name: "county".into(), by: "anping".into() }.into(),
        StoreFault::NotMoved { path: "themes/anping".into() }.into(),
        StoreFault::NotPacked {
            folder: "themes/anping".into(),
            flaw: PackageFlaw::NotAFile,
            file: "assets/徽标.png".into(),
        }
        .into(),
        ThemeFault::NoDefault { param: "seal-width".into(), kind: ParamType::Length }.into(),
        ThemeFault::NoRole { typed: "heiti".into(), near: Some("hei".into()), known: vec!["hei".into()] }.into(),
        StoreFault::NoSource { typed: "anping".into() }.into(),
        StoreFault::NoProjectSource.into(),
        StoreFault::OtherContent {
            name: "anping".into(),
            version: "1.0.0".into(),
            source: "https://mzj.example.cn/themes/".into(),
        }
        .into(),
        StoreFault::Breaks {
            name: "county".into(),
            version: "2.0.0".into(),
            by: "anping".into(),
            range: "^1.2".into(),
        }
        .into(),
        StoreFault::Lost { name: "anping".into() }.into(),
        ThemeFault::NotInstalled {
            theme: "anping".into(),
            version: "1.0.0".into(),
            source: Some("https://mzj.example.cn/themes/".into()),
        }
        .into(),
        WorkerFault::Gone.into(),
    ]
}

/// Those about object stores.
fn of_buckets() -> Vec<Code> {
    let address = || "s3://qingyun/计划/清河.yaml".to_owned();
    let bucket = || "s3://qingyun".to_owned();
    vec![
        BucketFault::BadAddress { address: "s3:/qingyun".into() }.into(),
        BucketFault::NotHere { what: "banxin watch".into(), address: address() }.into(),
        BucketFault::NoCredentials { address: bucket() }.into(),
        BucketFault::Unknown { address: address() }.into(),
        BucketFault::Denied { address: address() }.into(),
        BucketFault::NoBucket { address: bucket() }.into(),
        BucketFault::NoFile { address: address() }.into(),
        BucketFault::Unreachable { address: address() }.into(),
        BucketFault::NotEncrypted { address: address() }.into(),
        BucketFault::Failed { address: address() }.into(),
        BucketFault::Settings { address: bucket() }.into(),
        BucketFault::OddName { name: "计划//清河.yaml".into() }.into(),
        BucketFault::TooLarge { address: "s3://qingyun/fonts/某字体.ttf".into(), most: 256 }.into(),
        BucketFault::NoRoom { folder: "/tmp".into() }.into(),
        BucketFault::InProject { folder: "/tmp".into() }.into(),
    ]
}

fn of_the_net() -> Vec<Code> {
    let host = || "mzj.example.cn".to_owned();
    let address = || "https://mzj.example.cn/themes/index.json".to_owned();
    let package = || "https://mzj.example.cn/themes/anping-1.0.0.banxin".to_owned();
    let proxy = || Some("10.0.0.1:8080".to_owned());
    vec![
        NetFault::BadAddress { address: "https://清河.中国/".into() }.into(),
        NetFault::OtherScheme { address: "ftp://mzj.example.cn/".into() }.into(),
        NetFault::Password { host: host() }.into(),
        NetFault::PlainHttp { address: "http://mzj.example.cn/themes/".into() }.into(),
        NetFault::NoSuchHost { host: host(), proxy: None }.into(),
        NetFault::Refused { host: host(), proxy: proxy() }.into(),
        NetFault::Unreachable { host: host(), proxy: None }.into(),
        NetFault::ProxyRefused { host: host(), proxy: "10.0.0.1:8080".into(), variable: "HTTPS_PROXY".into() }.into(),
        NetFault::BadProxy { variable: "HTTPS_PROXY".into() }.into(),
        NetFault::Certificate { host: host(), flaw: CertificateFlaw::Unknown }.into(),
        NetFault::NoCertificates { path: "root.pem".into() }.into(),
        NetFault::NotTls { host: host() }.into(),
        NetFault::NotHttp { address: address() }.into(),
        NetFault::Downgrade { from: address(), to: "http://mzj.example.cn/index.json".into() }.into(),
        NetFault::TooManyRedirects { address: address() }.into(),
        NetFault::Status { address: address(), status: 404 }.into(),
        NetFault::Silent { address: address() }.into(),
        NetFault::TooSlow { address: package() }.into(),
        NetFault::Torn { address: package() }.into(),
        NetFault::TooLarge { address: address(), most: 4 * 1024 * 1024 }.into(),
        NetFault::NotAList { address: address(), is_page: true }.into(),
        NetFault::NewerList { address: address(), format: 2 }.into(),
        NetFault::BadEntry { address: address(), entry: "anping 1.0.0: ../anping-1.0.0.banxin".into() }.into(),
        NetFault::OtherBytes { address: package() }.into(),
    ]
}

/// Of each code one that was met: with its place in a case, or made up.
fn examples(cases: &[Case]) -> BTreeMap<&'static str, (Diagnostic, Option<&Case>)> {
    let mut examples = BTreeMap::new();
    let plain_first = cases.iter().filter(|case| !case.name.contains('.'));
    for case in plain_first.chain(cases) {
        for diagnostic in &case.built.diagnostics {
            let id = diagnostic.code.words().id;
            let named = case.id() == id;
            if named || !examples.contains_key(id) {
                examples.entry(id).or_insert((diagnostic.clone(), Some(case)));
            }
        }
    }
    for code in others().into_iter().chain(of_themes()).chain(of_buckets()).chain(of_the_net()) {
        examples.entry(code.words().id).or_insert((Diagnostic::new(code), None));
    }
    examples
}

#[test]
fn ids_are_unique_and_in_kebab_case() {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (area, ..) in AREAS {
        for Listed { id, .. } in listed(area) {
            let kebab = id.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()));
            assert!(kebab, "`{id}` in {area}.rs");
            let first = seen.insert(id.clone(), area);
            assert!(first.is_none(), "`{id}` stands in {area}.rs and in {}.rs", first.unwrap_or_default());
        }
    }
}

#[test]
fn every_area_is_on_the_page() {
    let root = repository("src/diagnostic/code");
    for entry in walkdir::WalkDir::new(&root).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let name = entry.path().strip_prefix(&root).expect("below the folder").with_extension("");
        let area = name.to_str().expect("UTF-8").replace('\\', "/");
        // yaml.rs only gathers its three parts.
        assert!(area == "yaml" || AREAS.iter().any(|(known, ..)| *known == area), "{area}.rs is not among the areas");
    }
}

#[test]
fn words_are_in_both_languages_and_in_house_style() {
    let cases = cases();
    let all = cases.iter().flat_map(|case| case.built.diagnostics.iter().map(|diagnostic| diagnostic.code.clone()));
    let results = all.chain(others()).chain(of_themes()).chain(of_buckets()).chain(of_the_net()).flat_map(|code| {
        let words = code.words();
        let zh = std::iter::once(words.message(Lang::Zh)).chain(words.hints(Lang::Zh));
        let en = std::iter::once(words.message(Lang::En)).chain(words.hints(Lang::En));
        let wrong_zh = zh.filter(|text| !is_chinese(text));
        let wrong_en = en.filter(|text| !is_house_english(text));
        wrong_zh.chain(wrong_en).map(|text| Err(format!("{}: {text}", words.id))).collect::<Vec<_>>()
    });
    all_as_expected(results);
}

fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

fn is_chinese(text: &str) -> bool {
    text.contains(is_hanzi) && !text.ends_with(['.', '。'])
}

/// Lower case at its beginning, no full stop, Chinese only where it is quoted or a name.
fn is_house_english(text: &str) -> bool {
    !text.starts_with(|c: char| c.is_ascii_uppercase() && !text.starts_with("PDF") && !text.starts_with("Typst"))
        && !text.ends_with(['.', '。'])
        && text.contains(|c: char| c.is_ascii_lowercase())
}

#[test]
fn every_code_is_in_the_reference() {
    let cases = cases();
    let examples = examples(&cases);
    let all = AREAS.iter().flat_map(|(area, ..)| listed(area));
    let unknown: Vec<_> = all.map(|code| code.id).filter(|id| !examples.contains_key(id.as_str())).collect();
    assert!(unknown.is_empty(), "neither a case in tests/cases/errors nor an example here: {unknown:?}");
    let mut page = HEAD.to_owned();
    for (area, zh, en) in AREAS {
        let _ = writeln!(page, "\n## {zh} · {en}");
        for code in listed(area) {
            let (diagnostic, case) = &examples[code.id.as_str()];
            write_code(&mut page, &code, diagnostic, *case);
        }
    }
    all_as_expected([compare(&repository("docs/errors.md"), &page)]);
}

const HEAD: &str = "\
<!-- Written by a test from the codes and the cases; to write it anew: BANXIN_REWRITE=1 cargo test --release -->

# 错误、注意和说明 · Errors, warnings and notes

每条都有固定的代码，写在方括号里，例如 `错误[unknown-field]`。按代码在本页查找。
有“错误”就不生成文件；“注意”和“说明”不影响生成。

Every message has a code that never changes, in brackets, as in `error[unknown-field]`. Look for it on this page.
An error keeps the paper from being made; warnings and notes do not.
";

fn write_code(page: &mut String, code: &Listed, diagnostic: &Diagnostic, case: Option<&Case>) {
    let _ = writeln!(page, "\n### {}\n\n{}\n", code.id, code.severity);
    let words = diagnostic.code.words();
    for (lang, what_to_do) in [(Lang::Zh, "怎么办："), (Lang::En, "Help: ")] {
        let _ = write!(page, "- {}", shown(words.message(lang)));
        for hint in words.hints(lang) {
            let _ = write!(page, "  \n  {what_to_do}{}", shown(hint));
        }
        page.push('\n');
    }
    if let Some(case) = case {
        let drawn = told(std::slice::from_ref(diagnostic), &case.built.sources, Lang::Zh);
        let _ = writeln!(page, "\n```text\n{}\n```", drawn.trim_end());
    }
}
