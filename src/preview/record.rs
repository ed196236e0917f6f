//! Where a preview listens, written down for its owner alone.
//!
//! `banxin locate` finds it there, and the next run takes the same address again, so that a page left open in the
//! browser comes back to life.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, PreviewFault};
use crate::source::read_bytes;

/// How long this machine may take to answer itself.
const PATIENCE: Duration = Duration::from_secs(5);

/// One preview.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Record {
    /// The file or folder that is shown, by its real path.
    pub subject: PathBuf,
    /// The port of 127.0.0.1.
    pub port: u16,
    /// What an address must begin with.
    pub token: String,
}

/// Where a place in a document was found.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Located {
    /// The document whose pages it is on.
    pub document: String,
    /// The page, from 1.
    pub page: usize,
}

impl Record {
    pub(super) fn new(subject: &Path, port: u16, token: String) -> Self {
        Self { subject: real(subject), port, token }
    }

    /// The record of the last preview of a file or folder.
    pub(super) fn read(subject: &Path) -> Option<Self> {
        let record = Self::load(&file(&real(subject))?)?;
        (record.subject == real(subject) && is_token(&record.token)).then_some(record)
    }

    fn load(path: &Path) -> Option<Self> {
        serde_json::from_slice(&read_bytes(path).ok()?).ok()
    }

    /// Writes it for its owner's eyes.
    pub(super) fn write(&self) -> Option<()> {
        let path = file(&self.subject)?;
        let folder = path.parent()?;
        std::fs::create_dir_all(folder).ok()?;
        // Temporary files are readable by their owner alone, and stay so when they are renamed.
        let mut temporary = tempfile::NamedTempFile::new_in(folder).ok()?;
        temporary.write_all(&serde_json::to_vec(self).ok()?).ok()?;
        temporary.persist(path).ok()?;
        Some(())
    }

    /// Whether somebody answers there.
    pub(super) fn is_alive(&self) -> bool {
        ask(self, "").is_some_and(|(status, _)| status == 200)
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/{}/", self.port, self.token)
    }
}

/// Scrolls every open page of the preview that shows this file to a line and, if given, a column, both from 1.
///
/// # Errors
/// No preview shows the file, or the place is on no page.
pub fn locate(path: &Path, line: usize, column: Option<usize>) -> Result<Located, Diagnostic> {
    let wanted = real(path);
    let name = || path.display().to_string();
    let column = column.map(|column| format!("&column={column}")).unwrap_or_default();
    let mut answered = false;
    for record in records().into_iter().filter(|record| wanted.starts_with(folder_of(&record.subject))) {
        let query = format!("locate?file={}&line={line}{column}", escape(&wanted.to_string_lossy()));
        let Some((status, body)) = ask(&record, &query) else { continue };
        answered |= status == 200 || status == 404;
        if let (200, Ok(located)) = (status, serde_json::from_slice(&body)) {
            return Ok(located);
        }
    }
    let fault = if answered {
        PreviewFault::NotPrinted { path: name(), line }
    } else {
        PreviewFault::NotRunning { path: name() }
    };
    Err(Diagnostic::new(fault))
}

/// A document's own folder also holds what it includes.
fn folder_of(subject: &Path) -> &Path {
    if subject.is_dir() { subject } else { subject.parent().unwrap_or(subject) }
}

/// Asks a running preview; none if it does not answer.
fn ask(record: &Record, query: &str) -> Option<(u16, Vec<u8>)> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, record.port));
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let (token, port) = (&record.token, record.port);
    write!(stream, "GET /{token}/{query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let head = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let status = std::str::from_utf8(answer.get(9..12)?).ok()?.parse().ok()?;
    Some((status, answer[head + 4..].to_vec()))
}

fn records() -> Vec<Record> {
    let entries = folder().and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let mut records: Vec<(std::time::SystemTime, Record)> = entries
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, Record::load(&entry.path())?)))
        .filter(|(_, record)| is_token(&record.token))
        .collect();
    records.sort_by_key(|(written, _)| std::cmp::Reverse(*written));
    records.into_iter().map(|(_, record)| record).collect()
}

fn file(subject: &Path) -> Option<PathBuf> {
    let name = blake3::hash(subject.as_os_str().as_encoded_bytes()).to_hex();
    Some(folder()?.join(format!("{}.json", &name[..16])))
}

fn folder() -> Option<PathBuf> {
    Some(home()?.join("preview"))
}

/// Where programs keep what they remember.
pub(super) fn home() -> Option<PathBuf> {
    let from = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = if cfg!(windows) {
        from("LOCALAPPDATA")
    } else {
        from("XDG_STATE_HOME").or_else(|| Some(from("HOME")?.join(".local/state")))
    };
    Some(base?.join("banxin"))
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

/// 128 bits nobody can guess, in hexadecimal.
pub(super) fn new_token() -> Result<String, Diagnostic> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| Diagnostic::new(PreviewFault::NoServer).with_foreign(error.to_string()))?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

/// A number that no other run has.
pub(super) fn random() -> Option<u64> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).ok()?;
    Some(u64::from_be_bytes(bytes))
}

fn is_token(token: &str) -> bool {
    token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A text as a part of an address.
pub(super) fn escape(text: &str) -> String {
    use std::fmt::Write as _;
    let mut escaped = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}
