//! A real Chromium without a window, driven by its own driver; a test without one says that it was skipped.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::running::PATIENCE;

/// Set where tests in the browser must not be skipped.
const REQUIRED: &str = "BANXIN_BROWSER_TESTS";

/// Two browsers at a time would only wait for each other.
static ONE: Mutex<()> = Mutex::new(());

/// A window.
pub(crate) struct Browser {
    runtime: Runtime,
    client: Option<Client>,
    driver: Child,
    _profile: TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Browser {
    /// Opens a window; none if there is no Chromium here.
    pub(crate) fn open(test: &str) -> Option<Self> {
        let turn = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((driver, port)) = driver() else {
            assert!(std::env::var_os(REQUIRED).is_none(), "{REQUIRED} is set, but chromedriver is not there");
            // The test harness would hide what is said by a test that passes.
            let _ = writeln!(
                std::io::stderr().lock(),
                "{test} SKIPPED: install the packages chromium and chromium-driver to run it"
            );
            return None;
        };
        let profile = tempfile::tempdir().expect("a folder");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let capabilities = capabilities(&profile);
        let client = runtime.block_on(async {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(capabilities);
            builder.connect(&format!("http://127.0.0.1:{port}")).await.expect("Chromium starts")
        });
        Some(Self { runtime, client: Some(client), driver, _profile: profile, _turn: turn })
    }

    fn client(&self) -> &Client {
        self.client.as_ref().expect("open until dropped")
    }

    /// Goes to an address.
    pub(crate) fn goto(&self, url: &str) {
        self.runtime.block_on(self.client().goto(url)).expect("it is there");
    }

    /// Runs JavaScript; `return` gives the result.
    #[track_caller]
    pub(crate) fn run(&self, script: &str) -> Value {
        self.runtime.block_on(self.client().execute(script, Vec::new())).unwrap_or_else(|e| panic!("{script}: {e}"))
    }

    /// Waits until an expression is true.
    #[track_caller]
    pub(crate) fn wait(&self, expression: &str) {
        let started = Instant::now();
        while self.run(&format!("return Boolean({expression})")) != json!(true) {
            assert!(started.elapsed() < PATIENCE, "waited in vain for {expression}\n{}", self.text("body"));
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Clicks on what a selector finds, as soon as it can be clicked: a click that the driver refuses was none.
    #[track_caller]
    pub(crate) fn click(&self, selector: &str) {
        let click = || self.runtime.block_on(async { self.client().find(Locator::Css(selector)).await?.click().await });
        let started = Instant::now();
        while let Err(e) = click() {
            assert!(started.elapsed() < PATIENCE, "{selector}: {e}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Types into what a selector finds.
    #[track_caller]
    pub(crate) fn type_into(&self, selector: &str, text: &str) {
        self.send(text, || self.runtime.block_on(self.client().find(Locator::Css(selector))))
            .unwrap_or_else(|e| panic!("{selector}: {e}"));
    }

    /// Types into what has the focus.
    #[track_caller]
    #[allow(dead_code, reason = "a script that shares this file types nothing")]
    pub(crate) fn keys(&self, text: &str) {
        self.send(text, || self.runtime.block_on(self.client().active_element()))
            .unwrap_or_else(|e| panic!("{text}: {e}"));
    }

    /// Sends keys to an element, which is looked up anew if the page drew itself anew after the lookup: the driver refuses
    /// an element that is gone, or going, before the first key, so nothing is typed twice.
    fn send(&self, text: &str, find: impl Fn() -> Result<Element, CmdError>) -> Result<(), CmdError> {
        let started = Instant::now();
        loop {
            match find().and_then(|element| self.runtime.block_on(element.send_keys(text))) {
                Err(e)
                    if (e.is_stale_element_reference() || e.is_element_not_interactable())
                        && started.elapsed() < PATIENCE => {}
                sent => return sent,
            }
        }
    }

    /// Presses one key as a keyboard does, where the caret is.
    #[track_caller]
    #[allow(dead_code, reason = "only a script presses key by key")]
    pub(crate) fn tap(&self, key: char) {
        use fantoccini::actions::{InputSource, KeyAction, KeyActions};
        let press =
            KeyActions::new("keys".to_owned()).then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        self.runtime.block_on(self.client().perform_actions(press)).expect("pressed");
    }

    /// Presses a key while another is held.
    #[track_caller]
    #[allow(dead_code, reason = "a script that shares this file types nothing")]
    pub(crate) fn chord(&self, held: char, key: char) {
        use fantoccini::actions::{InputSource, KeyAction, KeyActions};
        let press = KeyActions::new("keys".to_owned())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: held });
        self.runtime.block_on(self.client().perform_actions(press)).expect("pressed");
    }

    /// Presses a key with the pages in focus.
    #[track_caller]
    pub(crate) fn press(&self, key: Key) {
        self.type_into("#desk", &char::from(key).to_string());
    }

    /// The text that is seen.
    #[track_caller]
    pub(crate) fn text(&self, selector: &str) -> String {
        let script = format!("return document.querySelector({}).innerText", json!(selector));
        self.run(&script).as_str().unwrap_or_default().to_owned()
    }

    /// What the browser itself complained of.
    pub(crate) fn complaints(&self) -> Value {
        self.run("return (window.complaints || [])")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            let _ = self.runtime.block_on(client.close());
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// How often the driver may find that its free port was taken before it had it.
const STARTS: usize = 5;

/// Starts the driver on a free port.
fn driver() -> Option<(Child, u16)> {
    for _ in 0..STARTS {
        let mut driver =
            Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let lines = BufReader::new(driver.stdout.take().expect("piped")).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            let rest = line.split("started successfully on port ").nth(1)?;
            rest.trim_end_matches('.').parse().ok()
        });
        if let Some(port) = port {
            return Some((driver, port));
        }
        let _ = driver.kill();
        let _ = driver.wait();
    }
    panic!("the driver tells its port");
}

fn capabilities(profile: &TempDir) -> Capabilities {
    let arguments = [
        "--headless".to_owned(),
        "--no-sandbox".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-quic".to_owned(),
        "--no-first-run".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--window-size=1280,900".to_owned(),
        format!("--user-data-dir={}", profile.path().display()),
    ];
    let options = json!({ "goog:chromeOptions": { "args": arguments } });
    options.as_object().expect("an object").clone()
}
