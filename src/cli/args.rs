//! What may be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

mod theme;

pub use theme::{
    NetArgs, ThemeArgs, ThemeCheckArgs, ThemeCommand, ThemeIndexArgs, ThemeInstallArgs, ThemeListArgs, ThemeNewArgs,
    ThemePackArgs, ThemeRemoveArgs, ThemeShowArgs, ThemeUpdateArgs,
};

use crate::batch;

/// Official Chinese documents (GB/T 9704-2012) from YAML
#[derive(Debug, Parser)]
#[command(name = "banxin", version, arg_required_else_help = true, disable_help_subcommand = true)]
pub struct Cli {
    /// Language of messages
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub lang: Option<LangArg>,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make PDFs (or SVG, PNG, Typst) from documents
    Build(BuildArgs),
    /// See the pages in the browser while writing
    Watch(WatchArgs),
    /// Bind papers into one volume with cover, contents and running page numbers
    Collect(CollectArgs),
    /// List who has not reported, and what is not right with what was
    Missing(MissingArgs),
    /// Sum up the figures of many papers in one table
    Summarize(SummarizeArgs),
    /// Work with reports of builds
    Report(ReportArgs),
    /// Write documents in the browser: a form beside the pages
    Edit(EditArgs),
    /// Show a line of a document on the pages that are open in the browser
    Locate(LocateArgs),
    /// Write a new document to start from
    New(NewArgs),
    /// Show which fonts are used for what
    Fonts(FontsArgs),
    /// Make, show, pack and install themes
    Theme(ThemeArgs),
    /// Measure a finished PDF against GB/T 9704-2012
    Measure(MeasureArgs),
    /// Print the JSON Schema of documents, for editors that complete and check YAML
    Schema(SchemaArgs),
    /// Make papers for another process
    #[command(hide = true)]
    Worker(WorkerArgs),
    /// Print completions for a shell
    Completions(CompletionsArgs),
}

/// Languages of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// Chinese
    Zh,
    /// English
    En,
}

/// What a paper is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One PDF file
    Pdf,
    /// One SVG file a page
    Svg,
    /// One PNG file a page
    Png,
    /// A folder with Typst source, theme and fonts
    Typ,
}

impl Format {
    /// What the batch knows it as.
    #[must_use]
    pub fn batch(self) -> batch::Format {
        match self {
            Self::Pdf => batch::Format::Pdf,
            Self::Svg => batch::Format::Svg,
            Self::Png => batch::Format::Png,
            Self::Typ => batch::Format::Typ,
        }
    }
}

/// `banxin build`.
#[derive(Clone, Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that people type")]
pub struct BuildArgs {
    /// Documents, or folders whose documents are all built; by default the project around
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Where to write: a file, a folder, or a pattern with `{{ }}`; by default beside the document
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,

    /// Build the document once for each row of this sheet (.xlsx, .csv)
    #[arg(long, value_name = "SHEET")]
    pub data: Option<PathBuf>,

    /// The worksheet; by default the first
    #[arg(long, value_name = "NAME", requires = "data")]
    pub sheet: Option<String>,

    /// Only the rows for which the expression holds
    #[arg(long = "where", value_name = "EXPR", requires = "data")]
    pub condition: Option<String>,

    /// Build all again, also what did not change
    #[arg(long)]
    pub force: bool,

    /// Say what would be built and why, and build nothing
    #[arg(long)]
    pub dry_run: bool,

    /// How many papers are built at once; by default as many as there are cores
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,

    /// Build only this share of the papers, such as `2/8`; read from a Slurm array or an indexed Kubernetes job, too
    #[arg(long, value_name = "K/N")]
    pub shard: Option<String>,

    /// A theme's name, or the path of its folder
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,

    /// What to write
    #[arg(long, value_enum, default_value = "pdf")]
    pub format: Format,

    /// Leave out what pre-printed paper carries: the masthead and the red lines
    #[arg(long)]
    pub overprint: bool,

    /// Make so many copies in one file, the copy number counting up from the one that is typed
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub copies: Option<u32>,

    /// PDF version or archive standard, such as `a-2b` or `1.7`; may be given several times
    #[arg(long = "pdf-standard", value_name = "STANDARD", value_delimiter = ',')]
    pub pdf_standards: Vec<String>,

    /// Resolution of PNG pages, in dots per inch
    #[arg(long, value_name = "DPI", default_value_t = 144, value_parser = clap::value_parser!(u32).range(30..=1200))]
    pub dpi: u32,

    /// Use the fonts that are installed on this machine, too
    #[arg(long)]
    pub system_fonts: bool,

    /// Every theme that is not built in must be in banxin.lock, as it is there
    #[arg(long)]
    pub locked: bool,

    /// Show for the block at a line which template made it, what it saw, and the Typst that came out
    #[arg(long, value_name = "LINE")]
    pub explain: Option<usize>,

    /// What a document may cost.
    #[command(flatten)]
    pub limits: LimitArgs,

    /// Write what happened as JSON to standard output
    #[arg(long)]
    pub json: bool,
}

/// `banxin collect`.
#[derive(Clone, Debug, Args)]
pub struct CollectArgs {
    /// Documents in their order, or folders of documents; by default the project around
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// The volume's title
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,

    /// Who issues it
    #[arg(long, value_name = "NAME")]
    pub issuer: Option<String>,

    /// Its date
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,

    /// A sheet of units whose order the papers take (.xlsx, .csv)
    #[arg(long, value_name = "SHEET")]
    pub units: Option<PathBuf>,

    /// A theme's name, or the path of its folder
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,

    /// What a document may cost.
    #[command(flatten)]
    pub limits: LimitArgs,

    /// Leaves papers with mistakes out; without it there is no volume with one
    #[arg(long)]
    pub leave_out: bool,

    /// Begins every paper on a right-hand page, for printing on both sides
    #[arg(long)]
    pub right_hand: bool,

    /// PDF version or archive standard, such as `a-2b`; may be given several times
    #[arg(long = "pdf-standard", value_name = "STANDARD", value_delimiter = ',')]
    pub pdf_standards: Vec<String>,

    /// Use the fonts that are installed on this machine, too
    #[arg(long)]
    pub system_fonts: bool,

    /// The PDF
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
}

/// `banxin missing`.
#[derive(Clone, Debug, Args)]
pub struct MissingArgs {
    /// Documents, or folders of documents; by default the project around
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// The sheet of units that are to report (.xlsx, .csv); by default the project's
    #[arg(long, value_name = "SHEET")]
    pub units: Option<PathBuf>,

    /// The head of the column that names them
    #[arg(long, value_name = "HEAD")]
    pub column: Option<String>,

    /// The round, such as `2021年12月`, for the list's title
    #[arg(long, value_name = "ROUND")]
    pub round: Option<String>,

    /// Who sends the list round
    #[arg(long, value_name = "NAME")]
    pub issuer: Option<String>,

    /// The list to send round: .xlsx, .csv, or a .yaml that builds
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
}

/// `banxin summarize`.
#[derive(Clone, Debug, Args)]
pub struct SummarizeArgs {
    /// Documents, folders of documents, or sheets that this command wrote; by default the project around
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// The title of the table
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,

    /// Who signs the document
    #[arg(long, value_name = "NAME")]
    pub issuer: Option<String>,

    /// From so many per cent on a change is listed
    #[arg(long, value_name = "PERCENT", default_value_t = 50)]
    pub jump: u32,

    /// The table: .xlsx, .csv, or a .yaml that builds
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
}

/// `banxin report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// What to do
    #[command(subcommand)]
    pub command: ReportCommand,
}

/// What can be done with reports.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// Join the reports of the shares of a build to one
    Merge(MergeArgs),
}

/// `banxin report merge`.
#[derive(Clone, Debug, Args)]
pub struct MergeArgs {
    /// The reports, build-report-1-of-8.json and so on, or the folder they are in
    #[arg(required = true, value_name = "REPORT")]
    pub files: Vec<PathBuf>,

    /// The folder the joined report is written to
    #[arg(short, long, value_name = "OUT", default_value = ".")]
    pub output: PathBuf,
}

/// `banxin watch`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that people type")]
pub struct WatchArgs {
    /// A document, or a folder of documents; by default this folder, or with --theme the theme's own sample
    #[arg(value_name = "FILE")]
    pub path: Option<PathBuf>,

    /// A theme's name, or the path of its folder
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,

    /// Use the fonts that are installed on this machine, too
    #[arg(long)]
    pub system_fonts: bool,

    /// What a document may cost.
    #[command(flatten)]
    pub limits: LimitArgs,

    /// Do not write a PDF at every good build
    #[arg(long)]
    pub no_pdf: bool,

    /// Do not open the browser
    #[arg(long)]
    pub no_open: bool,

    /// Look at the files again and again, where a network folder does not tell of changes
    #[arg(long)]
    pub poll: bool,

    /// What opens a document at a line, such as `code` or `kate -l {line} {file}`
    #[arg(long, value_name = "COMMAND", default_value = "code")]
    pub editor: String,

    /// The port of 127.0.0.1
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
}

/// `banxin edit`.
#[derive(Debug, Args)]
pub struct EditArgs {
    /// A document, or a folder of documents; without one the start page
    #[arg(value_name = "FILE")]
    pub path: Option<PathBuf>,

    /// A theme's name, or the path of its folder
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,

    /// Use the fonts that are installed on this machine, too
    #[arg(long)]
    pub system_fonts: bool,

    /// What a document may cost.
    #[command(flatten)]
    pub limits: LimitArgs,

    /// Do not open the browser
    #[arg(long)]
    pub no_open: bool,

    /// The port of 127.0.0.1
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
}

/// `banxin locate`.
#[derive(Debug, Args)]
pub struct LocateArgs {
    /// A file and a line, and perhaps a column
    #[arg(value_name = "FILE:LINE")]
    pub place: String,
}

/// `banxin new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// The file to write; `.yaml` is added if it is missing
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// What sort of paper; `--list` shows them
    #[arg(long, value_enum, default_value = "计划")]
    pub kind: Scaffold,

    /// Next year's paper out of this one: years moved on, figures to be filled in
    #[arg(long, value_name = "FILE", conflicts_with = "kind")]
    pub from: Option<PathBuf>,

    /// The file to write
    #[arg(short, long, value_name = "OUT", conflicts_with = "file")]
    pub output: Option<PathBuf>,

    /// Show what sorts of paper there are
    #[arg(long, conflicts_with_all = ["file", "kind", "from", "output"])]
    pub list: bool,
}

/// Papers that can be started from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Scaffold {
    /// A work plan
    #[value(name = "计划", alias = "plan")]
    Plan,
    /// A year's summary with figures, and next year's plan
    #[value(name = "总结", alias = "summary")]
    Summary,
    /// A report to the office above
    #[value(name = "报告", alias = "report")]
    Report,
    /// Tables of figures, by quarters and against last year
    #[value(name = "统计表", alias = "statistics")]
    Statistics,
    /// Rules in chapters and articles
    #[value(name = "办法", alias = "rules")]
    Rules,
    /// A plan with a table of who does what by when
    #[value(name = "分解表", alias = "breakdown")]
    Breakdown,
    /// A notice, with a table attached
    #[value(name = "通知", alias = "notice")]
    Notice,
    /// A request to the office above
    #[value(name = "请示", alias = "request")]
    Request,
    /// A letter to an office beside one's own
    #[value(name = "函", alias = "letter")]
    Letter,
    /// The reply to a request
    #[value(name = "批复", alias = "reply")]
    Reply,
    /// An opinion on how to proceed
    #[value(name = "意见", alias = "opinion")]
    Opinion,
    /// A circular on how things stand
    #[value(name = "通报", alias = "circular")]
    Circular,
    /// A decision
    #[value(name = "决定", alias = "decision")]
    Decision,
    /// An announcement
    #[value(name = "公告", alias = "announcement")]
    Announcement,
    /// A public notice
    #[value(name = "通告", alias = "public_notice")]
    PublicNotice,
    /// Minutes of a meeting
    #[value(name = "纪要", alias = "minutes")]
    Minutes,
    /// An order
    #[value(name = "令", alias = "order")]
    Order,
}

/// `banxin fonts`.
#[derive(Debug, Args)]
pub struct FontsArgs {
    /// A theme's name, or the path of its folder
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,

    /// The folder of the documents, whose `fonts` folder counts
    #[arg(value_name = "FOLDER")]
    pub folder: Option<PathBuf>,

    /// Use the fonts that are installed on this machine, too
    #[arg(long)]
    pub system_fonts: bool,

    /// Write the list as JSON to standard output
    #[arg(long)]
    pub json: bool,
}

/// `banxin measure`.
#[derive(Debug, Args)]
pub struct MeasureArgs {
    /// The PDF, ours or another program's
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The layout it should have; by default told by what is red on its first page
    #[arg(long, value_enum, value_name = "LAYOUT")]
    pub layout: Option<LayoutArg>,

    /// Write the findings as JSON to standard output
    #[arg(long)]
    pub json: bool,
}

/// Layouts a PDF can be held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LayoutArg {
    /// Without a red head
    #[value(name = "计划", alias = "plan")]
    Plan,
    /// The same as a plan
    #[value(name = "总结", alias = "summary")]
    Summary,
    /// With a red head
    #[value(name = "公文", alias = "official")]
    Official,
    /// With red double lines
    #[value(name = "信函", alias = "letter")]
    Letter,
    /// An order
    #[value(name = "命令", alias = "order")]
    Order,
    /// Minutes of a meeting
    #[value(name = "纪要", alias = "minutes")]
    Minutes,
}

/// `banxin schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// The schema of a theme's theme.yaml
    #[arg(long)]
    pub theme: bool,

    /// Where to write it; by default to standard output
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
}

/// `banxin worker`, which only the program itself calls.
#[derive(Debug, Args)]
pub struct WorkerArgs {
    /// How much memory it may have, in bytes
    #[arg(long, value_name = "BYTES")]
    pub memory: u64,
}

/// What a paper may cost in a theme that is not built in.
#[derive(Clone, Copy, Debug, Args)]
pub struct LimitArgs {
    /// How many seconds a document may take in a theme that is not built in; 10 by default
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub time_limit: Option<u64>,

    /// How much memory it may take, in megabytes; 1024 by default
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u64).range(128..=65_536))]
    pub memory_limit: Option<u64>,
}

/// `banxin completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}
