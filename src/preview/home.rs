//! The start page: papers written lately, a new one, next year's out of this year's, a file or a folder.
//!
//! In: what a writer wants to open. Out: an editor for it, at an address of its own, in this very process. Behind a token
//! of its own, asked by its own page alone. What it tells of the disk are names of folders and documents, as a file
//! dialog would; what it writes are new documents, never one that is there.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use tokio::task::spawn_blocking;

mod folders;
pub(super) mod recent;

use super::guard::guard;
use super::parts::{Part, START, start_parts};
use super::record::Record;
use super::writing::answers::only_our_page;
use super::{Editor, Preview, PreviewConfig, Subject, listen, no_server, server};
use crate::diagnostic::{Diagnostic, Lang, PreviewFault, Severity};
use crate::pipeline::{Pipeline, Settings};
use crate::project;
use crate::typeset::Pace;
use crate::write::write_new;

/// A document to start from.
#[derive(Clone, Debug)]
pub struct Starter {
    /// What it is called: Chinese, English.
    pub name: [String; 2],
    /// What it is for: Chinese, English.
    pub meaning: [&'static str; 2],
    /// Its usual file name.
    pub file: &'static str,
    /// What is in it.
    pub text: &'static str,
}

/// Writes next year's paper beside this year's, and answers where.
pub type NextYear = dyn Fn(&Path) -> Result<PathBuf, Diagnostic> + Send + Sync;

/// How the start page works.
pub struct HomeConfig {
    /// What holds for all papers.
    pub settings: Settings,
    /// The language until its reader chooses another.
    pub lang: Lang,
    /// The port of 127.0.0.1.
    pub port: Option<u16>,
    /// What can be started from.
    pub starters: Vec<Starter>,
    /// How next year's paper is made.
    pub next_year: Box<NextYear>,
}

/// A start page that is there.
pub struct Home {
    url: String,
    is_running: bool,
}

impl Home {
    /// Starts one, unless one is running already.
    ///
    /// # Errors
    /// The address is taken, or threads can't be started.
    pub fn start(config: HomeConfig) -> Result<Self, Diagnostic> {
        // The page is for no folder; its record is the program's own.
        let subject = super::record::home().unwrap_or_default();
        let before = Record::read(&subject);
        if let Some(running) = before.as_ref().filter(|record| record.is_alive()) {
            return Ok(Self { url: running.url(), is_running: true });
        }
        let (listener, token) = listen(config.port, before.as_ref())?;
        let port = listener.local_addr().map_err(|error| no_server(&error))?.port();
        let record = Record::new(&subject, port, token);
        // Without a record the next start takes another address.
        let _ = record.write();
        let url = record.url();
        let pipeline = Mutex::new(Pipeline::new(config.settings.clone(), Pace::batch(1)));
        let desk = Arc::new(Desk { config, open: Mutex::default(), pipeline });
        server::serve(listener, router(desk, record)).map_err(|error| no_server(&error))?;
        Ok(Self { url, is_running: false })
    }

    /// Where it is.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether another process shows it, so that this one is not needed.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.is_running
    }
}

struct Desk {
    config: HomeConfig,
    /// Editors by what they are for.
    open: Mutex<HashMap<PathBuf, Preview>>,
    /// For how papers stand.
    pipeline: Mutex<Pipeline>,
}

fn router(desk: Arc<Desk>, record: Record) -> Router {
    let token = format!("/{}", record.token);
    let mut below = Router::new();
    for Part { name, kind, content } in start_parts() {
        below = below.route(&format!("/{name}"), get(move || async move { ([(CONTENT_TYPE, kind)], content) }));
    }
    let asks = Router::new()
        .route("/start", post(start))
        .route("/state", post(state))
        .route("/look", post(look))
        .route("/open", post(open))
        .route("/new", post(new))
        .route("/next", post(next))
        .layer(middleware::from_fn(only_our_page));
    let page = get(|| async { ([(CONTENT_TYPE, START.kind)], START.content) });
    Router::new()
        .route(&format!("{token}/"), page)
        .nest(&token, below.merge(asks))
        .layer(middleware::from_fn_with_state(Arc::new(record), guard))
        .with_state(desk)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    path: String,
    folder: String,
    name: String,
    kind: usize,
    lang: String,
}

type Answer = Result<Json, Diagnostic>;

async fn work(desk: Arc<Desk>, body: String, answer: fn(&Desk, &Asked) -> Answer) -> Response {
    let Ok(asked) = serde_json::from_str::<Asked>(&body) else { return StatusCode::BAD_REQUEST.into_response() };
    let done = move || {
        let lang = server::language(&asked.lang);
        answer(&desk, &asked).unwrap_or_else(|fault| json!({ "fault": server::words(&fault, lang) }))
    };
    match spawn_blocking(done).await {
        Ok(told) => server::json(&told),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

macro_rules! answers {
    ($($(#[$doc:meta])* $name:ident => $answer:expr;)*) => {
        $($(#[$doc])* async fn $name(State(desk): State<Arc<Desk>>, body: String) -> Response {
            work(desk, body, $answer).await
        })*
    };
}

answers! {
    /// What there is to begin with.
    start => |desk, _| {
        let starters = desk.config.starters.iter();
        let starters = starters.map(|one| json!({ "name": one.name, "meaning": one.meaning, "file": one.file }));
        Ok(json!({
            "lang": desk.config.lang.pick("zh", "en"),
            "version": env!("CARGO_PKG_VERSION"),
            "starters": starters.collect::<Vec<_>>(),
            "recent": recent::list(),
            "folder": folders::usual(),
        }))
    };
    /// How a paper stands, or how many a folder has.
    state => |desk, asked| Ok(desk.state(Path::new(&asked.path)));
    /// What is in a folder.
    look => |_, asked| Ok(folders::look(&asked.path));
    /// The editor of a document or folder.
    open => |desk, asked| desk.open(Path::new(&asked.path));
    /// A new document.
    new => |desk, asked| {
        let starter = desk.config.starters.get(asked.kind).or_else(|| desk.config.starters.first());
        let text = starter.map_or("", |starter| starter.text);
        let path = Path::new(&asked.folder).join(folders::file_name(&asked.name));
        write_new(&path, text.as_bytes())?;
        desk.open(&path)
    };
    /// Next year's document.
    next => |desk, asked| {
        let path = (desk.config.next_year)(Path::new(&asked.path))?;
        desk.open(&path)
    };
}

impl Desk {
    fn open(&self, path: &Path) -> Answer {
        let shown = || path.display().to_string();
        let real = path.canonicalize().map_err(|_| Diagnostic::new(PreviewFault::NoSubject { path: shown() }))?;
        let subject = if real.is_dir() {
            Subject::Folder(real.clone())
        } else if project::is_yaml(&real) {
            Subject::File(real.clone())
        } else {
            return Err(Diagnostic::new(PreviewFault::NoSubject { path: shown() }));
        };
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(preview) = open.get(&real) {
            return Ok(json!({ "url": preview.url() }));
        }
        let config = PreviewConfig {
            subject,
            settings: self.config.settings.clone(),
            lang: self.config.lang,
            port: None,
            writes_pdf: true,
            poll: false,
            editor: Editor::default(),
            writes: true,
        };
        let preview = Preview::start(config, |_| {})?;
        let url = preview.url().to_owned();
        open.insert(real, preview);
        Ok(json!({ "url": url }))
    }

    fn state(&self, path: &Path) -> Json {
        if path.is_dir() {
            return json!({ "documents": project::search(path).len() });
        }
        let built = self.pipeline.lock().unwrap_or_else(PoisonError::into_inner).build(path);
        let count = |severity| built.diagnostics.iter().filter(|told| told.severity == severity).count();
        json!({ "pages": built.pages.as_ref().map(crate::typeset::Pages::count), "errors": count(Severity::Error), "warnings": count(Severity::Warning) })
    }
}
