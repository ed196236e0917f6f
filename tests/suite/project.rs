//! A throw-away folder with files in it, and the command run there: `Project::new().file(…).run([…]).fails()…`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder of documents.
pub(crate) struct Project {
    folder: TempDir,
}

/// What a run of the command left.
pub(crate) struct Run {
    output: Output,
    folder: PathBuf,
}

impl Project {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// With a file.
    pub(crate) fn file(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("inside the folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
        self
    }

    /// Its path.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A file's path.
    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs `banxin` in the folder, in Chinese unless told otherwise, without colours.
    pub(crate) fn run<const N: usize>(&self, args: [&str; N]) -> Run {
        self.run_with(&[], args)
    }

    /// As [`Project::run`], with more in the environment.
    pub(crate) fn run_with<const N: usize>(&self, environment: &[(&str, String)], args: [&str; N]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_banxin"))
            .args(args)
            .current_dir(self.path())
            .env("NO_COLOR", "1")
            .env("LC_ALL", "zh_CN.UTF-8")
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .output()
            .expect("banxin runs");
        Run { output, folder: self.path().to_path_buf() }
    }
}

impl Run {
    /// The run must have done all.
    #[track_caller]
    pub(crate) fn succeeds(self) -> Self {
        self.exits(0)
    }

    /// A document must have errors.
    #[track_caller]
    pub(crate) fn fails(self) -> Self {
        self.exits(1)
    }

    /// The run must end with this code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.output.status.code(), Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout(), self.stderr());
        self
    }

    /// What was said on standard output.
    pub(crate) fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    /// What was said on standard error.
    pub(crate) fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }

    /// Standard error must be exactly this, line ends at either end aside.
    #[track_caller]
    pub(crate) fn stderr_is(self, expected: &str) -> Self {
        assert_eq!(self.stderr().trim(), expected.trim());
        self
    }

    /// Standard error must hold this.
    #[track_caller]
    pub(crate) fn stderr_has(self, expected: &str) -> Self {
        assert!(self.stderr().contains(expected), "no `{expected}` in:\n{}", self.stderr());
        self
    }

    /// A file must be there.
    #[track_caller]
    pub(crate) fn wrote(self, name: &str) -> Self {
        assert!(self.folder.join(name).is_file(), "no {name} among {:?}", list(&self.folder));
        self
    }

    /// A file must not be there.
    #[track_caller]
    pub(crate) fn wrote_no(self, name: &str) -> Self {
        assert!(!self.folder.join(name).exists(), "{name} is there");
        self
    }
}

fn list(folder: &Path) -> Vec<String> {
    walkdir::WalkDir::new(folder).into_iter().flatten().map(|entry| entry.path().display().to_string()).collect()
}

/// The text of a PDF as another program (poppler's `pdftotext`) reads it.
pub(crate) fn text_of(pdf: &Path) -> String {
    let output = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(pdf).arg("-").output();
    let output = output.expect("pdftotext (package poppler-utils) is installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8 was asked for")
}

/// A folder of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The documents of samples/, in the order of their names.
pub(crate) fn samples() -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(repository("samples")).sort_by_file_name().into_iter().flatten();
    let samples: Vec<_> =
        files.map(walkdir::DirEntry::into_path).filter(|path| path.extension().is_some_and(|e| e == "yaml")).collect();
    assert!(samples.len() >= 5);
    samples
}
