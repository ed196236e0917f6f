//! What the page asks while somebody writes: the form, changes, the text, steps back, kept versions.
//!
//! All of it is behind the token and, since it writes, asked by our own page alone: a request must name it as its origin.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::http::header::ORIGIN;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use tokio::task::spawn_blocking;

use super::disk::Form;
use super::model::tree;
use super::paper::Paper;
use super::table::table;
use super::{Act, Denied};
use crate::edit::{Change, Manuscript, Path, Refusal};
use crate::pipeline::named_elsewhere;
use crate::preview::Subject;
use crate::preview::builder::Task;
use crate::preview::server::{language, open_folder, words};
use crate::preview::spot::printed;
use crate::preview::state::Shared;
use crate::project;
use crate::source::{MAX_TEXT_BYTES, Span};

/// A text, its JSON escapes, and what goes with it.
const MAX_BODY: usize = 2 * MAX_TEXT_BYTES;

/// The addresses that write.
pub(in crate::preview) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/table", post(|| async { answer(&table()) }))
        .route("/model", post(model))
        .route("/edit", post(edit))
        .route("/text", post(text))
        .route("/undo", post(undo))
        .route("/settle", post(settle))
        .route("/convert", post(convert))
        .route("/history", post(history))
        .route("/where", post(place))
        .route("/files", post(files))
        .route("/names", post(names))
        .route("/all", post(all))
        .route("/folder", post(folder))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn(only_our_page))
}

/// The guard has seen that an origin, if there is one, is ours; to write there must be one.
pub(in crate::preview) async fn only_our_page(request: Request<Body>, next: Next) -> Response {
    if request.headers().contains_key(ORIGIN) { next.run(request).await } else { StatusCode::FORBIDDEN.into_response() }
}

/// A document, in some version.
#[derive(Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "what a request may ask for, each by itself")]
struct Asked {
    document: String,
    #[serde(default)]
    version: u64,
    #[serde(default)]
    changes: Vec<Change>,
    text: Option<String>,
    #[serde(default)]
    redo: bool,
    #[serde(default)]
    ours: bool,
    #[serde(default)]
    path: Path,
    time: Option<u64>,
    #[serde(default)]
    lang: String,
    /// Whether the form is to be told anew.
    #[serde(default)]
    form: bool,
    /// Whether the whole text is to be told with it.
    #[serde(default)]
    whole: bool,
}

type Answer = Result<Json, Denied>;

/// Answers off the threads that serve.
async fn work(shared: Arc<Shared>, body: String, answer: fn(&Shared, &Asked) -> Answer) -> Response {
    let Ok(asked) = serde_json::from_str::<Asked>(&body) else { return StatusCode::BAD_REQUEST.into_response() };
    match spawn_blocking(move || answer(&shared, &asked)).await {
        Ok(Ok(json)) => self::answer(&json),
        Ok(Err(Denied::NoDocument)) => StatusCode::NOT_FOUND.into_response(),
        Ok(Err(Denied::Stale)) => StatusCode::CONFLICT.into_response(),
        Ok(Err(Denied::TooLong)) => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Ok(Err(Denied::Refused(refusal))) => self::answer(&json!({ "refused": refusal })),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn answer(value: &impl Serialize) -> Response {
    crate::preview::server::json(value)
}

macro_rules! answers {
    ($($(#[$doc:meta])* $name:ident => $answer:expr;)*) => {
        $($(#[$doc])* async fn $name(State(shared): State<Arc<Shared>>, body: String) -> Response {
            work(shared, body, $answer).await
        })*
    };
}

answers! {
    /// The form of a document.
    model => |shared, asked| shared.with_paper(&asked.document, |paper| Ok(form(paper, asked)));
    /// Changes of values.
    edit => |shared, asked| {
        let seen = shared.write(&asked.document, asked.version, &Act::Changes(&asked.changes))?;
        shared.with_paper(&asked.document, |paper| {
            Ok(seen_as(seen, if asked.form { form(paper, asked) } else { version(paper) }))
        })
    };
    /// The whole text, or another one instead of it.
    text => |shared, asked| {
        let seen = match &asked.text {
            Some(text) => shared.write(&asked.document, asked.version, &Act::Text(text))?,
            None => None,
        };
        shared.with_paper(&asked.document, |paper| {
            Ok(seen_as(seen, json!({ "version": paper.version(), "text": &**paper.text() })))
        })
    };
    /// A step back, or forth again.
    undo => |shared, asked| shared.with_paper(&asked.document, |paper| {
        paper.undo(asked.redo);
        Ok(form(paper, asked))
    });
    /// What is kept where another program changed the same lines.
    settle => |shared, asked| shared.with_paper(&asked.document, |paper| {
        paper.settle(asked.ours);
        Ok(form(paper, asked))
    });
    /// UTF-8 from now on.
    convert => |shared, asked| shared.with_paper(&asked.document, |paper| {
        paper.convert();
        Ok(form(paper, asked))
    });
    /// Which versions are kept, or the text of one.
    history => |shared, asked| shared.with_paper(&asked.document, |paper| match asked.time {
        Some(time) => paper.history().text(time).map(|text| json!({ "text": text })).ok_or(Denied::NoDocument),
        None => Ok(json!({ "times": paper.history().times(), "theirs": paper.theirs().map(|text| &**text) })),
    });
    /// Where a value is printed.
    place => where_printed;
    /// Names for `{{ }}` that stand in other files: in those of the document's data, and in the project's.
    names => |shared, asked| {
        let path = shared.state().document(&asked.document).map(|document| document.path.clone());
        let (path, text) = path.zip(shared.writing.draft(&asked.document)).ok_or(Denied::NoDocument)?;
        Ok(json!({ "names": named_elsewhere(&path, &text) }))
    };
    /// Files beside a document that it may name.
    files => |shared, asked| {
        let path = shared.state().document(&asked.document).map(|document| document.path.clone());
        let path = path.ok_or(Denied::NoDocument)?;
        Ok(json!({ "files": project::assets(path.parent().unwrap_or(&path)) }))
    };
    /// All documents of the folder are built.
    all => |shared, _| {
        shared.ask(Task::All);
        Ok(json!({ "count": shared.state().documents.len() }))
    };
    /// The document's folder in the file manager.
    folder => |shared, asked| {
        let path = shared.state().document(&asked.document).map(|document| document.path.clone());
        let path = path.or_else(|| match &shared.subject {
            Subject::Folder(path) => Some(path.join("x")),
            Subject::File(_) => None,
        });
        let path = path.and_then(|path| std::path::absolute(path).ok()).ok_or(Denied::NoDocument)?;
        Ok(match open_folder(path.parent().unwrap_or(&path)) {
            Ok(folder) => json!({ "folder": folder.display().to_string() }),
            Err(fault) => json!({ "fault": words(&fault, language(&asked.lang)) }),
        })
    };
}

fn version(paper: &Paper) -> Json {
    json!({ "version": paper.version() })
}

/// An answer to who has not seen yet what others did: `base` is the version to go on from until the form is told.
fn seen_as(seen: Option<u64>, mut told: Json) -> Json {
    if let Some(base) = seen {
        told["base"] = json!(base);
    }
    told
}

/// The form, or why there is none.
fn form(paper: &Paper, asked: &Asked) -> Json {
    let mut told = version(paper);
    if asked.whole {
        told["text"] = json!(&**paper.text());
    }
    match paper.manuscript() {
        Ok(_) if paper.form() == Form::Foreign => told["refused"] = json!("encoding"),
        Ok(manuscript) => told["tree"] = tree(manuscript, manuscript.root()),
        Err(refusal) => told["refused"] = json!(refusal),
    }
    told
}

fn where_printed(shared: &Shared, asked: &Asked) -> Answer {
    let good = shared.good(&asked.document).ok_or(Denied::NoDocument)?;
    let source = good.sources.iter().next().ok_or(Denied::NoDocument)?;
    let manuscript = Manuscript::read(&source.text).map_err(Denied::Refused)?;
    let span = manuscript.span(&asked.path).ok_or(Denied::Refused(Refusal::NoSuchPlace))?;
    let regions = printed(&good, Span::new(source.id, span));
    let regions = regions.iter().map(|region| {
        let rect = region.rect;
        json!([region.page, [rect.left, rect.top, rect.right, rect.bottom]])
    });
    Ok(json!({ "regions": regions.collect::<Vec<_>>() }))
}
