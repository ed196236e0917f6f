//! What a command that may use the net shows and how it is stopped: a line that tells how far a download is, and Ctrl-C.

use std::cell::Cell;
use std::time::{Duration, Instant};

use super::super::args::NetArgs;
use super::super::terminal::Terminal;
use crate::store::{Net, Transfer, at_rest};

/// A line is not written more often than this.
const BETWEEN_LINES: Duration = Duration::from_millis(100);

/// Downloads that take less than this are not worth a line.
const SHORT: Duration = Duration::from_millis(500);

/// What shells expect of a program that Ctrl-C ended: 128 + SIGINT.
const INTERRUPTED: i32 = 130;

/// How a command reaches out.
pub(super) struct Reach<'a> {
    args: NetArgs,
    watch: Box<dyn Fn(&Transfer) + 'a>,
    terminal: &'a Terminal,
}

impl<'a> Reach<'a> {
    /// Ctrl-C ends the program at once, but never between two moves of themes.
    pub(super) fn new(args: NetArgs, terminal: &'a Terminal) -> Self {
        let words = terminal.pick("停下了，什么都没有改动", "stopped; nothing was changed");
        // Without a handler Ctrl-C ends the program all the same, and the next one puts in order what it left.
        let _ = ctrlc::set_handler(move || {
            let _resting = at_rest();
            Terminal::leave(words);
            // A read from a silent server can't be interrupted otherwise.
            std::process::exit(INTERRUPTED);
        });
        let (begun, told) = (Instant::now(), Cell::new(Instant::now()));
        let watch = move |transfer: &Transfer| {
            if begun.elapsed() >= SHORT && told.get().elapsed() >= BETWEEN_LINES {
                told.set(Instant::now());
                terminal.status(&line(transfer, terminal));
            }
        };
        Self { args, watch: Box::new(watch), terminal }
    }

    /// As the store wants it.
    pub(super) fn net(&self) -> Net<'_> {
        Net::new(self.args.insecure_http, Duration::from_secs(self.args.timeout), &*self.watch)
    }
}

impl Drop for Reach<'_> {
    fn drop(&mut self) {
        self.terminal.status("");
    }
}

fn line(transfer: &Transfer, terminal: &Terminal) -> String {
    let name = transfer.address.rsplit('/').next().unwrap_or_default();
    let received = megabytes(transfer.received);
    match transfer.expected {
        Some(expected) => {
            let (expected, share) = (megabytes(expected), transfer.received * 100 / expected.max(1));
            terminal.pick(
                format!("下载 {name}  {received} / {expected} MB  {share}%"),
                format!("fetching {name}  {received} / {expected} MB  {share}%"),
            )
        }
        None => terminal.pick(format!("下载 {name}  {received} MB"), format!("fetching {name}  {received} MB")),
    }
}

/// With one decimal.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes * 10 / (1024 * 1024);
    format!("{}.{}", tenths / 10, tenths % 10)
}
