//! The buckets of a run, each as a folder in a temporary one, so that the stages find files where they expect files.
//!
//! In: addresses. Out: a [`Place`]. Of a folder in a bucket the names are learned at once; a file is fetched when a paper
//! needs it, and what all papers of a project may need (its file, its themes and fonts, its rosters) before the first. Paths
//! that are in no bucket are this machine's.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::files::Files;
use super::{Address, Bucket};
use crate::diagnostic::{BucketFault, Code, Diagnostic, Report};
use crate::manifest::{self, Manifest};
use crate::place::{Disk, Found, Place};
use crate::project;
use crate::source::Sources;
use crate::theme::lock::LOCK;
use crate::write::write;

/// Requests at once where nothing else is to be done.
const SIDE_BY_SIDE: usize = 16;

/// A run's memory is written to the bucket no more often than this, and no more than a fiftieth of the time.
const BETWEEN_SAVES: Duration = Duration::from_secs(30);
const SHARE_OF_SAVES: u32 = 50;

/// What is known of the YAML files of a run without reading them.
#[derive(Debug, Default)]
pub struct Sifted {
    /// Documents.
    pub documents: HashSet<PathBuf>,
    /// What may be a document; all others are none of this run.
    pub unread: HashSet<PathBuf>,
}

/// Buckets beside the folders of this machine.
pub struct Places {
    buckets: Vec<Files>,
    /// What all papers may need, for as long as the run lasts.
    shared: Mutex<BTreeSet<PathBuf>>,
    sifted: OnceLock<Sifted>,
    saved: Mutex<Option<Saved>>,
    root: String,
    // Dropped last: the files go with the folder, the connections with the runtime.
    runtime: Runtime,
    _folder: TempDir,
}

/// The last time a run's memory was written to the bucket.
struct Saved {
    at: Instant,
    took: Duration,
    digest: blake3::Hash,
}

impl std::fmt::Debug for Places {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Places").field("buckets", &self.buckets).finish_non_exhaustive()
    }
}

impl Places {
    /// No bucket yet.
    ///
    /// # Errors
    /// There is no room for temporary files, or they would lie in somebody's project.
    pub fn new() -> Result<Self, Diagnostic> {
        let temporary = std::env::temp_dir();
        let no_room = |error: std::io::Error| {
            let folder = temporary.display().to_string();
            Diagnostic::new(BucketFault::NoRoom { folder }).with_foreign(error.to_string())
        };
        let folder = tempfile::Builder::new().prefix("banxin-").tempdir().map_err(no_room)?;
        let root = folder.path().canonicalize().map_err(no_room)?;
        if manifest::root_of(&root).is_some() {
            return Err(Diagnostic::new(BucketFault::InProject { folder: temporary.display().to_string() }));
        }
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        Ok(Self {
            buckets: Vec::new(),
            shared: Mutex::default(),
            sifted: OnceLock::new(),
            saved: Mutex::new(None),
            root: root.display().to_string(),
            runtime: runtime.map_err(no_room)?,
            _folder: folder,
        })
    }

    /// The path that stands for an address; its bucket is opened if it was not.
    ///
    /// # Errors
    /// The settings for the bucket will not do.
    pub fn path(&mut self, address: &Address) -> Result<PathBuf, Diagnostic> {
        let url = address.bucket_url();
        if let Some(files) = self.buckets.iter().find(|files| files.bucket.url() == url) {
            return Ok(files.path(&address.key));
        }
        let bucket = Bucket::open(address, self.runtime.handle().clone())?;
        let root = Path::new(&self.root).join(self.buckets.len().to_string());
        let made = std::fs::create_dir_all(&root);
        made.map_err(|_| Diagnostic::new(BucketFault::NoRoom { folder: self.root.clone() }))?;
        let files = Files::new(root, bucket);
        let path = files.path(&address.key);
        self.buckets.push(files);
        Ok(path)
    }

    /// Takes what is known of YAML files; a second time it changes nothing.
    pub fn sift(&self, sifted: Sifted) {
        let _ = self.sifted.set(sifted);
    }

    /// Learns what is in a folder of a bucket.
    ///
    /// # Errors
    /// The store can't be reached, has no such bucket, or does not let us.
    pub fn list(&self, folder: &Path) -> Result<(), Diagnostic> {
        self.of(folder).map_or(Ok(()), |(files, key)| files.list(&key, ""))
    }

    /// Learns which files there are in a folder of a bucket whose names begin so.
    ///
    /// # Errors
    /// As [`Places::list`].
    pub fn list_some(&self, folder: &Path, beginning: &str) -> Result<(), Diagnostic> {
        self.of(folder).map_or(Ok(()), |(files, key)| files.list(&key, beginning))
    }

    /// Learns what is in the project that a document or a folder belongs to, and fetches what all its papers may need. The
    /// project's folder; without one, the document's own.
    ///
    /// # Errors
    /// As [`Places::list`].
    pub fn project(&self, path: &Path) -> Result<PathBuf, Diagnostic> {
        let folder = if project::is_yaml(path) { path.parent().unwrap_or(path) } else { path };
        let Some((files, key)) = self.of(folder) else { return Ok(folder.to_path_buf()) };
        let root = Self::root_of(files, &key)?.unwrap_or(key);
        files.list(&root, "")?;
        let all = files.below(&root);
        self.keep(files, &all.iter().filter(|key| is_shared(key)).cloned().collect::<Vec<_>>())?;
        for manifest in all.iter().filter(|key| is_named(key, manifest::FILE)) {
            let named = named_by(&files.path(manifest.strip_suffix(manifest::FILE).unwrap_or_default()));
            self.keep(files, &named.iter().filter_map(|path| files.key(path)).collect::<Vec<_>>())?;
        }
        Ok(files.path(&root))
    }

    /// Brings all that the documents of a project are made of, for commands that look at all of them at once.
    ///
    /// # Errors
    /// As [`Places::list`], or one file can't be fetched.
    pub fn whole(&self, path: &Path) -> Result<(), Diagnostic> {
        let root = self.project(path)?;
        let Some((files, key)) = self.of(&root) else { return Ok(()) };
        let is_wanted = |path: &PathBuf| {
            let is_pdf = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf"));
            let relative = path.strip_prefix(&root).unwrap_or(path);
            project::is_asset(path) && !is_pdf && project::is_visible(relative)
        };
        let all: Vec<PathBuf> = files.below(&key).iter().map(|key| files.path(key)).filter(is_wanted).collect();
        self.keep(files, &all.iter().filter_map(|path| files.key(path)).collect::<Vec<_>>())?;
        // Papers that were made are no part of documents, but a PDF that one names is.
        let named: BTreeSet<PathBuf> = all.iter().flat_map(|path| self.likely(path)).collect();
        self.keep(files, &named.iter().filter_map(|path| files.key(path)).collect::<Vec<_>>())
    }

    /// The nearest folder upwards that holds `banxin.yaml`. What we may not look into does not count.
    fn root_of(files: &Files, folder: &str) -> Result<Option<String>, Diagnostic> {
        let mut folder = folder;
        loop {
            let file =
                if folder.is_empty() { manifest::FILE.to_owned() } else { format!("{folder}/{}", manifest::FILE) };
            match files.find(&file) {
                Ok(Some(_)) => return Ok(Some(folder.to_owned())),
                Ok(None) => {}
                Err(fault) if matches!(fault.code, Code::Bucket(BucketFault::Denied { .. })) => {}
                Err(fault) => return Err(fault),
            }
            if folder.is_empty() {
                return Ok(None);
            }
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }

    /// Brings files that stay.
    fn keep(&self, files: &Files, keys: &[String]) -> Result<(), Diagnostic> {
        side_by_side(keys, |key| files.hold(key))?;
        let mut shared = self.shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        shared.extend(keys.iter().map(|key| files.path(key)));
        Ok(())
    }

    /// Brings one file that stays, such as a sheet named on the command line.
    ///
    /// # Errors
    /// It is not there, or can't be fetched.
    pub fn need(&self, path: &Path) -> Result<(), Diagnostic> {
        let Some((files, key)) = self.of(path) else { return Ok(()) };
        if files.look(&key) == Found::Nothing {
            let (folder, name) = key.rsplit_once('/').unwrap_or(("", &key));
            files.list(folder, name)?;
        }
        if files.look(&key) == Found::Nothing {
            return Err(Diagnostic::new(BucketFault::NoFile { address: files.bucket.address(&key) }));
        }
        self.keep(files, &[key])
    }

    fn of(&self, path: &Path) -> Option<(&Files, String)> {
        self.buckets.iter().find_map(|files| Some((files, files.key(path)?)))
    }

    /// Whether a path is below the temporary folder, though perhaps in no bucket.
    fn is_ours(&self, path: &Path) -> bool {
        path.starts_with(&self.root)
    }

    fn is_shared(&self, path: &Path) -> bool {
        self.shared.lock().is_ok_and(|shared| shared.contains(path))
    }
}

impl Place for Places {
    fn look(&self, path: &Path) -> Found {
        match self.of(path) {
            Some((files, key)) => files.look(&key),
            None if self.is_ours(path) => Found::Nothing,
            None => Disk.look(path),
        }
    }

    fn files(&self, folder: &Path) -> Vec<PathBuf> {
        match self.of(folder) {
            Some((files, key)) => files.below(&key).iter().map(|key| files.path(key)).collect(),
            None => Disk.files(folder),
        }
    }

    fn yaml_files(&self, folder: &Path) -> Vec<PathBuf> {
        if self.of(folder).is_none() {
            return Disk.yaml_files(folder);
        }
        let is_wanted = |path: &PathBuf| {
            let relative = path.strip_prefix(folder).unwrap_or(path);
            project::is_yaml(path)
                && project::is_visible(relative)
                && relative.components().count() <= project::MAX_DEPTH
        };
        self.files(folder).into_iter().filter(is_wanted).collect()
    }

    fn is_document(&self, path: &Path) -> bool {
        if self.of(path).is_none() {
            return Disk.is_document(path);
        }
        if let Some(sifted) = self.sifted.get().filter(|sifted| !sifted.unread.contains(path)) {
            return sifted.documents.contains(path);
        }
        let one = [path.to_path_buf()];
        if self.bring(&one).is_err() {
            // It is told when it is made.
            return true;
        }
        let is_document = project::is_document(path);
        self.let_go(&one);
        is_document
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, Diagnostic> {
        let Some((files, key)) = self.of(path) else { return Disk.read(path) };
        let one = [path.to_path_buf()];
        if !matches!(files.look(&key), Found::File(_)) {
            return files.read(&key);
        }
        self.bring(&one)?;
        let bytes = Disk.read(path);
        self.let_go(&one);
        bytes
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
        match self.of(path) {
            Some((files, key)) => files.put(&key, bytes),
            None => Disk.write(path, bytes),
        }
    }

    fn is_far(&self) -> bool {
        true
    }

    fn bring(&self, paths: &[PathBuf]) -> Result<(), Diagnostic> {
        for (at, path) in paths.iter().enumerate() {
            let held = self.of(path).map_or(Ok(()), |(files, key)| files.hold(&key));
            if held.is_err() {
                self.let_go(&paths[..at]);
                return held;
            }
        }
        Ok(())
    }

    fn let_go(&self, paths: &[PathBuf]) {
        for (files, key) in paths.iter().filter_map(|path| self.of(path)) {
            files.let_go(&key);
        }
    }

    fn lacking(&self, used: &mut dyn Iterator<Item = &Path>, held: &[PathBuf]) -> Vec<PathBuf> {
        let known = used.filter_map(|path| {
            let (files, key) = self.of(path)?;
            matches!(files.look(&key), Found::File(_)).then(|| files.path(&key))
        });
        let lacking: BTreeSet<PathBuf> = known.filter(|path| !held.contains(path) && !self.is_shared(path)).collect();
        lacking.into_iter().collect()
    }

    fn likely(&self, document: &Path) -> Vec<PathBuf> {
        let Some(folder) = document.parent().filter(|_| self.of(document).is_some()) else { return Vec::new() };
        let Ok(bytes) = Disk.read(document) else { return Vec::new() };
        let text = String::from_utf8_lossy(&bytes);
        let words = text.split(|c: char| c.is_whitespace() || c.is_control() || "\"'[]{},，：:#".contains(c));
        let names: BTreeSet<&str> = words.filter(|word| project::is_asset(Path::new(word))).collect();
        let paths: Vec<PathBuf> = names.into_iter().map(|name| folder.join(name)).collect();
        self.lacking(&mut paths.iter().map(PathBuf::as_path), &[document.to_path_buf()])
    }

    fn is_steady(&self, path: &Path) -> bool {
        self.of(path).is_none_or(|(files, key)| files.is_steady(&key))
    }

    fn recall(&self, memory: &Path) -> Result<(), Diagnostic> {
        let Some((files, key)) = self.of(memory) else { return Ok(()) };
        let Some(bytes) = files.find(&key)? else { return Ok(()) };
        write(memory, &bytes)?;
        self.note_saved(&bytes, Duration::ZERO);
        Ok(())
    }

    fn remember(&self, memory: &Path, last: bool) -> Result<(), Diagnostic> {
        let Some((files, key)) = self.of(memory) else { return Ok(()) };
        let is_due = self.saved.lock().is_ok_and(|mut saved| {
            // The first time begins when there is something to save.
            let now = Saved { at: Instant::now(), took: Duration::ZERO, digest: blake3::hash(b"") };
            let saved = saved.get_or_insert(now);
            saved.at.elapsed() > BETWEEN_SAVES.max(saved.took * SHARE_OF_SAVES)
        });
        if !(last || is_due) {
            return Ok(());
        }
        let Ok(bytes) = Disk.read(memory) else { return Ok(()) };
        let digest = blake3::hash(&bytes);
        if self.saved.lock().is_ok_and(|saved| saved.as_ref().is_some_and(|saved| saved.digest == digest)) {
            return Ok(());
        }
        let begun = Instant::now();
        let put = files.bucket.put(&key, &bytes);
        // One that failed is tried again as late as one that did not.
        self.note_saved(if put.is_ok() { &bytes } else { b"" }, begun.elapsed());
        put.map(drop)
    }

    fn lasting_name(&self, path: &Path) -> Option<PathBuf> {
        let (files, key) = self.of(path)?;
        Some(PathBuf::from(files.bucket.address(&key)))
    }

    fn of_lasting_name(&self, name: &Path) -> Option<PathBuf> {
        let address = Address::parse(name.to_str()?)?.ok()?;
        let url = address.bucket_url();
        let files = self.buckets.iter().find(|files| files.bucket.url() == url);
        // A bucket that is not of this run holds nothing that is.
        Some(files.map_or_else(|| Path::new(&self.root).join("elsewhere"), |files| files.path(&address.key)))
    }

    fn shown(&self, words: String) -> String {
        if !words.contains(&self.root) {
            return words;
        }
        self.buckets.iter().fold(words, |words, files| {
            let root = files.root.display().to_string();
            words.replace(&root, files.bucket.url())
        })
    }
}

impl Places {
    fn note_saved(&self, bytes: &[u8], took: Duration) {
        if let Ok(mut saved) = self.saved.lock() {
            *saved = Some(Saved { at: Instant::now(), took, digest: blake3::hash(bytes) });
        }
    }
}

/// Whether all papers of a project may need a file: by its name, or by a folder it is in.
fn is_shared(key: &str) -> bool {
    let folders = key.rsplit_once('/').map_or("", |(folders, _)| folders);
    is_named(key, manifest::FILE)
        || is_named(key, LOCK)
        || folders.split('/').any(|folder| ["themes", "fonts"].contains(&folder))
}

fn is_named(key: &str, name: &str) -> bool {
    key.rsplit('/').next() == Some(name)
}

/// The files that a project's own names: rosters and what is made for them. What is wrong with it is told where documents
/// are gathered.
fn named_by(root: &Path) -> Vec<PathBuf> {
    let manifest = Manifest::load(root, &mut Sources::new(), &mut Report::new()).unwrap_or_default();
    let rosters = manifest.rosters.iter().flat_map(|roster| [&roster.document, &roster.sheet]);
    rosters.chain(&manifest.units).map(|name| root.join(name.as_str())).collect()
}

/// The same request for many files, some at once; the first that fails ends it.
fn side_by_side(keys: &[String], work: impl Fn(&str) -> Result<(), Diagnostic> + Sync) -> Result<(), Diagnostic> {
    let next = AtomicUsize::new(0);
    let failed = Mutex::new(None);
    let take = || {
        while let Some(key) = keys.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(fault) = work(key) {
                next.store(keys.len(), Ordering::Relaxed);
                if let Ok(mut failed) = failed.lock() {
                    failed.get_or_insert(fault);
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..SIDE_BY_SIDE.min(keys.len()) {
            scope.spawn(take);
        }
        take();
    });
    failed.into_inner().unwrap_or_default().map_or(Ok(()), Err)
}
