//! Themes are handed on: packed to the same bytes, installed whole or not at all, pinned to the byte.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::project::{Project, text_of};

/// Far more than it takes, for a busy machine; docs/performance.md has what was measured.
const PATIENCE: Duration = Duration::from_secs(20);

const PLAN: &str = "标题: 工作计划\n主题: anping\n日期: 2022-01-05\n正文:\n  - 段落: 走访慰问。\n";

fn manifest(name: &str, version: &str, extends: &str) -> String {
    format!("name: {name}\nversion: {version}\napi: 1\nextends: {extends}\n")
}

/// A function that puts a mark before its text.
fn marking(mark: &str) -> String {
    format!("#let body-paragraph(body) = par[{mark}#body]\n")
}

/// A share with a county's theme and a town's on it, in two versions each.
fn share() -> Project {
    let mut project = Project::new().file("share/说明.txt", "主题包");
    for version in ["1.0.0", "1.10.0", "1.9.0"] {
        project = project
            .file("src/county/theme.yaml", manifest("county", version, "gbt9704"))
            .file("src/county/lib/body-paragraph.typ", marking(&format!("县{version}")));
        project.run(["theme", "pack", "src/county", "-o", "share"]).succeeds();
    }
    for version in ["0.1.0", "0.2.0"] {
        project = project.file("src/anping/theme.yaml", manifest("anping", version, "county ^1.2"));
        project.run(["theme", "pack", "src/anping", "-o", "share"]).succeeds();
    }
    project.file("office/a.yaml", PLAN)
}

/// Whether nothing was installed.
fn is_untouched(project: &Project) -> bool {
    let left = std::fs::read_dir(project.join("themes")).map_or(0, Iterator::count);
    left == 0 && !project.join("banxin.lock").exists()
}

#[test]
fn a_new_theme_builds_without_a_word() {
    let project = Project::new();
    project.run(["theme", "new", "anping"]).succeeds().wrote("themes/anping/theme.yaml");
    let run = project.run(["build", "themes/anping/sample.yaml", "--theme", "themes/anping"]).succeeds();
    assert_eq!(run.stderr(), "");
    project.run(["theme", "new", "anping"]).exits(2).stderr_has("错误[tool-exists]");
    project.run(["theme", "new", "second", "--from", "anping"]).succeeds();
    project.run(["theme", "new", "gbt9704"]).exits(2).stderr_has("错误[store-built-in]");
    project.run(["theme", "new", "../x"]).exits(2).stderr_has("错误[store-bad-name]");
    project.run(["theme", "new", "x", "--from", "anpin"]).exits(2).stderr_has("是不是 `anping`？");
    let listed = project.run(["theme", "list"]).succeeds().stdout();
    assert!(listed.contains("anping 0.1.0  本单位格式（本项目）\n") && listed.contains("（程序自带）"), "{listed}");
}

#[test]
fn what_a_theme_is_and_where_its_files_come_from_is_shown() {
    let project = Project::new();
    project.run(["theme", "new", "anping"]).succeeds();
    let shown = project.run(["theme", "show", "anping"]).succeeds().stdout();
    for wanted in ["沿用  gbt9704 0.1.0（>=0.1.0）", "page-number-side = center", "7.5  材料只在内部装订", "  body  "]
    {
        assert!(shown.contains(wanted), "no {wanted} in {shown}");
    }
    let tree = project.run(["theme", "show", "anping", "--tree"]).succeeds().stdout();
    assert!(
        tree.lines().any(|line| line.starts_with("blocks/closing.typ.j2") && line.ends_with("anping，代替 gbt9704 的"))
    );
    assert!(tree.lines().any(|line| line.starts_with("lib/signature.typ") && line.ends_with("gbt9704")), "{tree}");
    let json = project.run(["theme", "show", "anping", "--json", "--lang", "en"]).succeeds().stdout();
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["chain"][1]["name"], "gbt9704");
    let side = json["params"].as_array().expect("a list").iter().find(|param| param["name"] == "page-number-side");
    assert_eq!(side.expect("the parameter")["value"], "center");
    project.run(["theme", "show", "anpin"]).exits(2).stderr_has("是不是 `anping`？");
}

#[test]
fn the_same_theme_packs_to_the_same_bytes() {
    let pack = |order: &[&str]| {
        let mut project = Project::new();
        for path in order {
            let text = if *path == "theme.yaml" { manifest("anping", "1.0.0", "gbt9704") } else { (*path).to_owned() };
            project = project.file(&format!("其他 名称/{path}"), text);
        }
        project = project.file("其他 名称/.git/config", "x").file("其他 名称/sample.pdf", "x");
        project.run(["theme", "pack", "其他 名称"]).succeeds().wrote("anping-1.0.0.banxin");
        std::fs::read(project.join("anping-1.0.0.banxin")).expect("a package")
    };
    let first = pack(&["theme.yaml", "lib/a.typ", "assets/徽标.svg"]);
    std::thread::sleep(Duration::from_millis(2100));
    assert!(first == pack(&["assets/徽标.svg", "lib/a.typ", "theme.yaml"]));
}

#[test]
#[cfg(unix)]
fn what_a_package_could_not_have_is_told_when_it_is_packed() {
    let theme = || Project::new().file("t/theme.yaml", manifest("anping", "1.0.0", "gbt9704"));
    let refused = |project: &Project| project.run(["theme", "pack", "t"]).exits(2).stderr();
    let said = |project: &Project| refused(project).lines().next().unwrap_or_default().to_owned();
    let linked = theme().file("t/assets/a.txt", "").file("secret", "");
    std::os::unix::fs::symlink(linked.join("secret"), linked.join("t/assets/b.txt")).expect("a link");
    assert_eq!(said(&linked), "错误[store-not-packed]: `t` 不能打包，里面有链接或别的不是文件的东西：`assets/b.txt`");
    let twice = theme().file("t/lib/a.typ", "").file("t/lib/A.typ", "");
    assert!(said(&twice).contains("有两个文件只有大小写不同，Windows 上是同一个：`lib/a.typ`"), "{}", said(&twice));
    let deep = theme().file(&format!("t/assets/{}f", "x/".repeat(9)), "");
    assert!(said(&deep).contains("文件夹套得太深：`assets/"), "{}", said(&deep));
    let device = theme().file("t/lib/nul.typ", "");
    assert!(said(&device).ends_with("里面有不安全的路径：`lib/nul.typ`"), "{}", said(&device));
}

#[test]
fn mistakes_of_theme_yaml_are_told_where_they_are() {
    let built = |more: &str| {
        let manifest = manifest("anping", "1.0.0", "gbt9704") + more;
        Project::new().file("a.yaml", PLAN).file("themes/anping/theme.yaml", manifest).run(["build", "a.yaml"]).fails()
    };
    built("params: { font-level-2: kia }\n").stderr_has("错误[theme-no-role]: 主题的 `fonts` 里没有 `kia` 这种用途");
    built("params: { new: { type: length } }\n").stderr_has("错误[theme-param-default]: 参数 `new` 没有默认值");
    built("fonts: { body: { prefer: [ 某字体 ] } }\n").stderr_has("错误[audit-no-font]");
    let wrong = manifest("anping", "第一版", "gbt9704");
    let project = Project::new().file("a.yaml", PLAN).file("themes/anping/theme.yaml", wrong);
    project.run(["build", "a.yaml"]).fails().stderr_has("错误[store-bad-version]: `第一版` 不是版本号\n --> themes");
}

#[test]
fn the_newest_version_of_a_share_is_installed_with_what_it_stands_on() {
    let project = share();
    let run = project.run(["theme", "install", "share", "anping", "--project", "office"]).succeeds();
    assert_eq!(run.stdout(), "anping 0.2.0  已装好\ncounty 1.10.0  已装好\n");
    project.run(["build", "office/a.yaml", "--locked"]).succeeds().stderr_is("");
    assert!(text_of(&project.join("office/a.pdf")).contains("县1.10.0走访慰问。"));
    let again = project.run(["theme", "install", "share", "anping", "--project", "office"]).succeeds();
    assert_eq!(again.stdout(), "anping 0.2.0  已是这样\n");
    let older = project.run(["theme", "install", "share", "county <1.10", "--project", "office"]).succeeds();
    assert_eq!(older.stdout(), "county 1.9.0  原来是 1.10.0\n");
    let updated = project.run(["theme", "update", "--project", "office", "--lang", "en"]).succeeds();
    assert_eq!(updated.stdout(), "anping 0.2.0  as before\ncounty 1.10.0  was 1.9.0\n");
    project.run(["theme", "remove", "county", "--project", "office"]).exits(2).stderr_has("错误[store-needed]");
    project
        .run(["theme", "remove", "anping", "--project", "office"])
        .succeeds()
        .wrote_no("office/themes/anping/theme.yaml");
    project.run(["theme", "remove", "anping", "--project", "office"]).exits(2).stderr_has("装了的有：county");
}

#[test]
fn a_package_alone_has_its_newer_versions_beside_it() {
    let project = share();
    project.run(["theme", "install", "share/county-1.0.0.banxin", "--project", "office"]).succeeds();
    let updated = project.run(["theme", "update", "county", "--project", "office"]).succeeds();
    assert_eq!(updated.stdout(), "county 1.10.0  原来是 1.0.0\n");
    let json = project.run(["theme", "update", "--json", "--project", "office"]).succeeds().stdout();
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["themes"][0]["changed"], false);
}

#[test]
fn what_is_not_there_is_told_with_what_there_is() {
    let project = share();
    let install = |args: [&str; 4]| project.run(args).exits(2).stderr();
    let said = install(["theme", "install", "share", "--project=office"]);
    assert!(said.contains("错误[store-which-one]") && said.contains("anping、county"), "{said}");
    let said = install(["theme", "install", "share", "county ^3"]);
    assert!(said.contains("`share` 里没有 `county ^3`") && said.contains("county 1.9.0、county 1.10.0"), "{said}");
    assert!(install(["theme", "install", "share", "county x"]).contains("错误[theme-not-a-range]"));
    assert!(install(["theme", "install", "src", "--project=office"]).contains("错误[store-not-found]"));
    assert!(install(["theme", "install", "nowhere", "--project=office"]).contains("错误[store-no-source]"));
    assert!(install(["theme", "install", "no/where", "--project=office"]).contains("错误[file-unreadable]"));
    assert!(install(["theme", "update", "county", "--project=office"]).contains("错误[store-not-installed]"));
    assert!(install(["theme", "pack", "office", "--project=office"]).contains("错误[store-no-theme]"));
    assert!(!project.join("office/themes").exists() && !project.join("office/banxin.lock").exists());
}

#[test]
fn without_what_it_stands_on_nothing_is_installed() {
    let project = share();
    for version in ["1.0.0", "1.9.0", "1.10.0"] {
        std::fs::remove_file(project.join(&format!("share/county-{version}.banxin"))).expect("it was there");
    }
    let run = project.run(["theme", "install", "share", "--project", "office"]).exits(2);
    run.stderr_has("`share` 里没有 `county ^1.2`");
    assert!(!project.join("office/themes").exists() && !project.join("office/banxin.lock").exists());
    let newer = Project::new().file("t/theme.yaml", manifest("t", "1.0.0", "gbt9704 ^9"));
    newer.run(["theme", "install", "t"]).exits(2).stderr_has("错误[theme-other-version]");
    assert!(is_untouched(&newer));
}

#[test]
fn a_theme_of_ones_own_is_never_installed_over() {
    let project = share().file("office/themes/anping/theme.yaml", manifest("anping", "9.0.0", "gbt9704"));
    let run = project.run(["theme", "install", "share", "anping", "--project", "office"]).exits(2);
    run.stderr_has("错误[store-in-the-way]").wrote_no("office/themes/county/theme.yaml");
    assert!(!project.join("office/banxin.lock").exists());
}

/// A package with the list and the files as given.
fn package(list: &serde_json::Value, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    writer.start_file("banxin.json", options).expect("an entry");
    writer.write_all(list.to_string().as_bytes()).expect("written");
    for (path, bytes) in files {
        writer.start_file(*path, options).expect("an entry");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("a zip").into_inner()
}

fn list(files: &[(&str, &[u8])]) -> serde_json::Value {
    let entry =
        |bytes: &[u8]| serde_json::json!({ "size": bytes.len(), "blake3": blake3::hash(bytes).to_hex().to_string() });
    let files: BTreeMap<_, _> = files.iter().map(|(path, bytes)| (*path, entry(bytes))).collect();
    serde_json::json!({ "format": 1, "name": "anping", "version": "1.0.0", "files": files })
}

/// What is said of a package, which must leave nothing behind.
#[track_caller]
fn refused(bytes: &[u8]) -> String {
    let project = Project::new().file("x.banxin", bytes);
    let said = project.run(["theme", "install", "x.banxin"]).exits(2).stderr();
    assert!(is_untouched(&project), "something was installed");
    let said = said.lines().next().unwrap_or_default().to_owned();
    assert!(said.starts_with("错误[package-refused]: `x.banxin` 不能安装，"), "{said}");
    said.trim_start_matches("错误[package-refused]: `x.banxin` 不能安装，").to_owned()
}

#[test]
fn packages_that_lie_or_lead_out_are_refused_and_nothing_is_changed() {
    let theme = manifest("anping", "1.0.0", "gbt9704");
    let theme = ("theme.yaml", theme.as_bytes());
    let good = [theme, ("lib/a.typ", b"#let a() = []".as_slice())];
    let project = Project::new().file("x.banxin", package(&list(&good), &good));
    project.run(["theme", "install", "x.banxin"]).succeeds().wrote("themes/anping/lib/a.typ");

    let other = [theme, ("lib/a.typ", b"#let a() = ()".as_slice())];
    assert_eq!(refused(&package(&list(&good), &other)), "文件内容和清单对不上：`lib/a.typ`");
    let longer = [theme, ("lib/a.typ", b"#let a() = [] // more".as_slice())];
    assert_eq!(refused(&package(&list(&good), &longer)), "文件大小和清单对不上：`lib/a.typ`");
    assert_eq!(refused(&package(&list(&good), &[theme])), "里面的文件和清单对不上：`lib/a.typ`");
    assert_eq!(refused(&package(&list(&[theme]), &good)), "里面的文件和清单对不上：`lib/a.typ`");
    for path in ["../x", "/etc/x", "lib/../../x", "a\\b", "C:x", ".ssh/x", "nul"] {
        let files = [theme, (path, b"x".as_slice())];
        assert_eq!(refused(&package(&list(&files), &files)), format!("里面有不安全的路径：`{path}`"));
    }
    let twice = [theme, ("lib/a.typ", b"".as_slice()), ("LIB/A.typ", b"".as_slice())];
    assert!(refused(&package(&list(&twice), &twice)).starts_with("里面有不安全的路径"));
    let mut named = list(&good);
    named["version"] = "2.0.0".into();
    assert_eq!(refused(&package(&named, &good)), "theme.yaml 和包上写的不是同一个主题：`theme.yaml`");
    let mut newer = list(&good);
    newer["format"] = 2.into();
    assert_eq!(refused(&package(&newer, &good)), "是更新版本的 banxin 打的包");
    assert_eq!(refused(b"PK\x03\x04 not"), "不是主题包，或者已经损坏");
    assert_eq!(refused(b""), "不是主题包，或者已经损坏");
    let whole = package(&list(&good), &good);
    assert_eq!(refused(&whole[..whole.len() / 2]), "不是主题包，或者已经损坏");
    let builtin = manifest("gbt9704", "1.0.0", "gbt9704");
    let files = [("theme.yaml", builtin.as_bytes())];
    let project = Project::new().file("x.banxin", package(&list(&files), &files));
    project.run(["theme", "install", "x.banxin"]).exits(2).stderr_has("错误[store-built-in]");
    assert!(is_untouched(&project));
}

#[test]
fn bombs_and_links_in_packages_are_refused() {
    let theme = manifest("anping", "1.0.0", "gbt9704");
    let theme = ("theme.yaml", theme.as_bytes());
    // Two hundred megabytes of nothing that say they are ten bytes.
    let zeros = vec![0; 200 * 1024 * 1024];
    let mut lying = list(&[theme, ("assets/x", b"0123456789".as_slice())]);
    let bomb = package(&lying, &[theme, ("assets/x", &zeros)]);
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(refused(&bomb), "文件大小和清单对不上：`assets/x`");
    lying["files"]["assets/x"]["size"] = 300_000_000.into();
    assert_eq!(refused(&package(&lying, &[theme, ("assets/x", b"x")])), "里面的文件太多或太大");
    let many: Vec<(String, &[u8])> = (0..4100).map(|n| (format!("assets/{n}"), b"".as_slice())).collect();
    let many: Vec<(&str, &[u8])> =
        std::iter::once(theme).chain(many.iter().map(|(path, bytes)| (path.as_str(), *bytes))).collect();
    assert_eq!(refused(&package(&list(&many), &many)), "里面的文件太多或太大");

    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    let files = [theme, ("lib/a.typ", b"/etc/passwd".as_slice())];
    writer.start_file("banxin.json", options).expect("an entry");
    writer.write_all(list(&files).to_string().as_bytes()).expect("written");
    writer.add_symlink("lib/a.typ", "/etc/passwd", options).expect("an entry");
    let linked = writer.finish().expect("a zip").into_inner();
    assert_eq!(refused(&linked), "里面有链接或别的不是文件的东西：`lib/a.typ`");
}

#[test]
fn another_themes_bytes_are_an_error_until_they_are_accepted() {
    let project = share();
    project.run(["theme", "install", "share", "anping", "--project", "office"]).succeeds();
    let project = project.file("office/themes/county/lib/body-paragraph.typ", marking("改"));
    project.run(["build", "office/a.yaml"]).fails().stderr_is(
        "错误[theme-changed]: 主题 `county` 和 banxin.lock 里记的不一样：`lib/body-paragraph.typ`\n --> office/a.yaml:2:5\n  |\n\
         2 | 主题: anping\n  |       ^^^^^^\n  |\n  = 怎么办: 确实要用现在这样的，运行 `banxin theme update --accept county`；要原来的，移走 themes 里的 `county`，再运行 `banxin theme install`\n\n\
         office/a.yaml：有 1 处错误，没有生成，原有的输出没有动",
    );
    project.run(["theme", "update", "--accept", "county", "--project", "office"]).succeeds();
    project.run(["build", "office/a.yaml", "--locked"]).succeeds();
    assert!(text_of(&project.join("office/a.pdf")).contains("改走访慰问。"));
    let project = project.file("office/themes/anping/theme.yaml", manifest("anping", "7.0.0", "county"));
    let said = project.run(["build", "office/a.yaml", "--lang", "en"]).fails().stderr();
    assert!(said.contains("it was 0.2.0 and is 7.0.0; run `banxin theme update --accept anping`"), "{said}");
    let project = project.file("office/banxin.lock", "{");
    project.run(["build", "office/a.yaml"]).fails().stderr_has("错误[lock-damaged]");
}

#[test]
fn locked_means_that_every_theme_from_elsewhere_is_in_the_lock() {
    let project =
        Project::new().file("a.yaml", PLAN).file("themes/anping/theme.yaml", manifest("anping", "1.0.0", "gbt9704"));
    project.run(["build", "a.yaml"]).succeeds();
    project
        .run(["build", "a.yaml", "--locked"])
        .fails()
        .stderr_has("错误[theme-not-locked]: banxin.lock 里没有主题 `anping`");
    project.run(["theme", "update", "--accept"]).succeeds().wrote("banxin.lock");
    project.run(["build", "a.yaml", "--locked"]).succeeds();
    let plain = Project::new().file("a.yaml", PLAN.replace("主题: anping\n", ""));
    plain.run(["build", "a.yaml", "--locked"]).succeeds();
}

/// Installs from the share and builds, as another user in another place; the bytes of the PDF.
fn made_elsewhere(share: &Path, [folder, zone, locale]: [&str; 3]) -> Vec<u8> {
    let project = Project::new().file(&format!("{folder}/a.yaml"), PLAN).file("家/x", "");
    let share = share.to_str().expect("UTF-8");
    for args in [["theme", "install", share, "anping"].as_slice(), &["build", "a.yaml", "--locked"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_banxin"))
            .args(args)
            .current_dir(project.join(folder))
            .env("TZ", zone)
            .env("LC_ALL", locale)
            .env("HOME", project.join("家"))
            .env("USER", folder)
            .output()
            .expect("banxin runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    std::fs::read(project.join(&format!("{folder}/a.pdf"))).expect("a PDF")
}

#[test]
fn the_same_document_under_the_same_lock_is_the_same_bytes_elsewhere() {
    let project = share();
    let made = |place| made_elsewhere(&project.join("share"), place);
    let first = made(["文稿", "Asia/Shanghai", "zh_CN.UTF-8"]);
    assert!(first == made(["a b", "America/New_York", "C"]) && first == made(["x", "UTC", "de_DE.UTF-8"]));
}

#[test]
#[expect(clippy::print_stdout, reason = "docs/performance.md quotes it")]
fn two_hundred_themes_in_a_chain_and_in_a_fan_are_resolved() {
    let mut project = Project::new().file("a.yaml", PLAN);
    for number in 0..200 {
        let (name, parent) = (format!("t{number}"), number - 1);
        let parent = if number == 0 { "gbt9704".to_owned() } else { format!("t{parent}") };
        project = project
            .file(&format!("themes/{name}/theme.yaml"), manifest(&name, "1.0.0", &parent) + "params: { lines: 22 }\n")
            .file(&format!("themes/{name}/lib/f{number}.typ"), format!("#let f{number}() = []\n"));
    }
    let project = project.file("themes/anping/theme.yaml", manifest("anping", "1.0.0", "t199"));
    let resolve = |name: &str| {
        let paths = banxin::theme::ThemePaths { folders: vec![project.join("themes")] };
        let (mut sources, mut report) = (banxin::source::Sources::new(), banxin::diagnostic::Report::new());
        let started = Instant::now();
        let theme = banxin::theme::Theme::load(banxin::theme::Wanted::Named(name), &paths, &mut sources, &mut report);
        let layers = theme.expect("a theme").layers.len();
        assert!(report.as_slice().is_empty(), "{:?}", report.as_slice());
        (layers, started.elapsed())
    };
    let (layers, took) = resolve("anping");
    assert_eq!(layers, 202);
    println!("a chain of 200: {took:?}");
    assert!(took < PATIENCE, "{took:?}");
    project.run(["build", "a.yaml"]).succeeds().stderr_is("");
    for number in 0..200 {
        let path = project.join(&format!("themes/t{number}/theme.yaml"));
        std::fs::write(path, manifest(&format!("t{number}"), "1.0.0", "gbt9704")).expect("a file");
    }
    let started = Instant::now();
    assert!((0..200).all(|number| resolve(&format!("t{number}")).0 == 2));
    println!("a fan of 200: {:?}", started.elapsed());
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
}

#[test]
#[expect(clippy::print_stdout, reason = "docs/performance.md quotes it")]
fn a_theme_of_fifty_megabytes_is_installed() {
    let mut state = 1_u64;
    let mut noise = |length: usize| -> Vec<u8> {
        let next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 56) as u8
        };
        std::iter::repeat_with(next).take(length).collect()
    };
    let mut project = Project::new().file("src/theme.yaml", manifest("anping", "1.0.0", "gbt9704"));
    for number in 0..5 {
        project = project.file(&format!("src/assets/{number}.bin"), noise(10 * 1024 * 1024));
    }
    project.run(["theme", "pack", "src"]).succeeds();
    let started = Instant::now();
    project.run(["theme", "install", "anping-1.0.0.banxin"]).succeeds().wrote("themes/anping/assets/4.bin");
    println!("install of 50 MB: {:?}", started.elapsed());
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
}
