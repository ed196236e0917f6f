//! Installing under bad luck: killed at any moment, twice at once, on a full disk, where nothing may be written. What was
//! there stays, or what comes is there; never half of it.

#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::project::{Project, text_of};

const PLAN: &str = "标题: 工作计划\n主题: anping\n日期: 2022-01-05\n正文:\n  - 段落: 走访慰问。\n";

/// A county's theme and a town's on it in two versions, each of several hundred files, and an office that has the first.
fn office() -> Project {
    let mut project = Project::new().file("office/banxin.yaml", "").file("office/a.yaml", PLAN);
    for version in ["1.0.0", "2.0.0"] {
        for (name, extends) in
            [("county", "gbt9704"), ("anping", if version == "1.0.0" { "county ^1" } else { "county ^2" })]
        {
            let manifest = format!("name: {name}\nversion: {version}\napi: 1\nextends: {extends}\n");
            project = project.file(&format!("src/{name}/theme.yaml"), manifest);
            for number in 0..150 {
                project =
                    project.file(&format!("src/{name}/assets/{number}.txt"), format!("{name} {version} {number}"));
            }
            if name == "county" {
                let mark = format!("#let body-paragraph(body) = par[县{version}#body]\n");
                project = project.file("src/county/lib/body-paragraph.typ", mark);
            }
            project.run(["theme", "pack", &format!("src/{name}"), "-o", "share"]).succeeds();
        }
    }
    project.run(["theme", "install", "share", "anping@^1", "--project", "office"]).succeeds();
    project
}

/// The version that is there, of which the lock must know every byte; nothing may be left beside it.
#[track_caller]
fn version(project: &Project) -> String {
    project.run(["theme", "install", "--project", "office"]).succeeds();
    let entries = std::fs::read_dir(project.join("office/themes")).expect("a folder").flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, ["anping", "county"]);
    project.run(["build", "office/a.yaml", "--locked"]).succeeds();
    let text = text_of(&project.join("office/a.pdf"));
    ["1.0.0", "2.0.0"]
        .into_iter()
        .find(|version| text.contains(&format!("县{version}走访")))
        .expect("one of both")
        .into()
}

fn banxin(project: &Project, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_banxin"));
    command.args(args).current_dir(project.path()).env("LC_ALL", "zh_CN.UTF-8").env("NO_COLOR", "1");
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

#[test]
fn who_is_killed_leaves_the_old_themes_or_the_new_ones() {
    let project = office();
    let (mut old, mut new) = (0, 0);
    for turn in 0..24_u64 {
        let mut child = banxin(&project, &["theme", "update", "--project", "office"]).spawn().expect("banxin runs");
        std::thread::sleep(Duration::from_millis(turn * 4));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        match version(&project).as_str() {
            "1.0.0" => old += 1,
            _ => new += 1,
        }
        back(&project);
    }
    assert!(old > 0, "never killed before the end: {old} {new}");
}

/// Puts the first versions back, whatever is there.
fn back(project: &Project) {
    for name in ["anping", "county"] {
        project.run(["theme", "remove", name, "--project", "office"]).succeeds();
    }
    project.run(["theme", "install", "share", "anping@^1", "--project", "office"]).succeeds();
}

/// The folder of work that was killed between two moves, as it lies there then.
fn unfinished(project: &Project, moved: &[&str], written: bool) {
    let themes = project.join("office/themes");
    let work = themes.join(".banxin-x");
    let next = Project::new();
    let next = next.file("banxin.yaml", "");
    let share = project.join("share").display().to_string();
    next.run(["theme", "install", &share, "anping@^2"]).succeeds();
    std::fs::create_dir_all(work.join("new")).expect("a folder");
    std::fs::create_dir_all(work.join("old")).expect("a folder");
    std::fs::write(work.join("names"), "county\nanping").expect("written");
    std::fs::copy(next.join("banxin.lock"), work.join("plan")).expect("copied");
    for name in ["county", "anping"] {
        let copied = Command::new("cp").arg("-r").arg(next.join("themes").join(name)).arg(work.join("new")).status();
        assert!(copied.expect("cp runs").success());
        if moved.contains(&name) {
            std::fs::rename(themes.join(name), work.join("old").join(name)).expect("moved");
            std::fs::rename(work.join("new").join(name), themes.join(name)).expect("moved");
        }
    }
    if written {
        std::fs::copy(work.join("plan"), project.join("office/banxin.lock")).expect("copied");
    }
}

#[test]
fn work_that_was_killed_between_two_moves_is_taken_back_or_is_done() {
    let project = office();
    for (moved, written, left) in [
        (&[][..], false, "1.0.0"),
        (&["county"], false, "1.0.0"),
        (&["county", "anping"], false, "1.0.0"),
        (&["county", "anping"], true, "2.0.0"),
    ] {
        unfinished(&project, moved, written);
        assert_eq!(version(&project), left, "{moved:?} {written}");
        back(&project);
    }
    // Killed between the two moves of one theme: it is nowhere.
    unfinished(&project, &[], false);
    let themes = project.join("office/themes");
    std::fs::rename(themes.join("county"), themes.join(".banxin-x/old/county")).expect("moved");
    assert_eq!(version(&project), "1.0.0");
}

#[test]
fn a_new_theme_of_unfinished_work_is_taken_away() {
    let project = office();
    back(&project);
    for name in ["anping", "county"] {
        project.run(["theme", "remove", name, "--project", "office"]).succeeds();
    }
    let work = project.join("office/themes/.banxin-x");
    std::fs::create_dir_all(work.join("new")).expect("a folder");
    std::fs::write(work.join("names"), "county\n../../a.yaml").expect("written");
    std::fs::write(work.join("plan"), "other").expect("written");
    let project = project.file("office/themes/county/theme.yaml", "name: county\nversion: 1.0.0\napi: 1\n");
    project.run(["theme", "install", "share", "county@^2", "--project", "office"]).succeeds();
    assert!(project.join("office/a.yaml").is_file() && project.join("office/themes/county/assets/1.txt").is_file());
}

#[test]
fn two_installations_at_once_are_one_after_the_other() {
    let project = office();
    for _ in 0..4 {
        let children: Vec<_> = ["anping@^1", "anping@^2", "anping@^1", "anping@^2"]
            .map(|name| banxin(&project, &["theme", "install", "share", name, "--project", "office"]).spawn())
            .into_iter()
            .collect();
        for child in children {
            let output = child.expect("banxin runs").wait_with_output().expect("it ends");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        version(&project);
    }
}

#[test]
fn where_nothing_may_be_written_nothing_is_changed() {
    let project = office();
    let set = |path: &str, mode| {
        std::fs::set_permissions(project.join(path), std::fs::Permissions::from_mode(mode)).expect("permissions");
    };
    set("office/themes", 0o555);
    let is_root = std::fs::write(project.join("office/themes/x"), "").is_ok();
    if is_root {
        // Nobody can keep root from writing; a file where the folder should be does.
        set("office/themes", 0o755);
        std::fs::remove_file(project.join("office/themes/x")).expect("removed");
        let (themes, aside) = (project.join("office/themes"), project.join("office/aside"));
        std::fs::rename(&themes, &aside).expect("moved");
        std::fs::write(&themes, "").expect("written");
        let run = project.run(["theme", "install", "share", "anping@^2", "--project", "office"]).exits(2);
        run.stderr_has("错误[tool-unwritable]");
        std::fs::remove_file(&themes).expect("removed");
        std::fs::rename(&aside, &themes).expect("moved");
    } else {
        let run = project.run(["theme", "install", "share", "anping@^2", "--project", "office"]).exits(2);
        run.stderr_has("错误[tool-unwritable]");
        set("office/themes", 0o755);
    }
    assert_eq!(version(&project), "1.0.0");
}

#[test]
fn a_full_disk_leaves_what_was_there() {
    let project = office();
    let small = project.join("small");
    std::fs::create_dir(&small).expect("a folder");
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=700k", "tmpfs"]).arg(&small).output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        // Without the right to mount a small disk there is none to fill.
        return;
    }
    let project = project.file("small/banxin.yaml", "").file("small/a.yaml", PLAN);
    let first = project.run(["theme", "install", "share", "county@^1", "--project", "small"]);
    let second = project.run(["theme", "install", "share", "county@^2", "--project", "small"]);
    let (first, second) = (first.succeeds().stdout(), second.exits(2).stderr());
    let after = project.run(["theme", "install", "--project", "small"]);
    let left = std::fs::read_dir(small.join("themes")).expect("a folder").count();
    Command::new("umount").arg(&small).status().expect("umount runs");
    assert_eq!(first, "county 1.0.0  已装好\n");
    assert!(second.starts_with("错误[tool-unwritable]") && second.contains("磁盘"), "{second}");
    assert_eq!(after.succeeds().stdout(), "county 1.0.0  已是这样\n");
    assert_eq!(left, 1);
}
