//! A store that speaks S3, for tests: it lists in pages, gets and puts whole objects, knows who may what, writes down what was
//! asked for, and fails when it is told to.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Objects a page, so that a few files take several.
const PAGE: usize = 7;

/// The bucket there is.
pub(crate) const BUCKET: &str = "minzheng";

/// Who may do all.
pub(crate) const KEY: &str = "clerk";

/// Who is known and may nothing.
pub(crate) const DENIED: &str = "stranger";

/// What to do wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// Answer that it is busy.
    Busy,
    /// Give half an object and hang up; take half of one and hang up.
    Cut,
    /// Say that it is not allowed.
    Forbid,
}

/// What to do wrong, with whom, how often.
#[derive(Clone, Debug)]
struct Mischief {
    method: &'static str,
    part: String,
    times: usize,
    wrong: Wrong,
}

#[derive(Default)]
struct State {
    objects: BTreeMap<String, Vec<u8>>,
    asked: Vec<String>,
    mischief: Vec<Mischief>,
    has_weak_tags: bool,
    /// How long an answer takes.
    delay: Duration,
}

/// A store at work until it is dropped with its process.
#[derive(Clone)]
pub(crate) struct Server {
    port: u16,
    state: Arc<Mutex<State>>,
}

/// What came in.
struct Request {
    method: String,
    path: String,
    query: BTreeMap<String, String>,
    key: Option<String>,
    body: Vec<u8>,
}

/// What goes out.
struct Answer {
    status: u16,
    body: Vec<u8>,
    tag: Option<String>,
    /// How many bytes of the body are sent before it hangs up.
    cut: Option<usize>,
}

impl Server {
    /// An empty store on a free port of this machine.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let state = Arc::new(Mutex::new(State::default()));
        let server = Self { port, state };
        let at_work = server.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // The head and the body of an answer are two packets: the second must not wait for the first to be answered.
                stream.set_nodelay(true).expect("a connection");
                let server = at_work.clone();
                std::thread::spawn(move || server.serve(&stream));
            }
        });
        server
    }

    /// With an object.
    pub(crate) fn object(self, key: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.put(key, bytes);
        self
    }

    /// Puts an object.
    pub(crate) fn put(&self, key: &str, bytes: impl AsRef<[u8]>) {
        self.state.lock().expect("no test panics in between").objects.insert(key.to_owned(), bytes.as_ref().to_vec());
    }

    /// Takes an object away.
    pub(crate) fn remove(&self, key: &str) {
        self.state.lock().expect("no test panics in between").objects.remove(key);
    }

    /// What is in an object.
    pub(crate) fn get(&self, key: &str) -> Option<Vec<u8>> {
        self.state.lock().expect("no test panics in between").objects.get(key).cloned()
    }

    /// The names of all objects that end so.
    pub(crate) fn keys(&self, ending: &str) -> Vec<String> {
        let state = self.state.lock().expect("no test panics in between");
        state.objects.keys().filter(|key| key.ends_with(ending)).cloned().collect()
    }

    /// What was asked for since the last time, as `GET key`, each once, in order of names.
    pub(crate) fn asked(&self) -> Vec<String> {
        let mut asked = std::mem::take(&mut self.state.lock().expect("no test panics in between").asked);
        asked.sort();
        asked.dedup();
        asked
    }

    /// Does something wrong the next times this is asked of an object of whose name this is a part.
    pub(crate) fn wrongs(&self, method: &'static str, part: &str, times: usize, wrong: Wrong) {
        self.state.lock().expect("no test panics in between").mischief.push(Mischief {
            method,
            part: part.to_owned(),
            times,
            wrong,
        });
    }

    /// Behaves from now on.
    pub(crate) fn behaves(&self) {
        self.state.lock().expect("no test panics in between").mischief.clear();
    }

    /// Tells only weak tags from now on, which are the same for all that is as long.
    pub(crate) fn with_weak_tags(self) -> Self {
        self.state.lock().expect("no test panics in between").has_weak_tags = true;
        self
    }

    /// Takes so long for each answer from now on.
    #[allow(dead_code, reason = "only the benchmark has it")]
    pub(crate) fn takes(&self, delay: Duration) {
        self.state.lock().expect("no test panics in between").delay = delay;
    }

    /// The environment in which the command finds the store, as `clerk`.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        vec![
            ("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{}", self.port)),
            ("AWS_ALLOW_HTTP", "true".to_owned()),
            ("AWS_ACCESS_KEY_ID", KEY.to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "secret".to_owned()),
            ("AWS_REGION", "cn-test-1".to_owned()),
        ]
    }

    fn serve(&self, stream: &TcpStream) {
        let mut reader = BufReader::new(stream);
        while let Some(request) = read(&mut reader) {
            let answer = self.answer(&request);
            let delay = self.state.lock().expect("no test panics in between").delay;
            std::thread::sleep(delay);
            if send(stream, &request.method, &answer).is_none() || answer.cut.is_some() {
                let _ = stream.shutdown(std::net::Shutdown::Both);
                return;
            }
        }
    }

    fn answer(&self, request: &Request) -> Answer {
        let mut state = self.state.lock().expect("no test panics in between");
        let (bucket, key) = request.path.split_once('/').unwrap_or((&request.path, ""));
        let name = if key.is_empty() { request.query.get("prefix").map_or("", String::as_str) } else { key };
        let method = if key.is_empty() { "LIST" } else { request.method.as_str() };
        state.asked.push(format!("{method} {name}"));
        match request.key.as_deref() {
            Some(KEY) => {}
            Some(DENIED) => return refused(403, "AccessDenied"),
            _ => return refused(403, "InvalidAccessKeyId"),
        }
        if bucket != BUCKET {
            return refused(404, "NoSuchBucket");
        }
        let wrong = state.mischief.iter_mut().find(|m| m.method == method && name.contains(&m.part) && m.times > 0);
        let wrong = wrong.map(|mischief| {
            mischief.times -= 1;
            mischief.wrong
        });
        match wrong {
            Some(Wrong::Busy) => return refused(503, "SlowDown"),
            Some(Wrong::Forbid) => return refused(403, "AccessDenied"),
            Some(Wrong::Cut) if method == "PUT" => return Answer { cut: Some(0), ..refused(500, "Cut") },
            _ => {}
        }
        let answer = state.done(method, name, request);
        let half = answer.body.len() / 2;
        Answer { cut: (wrong == Some(Wrong::Cut)).then_some(half), ..answer }
    }
}

impl State {
    fn done(&mut self, method: &str, name: &str, request: &Request) -> Answer {
        match method {
            "LIST" => self.list(name, request.query.get("continuation-token")),
            "GET" | "HEAD" => match self.objects.get(name) {
                Some(bytes) => Answer { status: 200, body: bytes.clone(), tag: Some(self.tag(bytes)), cut: None },
                None => refused(404, "NoSuchKey"),
            },
            "PUT" => {
                self.objects.insert(name.to_owned(), request.body.clone());
                Answer { status: 200, body: Vec::new(), tag: Some(self.tag(&request.body)), cut: None }
            }
            _ => refused(501, "NotImplemented"),
        }
    }

    fn tag(&self, bytes: &[u8]) -> String {
        if self.has_weak_tags {
            format!("W/\"{}\"", bytes.len())
        } else {
            format!("\"{}\"", &blake3::hash(bytes).to_hex()[..32])
        }
    }

    fn list(&self, prefix: &str, token: Option<&String>) -> Answer {
        let after =
            self.objects.iter().filter(|(key, _)| key.starts_with(prefix) && token.is_none_or(|token| *key > token));
        let mut page: Vec<_> = after.take(PAGE + 1).collect();
        let is_last = page.len() <= PAGE;
        page.truncate(PAGE);
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult>");
        for (key, bytes) in &page {
            let (key, length) = (escaped(key), bytes.len());
            let tag = format!("<ETag>{}</ETag>", escaped(&self.tag(bytes)));
            let _ = write!(
                xml,
                "<Contents><Key>{key}</Key><LastModified>2022-01-01T00:00:00.000Z</LastModified>{tag}<Size>{length}</Size></Contents>"
            );
        }
        let _ = write!(xml, "<IsTruncated>{}</IsTruncated>", !is_last);
        if let Some((key, _)) = page.last().filter(|_| !is_last) {
            let _ = write!(xml, "<NextContinuationToken>{}</NextContinuationToken>", escaped(key));
        }
        xml.push_str("</ListBucketResult>");
        Answer { status: 200, body: xml.into_bytes(), tag: None, cut: None }
    }
}

fn refused(status: u16, code: &str) -> Answer {
    let body = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{code}</Message></Error>");
    Answer { status, body: body.into_bytes(), tag: None, cut: None }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn read(reader: &mut BufReader<&TcpStream>) -> Option<Request> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (mut length, mut key) = (0, None);
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok().filter(|read| *read > 0)?;
        let Some((name, value)) = header.trim_end().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok()?,
            "authorization" => {
                let credential = value.split_once("Credential=")?.1;
                key = credential.split('/').next().map(str::to_owned);
            }
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let query = query.split('&').filter_map(|pair| pair.split_once('='));
    let query = query.map(|(name, value)| (decoded(name), decoded(value))).collect();
    Some(Request { method, path: decoded(path.trim_start_matches('/')), query, key, body })
}

fn decoded(text: &str) -> String {
    let (bytes, mut out, mut at) = (text.as_bytes(), Vec::new(), 0);
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).expect("UTF-8")
}

fn send(mut stream: &TcpStream, method: &str, answer: &Answer) -> Option<()> {
    let mut head = format!("HTTP/1.1 {} X\r\nContent-Length: {}\r\n", answer.status, answer.body.len());
    head.push_str("Last-Modified: Sat, 01 Jan 2022 00:00:00 GMT\r\nContent-Type: application/xml\r\n");
    if let Some(tag) = &answer.tag {
        let _ = write!(head, "ETag: {tag}\r\n");
    }
    head.push_str("\r\n");
    if answer.cut == Some(0) {
        return None;
    }
    stream.write_all(head.as_bytes()).ok()?;
    let body = &answer.body[..answer.cut.unwrap_or(answer.body.len())];
    if method != "HEAD" {
        stream.write_all(body).ok()?;
    }
    stream.flush().ok()
}
