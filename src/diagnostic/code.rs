//! The codes: what can be wrong, each with typed arguments, one file an area.
//!
//! An area's file holds its codes and, beside each, its id, severity and words in both languages, so that a code
//! can't be added without them. Ids are what `--json`, docs/errors.md and `# banxin: 忽略` name; they never change.

mod asset;
mod audit;
mod bucket;
mod chart;
mod data;
mod date;
mod document;
mod export;
mod expr;
mod figure;
mod fonts;
mod formal;
mod measure;
mod net;
mod page;
mod preview;
mod resolve;
mod source;
mod store;
mod table;
mod theme;
mod tool;
mod typeset;
mod worker;
mod yaml;

pub use asset::AssetFault;
pub use audit::AuditFault;
pub use bucket::BucketFault;
pub use chart::{ChartFault, ChartPart};
pub use data::DataFault;
pub use date::DateFault;
pub use document::DocumentFault;
pub use export::ExportFault;
pub use expr::{ExprFault, Limit};
pub use figure::{Calculation, FigureFault};
pub use fonts::FontFault;
pub use formal::FormalFault;
pub use measure::MeasureFault;
pub use net::{CertificateFlaw, NetFault};
pub use page::PageFault;
pub use preview::PreviewFault;
pub use resolve::ResolveFault;
pub use source::{FileProblem, SourceFault};
pub use store::{PackageFlaw, StoreFault};
pub use table::TableFault;
pub use theme::ThemeFault;
pub use tool::ToolFault;
pub use typeset::{Forbidden, ThemeLine, TypesetFault};
pub use worker::{Told, WorkerFault};
pub use yaml::{Expected, LineFault, MarkFault, WholeFault, YamlFault};

use super::words::Words;

macro_rules! areas {
    ($($area:ident($fault:ty)),* $(,)?) => {
        /// What is wrong, with its arguments.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Code {
            $(
                #[doc = concat!("See [`", stringify!($fault), "`].")]
                $area($fault),
            )*
        }

        $(
            impl From<$fault> for Code {
                fn from(fault: $fault) -> Self {
                    Self::$area(fault)
                }
            }
        )*

        impl Code {
            /// Its id, severity and words.
            #[must_use]
            pub fn words(&self) -> Words {
                match self {
                    $(Self::$area(fault) => fault.words(),)*
                }
            }
        }
    };
}

areas! {
    Source(SourceFault),
    Yaml(YamlFault),
    Document(DocumentFault),
    Expr(ExprFault),
    Figure(FigureFault),
    Date(DateFault),
    Data(DataFault),
    Asset(AssetFault),
    Chart(ChartFault),
    Resolve(ResolveFault),
    Table(TableFault),
    Formal(FormalFault),
    Theme(ThemeFault),
    Font(FontFault),
    Typeset(TypesetFault),
    Page(PageFault),
    Export(ExportFault),
    Measure(MeasureFault),
    Tool(ToolFault),
    Preview(PreviewFault),
    Worker(WorkerFault),
    Store(StoreFault),
    Bucket(BucketFault),
    Net(NetFault),
    Audit(AuditFault),
}
