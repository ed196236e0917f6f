//! The list of packages on a web server: read, and believed only as far as it can be checked.

use std::collections::HashSet;

use serde::Deserialize;

use super::super::package::is_safe;
use super::super::shelf::{FORMAT, Offer};
use super::super::{EXTENSION, INDEX, MAX_PACKAGE_BYTES};
use super::address::visible;
use super::{Address, Net};
use crate::diagnostic::{Diagnostic, NetFault};
use crate::theme::is_name;
use crate::theme::version::{Range, Version};

/// The largest list, in bytes: that of ten thousand packages.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// The most packages of a list.
const MAX_OFFERS: usize = 20_000;

/// What every list has, whatever its form.
#[derive(Deserialize)]
struct Head {
    format: u32,
}

#[derive(Deserialize)]
struct List {
    themes: Vec<Offer>,
}

/// The packages that an address tells of.
pub(super) fn read(address: &Address, net: &Net) -> Result<Vec<Offer>, Diagnostic> {
    let bytes = net.get(address, MAX_BYTES)?;
    parse(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes), address)
}

fn parse(bytes: &[u8], address: &Address) -> Result<Vec<Offer>, Diagnostic> {
    let shown = || address.to_string();
    let is_page = bytes.trim_ascii_start().starts_with(b"<");
    let wrong =
        |words: String| Diagnostic::new(NetFault::NotAList { address: shown(), is_page }).with_foreign(visible(&words));
    let head: Head = serde_json::from_slice(bytes).map_err(|error| wrong(error.to_string()))?;
    if head.format > FORMAT {
        return Err(Diagnostic::new(NetFault::NewerList { address: shown(), format: head.format }));
    }
    let list: List = serde_json::from_slice(bytes).map_err(|error| wrong(error.to_string()))?;
    let mut seen = HashSet::new();
    let first_wrong = list.themes.iter().find(|offer| !is_sound(offer) || !seen.insert((&offer.name, &offer.version)));
    if let Some(offer) = first_wrong {
        let entry = visible(&format!("{} {}: {}", offer.name, offer.version, offer.file));
        return Err(Diagnostic::new(NetFault::BadEntry { address: shown(), entry }));
    }
    if list.themes.len() > MAX_OFFERS {
        return Err(Diagnostic::new(NetFault::TooLarge { address: shown(), most: MAX_BYTES }));
    }
    let seen = |[zh, en]: [String; 2]| [visible(&zh), visible(&en)];
    Ok(list.themes.into_iter().map(|offer| Offer { title: seen(offer.title.clone()), ..offer }).collect())
}

/// Whether a package could be what its entry says, and lies beside the list.
fn is_sound(offer: &Offer) -> bool {
    let is_hash = offer.blake3.len() == 64 && offer.blake3.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_file = is_safe(&offer.file) && offer.file.strip_suffix(EXTENSION).is_some_and(|rest| rest.ends_with('.'));
    let is_named = is_name(&offer.name) && is_safe(&offer.name) && !offer.name.contains(char::is_whitespace);
    let is_extending = offer.extends.as_ref().is_none_or(|extends| match extends.split_once(' ') {
        Some((name, range)) => is_name(name) && range.parse::<Range>().is_ok(),
        None => is_name(extends),
    });
    is_named
        && is_file
        && is_hash
        && is_extending
        && offer.version.parse::<Version>().is_ok()
        && offer.size <= MAX_PACKAGE_BYTES
}

impl Offer {
    /// Whether the bytes that came from an address are the package that is on offer.
    pub(in super::super) fn holds(&self, bytes: &[u8], address: &Address) -> Result<(), Diagnostic> {
        let found = blake3::hash(bytes).to_hex();
        if bytes.len() as u64 == self.size && found.eq_ignore_ascii_case(&self.blake3) {
            return Ok(());
        }
        let words = format!("BLAKE3 {found}, {INDEX}: {}", self.blake3);
        Err(Diagnostic::new(NetFault::OtherBytes { address: address.to_string() }).with_foreign(words))
    }
}
