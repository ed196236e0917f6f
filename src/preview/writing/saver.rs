//! When to save: at every pause, and while somebody types on and on, before a second has passed.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::preview::state::Shared;

/// A pause.
const PAUSE: Duration = Duration::from_millis(250);

/// The most that may be lost.
const LONGEST: Duration = Duration::from_millis(700);

/// How soon a save that failed is tried again: the disk may have room by then, the file may be free.
const RETRY: Duration = Duration::from_secs(2);

/// What the thread that saves listens to.
#[derive(Default)]
pub(super) struct Bell {
    sender: OnceLock<Mutex<Sender<()>>>,
}

impl Bell {
    /// Something is not saved.
    pub(super) fn ring(&self) {
        if let Some(sender) = self.sender.get() {
            // The thread ends with the program.
            let _ = sender.lock().unwrap_or_else(PoisonError::into_inner).send(());
        }
    }
}

/// Starts the thread.
pub(super) fn start(shared: Arc<Shared>) -> std::io::Result<()> {
    let (sender, inbox) = mpsc::channel();
    if shared.writing.saver.sender.set(Mutex::new(sender)).is_err() {
        return Ok(());
    }
    thread::Builder::new().name("saver".into()).spawn(move || {
        loop {
            match inbox.recv_timeout(RETRY) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => {
                    shared.save_all();
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let begun = Instant::now();
            while let Some(left) = LONGEST.checked_sub(begun.elapsed()) {
                match inbox.recv_timeout(PAUSE.min(left)) {
                    Ok(()) => {}
                    Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
                }
            }
            shared.save_all();
        }
    })?;
    Ok(())
}
