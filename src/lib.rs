//! Official Chinese documents (GB/T 9704-2012) as PDF, from YAML content and shared themes.
//!
//! # The tour
//!
//! What a writer types is YAML; a theme decides how it looks; a [`Pipeline`](pipeline::Pipeline) takes it all the way
//! to pages. No file is needed:
//!
//! ```
//! use std::path::Path;
//!
//! use banxin::export::{self, PdfConfig};
//! use banxin::pipeline::{Pipeline, Settings};
//! use banxin::typeset::Pace;
//!
//! let text = "
//! 标题: {{ 年度 }}年社区民政工作计划
//! 署名: 清河社区居民委员会
//! 日期: 2021-12-20
//! 数据: { 年度: 2022 }
//! 正文:
//!   - 任务:
//!       标题: 主要任务
//!       条目: [ 完善低保制度。, 做好走访慰问。 ]
//! ";
//! let mut pipeline = Pipeline::new(Settings::default(), Pace::batch(1));
//! let built = pipeline.build_text("计划.yaml", text, Path::new(""));
//! # #[cfg(feature = "fonts")]
//! assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
//!
//! // The paper is the content, final and with its places.
//! let paper = built.paper.as_ref().expect("it could be read");
//! assert_eq!(paper.title[0].as_str(), "2022年社区民政工作计划");
//! assert_eq!(paper.body[0].children[1].ordinal, [1, 2]); // 一、→（二）
//!
//! // The pages are the same wherever they are made, and so are their bytes.
//! let pages = built.pages.as_ref().expect("there are no errors");
//! assert_eq!(pages.count(), 1);
//! let pdf = export::pdf(pages, &PdfConfig { standards: vec![], date: Some((2021, 12, 20)) }).expect("a PDF");
//! assert!(pdf.starts_with(b"%PDF"));
//! ```
//!
//! What is wrong comes back as [`Diagnostic`](diagnostic::Diagnostic)s, all of a document at once, each at the place
//! that was typed; the library never prints, exits or panics:
//!
//! ```
//! # use std::path::Path;
//! # use banxin::pipeline::{Pipeline, Settings};
//! # use banxin::typeset::Pace;
//! use banxin::diagnostic::Lang;
//! use banxin::diagnostic::human::{Style, draw};
//!
//! let text = "标题: 工作计划\n正文:\n  - 任务:\n      标提: 主要任务\n      条目: [ 走访慰问。 ]\n";
//! let built = Pipeline::new(Settings::default(), Pace::batch(1)).build_text("计划.yaml", text, Path::new(""));
//! let said = draw(&built.diagnostics[0], &built.sources, Style { lang: Lang::Zh, colour: false, width: 80 });
//! assert!(said.contains("计划.yaml:4:7") && said.contains("标提"), "{said}");
//! ```
//!
//! # The stages
//!
//! Each is a module, takes what the one before gives, and knows none of the others' business; ARCHITECTURE.md follows
//! one task through all of them. [`pipeline`] is the line on one page.
//!
//! | stage | in | out |
//! |---|---|---|
//! | [`source`] | bytes | decoded text with an id |
//! | [`yaml`] | text | nodes with places, scalars as typed |
//! | [`document`] | nodes | a document as typed |
//! | [`resolve`] | a document | a [`paper`]: final text, figures, ordinals |
//! | [`render`] | a paper and a [`theme`] | Typst source and the way back from it |
//! | [`typeset`] | Typst source, fonts | pages with positions |
//! | [`export`] | pages | PDF, SVG, PNG |
//! | [`mod@write`] | bytes | a file, whole or not at all |
//!
//! Beside the line stand what several stages use: [`text`] (a string that knows where each of its bytes was typed),
//! [`expr`] (the language of `{{ }}` and 校核), [`figures`] (exact numbers with units), [`dates`], [`width`], and
//! [`diagnostic`]; [`data`] reads tables, [`mod@asset`] pictures, [`mod@edit`] changes a YAML text byte by byte,
//! [`measure`] finished PDFs, [`mod@next_year`] writes next year's paper out of this year's. The edges call stages and
//! are called by none:
//! [`project`] finds documents in folders, [`place`] and [`bucket`] bring files from object stores, [`watch`] tells what changed, [`preview`] shows pages in a browser, [`cli`]
//! is the command.
//!
//! # Features
//!
//! `fonts` (default) compiles the font set of fonts/ into the program, 24 MB. Without it the fonts come from a folder
//! `fonts` beside the document, the theme's own, or the system ([`Settings`](pipeline::Settings)).

pub mod asset;
pub mod audit;
pub mod batch;
pub mod bucket;
pub mod cli;
pub mod collect;
pub mod data;
pub mod dates;
pub mod diagnostic;
pub mod document;
pub mod edit;
pub mod export;
pub mod expr;
pub mod figures;
mod fit;
pub mod manifest;
pub mod measure;
pub mod missing;
pub mod next_year;
pub mod paper;
pub mod pipeline;
pub mod place;
pub mod preview;
pub mod project;
pub mod render;
pub mod resolve;
mod room;
pub mod sheet;
pub mod source;
pub mod store;
pub mod summarize;
pub mod text;
pub mod theme;
pub mod typeset;
pub mod units;
pub mod watch;
pub mod width;
pub mod worker;
pub mod write;
pub mod yaml;
