//! The process that makes papers for another: requests in at standard input, answers out at standard output.
//!
//! It ends when its parent does, since then standard input is closed, whatever it is doing.

use std::collections::BTreeMap;
use std::io::BufReader;
use std::sync::mpsc;
use std::thread;

use super::limit::limit_memory;
use super::wire::{self, Order, Paper, Reading, Remark, Request, Response, Sheet};
use crate::diagnostic::Diagnostic;
use crate::export::{self, PdfConfig};
use crate::pipeline::{Built, Pipeline};
use crate::typeset::{NamedBytes, Pace, Pages, STACK_BYTES, Wanted};

/// Works until standard input is closed, with so many bytes of memory at most.
///
/// # Errors
/// The thread that works can't be started.
pub fn serve(memory: u64) -> std::io::Result<()> {
    limit_memory(memory);
    // Ctrl-C at a terminal reaches all processes there; this one ends when its parent does.
    let _ = ctrlc::set_handler(|| {});
    let (sender, requests) = mpsc::channel::<Request>();
    let work = move || {
        let mut worker = Child::default();
        let mut out = std::io::stdout().lock();
        let mut answer = |response: &Response, files: &[NamedBytes]| wire::write(&mut out, response, files).is_ok();
        if !answer(&Response::Ready, &[]) {
            return;
        }
        for request in requests {
            if let Some((response, files)) = worker.answer(request)
                && !answer(&response, &files)
            {
                return;
            }
        }
    };
    thread::Builder::new().name("worker".into()).stack_size(STACK_BYTES).spawn(work)?;
    let mut input = BufReader::new(std::io::stdin().lock());
    while let Ok((request, _)) = wire::read(&mut input) {
        if sender.send(request).is_err() {
            break;
        }
    }
    Ok(())
}

/// What is remembered from request to request.
#[derive(Default)]
struct Child {
    pipelines: BTreeMap<u64, Pipeline>,
    papers: BTreeMap<u64, Built>,
    made: u64,
}

impl Child {
    fn answer(&mut self, request: Request) -> Option<(Response, Vec<NamedBytes>)> {
        match request {
            Request::Build(order) => Some((Response::Built(Box::new(self.build(&order))), Vec::new())),
            Request::Export { set, wanted } => Some(self.export(set, &wanted)),
            Request::Positions { set } => {
                let pages = self.papers.get(&set).and_then(|built| built.pages.as_ref());
                let positions = |pages: &Pages| Response::Positions(pages.positions().clone());
                Some((pages.map_or(Response::Gone, positions), Vec::new()))
            }
            Request::Forget { sets, sessions } => {
                self.papers.retain(|set, _| !sets.contains(set));
                self.pipelines.retain(|session, _| !sessions.contains(session));
                None
            }
        }
    }

    fn build(&mut self, order: &Order) -> Paper {
        let (keeps_source, every, memory) = order.pace;
        let new = || Pipeline::new(order.settings.clone(), Pace { keeps_source, every, memory });
        let pipeline = self.pipelines.entry(order.session).or_insert_with(new);
        pipeline.set_settings(order.settings.clone());
        let built = match &order.given {
            None => pipeline.build_row(&order.name, order.row.as_ref()),
            Some((text, None)) => pipeline.build_draft(&order.name, text),
            Some((text, Some(folder))) => pipeline.build_text(&order.name.to_string_lossy(), text, folder),
        };
        let sheet = |pages: &Pages, page| Some(Sheet::new(pages.size(page)?, pages.fingerprint(page)?));
        let sheets = |pages: &Pages| (0..pages.count()).filter_map(|page| sheet(pages, page)).collect();
        self.made += 1;
        let paper = Paper {
            sources: built.sources.iter().map(Reading::new).collect(),
            remarks: built.diagnostics.iter().map(Remark::new).collect(),
            pages: built.pages.as_ref().map(|pages| (self.made, sheets(pages))),
            used: built.used.iter().cloned().collect(),
            stand_ins: built.stand_ins.clone(),
            blocks: built.blocks.clone(),
        };
        if built.is_good() {
            self.papers.insert(self.made, built);
        }
        paper
    }

    fn export(&self, set: u64, wanted: &Wanted) -> (Response, Vec<NamedBytes>) {
        let Some((built, pages)) = self.papers.get(&set).and_then(|built| Some((built, built.pages.as_ref()?))) else {
            return (Response::Gone, Vec::new());
        };
        match files(built, pages, wanted) {
            Ok(files) => (Response::Files, files),
            Err(faults) => (Response::Faults(faults.iter().map(Remark::new).collect()), Vec::new()),
        }
    }
}

fn files(built: &Built, pages: &Pages, wanted: &Wanted) -> Result<Vec<NamedBytes>, Vec<Diagnostic>> {
    let one = |bytes: Vec<u8>| vec![(String::new(), bytes)];
    match wanted {
        Wanted::Pdf { standards, date } => {
            export::pdf(pages, &PdfConfig { standards: standards.clone(), date: *date }).map(one)
        }
        Wanted::Svg { page } => export::svg(pages, *page).map(|svg| one(svg.into_bytes())).map_err(|fault| vec![fault]),
        Wanted::Png { page, dpi } => export::png(pages, *page, *dpi).map(one).map_err(|fault| vec![fault]),
        Wanted::Typst => built.typst_files().map(|files| files.into_iter().collect()),
    }
}
