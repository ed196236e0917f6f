//! Papers in buckets: what is read from and written to a store that speaks S3, and what happens when it does not.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::batch::{BAD, plan};
use crate::project::{Project, Run, text_of};

mod server;

use server::{BUCKET, DENIED, Server, Wrong};

const PICTURE: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><rect width='40' height='20'/></svg>";

/// A project of all that a document may name: shared and own data, an include, pictures, a roster, a theme of its own.
fn files() -> Vec<(&'static str, String)> {
    let county = "标题: 清河社区工作计划\n署名: 清河社区\n日期: 2022-01-05\n主题: county\n正文:\n";
    vec![
        ("banxin.yaml", "数据: { 年度: 2022 }\n输出: '{{ 文件名 }}.pdf'\n".to_owned()),
        ("图/社区 一.svg", PICTURE.to_owned()),
        ("图/二.svg", PICTURE.replace("40", "60")),
        ("表/救助.csv", "项目,户\n低保,12\n特困,3\n".to_owned()),
        ("块/结尾.yaml", "- 段落: 各社区要抓好落实。\n- 引入: 更深/更深.yaml\n".to_owned()),
        ("块/更深/更深.yaml", "- 图片: { 文件: ../../图/二.svg }\n".to_owned()),
        (
            "甲/清河.yaml",
            format!(
                "{county}  - 段落: '{{{{ 年度 }}}}年的工作。'\n  - 图片: {{ 文件: ../图/社区 一.svg, 说明: 示意 }}\n  - 表格: {{ 文件: ../表/救助.csv }}\n  - 引入: ../块/结尾.yaml\n"
            ),
        ),
        ("甲/themes/county/theme.yaml", "name: county\nversion: 1.0.0\napi: 1\nextends: gbt9704\n".to_owned()),
        ("乙.yaml", plan("乙")),
        ("丙.yaml", plan("丙")),
        ("资料.yaml", "年初户: 12\n".to_owned()),
    ]
}

fn local(files: &[(&'static str, String)]) -> Project {
    files.iter().fold(Project::new(), |project, (name, text)| project.file(name, text))
}

fn stored(files: &[(&'static str, String)]) -> Server {
    files.iter().fold(Server::start(), |server, (name, text)| server.object(&format!("计划/{name}"), text))
}

fn run<const N: usize>(server: &Server, args: [&str; N]) -> Run {
    Project::new().run_with(&server.environment(), args)
}

/// All PDFs below a folder, by their names in it.
fn pdfs(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder)
        .into_iter()
        .flatten()
        .filter(|e| e.path().extension().is_some_and(|e| e == "pdf"));
    let name = |path: &Path| path.strip_prefix(folder).expect("below").display().to_string();
    files.map(|e| (name(e.path()), std::fs::read(e.path()).expect("a PDF"))).collect()
}

fn stored_pdfs(server: &Server, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let keys = server.keys(".pdf");
    let below = keys.iter().filter_map(|key| Some((key.strip_prefix(folder)?.to_owned(), server.get(key)?)));
    below.collect()
}

#[test]
fn a_project_is_made_from_bucket_to_bucket_as_at_home_and_a_second_time_nothing_is() {
    let (project, server) = (local(&files()), stored(&files()));
    project.run(["build", ".", "-o", "成品"]).succeeds();
    let here = pdfs(&project.join("成品"));
    assert_eq!(here.len(), 3, "{:?}", here.keys());
    let first = run(&server, ["build", "s3://minzheng/计划/", "-o", "s3://minzheng/成品/"]).succeeds();
    assert_eq!(stored_pdfs(&server, "成品/"), here, "{}", first.stderr());
    assert!(first.stderr().contains("3 份完成，共 3 页；0 份有错"), "{}", first.stderr());
    assert!(first.stdout().contains("s3://minzheng/成品/清河.pdf  1 页"), "{}", first.stdout());
    let report = String::from_utf8(server.get("成品/build-report.json").expect("a report")).expect("UTF-8");
    assert!(report.contains("\"s3://minzheng/计划/甲/清河.yaml\"") && !report.contains("/banxin-"), "{report}");
    let state = String::from_utf8(server.get("成品/.banxin/state").expect("a state")).expect("UTF-8");
    assert!(state.contains("s3://minzheng/计划/") && !state.contains("/banxin-"), "{state}");
    server.asked();
    run(&server, ["build", "s3://minzheng/计划", "-o", "s3://minzheng/成品"]).succeeds().stderr_has("3 份没有变化");
    let asked = server.asked();
    let fetched: Vec<_> = asked.iter().filter(|asked| asked.starts_with("GET")).collect();
    assert_eq!(
        fetched,
        [
            "GET 成品/.banxin/state",
            "GET 计划/banxin.yaml",
            "GET 计划/块/更深/更深.yaml",
            "GET 计划/块/结尾.yaml",
            "GET 计划/甲/themes/county/theme.yaml",
            "GET 计划/资料.yaml"
        ],
        "documents that did not change, pictures and papers are not fetched"
    );
    let written: Vec<_> = asked.iter().filter(|asked| asked.starts_with("PUT")).collect();
    assert_eq!(written, ["PUT 成品/build-report.json", "PUT 成品/build-report.xlsx"]);
}

#[test]
fn one_document_that_changed_is_made_again_and_what_uses_a_file_that_did() {
    let server = stored(&files());
    run(&server, ["build", "s3://minzheng/计划/", "-o", "s3://minzheng/成品/"]).succeeds();
    server.put("计划/乙.yaml", plan("乙改"));
    server.asked();
    let again = run(&server, ["build", "s3://minzheng/计划/", "-o", "s3://minzheng/成品/"]).succeeds();
    assert!(again.stderr().contains("1 份完成，2 份没有变化"), "{}", again.stderr());
    assert_eq!(
        written(&server),
        ["成品/.banxin/state", "成品/build-report.json", "成品/build-report.xlsx", "成品/乙.pdf"]
    );
    server.put("计划/图/二.svg", PICTURE.replace("20", "30"));
    let why = run(&server, ["build", "s3://minzheng/计划/", "-o", "s3://minzheng/成品/", "--dry-run"]).succeeds();
    assert_eq!(why.stdout(), "s3://minzheng/成品/清河.pdf：`s3://minzheng/计划/图/二.svg` 变了\n");
    // Somebody put another file in a paper's place, and took one away.
    server.put("成品/丙.pdf", "x");
    server.remove("成品/乙.pdf");
    let why = run(&server, ["build", "s3://minzheng/计划/", "-o", "s3://minzheng/成品/", "--dry-run"]).succeeds();
    assert_eq!(
        why.stdout(),
        "s3://minzheng/成品/丙.pdf：`s3://minzheng/成品/丙.pdf` 被改过\n\
         s3://minzheng/成品/乙.pdf：`s3://minzheng/成品/乙.pdf` 不在\n\
         s3://minzheng/成品/清河.pdf：`s3://minzheng/计划/图/二.svg` 变了\n"
    );
}

/// The names of what was written since the last time.
fn written(server: &Server) -> Vec<String> {
    server.asked().iter().filter_map(|asked| asked.strip_prefix("PUT ").map(str::to_owned)).collect()
}

#[test]
fn a_store_whose_tags_are_weak_is_read_rather_than_believed() {
    let server = stored(&files()).with_weak_tags();
    run(&server, ["build", "s3://minzheng/计划/", "-o", "s3://minzheng/成品/"]).succeeds();
    server.asked();
    run(&server, ["build", "s3://minzheng/计划/", "-o", "s3://minzheng/成品/"]).succeeds().stderr_has("3 份没有变化");
    assert!(server.asked().contains(&"GET 成品/乙.pdf".to_owned()));
    // As long as before, and another.
    server.put("计划/乙.yaml", plan("丁"));
    run(&server, ["build", "s3://minzheng/计划/", "-o", "s3://minzheng/成品/"]).succeeds().stderr_has("1 份完成");
}

#[test]
fn a_bucket_and_a_folder_may_be_mixed() {
    let (project, server) = (local(&files()), stored(&files()));
    let environment = server.environment();
    project.run(["build", ".", "-o", "成品"]).succeeds();
    let here = pdfs(&project.join("成品"));
    project.run_with(&environment, ["build", ".", "-o", "s3://minzheng/上传"]).succeeds();
    assert_eq!(stored_pdfs(&server, "上传/"), here);
    project.run_with(&environment, ["build", ".", "-o", "s3://minzheng/上传"]).succeeds().stderr_has("3 份没有变化");
    project
        .run_with(&environment, ["build", "s3://minzheng/计划", "-o", "下载"])
        .succeeds()
        .wrote("下载/build-report.xlsx");
    assert_eq!(pdfs(&project.join("下载")), here);
    project.run_with(&environment, ["build", "s3://minzheng/计划", "-o", "下载"]).succeeds().stderr_has("3 份没有变化");
    // One document to one file, either way.
    project.run_with(&environment, ["build", "s3://minzheng/计划/乙.yaml", "-o", "乙.pdf"]).succeeds();
    assert_eq!(std::fs::read(project.join("乙.pdf")).expect("a PDF"), here["乙.pdf"]);
    project.run_with(&environment, ["build", "乙.yaml", "-o", "s3://minzheng/单份/乙.pdf"]).succeeds();
    assert_eq!(server.get("单份/乙.pdf").as_ref(), Some(&here["乙.pdf"]));
    // A pattern of names.
    let pattern = ["build", "s3://minzheng/计划", "-o", "s3://minzheng/按单位/{{ 署名 }}/{{ 文件名 }}.pdf"];
    run(&server, pattern).succeeds();
    assert_eq!(server.get("按单位/清河社区/清河.pdf").as_ref(), Some(&here["清河.pdf"]));
    run(&server, pattern).succeeds().stderr_has("3 份没有变化");
    // Beside the documents, as at home.
    run(&server, ["build", "s3://minzheng/计划"]).succeeds();
    assert_eq!(server.get("计划/乙.pdf").as_ref(), Some(&here["乙.pdf"]));
    assert!(server.get("计划/build-report.json").is_some() && server.get("计划/.banxin/state").is_some());
}

#[test]
fn rosters_and_sheets_come_from_buckets_too() {
    let server = Server::start()
        .object("p/banxin.yaml", "名册: [ { 文稿: 模板.yaml, 表: 社区.csv, 输出: '成品/{{ 名称 }}.pdf' } ]\n")
        .object("p/模板.yaml", plan("甲").replace("做好甲", "做好{{ 名称 }}"))
        .object("p/社区.csv", "名称,户\n清河,12\n柳林,3\n");
    run(&server, ["build", "s3://minzheng/p"]).succeeds();
    assert_eq!(server.keys(".pdf"), ["p/成品/柳林.pdf", "p/成品/清河.pdf"]);
    let far = ["build", "s3://minzheng/p/模板.yaml", "--data", "s3://minzheng/p/社区.csv", "-o", "s3://minzheng/另/"];
    run(&server, far).succeeds();
    assert_eq!(server.keys(".pdf").iter().filter(|key| key.starts_with("另/")).count(), 2, "{:?}", server.keys(""));
    run(&server, ["build", "s3://minzheng/p/模板.yaml", "--data", "s3://minzheng/p/没有.csv"])
        .exits(2)
        .stderr_is("错误[bucket-no-file]: `s3://minzheng/p/没有.csv` 不在\n |\n = 怎么办: 核对名称；可能刚被删掉");
}

#[test]
fn each_share_fetches_its_own_documents_and_the_reports_are_joined() {
    let mut server = Server::start().object("p/banxin.yaml", "数据: { 年度: 2022 }\n").object("p/坏.yaml", BAD);
    for n in 0..23 {
        server = server.object(&format!("p/社区{n:02}.yaml"), plan(&format!("第{n}社区")));
    }
    let mut fetched = Vec::new();
    for share in ["1/3", "2/3", "3/3"] {
        server.asked();
        run(&server, ["build", "s3://minzheng/p/", "-o", "s3://minzheng/out/", "--shard", share]);
        fetched.extend(
            server.asked().into_iter().filter(|asked| asked.starts_with("GET p/") && asked != "GET p/banxin.yaml"),
        );
    }
    assert_eq!((fetched.len(), server.keys(".pdf").len()), (24, 23), "each document is fetched by one: {fetched:?}");
    fetched.sort();
    fetched.dedup();
    assert_eq!(fetched.len(), 24);
    let merged = run(&server, ["report", "merge", "s3://minzheng/out/", "-o", "s3://minzheng/out/"]).fails();
    assert!(merged.stderr().contains("23 份完成，共 23 页；1 份有错"), "{}", merged.stderr());
    assert!(server.get("out/build-report.json").is_some() && server.get("out/build-report.xlsx").is_some());
    let here = Project::new();
    let some = ["report", "merge", "s3://minzheng/out/build-report-*-of-3.json"];
    here.run_with(&server.environment(), some).stderr_has("23 份完成，共 23 页；1 份有错");
    let none = ["report", "merge", "s3://minzheng/out/build-report-*-of-4.json"];
    here.run_with(&server.environment(), none)
        .exits(2)
        .stderr_has("`s3://minzheng/out/build-report-*-of-4.json` 不是生成报告");
    let one = ["report", "merge", "s3://minzheng/out/build-report-1-of-3.json"];
    here.run_with(&server.environment(), one).wrote("build-report.json");
    run(&server, ["report", "merge", "s3://minzheng/p/"]).exits(2).stderr_has("`s3://minzheng/p` 不是生成报告");
    // The pod is started anew: what it made is there.
    let again = run(&server, ["build", "s3://minzheng/p/", "-o", "s3://minzheng/out/", "--shard", "2/3"]);
    assert!(again.stderr().contains("0 份完成"), "{}", again.stderr());
}

#[test]
fn two_pods_of_one_share_at_once_do_no_harm() {
    let mut server = Server::start().object("p/banxin.yaml", "");
    for n in 0..20 {
        server = server.object(&format!("p/社区{n:02}.yaml"), plan(&format!("第{n}社区")));
    }
    let start = || {
        let args = ["build", "s3://minzheng/p/", "-o", "s3://minzheng/out/", "--shard", "1/1"];
        Command::new(env!("CARGO_BIN_EXE_banxin")).args(args).envs(server.environment()).stderr(Stdio::null()).spawn()
    };
    for mut pod in [start(), start()].map(|pod| pod.expect("banxin runs")) {
        assert!(pod.wait().expect("it ends").success());
    }
    run(&server, ["build", "s3://minzheng/p/", "-o", "s3://minzheng/out/", "--shard", "1/1"])
        .succeeds()
        .stderr_has("20 份没有变化");
}

#[test]
fn what_is_wrong_with_a_bucket_is_told_in_words() {
    let server = Server::start().object("计划/乙.yaml", plan("乙"));
    let with = |changes: &[(&'static str, &str)], bucket: &str| {
        let mut environment = server.environment();
        environment.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        environment.extend(
            changes.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (*name, (*value).to_owned())),
        );
        let address = format!("s3://{bucket}/计划/");
        Project::new().run_with(&environment, ["build", &address, "-o", &address]).exits(2).stderr()
    };
    let keys =
        "密钥等用环境变量给出：AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY、AWS_REGION；自建的服务再加 AWS_ENDPOINT_URL";
    for (told, expected) in [
        (
            with(&[], "nowhere"),
            "错误[bucket-not-there]: 没有存储桶 `s3://nowhere`\n |\n = 怎么办: 核对桶的名称和地区（AWS_REGION）、服务的地址（AWS_ENDPOINT_URL）".to_owned(),
        ),
        (
            with(&[("AWS_ACCESS_KEY_ID", DENIED)], BUCKET),
            "错误[bucket-denied]: 没有权限：`s3://minzheng/计划/`\n |\n = 怎么办: 请管存储的人给这个密钥读、写、列目录的权限；名称、密钥写错了也会这样".to_owned(),
        ),
        (
            with(&[("AWS_ACCESS_KEY_ID", "nobody")], BUCKET),
            "错误[bucket-unknown]: 存储服务不认这个密钥，`s3://minzheng/计划/banxin.yaml` 没有给\n |\n = 怎么办: 核对密钥，看看是不是过期了；本机的时间差得多也会这样".to_owned(),
        ),
        (
            with(&[("AWS_ACCESS_KEY_ID", ""), ("AWS_SECRET_ACCESS_KEY", ""), ("AWS_METADATA_ENDPOINT", "http://127.0.0.1:9")], BUCKET),
            format!("错误[bucket-no-credentials]: 没有访问 `s3://minzheng` 的密钥\n |\n = 怎么办: {keys}"),
        ),
        (
            with(&[("AWS_ALLOW_HTTP", "")], BUCKET),
            "错误[bucket-not-encrypted]: 存储服务的地址不加密，没有去连：`s3://minzheng/计划/banxin.yaml`\n |\n = 怎么办: 换成 https 的地址；确实只有内网的 http，设环境变量 AWS_ALLOW_HTTP=true".to_owned(),
        ),
        (
            with(&[("AWS_ENDPOINT_URL", "http://127.0.0.1:9")], BUCKET),
            "错误[bucket-unreachable]: 连不上存储服务，试了几次：`s3://minzheng/计划/banxin.yaml`\n |\n = 怎么办: 看看网络和 AWS_ENDPOINT_URL；再运行一次会接着做\n = 原文: Connection refused (os error 111)".to_owned(),
        ),
    ] {
        assert_eq!(told.trim(), expected);
    }
}

#[test]
fn addresses_that_are_none_and_places_that_take_none_are_told() {
    let server = Server::start().object("计划/乙.yaml", plan("乙"));
    run(&server, ["build", "s3://minzheng/没有/"]).exits(2).stderr_has("`s3://minzheng/没有` 里没有文稿");
    run(&server, ["build", "s3:/minzheng/计划/"]).exits(2).stderr_is(
        "错误[bucket-bad-address]: `s3:/minzheng/计划/` 不是存储桶里的地址\n |\n = 怎么办: 写成 `s3://桶/文件夹/` 的样子；gs:// 和 az:// 也可以",
    );
    run(&server, ["build", "s3://minzheng/计划/../"]).exits(2).stderr_has("错误[bucket-bad-address]");
    run(&server, ["build", "s3://minzheng/计划/", "-o", "s3://{{ 署名 }}/x.pdf"])
        .exits(2)
        .stderr_has("错误[bucket-bad-address]");
    run(&server, ["measure", "s3://minzheng/计划/乙.pdf"]).exits(2).stderr_is(
        "错误[bucket-not-here]: `banxin measure` 不能直接用存储桶里的 `s3://minzheng/计划/乙.pdf`\n |\n = 怎么办: 先把文件下载到本机的文件夹；build、collect、missing、summarize、report 可以直接用存储桶",
    );
    run(&server, ["build", "s3://minzheng/计划/", "--theme", "s3://minzheng/t"])
        .exits(2)
        .stderr_has("`--theme` 不能直接用");
    run(&server, ["build", "s3://minzheng/计划/乙.yaml", "--explain", "1"])
        .exits(2)
        .stderr_has("`--explain` 不能直接用");
    assert_eq!(server.keys(".pdf"), Vec::<String>::new());
    for odd in ["计划/a//b.yaml", "计划/../b.yaml", "计划/a\u{1}.yaml"] {
        let server = Server::start().object("计划/乙.yaml", plan("乙")).object(odd, "x");
        let told = run(&server, ["build", "s3://minzheng/计划/"]).exits(2).stderr();
        assert!(told.contains("错误[bucket-odd-name]: 存储桶里的名称 `计划/"), "{told}");
    }
}

#[test]
fn names_that_are_odd_but_possible_are_kept_as_they_are() {
    let server = Server::start()
        .object("p/a b#c?d%20+&.yaml", plan("甲"))
        .object("p/[清河]{1}~^.yaml", plan("乙"))
        .object("p/文件夹/", "")
        .object("p/文件夹/丙.yaml", plan("丙"))
        .object("p/丁.yaml", plan("丁"))
        .object("p/丁.yaml/戊.yaml", plan("戊"))
        .object(&format!("p/{}.yaml", "长".repeat(84)), plan("己"));
    let told = run(&server, ["build", "s3://minzheng/p/", "-o", "s3://minzheng/out"]).fails();
    assert_eq!(server.keys(".pdf"), ["out/[清河]{1}~^.pdf", "out/a b#c?d%20+&.pdf", "out/文件夹/丙.pdf"]);
    let long = format!("错误[bucket-odd-name]: 存储桶里的名称 `s3://minzheng/p/{}.yaml` 不能当文件名", "长".repeat(84));
    assert!(told.stderr().contains(&long), "{}", told.stderr());
    // A name that is a file's and a folder's fits on no disk: both are told.
    assert_eq!(
        told.stderr().matches("错误[bucket-odd-name]: 存储桶里的名称 `s3://minzheng/p/丁.yaml` 不能当文件名").count(),
        2,
        "{}",
        told.stderr()
    );
}

#[test]
fn a_document_in_a_bucket_reads_nothing_beyond_its_project() {
    let picture = |file: &str| format!("{}  - 图片: {{ 文件: {file} }}\n", plan("甲"));
    let outside = Project::new().file("秘密.svg", PICTURE);
    let absolute = outside.join("秘密.svg").display().to_string();
    let server = Server::start()
        .object("p/banxin.yaml", "")
        .object("别家/秘密.svg", PICTURE)
        .object("p/一.yaml", picture("../别家/秘密.svg"))
        .object("p/二.yaml", picture(&absolute))
        .object("p/三.yaml", picture("../../../../../etc/passwd"))
        .object("p/四.yaml", picture("s3://minzheng/别家/秘密.svg"));
    let told = run(&server, ["build", "s3://minzheng/p/", "-o", "s3://minzheng/out"]).fails().stderr();
    assert_eq!(told.matches("错误[path-outside]").count(), 4, "{told}");
    assert!(!server.asked().iter().any(|asked| asked.contains("秘密")), "and it is not even asked for");
    assert!(!told.contains("/banxin-"), "{told}");
}

#[test]
fn what_goes_wrong_on_the_way_is_one_document_s_fault_and_mended_by_another_run() {
    let mut server = Server::start().object("p/banxin.yaml", "").object("p/图.svg", PICTURE);
    for n in 0..12 {
        server = server.object(&format!("p/社区{n:02}.yaml"), plan(&format!("第{n}社区")));
    }
    server.put("p/有图.yaml", format!("{}  - 图片: {{ 文件: 图.svg }}\n", plan("甲")));
    // Once is nothing: it is tried again.
    server.wrongs("GET", "社区00", 1, Wrong::Busy);
    server.wrongs("GET", "社区01", 1, Wrong::Cut);
    server.wrongs("PUT", "社区02", 1, Wrong::Busy);
    server.wrongs("PUT", "社区03", 1, Wrong::Cut);
    // Always is that document's fault.
    server.wrongs("GET", "社区04", 999, Wrong::Forbid);
    server.wrongs("PUT", "社区05", 999, Wrong::Forbid);
    server.wrongs("GET", "图.svg", 999, Wrong::Forbid);
    let told = run(&server, ["build", "s3://minzheng/p/", "-o", "s3://minzheng/out"]).fails().stderr();
    let hint = " |\n = 怎么办: 请管存储的人给这个密钥读、写、列目录的权限；名称、密钥写错了也会这样\n";
    for part in [
        format!("错误[bucket-denied]: 没有权限：`s3://minzheng/p/社区04.yaml`\n{hint}"),
        format!("错误[bucket-denied]: 没有权限：`s3://minzheng/out/社区05.pdf`\n{hint}"),
        format!("错误[bucket-denied]: 没有权限：`s3://minzheng/p/图.svg`\n{hint}"),
        "10 份完成，共 10 页；3 份有错".to_owned(),
    ] {
        assert!(told.contains(&part), "no {part} in\n{told}");
    }
    assert_eq!(told.matches("错误[").count(), 3, "{told}");
    assert!(server.keys(".pdf").iter().all(|key| server.get(key).unwrap().ends_with(b"%%EOF")), "no half PDF");
    server.behaves();
    run(&server, ["build", "s3://minzheng/p/", "-o", "s3://minzheng/out"])
        .succeeds()
        .stderr_has("3 份完成，10 份没有变化");
}

#[test]
fn a_store_that_goes_away_ends_the_run_soon_with_every_document_told() {
    let mut server = Server::start().object("p/banxin.yaml", "");
    for n in 0..60 {
        server = server.object(&format!("p/社区{n:02}.yaml"), plan(&format!("第{n}社区")));
    }
    server.wrongs("PUT", "社区", usize::MAX, Wrong::Cut);
    let begun = Instant::now();
    let told = run(&server, ["build", "s3://minzheng/p/", "-o", "s3://minzheng/out"]).fails().stderr();
    assert!(begun.elapsed() < Duration::from_secs(150), "it took {:?}", begun.elapsed());
    assert!(told.contains("bucket-unreachable：60 处") && told.contains("0 份完成，共 0 页；60 份有错"), "{told}");
    server.behaves();
    run(&server, ["build", "s3://minzheng/p/", "-o", "s3://minzheng/out"]).succeeds().stderr_has("60 份完成");
}

#[test]
fn ctrl_c_ends_a_run_cleanly_and_the_next_goes_on() {
    let mut server = Server::start().object("p/banxin.yaml", "");
    for n in 0..150 {
        server = server.object(&format!("p/社区{n:03}.yaml"), plan(&format!("第{n}社区")));
    }
    let temporary = Project::new();
    let child = Command::new(env!("CARGO_BIN_EXE_banxin"))
        .args(["build", "s3://minzheng/p/", "-o", "s3://minzheng/out", "--lang", "zh"])
        .envs(server.environment())
        .env("TMPDIR", temporary.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("banxin runs");
    while server.keys(".pdf").len() < 5 {
        std::thread::sleep(Duration::from_millis(2));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill").success());
    let run_ended = child.wait_with_output().expect("it ends");
    let told = String::from_utf8_lossy(&run_ended.stderr).into_owned();
    assert_eq!(run_ended.status.code(), Some(130), "{told}");
    assert!(told.contains("已中断：") && told.contains("份没有做到"), "{told}");
    assert_eq!(std::fs::read_dir(temporary.path()).expect("a folder").count(), 0, "nothing is left behind");
    let made = server.keys(".pdf").len();
    assert!(made < 150, "{made}");
    let again = run(&server, ["build", "s3://minzheng/p/", "-o", "s3://minzheng/out"]).succeeds().stderr();
    assert!(again.contains(&format!("{} 份完成，{made} 份没有变化", 150 - made)), "{again}");
}

#[test]
fn the_temporary_folder_may_not_lie_in_a_project() {
    let server = Server::start().object("p/乙.yaml", plan("乙"));
    let project = Project::new().file("banxin.yaml", "默认: { 署名: 别家 }\n").file("tmp/x", "");
    let mut environment = server.environment();
    environment.push(("TMPDIR", project.join("tmp").display().to_string()));
    project
        .run_with(&environment, ["build", "s3://minzheng/p/"])
        .exits(2)
        .stderr_has("错误[bucket-in-project]: 临时文件夹");
}

#[test]
fn without_an_address_no_store_is_asked() {
    let server = Server::start();
    let project = local(&files());
    project.run_with(&server.environment(), ["build", "."]).succeeds();
    assert_eq!(server.asked(), Vec::<String>::new());
    assert!(text_of(&project.join("乙.pdf")).contains("乙"));
}

#[test]
fn volumes_lists_and_sums_are_made_of_what_is_in_a_bucket() {
    let (project, server) = (local(&files()), stored(&files()));
    let units = "单位\n清河\n乙\n戊\n";
    let project = project.file("单位.csv", units);
    server.put("单位.csv", units);
    project.run(["collect", ".", "-o", "汇编.pdf"]).succeeds();
    let far = ["collect", "s3://minzheng/计划", "-o", "s3://minzheng/汇编.pdf"];
    run(&server, far).succeeds();
    assert_eq!(server.get("汇编.pdf"), std::fs::read(project.join("汇编.pdf")).ok());
    let far = ["missing", "s3://minzheng/计划", "--units", "s3://minzheng/单位.csv", "-o", "s3://minzheng/未报.csv"];
    let here = project.run(["missing", ".", "--units", "单位.csv", "-o", "未报.csv"]).fails();
    let there = run(&server, far).fails();
    assert_eq!(there.stderr(), here.stderr());
    assert_eq!(server.get("未报.csv"), std::fs::read(project.join("未报.csv")).ok());
    let counted = |name: &str| {
        format!("{}  - 统计:\n      分项:\n        - 名称: 农村低保\n          指标: {{ 年末户: 12户 }}\n", plan(name))
    };
    server.put("统计/甲.yaml", counted("甲"));
    server.put("统计/乙.yaml", counted("乙"));
    run(&server, ["summarize", "s3://minzheng/统计", "-o", "s3://minzheng/汇总.csv"])
        .succeeds()
        .stderr_has("汇总了 2 个单位的 1 项指标");
    assert!(String::from_utf8_lossy(&server.get("汇总.csv").expect("a sheet")).contains("24"));
}
