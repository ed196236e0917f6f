//! What may be typed after `banxin theme`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `banxin theme`.
#[derive(Debug, Args)]
pub struct ThemeArgs {
    /// The folder of the documents, or one of the project; by default this folder
    #[arg(long, global = true, value_name = "FOLDER")]
    pub project: Option<PathBuf>,

    /// Write what happened as JSON to standard output
    #[arg(long, global = true)]
    pub json: bool,

    /// What to do with themes.
    #[command(subcommand)]
    pub command: ThemeCommand,
}

impl ThemeArgs {
    /// The folder of the documents.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.project.clone().unwrap_or_default()
    }
}

/// What to do with themes.
#[derive(Debug, Subcommand)]
pub enum ThemeCommand {
    /// Make a theme to start from
    New(ThemeNewArgs),
    /// List the themes that can be used here, or what there is to be had somewhere
    List(ThemeListArgs),
    /// Show what a theme is and what can be set in it
    Show(ThemeShowArgs),
    /// Try a theme with every layout and every kind of block, and hold its pages against the standard
    Check(ThemeCheckArgs),
    /// Pack a theme into one file to hand on
    Pack(ThemePackArgs),
    /// Install a theme from a package, a folder of packages, or an https address
    Install(ThemeInstallArgs),
    /// Remove an installed theme
    Remove(ThemeRemoveArgs),
    /// Install newer versions, or accept themes as they are
    Update(ThemeUpdateArgs),
    /// Write the list of a folder's packages, for a web server
    Index(ThemeIndexArgs),
}

/// `banxin theme new`.
#[derive(Debug, Args)]
pub struct ThemeNewArgs {
    /// The theme's name
    #[arg(value_name = "NAME")]
    pub name: String,

    /// The theme it extends
    #[arg(long, value_name = "THEME", default_value = "gbt9704")]
    pub from: String,
}

/// `banxin theme show`.
#[derive(Debug, Args)]
pub struct ThemeShowArgs {
    /// A theme's name, or the path of its folder
    #[arg(value_name = "NAME")]
    pub name: String,

    /// Show for every file which theme it comes from
    #[arg(long)]
    pub tree: bool,
}

/// `banxin theme check`.
#[derive(Debug, Args)]
pub struct ThemeCheckArgs {
    /// The theme's folder
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,

    /// What a document may cost.
    #[command(flatten)]
    pub limits: super::LimitArgs,
}

/// `banxin theme pack`.
#[derive(Debug, Args)]
pub struct ThemePackArgs {
    /// The theme's folder
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,

    /// Where to write it: a file or a folder; by default this folder
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
}

/// `banxin theme list`.
#[derive(Debug, Args)]
pub struct ThemeListArgs {
    /// A folder of packages or an https address; what there is to be had there is listed
    #[arg(value_name = "SOURCE")]
    pub source: Option<String>,

    /// List what there is to be had where banxin.yaml says (主题来源, `theme_source`)
    #[arg(long, conflicts_with = "source")]
    pub offered: bool,

    /// How the net may be used.
    #[command(flatten)]
    pub net: NetArgs,
}

/// `banxin theme install`.
#[derive(Debug, Args)]
pub struct ThemeInstallArgs {
    /// A package, a folder of packages, a theme's folder, an https address of a package or a list, or the name of a theme
    /// where banxin.yaml says (主题来源, `theme_source`); without it, what banxin.lock has and is not here
    #[arg(value_name = "SOURCE")]
    pub source: Option<String>,

    /// The theme's name, where the source has several; a range of versions may follow, as in `anping@^1.2`
    #[arg(value_name = "NAME")]
    pub name: Option<String>,

    /// How the net may be used.
    #[command(flatten)]
    pub net: NetArgs,
}

/// How the net may be used.
#[derive(Clone, Copy, Debug, Args)]
pub struct NetArgs {
    /// Also take what is sent unencrypted, by http: only in an intranet that you trust
    #[arg(long)]
    pub insecure_http: bool,

    /// How many seconds a server may be silent
    #[arg(long, value_name = "SECONDS", default_value_t = crate::store::PATIENCE, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: u64,
}

/// `banxin theme remove`.
#[derive(Debug, Args)]
pub struct ThemeRemoveArgs {
    /// The theme's name
    #[arg(value_name = "NAME")]
    pub name: String,
}

/// `banxin theme update`.
#[derive(Debug, Args)]
pub struct ThemeUpdateArgs {
    /// The theme's name; by default all
    #[arg(value_name = "NAME")]
    pub name: Option<String>,

    /// Install nothing: write down in banxin.lock what is in the themes folder now
    #[arg(long)]
    pub accept: bool,

    /// How the net may be used.
    #[command(flatten)]
    pub net: NetArgs,
}

/// `banxin theme index`.
#[derive(Debug, Args)]
pub struct ThemeIndexArgs {
    /// The folder of packages
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
}
