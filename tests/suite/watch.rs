//! Six ways to save × all kinds of watched files: no save is missed.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant, SystemTime};

use banxin::watch::{Watch, WatchConfig, real};

use crate::project::Project;

/// How often each way is tried with each file.
const TIMES: usize = 50;

/// Longer than a save takes to be told on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// Kinds of watched files, by an example of each, and whether the file itself or the folder it is in is followed.
const KINDS: [(&str, &str); 10] = [
    ("计划.yaml", "计划.yaml"),
    ("分项/附.yaml", "分项/附.yaml"),
    ("数据/户数.xlsx", "数据/户数.xlsx"),
    ("数据/户数.csv", "数据/户数.csv"),
    ("图/现场.png", "图/现场.png"),
    ("2020/总结.yaml", "2020/总结.yaml"),
    ("banxin.yaml", "banxin.yaml"),
    ("themes/本局/blocks/task.typ.j2", "themes"),
    ("themes/本局/lib/signature.typ", "themes"),
    ("fonts/仿宋.ttf", "fonts"),
];

/// Ways to save: each writes the text over a file that is there.
const WAYS: [(&str, fn(&Path, &str)); 6] = [
    ("in place", |path, text| std::fs::write(path, text).expect("a file")),
    // WPS and gedit among others.
    ("temporary file and rename", |path, text| {
        let temporary = path.with_file_name(".goutputstream-X7A2");
        std::fs::write(&temporary, text).expect("a file");
        std::fs::rename(temporary, path).expect("renamed");
    }),
    // vim with a backup: the old file is moved away, the new one written in its place.
    ("backup and create", |path, text| {
        let backup = path.with_extension("bak~");
        std::fs::rename(path, &backup).expect("renamed");
        std::fs::write(path, text).expect("a file");
        std::fs::remove_file(backup).expect("it was there");
    }),
    ("delete and create", |path, text| {
        std::fs::remove_file(path).expect("it was there");
        std::thread::sleep(Duration::from_millis(2));
        std::fs::write(path, text).expect("a file");
    }),
    ("a burst", |path, text| {
        for part in 1..=5 {
            std::fs::write(path, format!("{text} {part}")).expect("a file");
        }
        std::fs::write(path, text).expect("a file");
    }),
    ("half, then the rest", |path, text| {
        let mut file = std::fs::File::create(path).expect("a file");
        let (half, rest) = text.split_at(text.len() / 2);
        file.write_all(half.as_bytes()).expect("written");
        file.flush().expect("written");
        std::thread::sleep(Duration::from_millis(3));
        file.write_all(rest.as_bytes()).expect("written");
    }),
];

fn project() -> Project {
    KINDS.iter().fold(Project::new(), |project, (file, _)| project.file(file, "起初"))
}

fn follow(watch: &Watch, project: &Project) {
    let followed: BTreeSet<PathBuf> = KINDS.iter().map(|(_, followed)| project.join(followed)).collect();
    watch.follow(followed, SystemTime::now() + Duration::from_hours(1));
}

/// A path that was told, with what somebody who is told reads there.
type Told = (PathBuf, Option<String>);

/// A watch of the project, and what it tells; it is ready when a file that is written has been told.
fn watch(project: &Project, config: WatchConfig) -> (Watch, Receiver<Vec<Told>>) {
    let (sender, told) = mpsc::channel();
    let read = |path: PathBuf| (path.clone(), std::fs::read_to_string(path).ok());
    let watch = Watch::start(config, move |paths| drop(sender.send(paths.into_iter().map(read).collect())));
    follow(&watch, project);
    let path = project.join("计划.yaml");
    let started = Instant::now();
    let mut round = 0;
    while told.recv_timeout(Duration::from_millis(300)).is_err() {
        round += 1;
        std::fs::write(&path, format!("试 {round}")).expect("a file");
        assert!(started.elapsed() < PATIENCE, "the watch never told anything");
    }
    while told.recv_timeout(Duration::from_millis(300)).is_ok() {}
    (watch, told)
}

/// Saves, and waits until somebody who is told reads what was saved.
fn save_and_hear(told: &Receiver<Vec<Told>>, path: &Path, save: fn(&Path, &str), text: &str) -> Result<(), String> {
    let names = real(path);
    save(path, text);
    let saved = Instant::now();
    let mut heard = Vec::new();
    while let Some(left) = PATIENCE.checked_sub(saved.elapsed()) {
        let Ok(tellings) = told.recv_timeout(left) else { break };
        if tellings.iter().any(|(told, read)| names.contains(told) && read.as_deref() == Some(text)) {
            return Ok(());
        }
        heard.extend(tellings);
    }
    Err(format!("{} was not told: {heard:?}", path.display()))
}

#[test]
fn no_save_is_missed_whatever_the_editor_and_the_file() {
    let project = project();
    let (_watch, told) = watch(&project, WatchConfig::default());
    for (kind, _) in KINDS {
        for (way, save) in WAYS {
            for time in 0..TIMES {
                let path = project.join(kind);
                let text = format!("{way}，第{time}次：做好民政工作");
                save_and_hear(&told, &path, save, &text)
                    .unwrap_or_else(|missed| panic!("{kind}, {way}, {time}: {missed}"));
            }
        }
    }
}

#[test]
fn no_save_is_missed_by_looking() {
    let project = project();
    let (_watch, told) = watch(&project, WatchConfig { root: None, poll: true });
    for (kind, _) in [KINDS[0], KINDS[8]] {
        for (way, save) in WAYS {
            for time in 0..2 {
                let path = project.join(kind);
                let text = format!("{way}，第{time}次：做好民政工作");
                save_and_hear(&told, &path, save, &text)
                    .unwrap_or_else(|missed| panic!("{kind}, {way}, {time}: {missed}"));
            }
        }
    }
}

#[test]
fn the_last_content_of_a_burst_is_what_is_told_last() {
    let project = project();
    let path = project.join("计划.yaml");
    let (_watch, told) = watch(&project, WatchConfig::default());
    for round in 0..40 {
        let last = format!("第{round}轮 9");
        for part in 0..10 {
            std::fs::write(&path, format!("第{round}轮 {part}")).expect("a file");
            std::thread::sleep(Duration::from_millis(round % 4));
        }
        let is_last = |(_, read): &Told| read.as_ref() == Some(&last);
        while !told.recv_timeout(PATIENCE).expect("told").iter().any(is_last) {}
    }
}

#[test]
fn the_same_content_again_is_no_change() {
    let project = project();
    let (_watch, told) = watch(&project, WatchConfig::default());
    let path = project.join("计划.yaml");
    std::fs::write(&path, "同样").expect("a file");
    told.recv_timeout(PATIENCE).expect("told");
    while told.recv_timeout(Duration::from_millis(100)).is_ok() {}
    let temporary = project.join(".tmp");
    std::fs::write(&temporary, "同样").expect("a file");
    std::fs::rename(temporary, &path).expect("renamed");
    assert!(told.recv_timeout(Duration::from_millis(400)).is_err());
    std::fs::write(project.join("别的.txt"), "无关").expect("a file");
    assert!(told.recv_timeout(Duration::from_millis(400)).is_err());
}

#[test]
fn a_folder_that_goes_and_comes_back_is_still_watched() {
    let project = project();
    let (_watch, told) = watch(&project, WatchConfig::default());
    let path = project.join("themes/本局/lib/signature.typ");
    for round in 0..5 {
        std::fs::rename(project.join("themes"), project.join("themes.old")).expect("renamed");
        std::thread::sleep(Duration::from_millis(30));
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, format!("新的 {round}")).expect("a file");
        std::fs::remove_dir_all(project.join("themes.old")).expect("it was there");
        std::thread::sleep(Duration::from_millis(300));
        while told.try_recv().is_ok() {}
        save_and_hear(&told, &path, WAYS[1].1, &format!("再改 {round}")).expect("told");
        while told.recv_timeout(Duration::from_millis(100)).is_ok() {}
    }
}

#[test]
fn in_a_watched_folder_new_documents_are_told() {
    let project = project();
    let config = WatchConfig { root: Some(project.path().to_path_buf()), poll: false };
    let (_watch, told) = watch(&project, config);
    for name in ["新.yaml", "新文件夹/深/新.yml"] {
        let path = project.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        save_and_hear(&told, &path, WAYS[0].1, "标题: 新").expect("told");
        std::fs::remove_file(&path).expect("it was there");
        let gone = told.recv_timeout(PATIENCE).expect("told");
        assert_eq!(gone, [(real(&path)[0].clone(), None)]);
    }
    for name in [".隐藏.yaml", "themes/本局/x/说明.txt", "说明.txt"] {
        let path = project.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, "x").expect("a file");
    }
    let others: Vec<_> = told.recv_timeout(Duration::from_millis(400)).into_iter().flatten().collect();
    assert!(others.iter().all(|(path, _)| path.ends_with("themes/本局/x/说明.txt")), "{others:?}");
}
