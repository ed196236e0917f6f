//! Where a theme comes from, as somebody types it and as `banxin.lock` keeps it.

use std::path::{Path, PathBuf};

use super::net::Address;
use crate::diagnostic::Diagnostic;

/// Where a theme comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A package, a folder of packages, or a theme's folder.
    Disk(PathBuf),
    /// A package or a list of packages on a web server.
    Net(Address),
}

impl Origin {
    /// What was typed: a path, or an address.
    ///
    /// # Errors
    /// It is meant as an address and is none.
    pub fn typed(typed: &str) -> Result<Self, Diagnostic> {
        if Address::is_meant(typed) { Address::typed(typed).map(Self::Net) } else { Ok(Self::Disk(typed.into())) }
    }

    /// What `banxin.yaml` or `banxin.lock` of a project's folder says; paths begin there.
    ///
    /// # Errors
    /// As [`Origin::typed`].
    pub fn of_project(root: &Path, written: &str) -> Result<Self, Diagnostic> {
        Ok(match Self::typed(written)? {
            Self::Disk(path) => Self::Disk(root.join(path)),
            net @ Self::Net(_) => net,
        })
    }

    /// Where the versions and the parents of what is here lie.
    pub(super) fn shelf(&self) -> Self {
        match self {
            Self::Disk(path) if path.is_dir() => self.clone(),
            Self::Disk(path) => Self::Disk(path.parent().unwrap_or(Path::new("")).to_path_buf()),
            Self::Net(address) if address.is_package() => Self::Net(address.list()),
            Self::Net(_) => self.clone(),
        }
    }

    /// As it is written into `banxin.lock` of a project's folder.
    pub(super) fn recorded(&self, root: &Path) -> String {
        match self {
            Self::Disk(path) => relative(root, &std::path::absolute(path).unwrap_or_else(|_| path.clone())),
            Self::Net(address) => address.to_string(),
        }
    }
}

/// A path as it is written down: from the project's folder if it is in or beside it, so that the project can move.
fn relative(root: &Path, path: &Path) -> String {
    let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let near = |base: &Path, up: &str| path.strip_prefix(base).ok().map(|rest| format!("{up}{}", slashed(rest)));
    let found = near(&root, "").or_else(|| near(root.parent()?, "../"));
    found.unwrap_or_else(|| path.display().to_string())
}

fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
