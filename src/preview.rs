//! The pages in the browser while they are written, in whatever editor or in the page itself.
//!
//! In: a document or a folder of them. Out: a page on this machine's own address that shows the pages, and what is wrong
//! with them, after every save. A builder follows the disk and makes the pages, a server shows them to as many tabs as
//! there are, a printer writes the PDFs, a saver what is typed in the page; each on threads of its own, so that none
//! waits for another. Nothing but built pages, documents that are being written, and the program's own page is ever
//! served.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread;

mod builder;
mod editor;
mod excerpt;
mod guard;
mod home;
mod message;
mod parts;
mod pictures;
mod printer;
mod record;
mod server;
mod spot;
mod state;
mod tab;
mod writing;

pub use builder::Status;
pub use editor::Editor;
pub use home::{Home, HomeConfig, NextYear, Starter};
pub use record::{Located, locate};

use crate::diagnostic::{Diagnostic, Lang, PreviewFault};
use crate::pipeline::Settings;
use record::Record;
use state::Shared;

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// One document.
    File(PathBuf),
    /// All documents of a folder, also those that are not there yet.
    Folder(PathBuf),
}

impl Subject {
    /// The file or the folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::File(path) | Self::Folder(path) => path,
        }
    }
}

/// How it is shown.
#[derive(Clone, Debug)]
pub struct PreviewConfig {
    /// What is shown.
    pub subject: Subject,
    /// What holds for all papers.
    pub settings: Settings,
    /// The language of the page until its reader chooses another.
    pub lang: Lang,
    /// The port of 127.0.0.1; by default the one of last time if it is free, else any.
    pub port: Option<u16>,
    /// Whether every good build is written as a PDF beside its document.
    pub writes_pdf: bool,
    /// Whether to look at the files again and again instead of waiting for events.
    pub poll: bool,
    /// What opens a document at a line.
    pub editor: Editor,
    /// Whether the documents are written in the page, and not only looked at.
    pub writes: bool,
}

/// A preview that is running.
pub struct Preview {
    url: String,
}

impl Preview {
    /// Starts one; `tell` hears of every build.
    ///
    /// # Errors
    /// The address is taken, or threads can't be started.
    pub fn start(config: PreviewConfig, tell: impl Fn(&Status) + Send + 'static) -> Result<Self, Diagnostic> {
        let before = Record::read(config.subject.path());
        let (listener, token) = listen(config.port, before.as_ref())?;
        let port = listener.local_addr().map_err(|error| no_server(&error))?.port();
        let record = Record::new(config.subject.path(), port, token);
        if config.writes {
            home::recent::note(config.subject.path());
        }
        // Without a record `banxin locate` does not find us; all else works.
        let _ = record.write();
        let url = record.url();
        let (tasks, mailbox) = mpsc::channel();
        let shared = Arc::new(Shared::new(&config, record, tasks));
        let builder = builder::Builder::new(config, Arc::clone(&shared), mailbox, Box::new(tell));
        let stack = thread::Builder::new().name("builder".into()).stack_size(crate::typeset::STACK_BYTES);
        stack.spawn(move || builder.run()).map_err(|error| no_server(&error))?;
        shared.begin_to_save().map_err(|error| no_server(&error))?;
        server::start(listener, shared).map_err(|error| no_server(&error))?;
        Ok(Self { url })
    }

    /// Where to look.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// Listens on this machine's own address: with the port and the token of last time if they are to be had, so that an
/// open page finds us again.
fn listen(wanted: Option<u16>, before: Option<&Record>) -> Result<(TcpListener, String), Diagnostic> {
    let on = |port: u16| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    let token = || before.map_or_else(record::new_token, |record| Ok(record.token.clone()));
    if let Some(port) = wanted {
        let listener = on(port).map_err(|_| Diagnostic::new(PreviewFault::PortTaken { port }))?;
        return Ok((listener, token()?));
    }
    if let Some(listener) = before.and_then(|record| on(record.port).ok()) {
        return Ok((listener, token()?));
    }
    // Whoever has the port may be another preview with the token of last time.
    Ok((on(0).map_err(|error| no_server(&error))?, record::new_token()?))
}

fn no_server(error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(PreviewFault::NoServer).with_foreign(error.to_string())
}
