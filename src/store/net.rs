//! Themes from the net: addresses, downloads, and the list of packages that a web server hands out.
//!
//! In: an address that somebody typed, or that `banxin.yaml` or `banxin.lock` has. Out: bytes that are no longer than
//! they may be. Nothing here is called unless somebody asked for a theme from an address; nothing that arrives is
//! believed: lists and packages are checked by whoever asked for them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

mod address;
mod connection;
mod failure;
mod list;

use super::shelf::Offer;
use crate::diagnostic::Diagnostic;
pub use address::Address;

/// The longest silence of the other side unless somebody says otherwise, in seconds.
pub const PATIENCE: u64 = 30;

/// How the net may be used, and what has been learned from it.
pub struct Net<'a> {
    /// Whether addresses with `http://` will do, also where others listen.
    plain_http: bool,
    /// How long the other side may be silent.
    patience: Duration,
    /// Is told how far a download is.
    watch: &'a dyn Fn(&Transfer),
    /// Lists by address: of a theme and what it stands on they are one, and read once.
    lists: RefCell<BTreeMap<String, Vec<Offer>>>,
}

/// How far a download is.
#[derive(Clone, Copy, Debug)]
pub struct Transfer<'a> {
    /// The address.
    pub address: &'a str,
    /// Bytes that are there.
    pub received: u64,
    /// Bytes there will be, if the other side says so.
    pub expected: Option<u64>,
}

impl<'a> Net<'a> {
    /// Nothing is opened by this.
    #[must_use]
    pub fn new(plain_http: bool, patience: Duration, watch: &'a dyn Fn(&Transfer)) -> Self {
        Self { plain_http, patience, watch, lists: RefCell::default() }
    }

    /// What an address has, if it is no longer than `most` bytes. Redirections are followed as far as they are as safe as
    /// the address.
    pub(super) fn get(&self, address: &Address, most: u64) -> Result<Vec<u8>, Diagnostic> {
        connection::get(self, address, most)
    }

    /// The packages that an address tells of.
    pub(super) fn list(&self, address: &Address) -> Result<Vec<Offer>, Diagnostic> {
        let known = self.lists.borrow().get(&address.to_string()).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let offers = list::read(address, self)?;
        self.lists.borrow_mut().insert(address.to_string(), offers.clone());
        Ok(offers)
    }
}
