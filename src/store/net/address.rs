//! An address as somebody types it, and what lies beside it.

use std::fmt::{self, Write as _};
use std::net::IpAddr;

use ureq::http::Uri;

use super::super::package::is_safe;
use super::super::{EXTENSION, INDEX};
use crate::diagnostic::{Diagnostic, NetFault};

/// Bytes of a path that stand for themselves: what RFC 3986 leaves unreserved, what parts a path, and what is written with
/// `%` already.
const PLAIN: &[u8] = b"-._~/%!$&'()*+,;=:@";

/// Where a theme can be got: `https://…`, or `http://…` where that will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    shown: String,
    uri: Uri,
}

impl Address {
    /// Whether what was typed is meant as one, right or wrong.
    #[must_use]
    pub fn is_meant(typed: &str) -> bool {
        typed.contains("://")
    }

    /// Reads one. Hanzi and spaces of a path are written as web servers expect them.
    ///
    /// # Errors
    /// It is not an address, of another kind than http and https, or has a name and password in it.
    pub fn typed(typed: &str) -> Result<Self, Diagnostic> {
        let typed = typed.trim();
        let shown = typed.split('#').next().unwrap_or(typed).to_owned();
        let wrong = || Diagnostic::new(NetFault::BadAddress { address: visible(typed) });
        let (scheme, rest) = shown.split_once("://").ok_or_else(wrong)?;
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "https" && scheme != "http" {
            return Err(Diagnostic::new(NetFault::OtherScheme { address: visible(typed) }));
        }
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(Diagnostic::new(NetFault::Password { host: visible(after_at(authority)) }));
        }
        if !authority.is_ascii() || rest.chars().any(|c| c.is_control() || c == '\\') {
            return Err(wrong());
        }
        let (path, query) = path.split_at(path.find('?').unwrap_or(path.len()));
        let path = if path.is_empty() { "/" } else { path };
        let uri = format!("{scheme}://{authority}{}{}", encoded(path, &[]), encoded(query, b"?"));
        let uri: Uri = uri.parse().map_err(|_| wrong())?;
        if uri.host().is_none_or(str::is_empty) {
            return Err(wrong());
        }
        Ok(Self { shown, uri })
    }

    /// Whether it leads to one package and not to a list of them.
    pub(crate) fn is_package(&self) -> bool {
        self.uri.path().rsplit_once('.').is_some_and(|(_, extension)| extension == EXTENSION)
    }

    /// Where the list is that tells of the packages here.
    pub(crate) fn list(&self) -> Self {
        let path = self.uri.path();
        if self.is_package() {
            return self.sibling(INDEX);
        }
        if path.rsplit_once('.').is_some_and(|(_, extension)| extension == "json") {
            return self.clone();
        }
        let folder = if path.ends_with('/') { String::new() } else { format!("{}/", last_part(path)) };
        self.sibling(&format!("{folder}{INDEX}"))
    }

    /// A file beside or below this one, by its path; none if the path would lead elsewhere.
    pub(crate) fn beside(&self, path: &str) -> Option<Self> {
        is_safe(path).then(|| self.sibling(path))
    }

    fn sibling(&self, path: &str) -> Self {
        let cut = |text: &str| text.split('?').next().unwrap_or(text).to_owned();
        let shown = cut(&self.shown);
        // The part after the last slash of the path; a bare host has none.
        let base =
            match shown.split_once("://").and_then(|(_, rest)| rest.rfind('/').map(|at| at + shown.len() - rest.len()))
            {
                Some(slash) => shown[..=slash].to_owned(),
                None => format!("{shown}/"),
            };
        let own = self.uri.path();
        let folder = &own[..=own.rfind('/').unwrap_or(0)];
        let (scheme, authority) = (self.scheme(), self.uri.authority().map_or("", |authority| authority.as_str()));
        let uri = format!("{scheme}://{authority}{folder}{}", encoded(path, &[]));
        // Parts of an address are one again.
        Self { shown: format!("{base}{path}"), uri: uri.parse().unwrap_or_else(|_| self.uri.clone()) }
    }

    /// Where a server sends on to.
    pub(super) fn redirected(&self, location: &str) -> Result<Self, Diagnostic> {
        let (scheme, authority) = (self.scheme(), self.uri.authority().map_or("", |authority| authority.as_str()));
        if Self::is_meant(location) {
            Self::typed(location)
        } else if location.starts_with("//") {
            Self::typed(&format!("{scheme}:{location}"))
        } else if location.starts_with('/') {
            Self::typed(&format!("{scheme}://{authority}{location}"))
        } else {
            let own = self.uri.path();
            let folder = &own[..=own.rfind('/').unwrap_or(0)];
            Self::typed(&format!("{scheme}://{authority}{folder}{location}"))
        }
    }

    /// The host's name, with its port if it is not the usual one.
    pub(super) fn host(&self) -> String {
        self.uri.authority().map_or("", |authority| authority.as_str()).to_owned()
    }

    pub(super) fn uri(&self) -> &Uri {
        &self.uri
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.scheme() == "https"
    }

    /// Whether the other side is this machine.
    pub(super) fn is_here(&self) -> bool {
        let host = self.uri.host().unwrap_or_default().trim_matches(['[', ']']);
        host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
    }

    fn scheme(&self) -> &str {
        self.uri.scheme_str().unwrap_or("https")
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible(&self.shown))
    }
}

/// A text from elsewhere as it may be shown: nothing that would work on a terminal, and no book.
pub(super) fn visible(text: &str) -> String {
    const MOST: usize = 200;
    let shown =
        text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'));
    let mut shown: String = shown.take(MOST + 1).collect();
    if shown.chars().count() > MOST {
        shown.pop();
        shown.push('…');
    }
    shown
}

fn after_at(authority: &str) -> &str {
    authority.rsplit('@').next().unwrap_or_default()
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// A path with everything that can't stand in an address written with `%`.
fn encoded(path: &str, also: &[u8]) -> String {
    let mut text = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || PLAIN.contains(&byte) || also.contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Address;

    fn address(typed: &str) -> Address {
        Address::typed(typed).expect("an address")
    }

    #[test]
    fn a_list_is_found_from_whatever_somebody_types() {
        for (typed, list) in [
            ("https://mzj.example.cn", "https://mzj.example.cn/index.json"),
            ("https://mzj.example.cn/themes/", "https://mzj.example.cn/themes/index.json"),
            ("https://mzj.example.cn/themes", "https://mzj.example.cn/themes/index.json"),
            ("https://mzj.example.cn/themes?x=/y", "https://mzj.example.cn/themes/index.json"),
            ("HTTPS://mzj.example.cn:8443/a/list.json", "https://mzj.example.cn:8443/a/list.json"),
            ("https://mzj.example.cn/a/anping-1.0.0.banxin#x", "https://mzj.example.cn/a/index.json"),
            ("https://[::1]:80/主题/", "https://[::1]:80/%E4%B8%BB%E9%A2%98/index.json"),
        ] {
            assert_eq!(address(typed).list().uri().to_string(), list, "{typed}");
        }
        assert_eq!(address("https://x/主题 一/").list().to_string(), "https://x/主题 一/index.json");
    }

    #[test]
    fn what_lies_beside_a_list_stays_beside_it() {
        let list = address("https://x/a/index.json");
        let beside = |path| list.beside(path).map(|found| found.uri().to_string());
        assert_eq!(beside("安平-1.0.0.banxin").as_deref(), Some("https://x/a/%E5%AE%89%E5%B9%B3-1.0.0.banxin"));
        assert_eq!(beside("old/b#c.banxin").as_deref(), Some("https://x/a/old/b%23c.banxin"));
        for path in ["../b.banxin", "/b.banxin", "//y/b.banxin", "https://y/b.banxin", "a\\b", "a?b"] {
            assert_eq!(beside(path), None, "{path}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for typed in [
            "https://",
            "https:///x",
            "ftp://x/y",
            "https://a:b@x/",
            "https://清河.中国/",
            "https://x y/",
            "https://x/\\y",
        ] {
            assert!(Address::typed(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_server_may_send_on_in_every_form() {
        let from = address("https://x/a/b.json");
        for (location, to) in [
            ("c.json", "https://x/a/c.json"),
            ("/c.json", "https://x/c.json"),
            ("//y/c.json", "https://y/c.json"),
            ("http://y/c.json", "http://y/c.json"),
        ] {
            assert_eq!(from.redirected(location).expect("an address").uri().to_string(), to);
        }
    }
}
