//! A `banxin watch` that runs for the length of a test.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use crate::project::Project;

/// Longer than anything takes on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// The program, watching.
pub(crate) struct Running {
    child: Child,
    /// Where it listens.
    pub url: String,
    lines: Receiver<String>,
}

impl Running {
    /// Starts `banxin watch` in the project's folder.
    pub(crate) fn start(project: &Project, args: &[&str]) -> Self {
        Self::run(project, "watch", args)
    }

    /// Starts `banxin edit` in the project's folder.
    #[allow(dead_code, reason = "a script that shares this file only watches")]
    pub(crate) fn edit(project: &Project, args: &[&str]) -> Self {
        Self::run(project, "edit", args)
    }

    /// Starts `banxin edit` with the start page; its writer's documents are in the project's folder.
    #[allow(dead_code, reason = "a script that shares this file only watches")]
    pub(crate) fn start_page(project: &Project) -> Self {
        Self::run(project, "edit", &[])
    }

    fn run(project: &Project, what: &str, args: &[&str]) -> Self {
        let mut child = command(project.path())
            .env("HOME", project.path())
            .env("USERPROFILE", project.path())
            .arg(what)
            .args(args)
            .arg("--no-open")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("banxin runs");
        let mut first = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut first).expect("a line");
        let url =
            first.trim().split_once('：').map_or_else(|| panic!("no address in {first:?}"), |(_, url)| url.to_owned());
        let (sender, lines) = mpsc::channel();
        let stderr = BufReader::new(child.stderr.take().expect("piped"));
        std::thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { child, url, lines }
    }

    /// The next line that tells of a build.
    #[track_caller]
    pub(crate) fn build(&self) -> String {
        self.lines.recv_timeout(PATIENCE).expect("a build is told")
    }

    /// The lines that tell of builds until one holds this.
    #[track_caller]
    pub(crate) fn build_with(&self, wanted: &str) -> String {
        let started = Instant::now();
        loop {
            let line = self.build();
            if line.contains(wanted) {
                return line;
            }
            assert!(started.elapsed() < PATIENCE, "no build with {wanted}");
        }
    }

    /// Waits until nothing has been built for a while.
    pub(crate) fn settle(&self) {
        while self.lines.recv_timeout(Duration::from_millis(400)).is_ok() {}
    }

    /// Its process.
    #[allow(dead_code, reason = "the latency script, which shares this file, watches its memory")]
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a power failure would.
    #[allow(dead_code, reason = "a script that shares this file does not")]
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// The port it listens on.
    pub(crate) fn port(&self) -> u16 {
        self.url.split([':', '/']).nth(4).expect("a port").parse().expect("a number")
    }

    /// What its addresses begin with.
    pub(crate) fn token(&self) -> &str {
        self.url.split('/').nth(3).expect("a token")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `banxin` in a folder, in Chinese, remembering what it remembers there.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_banxin"));
    command.current_dir(folder).env("NO_COLOR", "1").env("LC_ALL", "zh_CN.UTF-8");
    command.env("XDG_STATE_HOME", folder.join(".state")).env("LOCALAPPDATA", folder.join(".state"));
    command
}

/// Waits until something holds.
#[track_caller]
pub(crate) fn wait_for(what: &str, mut holds: impl FnMut() -> bool) {
    let started = Instant::now();
    while !holds() {
        assert!(started.elapsed() < PATIENCE, "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
