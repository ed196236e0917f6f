//! Who may ask, and what they can get: nothing but pages.

use std::net::{TcpStream, UdpSocket};

use super::PLAN;
use super::running::{Running, command};
use super::wire::{UPGRADE, get, get_own, post, raw};
use crate::project::Project;

const SECRET: &str = "机密：不得外传";

fn project() -> Project {
    let project = Project::new().file("in/计划.yaml", PLAN).file("secret.yaml", format!("{PLAN}  - 段落: {SECRET}\n"));
    project.file("in/notes.txt", SECRET).file("in/data.yaml", format!("名称: {SECRET}\n"))
}

#[test]
fn only_this_machine_is_listened_to() {
    let project = project();
    let running = Running::start(&project, &["in"]);
    assert_eq!(get_own(&running, "").status, 200);
    // The address by which others would reach this machine; nothing is sent.
    let probe = UdpSocket::bind("0.0.0.0:0").expect("a socket");
    let address = probe.connect("192.0.2.1:9").and_then(|()| probe.local_addr());
    if let Some(address) = address.ok().filter(|address| !address.ip().is_loopback()) {
        assert!(TcpStream::connect((address.ip(), running.port())).is_err(), "{address}");
    }
}

#[test]
fn without_the_token_there_is_nothing() {
    let project = project();
    let running = Running::start(&project, &["in"]);
    let token = running.token().to_owned();
    let wrong: String = token.chars().map(|c| if c == '0' { '1' } else { '0' }).collect();
    let upper = token.to_uppercase();
    for path in ["/", "/page.css", "/socket", "/pdf?document=计划.yaml", "/locate?file=计划.yaml&line=1", "//", "/%2f"]
    {
        assert_eq!(get(&running, path).status, 404, "{path}");
    }
    for wrong in [wrong.as_str(), &token[..31], "", upper.as_str()] {
        if *wrong != token {
            assert_eq!(get(&running, &format!("/{wrong}/")).status, 404, "{wrong}");
            assert_eq!(get(&running, &format!("/locate?file=x&line=1&token={wrong}")).status, 404);
        }
    }
    assert_eq!(token.len(), 32);
    let other = Running::start(&Project::new().file("a.yaml", PLAN), &["a.yaml"]);
    assert_ne!(other.token(), token);
}

#[test]
fn a_foreign_host_or_origin_is_refused() {
    let project = project();
    let running = Running::start(&project, &["in"]);
    let (port, token) = (running.port(), running.token());
    let ask =
        |headers: &str| raw(port, &format!("GET /{token}/ HTTP/1.1\r\n{headers}Connection: close\r\n\r\n")).status;
    assert_eq!(ask(&format!("Host: localhost:{port}\r\n")), 200);
    for host in ["evil.example", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example", ""] {
        assert_eq!(ask(&format!("Host: {host}\r\n")), 403, "{host}");
        assert_eq!(ask(&format!("Host: {host}:{port}\r\n")), if host == "127.0.0.1" { 200 } else { 403 }, "{host}");
    }
    assert!([400, 403].contains(&ask("")));
    let own = format!("Host: 127.0.0.1:{port}\r\n");
    assert_eq!(ask(&format!("{own}Origin: http://127.0.0.1:{port}\r\n")), 200);
    for origin in ["null", "http://evil.example", "https://127.0.0.1", "http://127.0.0.1:1", "http://localhost", ""] {
        assert_eq!(ask(&format!("{own}Origin: {origin}\r\n")), 403, "{origin}");
    }
    let socket = |origin: &str| {
        let request = format!("GET /{token}/socket HTTP/1.1\r\n{own}Origin: {origin}\r\n{UPGRADE}\r\n");
        raw_status(port, &request)
    };
    assert_eq!(socket("http://evil.example"), 403);
    assert_eq!(socket(&format!("http://127.0.0.1:{port}")), 101);
}

/// The status alone, of an answer that does not end.
fn raw_status(port: u16, request: &str) -> u16 {
    use std::io::{Read, Write};
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut head = [0; 12];
    stream.read_exact(&mut head).expect("a status line");
    String::from_utf8_lossy(&head[9..]).parse().expect("a number")
}

#[test]
fn nothing_of_the_disk_is_served() {
    let project = project();
    let running = Running::start(&project, &["in"]);
    let outside = project.join("secret.yaml").display().to_string();
    let paths = [
        "../secret.yaml",
        "..%2fsecret.yaml",
        "%2e%2e/secret.yaml",
        "%2e%2e%2fsecret.yaml",
        "..\\secret.yaml",
        "..%5csecret.yaml",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "//etc/passwd",
        "notes.txt",
        "data.yaml",
        "计划.yaml",
        "page/../notes.txt",
        "page/..%2f..%2fnotes.txt",
        "page/notes.txt",
        "file:///etc/passwd",
        ".",
        "..",
        "page/",
        "C:%5cWindows%5cwin.ini",
        "page.css/../../notes.txt",
        "%00",
        "page/0.svg?document=../secret.yaml&page=0",
    ];
    for path in paths.iter().copied().chain([outside.as_str()]) {
        let answer = get_own(&running, path);
        assert!(answer.status == 404 || answer.status == 400, "{path}: {}", answer.status);
        assert!(!String::from_utf8_lossy(&answer.body).contains(SECRET), "{path}");
    }
    for document in
        ["../secret.yaml", "..%2Fsecret.yaml", "%2Fetc%2Fpasswd", "data.yaml", "notes.txt", "", "./计划.yaml"]
    {
        assert_eq!(get_own(&running, &format!("pdf?document={document}")).status, 404, "{document}");
    }
    for document in ["../secret.yaml", "/etc/passwd", outside.as_str(), "data.yaml"] {
        let click =
            serde_json::json!({ "document": document, "page": 0, "x": 200, "y": 200, "open": false, "lang": "zh" });
        assert_eq!(post(&running, "click", &click).status, 404, "{document}");
        assert_eq!(post(&running, "fonts", &click).status, 404, "{document}");
    }
    assert!(!project.join("fonts").exists());
}

#[test]
fn locate_tells_nothing_of_files_that_are_not_shown() {
    let project = project();
    let running = Running::start(&project, &["in/计划.yaml"]);
    running.build();
    let outside = project.join("secret.yaml").display().to_string();
    for file in ["../secret.yaml", "..%2Fsecret.yaml", outside.as_str(), "notes.txt", "%2Fetc%2Fpasswd"] {
        assert_eq!(get_own(&running, &format!("locate?file={file}&line=1")).status, 404, "{file}");
    }
    assert_eq!(get_own(&running, "locate?file=%E8%AE%A1%E5%88%92.yaml&line=5").status, 200);
    let query = format!("/locate?file=%E8%AE%A1%E5%88%92.yaml&line=5&token={}", running.token());
    assert_eq!(get(&running, &query).status, 200);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_is_no_document() {
    let project = project();
    std::os::unix::fs::symlink(project.join("secret.yaml"), project.join("in/链接.yaml")).expect("a link");
    std::os::unix::fs::symlink(project.path(), project.join("in/上级")).expect("a link");
    let running = Running::start(&project, &["in"]);
    let mut tab = super::wire::Socket::open(&running, None);
    // The first list may be told before anybody has looked.
    let list = tab.message("documents", |told| told["list"].as_array().is_some_and(|list| !list.is_empty()));
    let ids: Vec<_> = list["list"].as_array().expect("a list").iter().map(|line| line["id"].clone()).collect();
    assert_eq!(ids, ["计划.yaml"]);
    for document in ["%E9%93%BE%E6%8E%A5.yaml", "%E4%B8%8A%E7%BA%A7/secret.yaml"] {
        assert_eq!(get_own(&running, &format!("pdf?document={document}")).status, 404);
    }
}

#[test]
fn answers_forbid_what_a_page_does_not_need() {
    let project = project();
    let running = Running::start(&project, &["in"]);
    let head = get_own(&running, "").head.to_lowercase();
    for wanted in ["default-src 'none'", "frame-ancestors 'self'", "nosniff", "no-referrer", "same-origin", "no-store"]
    {
        assert!(head.contains(wanted), "no {wanted} in {head}");
    }
    assert!(!head.contains("access-control-allow-origin"));
}

#[cfg(unix)]
#[test]
fn the_address_is_written_down_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let project = project();
    let running = Running::start(&project, &["in"]);
    let folder = project.join(".state/banxin/preview");
    let record = std::fs::read_dir(folder).expect("a folder").flatten().next().expect("a record").path();
    assert!(std::fs::read_to_string(&record).expect("a record").contains(running.token()));
    assert_eq!(record.metadata().expect("a file").permissions().mode() & 0o077, 0);
}

#[test]
fn the_same_address_after_a_restart() {
    let project = project();
    let first = Running::start(&project, &["in"]);
    let url = first.url.clone();
    drop(first);
    assert_eq!(Running::start(&project, &["in"]).url, url);
    let beside = Running::start(&project, &["in/计划.yaml"]);
    assert_ne!(beside.url, url);
}

#[test]
fn faults_of_starting_are_told_in_words() {
    let project = project();
    let running = Running::start(&project, &["in"]);
    let run = |args: &[&str]| {
        let output = command(project.path()).args(args).output().expect("banxin runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let port = running.port().to_string();
    for (args, code) in [
        (vec!["watch", "in", "--no-open", "--port", &port], "preview-port-taken"),
        (vec!["watch", "没有.yaml", "--no-open"], "preview-no-subject"),
        (vec!["watch", "in/notes.txt", "--no-open"], "tool-not-yaml"),
        (vec!["locate", "in/计划.yaml"], "preview-no-place"),
        (vec!["locate", "secret.yaml:1"], "preview-not-running"),
    ] {
        let (status, said) = run(&args);
        assert_eq!(status, Some(2), "{said}");
        assert!(said.contains(code), "no {code} in {said}");
    }
}
