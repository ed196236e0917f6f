//! Themes over the net: what a server says wrongly, slowly, too long or not at all is told, and nothing is left of it.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::project::{Project, text_of};
use server::{Answer, Server, Tls, authority, closed_port};

mod server;

const PLAN: &str = "标题: 工作计划\n主题: anping\n日期: 2022-01-05\n正文:\n  - 段落: 走访慰问。\n";

/// The years of a certificate that holds.
const NOW: [i32; 2] = [2020, 2099];

/// Variables of the environment that would lead elsewhere.
const PROXIES: [&str; 9] = [
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "SSL_CERT_FILE",
];

/// What a run of the command came to: its code, and what it said.
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

/// Runs `banxin theme` for the office.
fn theme(project: &Project, args: &[&str], environment: &[(&str, &str)]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_banxin"));
    command.arg("theme").args(args).args(["--project", "office"]).current_dir(project.path());
    for name in PROXIES {
        command.env_remove(name);
    }
    command.env("NO_COLOR", "1").env("LC_ALL", "zh_CN.UTF-8").envs(environment.iter().copied());
    let output = command.output().expect("banxin runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Said { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

/// A county's theme and a town's on it, packed, with their list, and an office without themes.
fn share() -> Project {
    let mut project = Project::new();
    for (name, version, extends) in [
        ("county", "1.0.0", "gbt9704"),
        ("county", "1.10.0", "gbt9704"),
        ("county", "2.0.0", "gbt9704"),
        ("anping", "0.1.0", "county ^1.0"),
        ("anping", "0.2.0", "county ^1.0"),
    ] {
        let manifest = format!("name: {name}\nversion: {version}\napi: 1\nextends: {extends}\ntitle: 某某格式\n");
        let mark = format!("#let body-paragraph(body) = par[{name}{version}#body]\n");
        let lib = if name == "county" { "src/county/lib/body-paragraph.typ" } else { "src/anping/README.md" };
        project =
            project.file(&format!("src/{name}/theme.yaml"), manifest.replace("title: 某某格式\n", "")).file(lib, mark);
        project.run(["theme", "pack", &format!("src/{name}"), "-o", "share"]).succeeds();
    }
    project.run(["theme", "index", "share"]).succeeds();
    project.file("office/banxin.yaml", "").file("office/a.yaml", PLAN)
}

/// A file of the share.
fn shared(project: &Project, name: &str) -> Vec<u8> {
    std::fs::read(project.join("share").join(name)).expect("it is in the share")
}

/// A server that hands out the share as a web server would.
fn handing_out(project: &Project) -> Server {
    let files = std::fs::read_dir(project.join("share")).expect("a folder").flatten();
    let files = files.map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        (format!("/themes/{name}"), Answer::file(&std::fs::read(entry.path()).expect("a file")))
    });
    Server::http(files.collect())
}

/// A server whose list and packages are the share's, but for one answer.
fn but(project: &Project, path: &str, answer: Answer) -> Server {
    let mut files = handing_out(project).answers();
    files.insert(path.to_owned(), answer);
    Server::http(files)
}

/// The list of the share with something changed in it.
fn list_but(project: &Project, change: impl FnOnce(&mut serde_json::Value)) -> Answer {
    let mut list: serde_json::Value = serde_json::from_slice(&shared(project, "index.json")).expect("JSON");
    change(&mut list);
    Answer::file(list.to_string().as_bytes())
}

/// What is said of a server that must leave nothing behind; without the address, which is another every time.
#[track_caller]
fn refused(project: &Project, server: &Server, args: &[&str]) -> String {
    let address = server.address("/themes/");
    let mut all = vec!["install", &address, "anping"];
    all.extend(if args.is_empty() { &["--timeout", "1"] } else { args });
    let said = theme(project, &all, &[]);
    assert_eq!(said.code, Some(2), "{}{}", said.out, said.err);
    is_untouched(project);
    said.err.replace(&server.address(""), "http://HOST").replace(&server.host(), "HOST")
}

#[track_caller]
fn is_untouched(project: &Project) {
    let left: Vec<_> = std::fs::read_dir(project.join("office/themes")).into_iter().flatten().flatten().collect();
    assert!(left.is_empty() && !project.join("office/banxin.lock").exists(), "{left:?}");
}

/// What the first line of a message says after the code.
fn first(said: &str) -> &str {
    said.lines().next().unwrap_or_default()
}

#[test]
fn a_theme_is_installed_from_a_list_with_what_it_stands_on() {
    let project = share();
    let server = handing_out(&project);
    for address in ["/themes/", "/themes", "/themes/index.json"] {
        let project = Project::new().file("office/banxin.yaml", "");
        let said = theme(&project, &["install", &server.address(address), "anping"], &[]);
        assert_eq!(
            (said.code, said.out.as_str()),
            (Some(0), "anping 0.2.0  已装好\ncounty 1.10.0  已装好\n"),
            "{}",
            said.err
        );
    }
    let said = theme(&project, &["install", &server.address("/themes/"), "anping@0.1.0"], &[]);
    assert_eq!(said.out, "anping 0.1.0  已装好\ncounty 1.10.0  已装好\n", "{}", said.err);
    project.run(["build", "office/a.yaml", "--locked"]).succeeds().stderr_is("");
    assert!(text_of(&project.join("office/a.pdf")).contains("county1.10.0走访慰问。"));
    // Anping needs county ^1.0: version 2 stays where it is.
    let said = theme(&project, &["update"], &[]);
    assert_eq!(said.out, "anping 0.2.0  原来是 0.1.0\ncounty 1.10.0  已是这样\n", "{}", said.err);
    let said = theme(&project, &["install", &server.address("/themes/"), "county"], &[]);
    assert!(first(&said.err).contains("不能换成 `county` 2.0.0：这里的主题 `anping` 要它的 `^1.0` 版"), "{}", said.err);
}

#[test]
fn a_link_to_a_package_is_installed_and_has_its_newer_versions_beside_it() {
    let project = share();
    let server = handing_out(&project);
    let said = theme(&project, &["install", &server.address("/themes/anping-0.1.0.banxin")], &[]);
    assert_eq!(said.out, "anping 0.1.0  已装好\ncounty 1.10.0  已装好\n", "{}", said.err);
    let said = theme(&project, &["update", "anping"], &[]);
    assert_eq!(said.out, "anping 0.2.0  原来是 0.1.0\n", "{}", said.err);
}

#[test]
fn what_there_is_to_be_had_is_listed() {
    let project = share();
    let server = handing_out(&project);
    theme(&project, &["install", &server.address("/themes/"), "county@1.0.0"], &[]);
    let said = theme(&project, &["list", &server.address("/themes/")], &[]);
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines.len(), 5, "{}", said.out);
    assert!(lines[0].starts_with("anping 0.1.0  anping（在 county ^1.0 上）  "), "{}", lines[0]);
    assert!(lines[2].starts_with("county 1.0.0  county  ") && lines[3].starts_with("county 1.10.0"), "{}", said.out);
    let said = theme(&project, &["list", "share", "--json"], &[]);
    let json: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(json["offers"].as_array().map(Vec::len), Some(5));
}

#[test]
fn a_project_says_where_its_themes_are_to_be_had() {
    let project = share();
    let server = handing_out(&project);
    let project = project.file("office/banxin.yaml", format!("主题来源: {}\n", server.address("/themes/")));
    let said = theme(&project, &["install", "anping@^0.1"], &[]);
    assert_eq!(said.out, "anping 0.1.0  已装好\ncounty 1.10.0  已装好\n", "{}", said.err);
    assert_eq!(theme(&project, &["list", "--offered"], &[]).out.lines().count(), 5);
    let project = project.file("office/banxin.yaml", "主题来源: ../share\n");
    let said = theme(&project, &["install", "anping"], &[]);
    assert_eq!(said.out, "anping 0.2.0  原来是 0.1.0\n", "{}", said.err);
    let project = project.file("office/banxin.yaml", "");
    assert!(first(&theme(&project, &["install", "anping"], &[]).err).starts_with("错误[store-no-source]"));
    assert!(first(&theme(&project, &["list", "--offered"], &[]).err).starts_with("错误[store-no-project-source]"));
}

#[test]
fn what_the_lock_has_is_got_again_to_the_byte_and_building_opens_no_connection() {
    let project = share();
    let server = handing_out(&project);
    theme(&project, &["install", &server.address("/themes/"), "anping"], &[]);
    std::fs::remove_dir_all(project.join("office/themes")).expect("it was there");
    let before = server.count();
    let run = project.run(["build", "office/a.yaml"]).fails();
    run.stderr_has("错误[theme-not-installed]: 主题 `anping` 0.2.0 记在 banxin.lock 里，但是这里没有")
        .stderr_has(&format!("运行 `banxin theme install`，从 {} 取回来", server.address("/themes/")));
    assert_eq!(server.count(), before);
    let said = theme(&project, &["install"], &[]);
    assert_eq!(said.out, "anping 0.2.0  已装好\ncounty 1.10.0  已装好\n", "{}", said.err);
    let before = server.count();
    project.run(["build", "office/a.yaml", "--locked"]).succeeds();
    assert_eq!(theme(&project, &["install"], &[]).out, "anping 0.2.0  已是这样\ncounty 1.10.0  已是这样\n");
    assert_eq!(server.count(), before);
    let project = project.file("office/themes/county/lib/x.typ", "#let x() = []");
    let said = theme(&project, &["install"], &[]);
    assert!(first(&said.err).starts_with("错误[theme-changed]"), "{}", said.err);
}

#[test]
fn the_same_version_with_other_content_is_not_installed() {
    let project = share();
    let server = handing_out(&project);
    theme(&project, &["install", &server.address("/themes/"), "anping"], &[]);
    let locked = std::fs::read(project.join("office/banxin.lock")).expect("a lock");
    let project =
        project.file("src/county/theme.yaml", "name: county\nversion: 1.10.0\napi: 1\nextends: gbt9704\nauthor: x\n");
    project.run(["theme", "pack", "src/county", "-o", "share"]).succeeds();
    project.run(["theme", "index", "share"]).succeeds();
    let changed = handing_out(&project);
    server.replace(changed.answers());
    for args in [vec!["install"], vec!["install", "https"]] {
        std::fs::remove_dir_all(project.join("office/themes/county")).unwrap_or_default();
        let address = server.address("/themes/");
        let args = if args.len() == 1 { args } else { vec!["install", &address, "county@^1"] };
        let said = theme(&project, &args, &[]);
        assert!(
            first(&said.err).contains("和 banxin.lock 里记的同一版内容不一样，没有安装"),
            "{}{}",
            said.out,
            said.err
        );
    }
    assert!(locked == std::fs::read(project.join("office/banxin.lock")).expect("a lock"));
}

#[test]
fn only_encrypted_addresses_will_do_unless_somebody_says_otherwise() {
    let project = share();
    let install = |address: &str| theme(&project, &["install", address, "anping", "--timeout", "1"], &[]).err;
    let said = install("http://mzj.example.invalid/themes/");
    assert!(
        said.starts_with("错误[net-plain-http]: `http://mzj.example.invalid/themes/index.json` 没有加密"),
        "{said}"
    );
    assert!(said.contains("--insecure-http"));
    let said =
        theme(&project, &["install", "http://mzj.example.invalid/x/", "--insecure-http", "--timeout", "2"], &[]).err;
    assert!(said.starts_with("错误[net-no-such-host]: 找不到网站 `mzj.example.invalid`"), "{said}");
    assert!(install("ftp://x/").starts_with("错误[net-other-scheme]"));
    assert!(install("https://清河.中国/").starts_with("错误[net-bad-address]"));
    let said = install("https://wang:123456@mzj.example.cn/");
    assert!(said.starts_with("错误[net-password]") && !said.contains("123456"), "{said}");
    is_untouched(&project);
}

#[test]
fn who_does_not_answer_is_told() {
    let project = share();
    let said = theme(&project, &["install", &format!("https://127.0.0.1:{}/", closed_port())], &[]).err;
    assert!(first(&said).starts_with("错误[net-refused]: `127.0.0.1:"), "{said}");
    let silent = but(&project, "/themes/index.json", Answer::silent());
    let started = Instant::now();
    let said = refused(&project, &silent, &[]);
    assert_eq!(first(&said), "错误[net-silent]: `http://HOST/themes/index.json` 等了很久没有动静，不等了");
    assert!(started.elapsed() < Duration::from_secs(20));
    let stuck = but(&project, "/themes/anping-0.2.0.banxin", Answer::stuck(&shared(&project, "anping-0.2.0.banxin")));
    assert!(first(&refused(&project, &stuck, &[])).starts_with("错误[net-silent]"));
    let dripping = but(&project, "/themes/index.json", Answer::dripping());
    assert!(first(&refused(&project, &dripping, &[])).starts_with("错误[net-too-slow]"));
    let torn = but(&project, "/themes/anping-0.2.0.banxin", Answer::torn(&shared(&project, "anping-0.2.0.banxin")));
    assert_eq!(
        first(&refused(&project, &torn, &[])),
        "错误[net-torn]: `http://HOST/themes/anping-0.2.0.banxin` 没有传完就断了"
    );
    let babbling = but(&project, "/themes/index.json", Answer::raw(b"220 ftp ready\r\n"));
    assert!(first(&refused(&project, &babbling, &[])).starts_with("错误[net-not-http]"));
}

#[test]
fn what_a_server_has_instead_is_told() {
    let project = share();
    for (status, words) in
        [(404, "没有这个文件（404）"), (403, "不允许取（403）"), (503, "网站出错了（503）"), (204, "不给（204）")]
    {
        let server = but(&project, "/themes/index.json", Answer::status(status));
        let said = refused(&project, &server, &[]);
        assert_eq!(first(&said), format!("错误[net-status]: 网站没有给 `http://HOST/themes/index.json`：{words}"));
    }
    let gone = but(&project, "/themes/anping-0.2.0.banxin", Answer::status(404));
    let said = refused(&project, &gone, &[]);
    assert_eq!(
        first(&said),
        "错误[net-status]: 网站没有给 `http://HOST/themes/anping-0.2.0.banxin`：没有这个文件（404）"
    );
    let page =
        but(&project, "/themes/index.json", Answer::file(b"\n<!DOCTYPE html><title>\xE7\x99\xBB\xE5\xBD\x95</title>"));
    let said = refused(&project, &page, &[]);
    assert!(said.starts_with("错误[net-not-a-list]: `http://HOST/themes/index.json` 不是主题包的目录\n"), "{said}");
    assert!(said.contains("打开的是网页：网站可能要登录"), "{said}");
    let other = but(&project, "/themes/index.json", Answer::file(b"{\"a\": 1}"));
    assert!(refused(&project, &other, &[]).contains("不是主题包的目录"));
    let newer = but(&project, "/themes/index.json", Answer::file(b"{\"format\": 2, \"packages\": {}}"));
    let said = refused(&project, &newer, &[]);
    assert_eq!(
        first(&said),
        "错误[net-newer-list]: `http://HOST/themes/index.json` 是更新版本的 banxin 写的（格式 2）"
    );
}

#[test]
fn a_list_that_leads_elsewhere_or_lies_is_refused() {
    let project = share();
    let last = |list: &mut serde_json::Value, field: &str, value: serde_json::Value| {
        let themes = list["themes"].as_array_mut().expect("a list");
        let entry = themes.iter_mut().find(|entry| entry["name"] == "anping" && entry["version"] == "0.2.0");
        entry.expect("it is there")[field] = value;
    };
    for (field, value) in [
        ("file", "../anping-0.2.0.banxin"),
        ("file", "https://example.org/anping-0.2.0.banxin"),
        ("file", "//example.org/anping-0.2.0.banxin"),
        ("file", "/etc/passwd"),
        ("file", "a\\b.banxin"),
        ("file", "nul.banxin"),
        ("file", "anping.zip"),
        ("name", "../x"),
        ("name", "a\u{1b}[2Jb"),
        ("version", "newest"),
        ("version", "0.1.0"),
        ("blake3", "12"),
        ("extends", "county ^x"),
    ] {
        let list = list_but(&project, |list| last(list, field, value.into()));
        let said = refused(&project, &but(&project, "/themes/index.json", list), &[]);
        assert!(said.starts_with("错误[net-bad-entry]: `http://HOST/themes/index.json` 里有一条不对：`"), "{said}");
        assert!(!said.contains('\u{1b}'), "{said:?}");
    }
    let other = "0".repeat(64);
    let list = list_but(&project, |list| last(list, "blake3", other.as_str().into()));
    let said = refused(&project, &but(&project, "/themes/index.json", list), &[]);
    assert_eq!(
        first(&said),
        "错误[net-other-bytes]: `http://HOST/themes/anping-0.2.0.banxin` 的内容和目录里记的不一样，没有安装"
    );
    let list = list_but(&project, |list| last(list, "size", 10.into()));
    let said = refused(&project, &but(&project, "/themes/index.json", list), &[]);
    assert!(first(&said).starts_with("错误[net-too-large]"), "{said}");
    let list = list_but(&project, |list| last(list, "size", 999_999_999.into()));
    assert!(refused(&project, &but(&project, "/themes/index.json", list), &[]).starts_with("错误[net-bad-entry]"));
}

#[test]
fn a_package_is_the_theme_that_the_list_says() {
    let project = share();
    let bytes = shared(&project, "county-2.0.0.banxin");
    let list = list_but(&project, |list| {
        let themes = list["themes"].as_array_mut().expect("a list");
        let entry = themes.iter_mut().find(|entry| entry["name"] == "anping" && entry["version"] == "0.2.0");
        let entry = entry.expect("it is there");
        entry["blake3"] = blake3::hash(&bytes).to_hex().to_string().into();
        entry["size"] = bytes.len().into();
    });
    let mut answers = handing_out(&project).answers();
    answers.insert("/themes/index.json".into(), list);
    answers.insert("/themes/anping-0.2.0.banxin".into(), Answer::file(&bytes));
    let said = refused(&project, &Server::http(answers), &[]);
    assert!(first(&said).ends_with("不能安装，不是目录里写的那个主题或版本"), "{said}");
}

#[test]
fn more_than_may_be_is_not_read_whatever_is_said_of_its_length() {
    let project = share();
    for answer in [Answer::endless(), Answer::endless_chunks()] {
        let started = Instant::now();
        let said = refused(&project, &but(&project, "/themes/index.json", answer), &["--timeout", "30"]);
        assert!(first(&said).contains("超过了 4 MB，没有再取"), "{said}");
        assert!(started.elapsed() < Duration::from_secs(20));
    }
    let lying = but(&project, "/themes/index.json", Answer::claiming(1 << 40, b"{}"));
    assert!(first(&refused(&project, &lying, &[])).starts_with("错误[net-too-large]"));
    let server = but(&project, "/themes/anping-0.2.0.banxin", Answer::endless());
    assert!(first(&refused(&project, &server, &[])).starts_with("错误[net-too-large]"));
}

#[test]
fn redirections_are_followed_as_far_as_they_are_as_safe() {
    let project = share();
    let mut answers = handing_out(&project).answers();
    answers.insert("/old/index.json".into(), Answer::redirect("../themes/index.json"));
    answers.insert("/a/index.json".into(), Answer::redirect("/themes/index.json"));
    answers.insert("/round/index.json".into(), Answer::redirect("/round/index.json"));
    answers.insert("/out/index.json".into(), Answer::redirect("http://mzj.example.invalid/index.json"));
    answers.insert("/nowhere/index.json".into(), Answer::status(302));
    answers.insert("/file/index.json".into(), Answer::redirect("file:///etc/passwd"));
    let server = Server::http(answers);
    let list = |path: &str| theme(&project, &["list", &server.address(path)], &[]);
    assert_eq!(list("/a/").out.lines().count(), 5);
    for (path, id) in [
        ("/round/", "net-too-many-redirects"),
        ("/out/", "net-plain-http"),
        ("/nowhere/", "net-not-http"),
        ("/file/", "net-other-scheme"),
    ] {
        let said = list(path).err;
        assert!(first(&said).starts_with(&format!("错误[{id}]")), "{path}: {said}");
    }
}

/// A file with the certificate of an authority.
fn trusting(project: &Project, tls: &Tls) -> String {
    let path = project.join("root.pem");
    std::fs::write(&path, &tls.authority).expect("written");
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn an_offices_own_authority_is_believed_if_it_is_named() {
    let project = share();
    let tls = authority("localhost", NOW);
    let server = Server::https(handing_out(&project).answers(), &tls);
    let address = server.address("/themes/");
    let said = theme(&project, &["install", &address, "anping"], &[]);
    assert_eq!(said.code, Some(2));
    assert!(first(&said.err).ends_with("的证书不可信：不是这台电脑信任的机构发的"), "{}", said.err);
    assert!(said.err.contains("SSL_CERT_FILE"), "{}", said.err);
    is_untouched(&project);
    let root = trusting(&project, &tls);
    let said = theme(&project, &["install", &address, "anping"], &[("SSL_CERT_FILE", &root)]);
    assert_eq!(said.out, "anping 0.2.0  已装好\ncounty 1.10.0  已装好\n", "{}", said.err);
}

#[test]
fn certificates_that_are_old_or_another_servers_are_refused() {
    let project = share();
    for (tls, words) in [
        (authority("localhost", [2019, 2020]), "已经过期"),
        (authority("localhost", [2098, 2099]), "还没有到生效的日期"),
        (authority("mzj.example.cn", NOW), "是发给别的网站的"),
    ] {
        let server = Server::https(handing_out(&project).answers(), &tls);
        let root = trusting(&project, &tls);
        let said = theme(&project, &["list", &server.address("/themes/")], &[("SSL_CERT_FILE", &root)]).err;
        assert!(first(&said).ends_with(&format!("的证书不可信：{words}")), "{said}");
    }
    let plain = handing_out(&project);
    let address = format!("https://{}/themes/", plain.host());
    let said = theme(&project, &["list", &address], &[]).err;
    assert!(first(&said).starts_with("错误[net-not-tls]"), "{said}");
    let project = project.file("empty.pem", "no certificate\n");
    let path = project.join("empty.pem").display().to_string();
    let said = theme(&project, &["list", "https://localhost:1/"], &[("SSL_CERT_FILE", &path)]).err;
    assert!(first(&said).starts_with("错误[net-no-certificates]"), "{said}");
}

#[test]
fn https_never_leads_to_http() {
    let project = share();
    let tls = authority("localhost", NOW);
    let plain = handing_out(&project);
    let away = Answer::redirect(&plain.address("/themes/index.json"));
    let server = Server::https([("/themes/index.json".to_owned(), away)].into(), &tls);
    let root = trusting(&project, &tls);
    let args = ["list", &server.address("/themes/"), "--insecure-http"];
    let said = theme(&project, &args, &[("SSL_CERT_FILE", &root)]).err;
    assert!(first(&said).starts_with("错误[net-downgrade]"), "{said}");
    assert_eq!(plain.count(), 0);
}

#[test]
fn proxies_are_those_of_the_environment() {
    let project = share();
    let tls = authority("mzj.example.invalid", NOW);
    let server = Server::https(handing_out(&project).answers(), &tls);
    let proxy = Server::proxy(&server);
    let root = trusting(&project, &tls);
    let list = |environment: &[(&str, &str)]| {
        let mut all = vec![("SSL_CERT_FILE", root.as_str())];
        all.extend(environment);
        theme(&project, &["list", "https://mzj.example.invalid/themes/", "--timeout", "3"], &all)
    };
    let address = format!("http://{}", proxy.host());
    let said = list(&[("HTTPS_PROXY", &address)]);
    assert_eq!(said.out.lines().count(), 5, "{}", said.err);
    assert_eq!(proxy.count(), 1);
    let said = list(&[("HTTPS_PROXY", &address), ("NO_PROXY", "*.invalid")]).err;
    assert!(first(&said).starts_with("错误[net-no-such-host]"), "{said}");
    let said = list(&[("HTTPS_PROXY", "socks5://127.0.0.1:1080")]).err;
    assert!(first(&said).starts_with("错误[net-bad-proxy]: 环境变量 HTTPS_PROXY 里写的不是能用的代理"), "{said}");
    let closed = format!("http://wang:123456@127.0.0.1:{}", closed_port());
    let said = list(&[("HTTPS_PROXY", &closed)]).err;
    assert!(first(&said).starts_with("错误[net-refused]") && said.contains("经代理 `127.0.0.1:"), "{said}");
    assert!(!said.contains("123456"));
    let refusing = Server::http([].into());
    let said = list(&[("HTTPS_PROXY", &format!("http://{}", refusing.host()))]).err;
    assert!(first(&said).starts_with("错误[net-proxy-refused]"), "{said}");
}

#[test]
#[cfg(unix)]
fn ctrl_c_during_a_download_leaves_nothing() {
    let project = share();
    let server = but(&project, "/themes/anping-0.2.0.banxin", Answer::stuck(&shared(&project, "anping-0.2.0.banxin")));
    let mut command = Command::new(env!("CARGO_BIN_EXE_banxin"));
    command.args(["theme", "install", &server.address("/themes/"), "anping", "--project", "office"]);
    let command = command.current_dir(project.path()).env("LC_ALL", "zh_CN.UTF-8").stderr(std::process::Stdio::piped());
    let child = command.spawn().expect("banxin runs");
    while server.count() < 2 {
        std::thread::sleep(Duration::from_millis(10));
    }
    let id = child.id().to_string();
    Command::new("kill").args(["-INT", &id]).status().expect("kill runs");
    let started = Instant::now();
    let output = child.wait_with_output().expect("it ends");
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    assert_eq!(output.status.code(), Some(130));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "停下了，什么都没有改动\n");
    is_untouched(&project);
}
