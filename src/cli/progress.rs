//! How far a run is: a bar with count, rate and time left on a terminal, a line now and then elsewhere.

use std::cell::Cell;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::Terminal;

/// Without a terminal a line is written no more often than this.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// The state of a run on the screen.
pub(super) struct Progress<'a> {
    terminal: &'a Terminal,
    bar: Option<ProgressBar>,
    is_plain: bool,
    total: usize,
    done: Cell<usize>,
    failed: Cell<usize>,
    begun: Instant,
    told: Cell<Instant>,
}

impl<'a> Progress<'a> {
    /// For so many papers; of one there is nothing to see.
    pub(super) fn new(total: usize, is_silent: bool, terminal: &'a Terminal) -> Self {
        let is_shown = total > 1 && !is_silent;
        let on_terminal = std::io::stderr().is_terminal();
        let bar = (is_shown && on_terminal).then(|| bar(total, terminal));
        let now = Instant::now();
        Self {
            terminal,
            bar,
            is_plain: is_shown && !on_terminal,
            total,
            done: Cell::new(0),
            failed: Cell::new(0),
            begun: now,
            told: Cell::new(now),
        }
    }

    /// One paper more is done.
    pub(super) fn step(&self, is_good: bool) {
        self.done.set(self.done.get() + 1);
        self.failed.set(self.failed.get() + usize::from(!is_good));
        if let Some(bar) = &self.bar {
            if self.failed.get() > 0 {
                let failed = self.failed.get();
                bar.set_message(self.terminal.pick(format!("{failed} 份有错"), format!("{failed} with errors")));
            }
            bar.inc(1);
        }
        if self.is_plain && self.told.get().elapsed() >= BETWEEN_LINES {
            self.told.set(Instant::now());
            self.terminal.remark(self.line());
        }
    }

    /// Says something without tearing the bar.
    pub(super) fn quietly(&self, say: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "counts are far below what a float holds exactly")]
    fn line(&self) -> String {
        let (done, total) = (self.done.get(), self.total);
        let rate = done as f64 / self.begun.elapsed().as_secs_f64().max(f64::EPSILON);
        let left = (total - done) as f64 / rate.max(f64::EPSILON);
        self.terminal.pick(
            format!("{done}/{total}  每秒 {rate:.1} 份  还要 {left:.0} 秒"),
            format!("{done}/{total}  {rate:.1} a second  {left:.0} s left"),
        )
    }
}

fn bar(total: usize, terminal: &Terminal) -> ProgressBar {
    let template = terminal.pick(
        "{bar:30} {pos}/{len}  每秒 {per_sec}  还要 {eta}  {msg}",
        "{bar:30} {pos}/{len}  {per_sec}  {eta} left  {msg}",
    );
    let bar = ProgressBar::with_draw_target(u64::try_from(total).ok(), ProgressDrawTarget::stderr());
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}
