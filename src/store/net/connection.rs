//! One download: which way out, whom to believe, how much and how long.

use std::io::Read;
use std::time::{Duration, Instant};

use ureq::http::{Response, StatusCode, header};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body, Proxy, ProxyProtocol};

use super::address::{Address, visible};
use super::failure::{Way, failure};
use super::{Net, Transfer};
use crate::diagnostic::{Diagnostic, NetFault};
use crate::source::read_bytes;

/// How often a server may send on.
const MAX_REDIRECTS: usize = 5;

/// Below this many bytes a second, over all of a download, the other side only keeps the line busy.
const SLOWEST: u64 = 4096;

/// What is read at once.
const PIECE: usize = 64 * 1024;

/// A file of certificates to believe instead of the system's own.
const CERTIFICATES: &str = "SSL_CERT_FILE";

/// Who this is.
const AGENT: &str = concat!("banxin/", env!("CARGO_PKG_VERSION"));

/// See [`Net::get`].
pub(super) fn get(net: &Net, address: &Address, most: u64) -> Result<Vec<u8>, Diagnostic> {
    let mut here = address.clone();
    for _ in 0..=MAX_REDIRECTS {
        allowed(net, &here)?;
        let way = way(&here)?;
        let answer = agent(net, &here, &way)?.get(here.uri()).call().map_err(|error| failure(error, &here, &way))?;
        if !answer.status().is_redirection() {
            return body(net, answer, &here, &way, most);
        }
        let next = here.redirected(location(&answer, &here)?)?;
        if here.is_encrypted() && !next.is_encrypted() {
            let [from, to] = [here.to_string(), next.to_string()];
            return Err(Diagnostic::new(NetFault::Downgrade { from, to }));
        }
        here = next;
    }
    Err(Diagnostic::new(NetFault::TooManyRedirects { address: address.to_string() }))
}

/// What goes over the net unencrypted can be changed on the way by anybody.
fn allowed(net: &Net, address: &Address) -> Result<(), Diagnostic> {
    if address.is_encrypted() || address.is_here() || net.plain_http {
        return Ok(());
    }
    Err(Diagnostic::new(NetFault::PlainHttp { address: address.to_string() }))
}

fn location<'a>(answer: &'a Response<Body>, address: &Address) -> Result<&'a str, Diagnostic> {
    let location = answer.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
    location.ok_or_else(|| Diagnostic::new(NetFault::NotHttp { address: address.to_string() }))
}

/// The proxy the environment names for an address; there is none to this machine.
fn way(address: &Address) -> Result<Way, Diagnostic> {
    let names: [&'static str; 4] = if address.is_encrypted() {
        ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
    } else {
        ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]
    };
    let set = |name: &'static str| {
        let value = std::env::var(name).ok().filter(|value| !value.trim().is_empty())?;
        Some((name, value))
    };
    let Some((variable, value)) = names.into_iter().find_map(set) else { return Ok(Way::default()) };
    // The library knows how NO_PROXY is read, but hands it out only with a proxy of its own choice.
    let is_direct = Proxy::try_from_env().is_some_and(|proxy| proxy.is_no_proxy(address.uri()));
    if address.is_here() || is_direct {
        return Ok(Way::default());
    }
    let proxy = Proxy::new(value.trim())
        .ok()
        .filter(|proxy| matches!(proxy.protocol(), ProxyProtocol::Http | ProxyProtocol::Https));
    match proxy {
        Some(proxy) => Ok(Way { proxy: Some(proxy), variable }),
        None => Err(Diagnostic::new(NetFault::BadProxy { variable: variable.to_owned() })),
    }
}

fn agent(net: &Net, address: &Address, way: &Way) -> Result<Agent, Diagnostic> {
    let patience = Some(net.patience);
    let mut config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .user_agent(AGENT)
        .proxy(way.proxy.clone())
        .timeout_resolve(patience)
        .timeout_connect(patience)
        .timeout_send_request(patience)
        .timeout_recv_response(patience)
        .timeout_per_read(patience);
    if address.is_encrypted() {
        config = config.tls_config(TlsConfig::builder().root_certs(roots()?).build());
    }
    Ok(config.build().new_agent())
}

/// Whom to believe: the system's authorities, with those an office has added to it, or those of a file.
fn roots() -> Result<RootCerts, Diagnostic> {
    let Some(path) = std::env::var_os(CERTIFICATES).filter(|path| !path.is_empty()) else {
        return Ok(RootCerts::PlatformVerifier);
    };
    let path = std::path::PathBuf::from(path);
    let pem = read_bytes(&path)?;
    let certificates: Vec<Certificate> = parse_pem(&pem)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        })
        .collect();
    if certificates.is_empty() {
        return Err(Diagnostic::new(NetFault::NoCertificates { path: path.display().to_string() }));
    }
    Ok(RootCerts::from(certificates))
}

/// Reads what there is, whatever the other side says of its length.
fn body(net: &Net, answer: Response<Body>, address: &Address, way: &Way, most: u64) -> Result<Vec<u8>, Diagnostic> {
    if answer.status() != StatusCode::OK {
        let status = answer.status();
        return Err(Diagnostic::new(NetFault::Status { address: address.to_string(), status: status.as_u16() }));
    }
    let shown = address.to_string();
    let too_large = || Diagnostic::new(NetFault::TooLarge { address: shown.clone(), most });
    let expected = answer.body().content_length();
    if expected.is_some_and(|expected| expected > most) {
        return Err(too_large());
    }
    let (mut bytes, mut piece) = (Vec::new(), vec![0; PIECE]);
    let (mut reader, started) = (answer.into_body().into_reader(), Instant::now());
    loop {
        let received = bytes.len() as u64;
        (net.watch)(&Transfer { address: &shown, received, expected });
        if started.elapsed() > net.patience * 2 + Duration::from_secs(received / SLOWEST) {
            return Err(Diagnostic::new(NetFault::TooSlow { address: shown }));
        }
        match reader.read(&mut piece).map_err(|error| failure(ureq::Error::from(error), address, way))? {
            0 => return Ok(bytes),
            count if received + count as u64 > most => return Err(too_large()),
            count => bytes.extend_from_slice(&piece[..count]),
        }
    }
}

impl Way {
    /// The proxy's name and port, for messages.
    pub(super) fn shown(&self) -> Option<String> {
        let proxy = self.proxy.as_ref()?;
        Some(visible(&format!("{}:{}", proxy.host(), proxy.port())))
    }
}
