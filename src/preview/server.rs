//! The addresses of the preview: the page and its parts, pages as SVG, the PDF, clicks, `locate`.
//!
//! Files of the disk have no address: a document is found by its name in the list, a page by its fingerprint.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{self, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::middleware;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use tokio::runtime::Builder;
use tokio::task::spawn_blocking;

use super::editor::Target;
use super::guard::{PDF_POLICY, guard};
use super::parts::{Part, VIEW, WRITING, parts};
use super::pictures::Picture;
use super::spot::printed;
use super::state::{Good, Shared, Spot};
use super::tab::tab;
use super::writing::{answers, path_of};
use crate::diagnostic::{Diagnostic, Lang};
use crate::edit::{self, Manuscript};
use crate::export::{self, PdfConfig};
use crate::source::{LineColumn, Source, Span};

/// Threads that answer; drawing and exporting have their own.
const THREADS: usize = 2;

/// Starts answering, on threads of its own.
pub(super) fn start(listener: TcpListener, shared: Arc<Shared>) -> std::io::Result<()> {
    serve(listener, router(shared))
}

/// Answers by a router, on threads of its own.
pub(super) fn serve(listener: TcpListener, router: Router) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = Builder::new_multi_thread().worker_threads(THREADS).thread_name("server").enable_all().build()?;
    thread::Builder::new().name("server".into()).spawn(move || {
        runtime.block_on(async {
            if let Ok(listener) = tokio::net::TcpListener::from_std(listener) {
                // It ends with the program.
                let _ = axum::serve(listener, router).await;
            }
        });
    })?;
    Ok(())
}

fn router(shared: Arc<Shared>) -> Router {
    let mut below = Router::new();
    for Part { name, kind, content } in parts(shared.writes).filter(|part| !part.name.is_empty()) {
        below = below.route(&format!("/{name}"), get(move || async move { ([(CONTENT_TYPE, kind)], content) }));
    }
    let mut below = below
        .route("/socket", get(tab))
        .route("/page/{print}", get(page))
        .route("/pdf", get(pdf))
        .route("/click", post(click))
        .route("/mistake", post(mistake))
        .route("/fonts", post(fonts))
        .route("/locate", get(locate));
    if shared.writes {
        below = below.merge(answers::routes());
    }
    let token = format!("/{}", shared.record.token);
    let root = format!("{token}/");
    let Part { kind, content, .. } = if shared.writes { WRITING } else { VIEW };
    let page = get(move || async move { ([(CONTENT_TYPE, kind)], content) });
    Router::new()
        .route(&format!("{token}/"), page)
        .route(&token, get(move || async move { Redirect::temporary(&root) }))
        .nest(&token, below)
        .route("/locate", get(locate))
        .layer(middleware::from_fn_with_state(Arc::new(shared.record.clone()), guard))
        .with_state(shared)
}

#[derive(Deserialize)]
struct PageQuery {
    document: String,
    page: usize,
}

/// A page as SVG; its address holds its fingerprint, so it may be kept for ever.
async fn page(
    State(shared): State<Arc<Shared>>,
    extract::Path(print): extract::Path<String>,
    Query(query): Query<PageQuery>,
) -> Response {
    let Some(print) = print.strip_suffix(".svg").and_then(|hex| u128::from_str_radix(hex, 16).ok()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let draw = move || -> Option<Picture> {
        let good = shared.good(&query.document).filter(|good| good.prints.get(query.page) == Some(&print));
        good.and_then(|good| shared.pictures.of(&good, query.page)).or_else(|| shared.pictures.kept(print))
    };
    match spawn_blocking(draw).await {
        Ok(Some(picture)) => {
            let headers = [(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, "private, max-age=31536000, immutable")];
            (headers, picture.to_vec()).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

#[derive(Deserialize)]
struct PdfQuery {
    document: String,
    #[serde(default)]
    download: bool,
}

/// The last good pages as a PDF, to look at, to print or to keep.
async fn pdf(State(shared): State<Arc<Shared>>, Query(query): Query<PdfQuery>) -> Response {
    let Some(good) = shared.good(&query.document) else { return StatusCode::NOT_FOUND.into_response() };
    let config = PdfConfig { standards: Vec::new(), date: good.date };
    let exported = spawn_blocking(move || export::pdf(&good.pages, &config)).await;
    let Ok(Ok(bytes)) = exported else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let name = Path::new(&query.document).with_extension("pdf");
    let name = name.file_name().unwrap_or_default().to_string_lossy();
    let place = if query.download { "attachment" } else { "inline" };
    let disposition = format!("{place}; filename*=UTF-8''{}", super::record::escape(&name));
    let headers = [
        (CONTENT_TYPE, "application/pdf"),
        (CONTENT_DISPOSITION, disposition.as_str()),
        (CONTENT_SECURITY_POLICY, PDF_POLICY),
    ];
    (headers, bytes).into_response()
}

#[derive(Deserialize)]
struct Click {
    document: String,
    page: usize,
    x: f64,
    y: f64,
    open: bool,
    lang: String,
}

/// Where a click leads.
#[derive(Serialize)]
struct Clicked {
    file: String,
    line: usize,
    column: usize,
    regions: Vec<(usize, [f64; 4])>,
    /// The value that was typed there, where documents are written.
    path: Option<edit::Path>,
    /// Whether the editor was started.
    opened: bool,
    /// Why it was not, if it was to be.
    fault: Option<[String; 2]>,
}

/// A click on a page: what was typed there, and the editor.
async fn click(State(shared): State<Arc<Shared>>, body: String) -> Response {
    let Ok(click) = serde_json::from_str::<Click>(&body) else { return StatusCode::BAD_REQUEST.into_response() };
    let answer = spawn_blocking(move || clicked(&shared, &click)).await;
    match answer.ok().flatten() {
        Some(clicked) => json(&clicked),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn clicked(shared: &Shared, click: &Click) -> Option<Clicked> {
    let good = shared.good(&click.document)?;
    let place = good.pages.positions().at(click.page, click.x, click.y)?;
    let source = good.sources.get(place.span.source);
    let clicked = go_to(shared, source, place.span, click.open, language(&click.lang));
    let path = (shared.writes && good.sources.iter().next().is_some_and(|first| first.id == source.id))
        .then(|| Manuscript::read(&source.text).ok())
        .flatten()
        .map(|manuscript| path_of(manuscript.root(), &place.span.range()));
    Some(Clicked { regions: block_regions(&good, place.block), path, ..clicked })
}

#[derive(Deserialize)]
struct Mistake {
    document: String,
    generation: u64,
    nth: usize,
    lang: String,
}

/// A click on a mistake: the editor at its place.
async fn mistake(State(shared): State<Arc<Shared>>, body: String) -> Response {
    let Ok(mistake) = serde_json::from_str::<Mistake>(&body) else { return StatusCode::BAD_REQUEST.into_response() };
    let answer = spawn_blocking(move || {
        let latest = shared.state().document(&mistake.document)?.latest.clone()?;
        let told = latest.diagnostics.get(mistake.nth).filter(|_| latest.generation == mistake.generation)?;
        let span = told.span?;
        Some(go_to(&shared, latest.sources.get(span.source), span, true, language(&mistake.lang)))
    });
    match answer.await.ok().flatten() {
        Some(clicked) => json(&clicked),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Names a place and, if wanted, opens the editor there.
fn go_to(shared: &Shared, source: &Source, span: Span, open: bool, lang: Lang) -> Clicked {
    let LineColumn { line, column } = source.line_column(span.range().start);
    let target = source.path.as_ref().filter(|_| open).map(|path| Target {
        file: std::path::absolute(path).unwrap_or_else(|_| path.clone()),
        line,
        column,
    });
    let opened = target.map(|target| shared.editor.open(&target));
    let fault = match &opened {
        Some(Err(fault)) => Some(words(fault, lang)),
        _ => None,
    };
    let file = shown(source, shared);
    Clicked { file, line, column, regions: Vec::new(), path: None, opened: matches!(opened, Some(Ok(()))), fault }
}

/// The block a click was in, to show what was meant.
fn block_regions(good: &Good, block: Option<u32>) -> Vec<(usize, [f64; 4])> {
    let Some(block) = block.filter(|block| *block != 0) else { return Vec::new() };
    let regions = good.pages.positions().blocks().iter().filter(|region| region.block == block);
    regions
        .map(|region| (region.page, [region.rect.left, region.rect.top, region.rect.right, region.rect.bottom]))
        .collect()
}

/// A file's name below the folder that is shown.
fn shown(source: &Source, shared: &Shared) -> String {
    let below = source.path.as_ref().and_then(|path| path.strip_prefix(shared.folder()).ok());
    below.map_or_else(|| source.name.clone(), |path| path.display().to_string())
}

#[derive(Deserialize)]
struct FontsQuery {
    document: String,
    lang: String,
}

/// Opens the folder for the office's own fonts; makes it if it is not there.
async fn fonts(State(shared): State<Arc<Shared>>, body: String) -> Response {
    let Ok(query) = serde_json::from_str::<FontsQuery>(&body) else { return StatusCode::BAD_REQUEST.into_response() };
    let path = shared.state().document(&query.document).map(|document| document.path.clone());
    let Some(path) = path else { return StatusCode::NOT_FOUND.into_response() };
    let folder = path.parent().unwrap_or(Path::new("")).join("fonts");
    let opened = spawn_blocking(move || open_folder(&folder)).await;
    match opened {
        Ok(Ok(folder)) => json(&serde_json::json!({ "folder": folder.display().to_string() })),
        Ok(Err(fault)) => json(&serde_json::json!({ "fault": words(&fault, language(&query.lang)) })),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

pub(super) fn open_folder(folder: &Path) -> Result<PathBuf, Diagnostic> {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let fault = || crate::diagnostic::PreviewFault::NoFolder { path: folder.display().to_string() };
    let failed = |error: &dyn std::fmt::Display| Diagnostic::new(fault()).with_foreign(error.to_string());
    std::fs::create_dir_all(&folder).map_err(|error| failed(&error))?;
    opener::open(&folder).map_err(|error| failed(&error))?;
    Ok(folder)
}

#[derive(Deserialize)]
struct LocateQuery {
    file: String,
    line: usize,
    column: Option<usize>,
}

/// Scrolls every open tab to where a line is printed.
async fn locate(State(shared): State<Arc<Shared>>, Query(query): Query<LocateQuery>) -> Response {
    match spawn_blocking(move || located_soon(&shared, &query)).await {
        Ok(Some((document, page))) => json(&serde_json::json!({ "document": document, "page": page })),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// How long a place is waited for in documents that are still to be built; the command waits somewhat longer.
const FIRST_BUILD: Duration = Duration::from_secs(4);

/// Right after the start not every document was built yet: then the place may be in one of those.
fn located_soon(shared: &Shared, query: &LocateQuery) -> Option<(String, usize)> {
    let begun = Instant::now();
    loop {
        let unbuilt = shared.state().documents.iter().any(|document| document.latest.is_none());
        let found = located(shared, query);
        if found.is_some() || !unbuilt || begun.elapsed() > FIRST_BUILD {
            return found;
        }
        thread::sleep(Duration::from_millis(20));
    }
}

fn located(shared: &Shared, query: &LocateQuery) -> Option<(String, usize)> {
    let wanted = real(&shared.folder().join(&query.file));
    let goods: Vec<_> = shared.state().documents.iter().filter_map(|d| Some((d.id.clone(), d.good.clone()?))).collect();
    let (document, good, regions) = goods.into_iter().find_map(|(id, good)| {
        let is_wanted = |source: &&Source| source.path.as_ref().is_some_and(|path| real(path) == wanted);
        let span = line_span(good.sources.iter().find(is_wanted)?, query)?;
        let regions = printed(&good, span);
        (!regions.is_empty()).then_some((id, good, regions))
    })?;
    let page = regions.first()?.page + 1;
    shared.update(|state| {
        let number = state.located.as_ref().map_or(1, |spot| spot.number + 1);
        let spot = Spot { number, document: document.clone(), generation: good.generation, regions };
        state.located = Some(Arc::new(spot));
    });
    Some((document, page))
}

/// The text of a line, or the caret at a column of it.
fn line_span(source: &Source, query: &LocateQuery) -> Option<Span> {
    let line = source.line_range(query.line)?;
    let Some(column) = query.column else { return Some(Span::new(source.id, line)) };
    let text = source.text.get(line.clone())?;
    let offset = text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(offset, _)| offset);
    Some(Span::new(source.id, line.start + offset..line.start + offset))
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// The language a tab asks for.
pub(super) fn language(name: &str) -> Lang {
    if name == "en" { Lang::En } else { Lang::Zh }
}

pub(super) fn words(fault: &Diagnostic, lang: Lang) -> [String; 2] {
    let words = fault.code.words();
    let hint = words.hints(lang).next().unwrap_or_default().to_owned();
    [words.message(lang).to_owned(), hint]
}

pub(super) fn json(value: &impl Serialize) -> Response {
    match serde_json::to_string(value) {
        Ok(text) => ([(CONTENT_TYPE, "application/json")], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
