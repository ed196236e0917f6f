//! One tab of the browser: told what is new, and nothing twice.
//!
//! A tab keeps what it was told; at each ring of the bell it compares and sends the difference. While a slow tab is
//! being sent to, rings add up to one, so that it gets the present state and not all that led there.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::timeout;

use super::builder::Task;
use super::message::{self, FromServer, FromTab, Line, hex};
use super::pictures::Picture;
use super::server::language;
use super::state::{Good, Latest, Shared, Spot};
use super::writing::Standing;
use super::{Subject, message::report};
use crate::diagnostic::Lang;

/// A tab that takes nothing for so long is gone.
const PATIENCE: Duration = Duration::from_secs(30);

/// The largest message a tab may send, in bytes.
const MAX_MESSAGE: usize = 16 * 1024;

/// Pages sent at once at most; what else is in view is fetched.
const MAX_PUSHED: usize = 6;

/// Takes a tab's connection.
pub(super) async fn tab(State(shared): State<Arc<Shared>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.max_message_size(MAX_MESSAGE).on_upgrade(move |socket| async move {
        let mut tab = Tab::new(Arc::clone(&shared), socket);
        // However it ends, the tab is gone, and whom to tell is gone with it.
        let _ = tab.live().await;
        let document = tab.document.take();
        shared.update(|state| state.turn(document.as_deref(), None));
    })
}

/// The tab is gone.
struct Gone;

struct Tab {
    shared: Arc<Shared>,
    socket: WebSocket,
    lang: Lang,
    document: Option<String>,
    /// Pages in view or next to it, from 0, both included.
    view: (usize, usize),
    told: Told,
}

/// What the tab was told.
#[derive(Default)]
struct Told {
    list: Option<u64>,
    pages: Option<u64>,
    prints: Vec<u128>,
    report: Option<u64>,
    located: u64,
    changed: u64,
    standing: u64,
}

/// What there is to tell.
struct News {
    list: Option<Vec<Line>>,
    good: Option<Arc<Good>>,
    report: Option<Arc<Latest>>,
    located: Option<Arc<Spot>>,
    changed: Option<Arc<Spot>>,
    standing: Option<Arc<Standing>>,
}

impl Tab {
    fn new(shared: Arc<Shared>, socket: WebSocket) -> Self {
        let located = shared.state().located.as_ref().map_or(0, |spot| spot.number);
        let told = Told { located, ..Told::default() };
        let lang = shared.lang;
        Self { shared, socket, lang, document: None, view: (0, 0), told }
    }

    async fn live(&mut self) -> Result<(), Gone> {
        self.greet().await?;
        let mut bell = self.shared.bell();
        loop {
            tokio::select! {
                rung = bell.changed() => rung.map_err(|_| Gone)?,
                message = self.socket.recv() => self.heed(message.ok_or(Gone)?.map_err(|_| Gone)?),
            }
            bell.borrow_and_update();
            self.tell().await?;
        }
    }

    async fn greet(&mut self) -> Result<(), Gone> {
        let shared = Arc::clone(&self.shared);
        let name = shared.record.subject.file_name().unwrap_or_default().to_string_lossy();
        let hello = FromServer::Hello {
            session: format!("{:016x}", shared.session),
            version: env!("CARGO_PKG_VERSION"),
            writes: shared.writes,
            folder: matches!(shared.subject, Subject::Folder(_)),
            editor: shared.editor.name(),
            subject: name.into_owned(),
            lang: shared.lang.pick("zh", "en"),
        };
        self.send(&hello).await
    }

    fn heed(&mut self, message: Message) {
        let Message::Text(text) = message else { return };
        match serde_json::from_str(&text) {
            Ok(FromTab::Open { document, lang }) => self.open(document, &lang),
            Ok(FromTab::View { first, last }) => self.view = (first, last.max(first)),
            Err(_) => {}
        }
    }

    fn open(&mut self, document: Option<String>, lang: &str) {
        self.lang = language(lang);
        let before = self.document.take();
        self.document = self.shared.update(|state| {
            let there = document.filter(|id| state.document(id).is_some());
            let opened = there.or_else(|| state.documents.first().map(|document| document.id.clone()));
            state.turn(before.as_deref(), opened.as_deref());
            opened
        });
        let changed = self.document.as_ref().and_then(|id| self.shared.state().document(id)?.changed.clone());
        let seen = changed.map_or(0, |spot| spot.number);
        self.told = Told { located: self.told.located, changed: seen, ..Told::default() };
        if let Some(document) = self.document.clone() {
            self.shared.ask(Task::Opened(document));
        }
    }

    /// Tells what is new.
    async fn tell(&mut self) -> Result<(), Gone> {
        let news = self.news();
        let document = self.document.clone().unwrap_or_default();
        if let Some(standing) = &news.standing {
            self.told.standing = standing.number;
            self.send(&FromServer::Standing { document: &document, standing }).await?;
        }
        if let Some(good) = &news.good {
            self.tell_pages(&document, good).await?;
        }
        if let Some(latest) = &news.report {
            self.told.report = Some(latest.generation);
            self.send(&report(&document, latest, self.lang, self.shared.writes)).await?;
        }
        if let Some(list) = news.list {
            self.send(&FromServer::Documents { list }).await?;
        }
        if let Some(spot) = &news.changed {
            self.told.changed = spot.number;
            self.send(&message::spot(spot, false)).await?;
        }
        if let Some(spot) = &news.located {
            self.told.located = spot.number;
            self.send(&message::spot(spot, true)).await?;
        }
        Ok(())
    }

    fn news(&mut self) -> News {
        let state = self.shared.state();
        let list =
            (self.told.list != Some(state.list_version)).then(|| state.documents.iter().map(Line::new).collect());
        self.told.list = Some(state.list_version);
        let document = self.document.as_ref().and_then(|id| state.document(id));
        let good = document.and_then(|document| document.good.clone());
        let report = document.and_then(|document| document.latest.clone());
        let changed = document.and_then(|document| document.changed.clone());
        let standing = document.and_then(|document| document.standing.clone());
        News {
            standing: standing.filter(|standing| standing.number > self.told.standing),
            list,
            good: good.filter(|good| self.told.pages != Some(good.generation)),
            report: report.filter(|latest| self.told.report != Some(latest.generation)),
            changed: changed.filter(|spot| spot.number > self.told.changed),
            located: state.located.clone().filter(|spot| spot.number > self.told.located),
        }
    }

    /// Sends the list of pages, and the pictures of those that changed and are looked at.
    async fn tell_pages(&mut self, document: &str, good: &Arc<Good>) -> Result<(), Gone> {
        let (first, last) = self.view;
        let is_new = |page: &usize| good.prints.get(*page) != self.told.prints.get(*page);
        let there = first..good.prints.len().min(last.saturating_add(1));
        let coming: Vec<usize> = there.filter(is_new).take(MAX_PUSHED).collect();
        let drawing: Vec<_> = coming.iter().map(|page| self.draw(good, *page)).collect();
        self.told.pages = Some(good.generation);
        self.told.prints.clone_from(&good.prints);
        self.send(&message::pages(document, good, &coming)).await?;
        for (page, picture) in coming.into_iter().zip(drawing) {
            let Ok(Some(picture)) = picture.await else { continue };
            let mut frame = hex(good.prints[page]).into_bytes();
            frame.extend_from_slice(&picture);
            self.put(Message::Binary(frame.into())).await?;
        }
        Ok(())
    }

    fn draw(&self, good: &Arc<Good>, page: usize) -> JoinHandle<Option<Picture>> {
        let (shared, good) = (Arc::clone(&self.shared), Arc::clone(good));
        spawn_blocking(move || shared.pictures.of(&good, page))
    }

    async fn send(&mut self, message: &FromServer<'_>) -> Result<(), Gone> {
        let text = serde_json::to_string(message).map_err(|_| Gone)?;
        self.put(Message::Text(text.into())).await
    }

    async fn put(&mut self, message: Message) -> Result<(), Gone> {
        timeout(PATIENCE, self.socket.send(message)).await.map_err(|_| Gone)?.map_err(|_| Gone)
    }
}
