//! HTTP and WebSocket by hand, so that a test can say what no browser would.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::running::{PATIENCE, Running};

/// What was answered.
pub(super) struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

/// Sends a request line and headers as they stand, and reads all of the answer.
pub(super) fn raw(port: u16, request: &str) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(answer.len());
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, head, body: answer.get(end + 4..).unwrap_or_default().to_vec() }
}

/// Gets a path as a browser on our own page would.
pub(super) fn get(running: &Running, path: &str) -> Answer {
    let port = running.port();
    raw(port, &format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"))
}

/// Gets what is behind the token.
pub(super) fn get_own(running: &Running, path: &str) -> Answer {
    get(running, &format!("/{}/{path}", running.token()))
}

/// Posts JSON behind the token.
pub(super) fn post(running: &Running, path: &str, body: &Value) -> Answer {
    let (port, token, body) = (running.port(), running.token(), body.to_string());
    let head = format!("POST /{token}/{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n");
    raw(port, &format!("{head}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len()))
}

/// Posts JSON behind the token as a page of some origin would.
pub(super) fn post_from(running: &Running, origin: &str, path: &str, body: &Value) -> Answer {
    let (port, token, body) = (running.port(), running.token(), body.to_string());
    let head = format!("POST /{token}/{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n");
    let origin = format!("Origin: {origin}\r\n");
    raw(port, &format!("{head}{origin}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len()))
}

/// A tab without a browser.
pub(super) struct Socket {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Socket {
    /// Connects as our own page would, and asks for a document.
    pub(super) fn open(running: &Running, document: Option<&str>) -> Self {
        let (port, token) = (running.port(), running.token());
        let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
        let request = format!(
            "GET /{token}/socket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n{UPGRADE}\r\n"
        );
        stream.write_all(request.as_bytes()).expect("sent");
        stream.set_read_timeout(Some(Duration::from_millis(200))).expect("a timeout");
        let mut socket = Self { stream, buffer: Vec::new() };
        let head = socket.until(|buffer| buffer.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4));
        assert!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
        socket.send(&serde_json::json!({ "type": "open", "document": document, "lang": "zh" }));
        socket
    }

    /// Sends a message.
    pub(super) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let length = u16::try_from(text.len()).expect("a short message");
        // A client's frames are masked; with zeros they stay as they are.
        let mut frame = vec![0x81];
        match u8::try_from(length) {
            Ok(short) if short < 126 => frame.push(0x80 | short),
            _ => {
                frame.push(0x80 | 0x7e);
                frame.extend(length.to_be_bytes());
            }
        }
        frame.extend([0; 4]);
        frame.extend(text.as_bytes());
        self.stream.write_all(&frame).expect("sent");
    }

    /// The next message of this type that holds what is wanted; others are passed over.
    #[track_caller]
    pub(super) fn message(&mut self, kind: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let started = Instant::now();
        loop {
            assert!(started.elapsed() < PATIENCE, "no message `{kind}`");
            let (opcode, payload) = self.frame();
            let Ok(message) = serde_json::from_slice::<Value>(&payload) else { continue };
            if opcode == 1 && message["type"] == kind && wanted(&message) {
                return message;
            }
        }
    }

    /// The next frame: what kind, and what is in it.
    fn frame(&mut self) -> (u8, Vec<u8>) {
        let head = self.until(|buffer| {
            let extra = match buffer.get(1)? & 0x7F {
                126 => 2,
                127 => 8,
                _ => 0,
            };
            (buffer.len() >= 2 + extra).then_some(2 + extra)
        });
        let length = match head[1] & 0x7F {
            126 | 127 => head[2..].iter().fold(0, |all, byte| all << 8 | usize::from(*byte)),
            short => usize::from(short),
        };
        let payload = self.until(|buffer| (buffer.len() >= length).then_some(length));
        (head[0] & 0x0F, payload)
    }

    /// Reads until so many bytes are there, and takes them.
    #[track_caller]
    fn until(&mut self, enough: impl Fn(&[u8]) -> Option<usize>) -> Vec<u8> {
        let started = Instant::now();
        let mut piece = [0; 64 * 1024];
        loop {
            if let Some(length) = enough(&self.buffer) {
                return self.buffer.drain(..length).collect();
            }
            assert!(started.elapsed() < PATIENCE, "nothing came");
            match self.stream.read(&mut piece) {
                Ok(0) => panic!("the connection was closed"),
                Ok(count) => self.buffer.extend_from_slice(&piece[..count]),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Err(error) => panic!("{error}"),
            }
        }
    }
}

/// The headers that ask for a WebSocket.
pub(super) const UPGRADE: &str = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
                           Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
