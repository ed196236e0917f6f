//! A little web server that a test starts for itself, and that answers as wrongly as the test wants.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// Longer than any test waits.
const FOR_EVER: Duration = Duration::from_mins(1);

/// What is sent to whoever asks; writing fails when the other side has had enough.
#[derive(Clone)]
pub(crate) struct Answer(Arc<dyn Fn(&mut dyn Write) -> io::Result<()> + Send + Sync>);

/// Answers by path.
pub(crate) type Answers = BTreeMap<String, Answer>;

impl Answer {
    fn new(write: impl Fn(&mut dyn Write) -> io::Result<()> + Send + Sync + 'static) -> Self {
        Self(Arc::new(write))
    }

    /// These bytes and nothing else.
    pub(crate) fn raw(bytes: &[u8]) -> Self {
        let bytes = bytes.to_vec();
        Self::new(move |out| out.write_all(&bytes))
    }

    /// A file.
    pub(crate) fn file(body: &[u8]) -> Self {
        Self::claiming(body.len() as u64, body)
    }

    /// A file whose length is not what is said.
    pub(crate) fn claiming(length: u64, body: &[u8]) -> Self {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
        Self::raw(&[head.as_bytes(), body].concat())
    }

    /// Another status, without a body.
    pub(crate) fn status(status: u16) -> Self {
        Self::raw(format!("HTTP/1.1 {status} So\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").as_bytes())
    }

    /// Elsewhere.
    pub(crate) fn redirect(location: &str) -> Self {
        let head =
            format!("HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Self::raw(head.as_bytes())
    }

    /// Half of a file, and then the end of the connection.
    pub(crate) fn torn(body: &[u8]) -> Self {
        Self::claiming(body.len() as u64, &body[..body.len() / 2])
    }

    /// Half of a file, and then nothing.
    pub(crate) fn stuck(body: &[u8]) -> Self {
        let half = Self::torn(body);
        Self::new(move |out| {
            half.0(out)?;
            out.flush()?;
            thread::sleep(FOR_EVER);
            Ok(())
        })
    }

    /// Nothing at all.
    pub(crate) fn silent() -> Self {
        Self::new(|_| {
            thread::sleep(FOR_EVER);
            Ok(())
        })
    }

    /// A byte now and then.
    pub(crate) fn dripping() -> Self {
        Self::new(|out| {
            out.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")?;
            loop {
                out.write_all(b" ")?;
                out.flush()?;
                thread::sleep(Duration::from_millis(200));
            }
        })
    }

    /// A file without an end and without a length.
    pub(crate) fn endless() -> Self {
        Self::new(|out| {
            out.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")?;
            loop {
                out.write_all(&[b' '; 65536])?;
            }
        })
    }

    /// The same in pieces.
    pub(crate) fn endless_chunks() -> Self {
        Self::new(|out| {
            out.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")?;
            loop {
                out.write_all(b"10000\r\n")?;
                out.write_all(&[b' '; 65536])?;
                out.write_all(b"\r\n")?;
            }
        })
    }
}

/// A server on a port of this machine; it ends with the test.
pub(crate) struct Server {
    scheme: &'static str,
    host: String,
    answers: Arc<Mutex<Answers>>,
    count: Arc<AtomicUsize>,
}

impl Server {
    /// One that speaks http.
    pub(crate) fn http(answers: Answers) -> Self {
        Self::new("http", "127.0.0.1", answers, |stream, answers| {
            let mut stream = stream;
            answer(&mut stream, answers)?;
            stream.shutdown(Shutdown::Write)
        })
    }

    /// One that speaks https, with a certificate.
    pub(crate) fn https(answers: Answers, tls: &Tls) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config = config.expect("versions").with_no_client_auth();
        let config =
            config.with_single_cert(vec![tls.certificate.clone()], tls.key.clone_key()).expect("a certificate");
        let config = Arc::new(config);
        Self::new("https", "localhost", answers, move |stream, answers| {
            let connection = ServerConnection::new(Arc::clone(&config)).map_err(io::Error::other)?;
            let mut stream = StreamOwned::new(connection, stream);
            answer(&mut stream, answers)?;
            stream.conn.send_close_notify();
            stream.flush()
        })
    }

    /// A proxy that leads to a server, whatever it is asked for.
    pub(crate) fn proxy(to: &Self) -> Self {
        let port = to.host.rsplit(':').next().expect("a port").to_owned();
        Self::new("http", "127.0.0.1", Answers::new(), move |mut stream, _| {
            asked(&mut stream)?;
            let server = TcpStream::connect(format!("127.0.0.1:{port}"))?;
            stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n")?;
            let (mut up, mut from) = (server.try_clone()?, stream.try_clone()?);
            thread::spawn(move || io::copy(&mut from, &mut up));
            let mut server = server;
            io::copy(&mut server, &mut stream).map(drop)
        })
    }

    fn new(
        scheme: &'static str,
        name: &str,
        answers: Answers,
        serve: impl Fn(TcpStream, &Mutex<Answers>) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let host = format!("{name}:{}", listener.local_addr().expect("an address").port());
        let (answers, count, serve) = (Arc::new(Mutex::new(answers)), Arc::new(AtomicUsize::new(0)), Arc::new(serve));
        let server = Self { scheme, host, answers: Arc::clone(&answers), count: Arc::clone(&count) };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::SeqCst);
                let (answers, serve) = (Arc::clone(&answers), Arc::clone(&serve));
                // Who has heard enough hangs up; that is no fault of the server.
                thread::spawn(move || serve(stream, &answers));
            }
        });
        server
    }

    /// The address of a path.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}://{}{path}", self.scheme, self.host)
    }

    /// Name and port.
    pub(crate) fn host(&self) -> String {
        self.host.clone()
    }

    /// What it answers now.
    pub(crate) fn answers(&self) -> Answers {
        self.answers.lock().expect("no test panics here").clone()
    }

    /// From now on it answers this.
    pub(crate) fn replace(&self, answers: Answers) {
        *self.answers.lock().expect("no test panics here") = answers;
    }

    /// How many connections there were.
    pub(crate) fn count(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }
}

/// The path of a request, after all of its head.
fn asked(stream: &mut impl Read) -> io::Result<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    Ok(head.split(' ').nth(1).unwrap_or_default().to_owned())
}

fn answer(stream: &mut (impl Read + Write), answers: &Mutex<Answers>) -> io::Result<()> {
    let mut first = [0];
    stream.read_exact(&mut first)?;
    if !first[0].is_ascii_uppercase() {
        // As web servers say to whoever speaks https where there is none.
        return Answer::status(400).0(stream);
    }
    let path = asked(stream)?;
    let answer = answers.lock().expect("no test panics here").get(&path).cloned();
    answer.unwrap_or_else(|| Answer::status(404)).0(stream)?;
    stream.flush()
}

/// A port at which nobody listens.
pub(crate) fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("an address").port()
}

/// What a server needs for https, and whom to believe for it.
pub(crate) struct Tls {
    /// The authority's certificate, as PEM.
    pub authority: String,
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
}

/// An office's own authority, and a certificate of it for a name and the years between.
pub(crate) fn authority(name: &str, [from, to]: [i32; 2]) -> Tls {
    let mut root = CertificateParams::default();
    root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let root_key = KeyPair::generate().expect("a key");
    let authority = root.self_signed(&root_key).expect("a certificate").pem();
    let issuer = Issuer::new(root, root_key);
    let mut own = CertificateParams::new(vec![name.to_owned()]).expect("a name");
    (own.not_before, own.not_after) = (date_time_ymd(from, 1, 1), date_time_ymd(to, 1, 1));
    let key = KeyPair::generate().expect("a key");
    let certificate = own.signed_by(&key, &issuer).expect("a certificate");
    Tls {
        authority,
        certificate: certificate.der().clone(),
        key: PrivateKeyDer::try_from(key.serialize_der()).expect("a key"),
    }
}
