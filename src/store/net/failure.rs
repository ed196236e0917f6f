//! What the network library says → what it means and what somebody can do.

use std::io::ErrorKind;

use rustls::CertificateError as Refusal;
use ureq::{Error, Proxy, Timeout};

use super::address::Address;
use crate::diagnostic::{CertificateFlaw, Diagnostic, NetFault};

/// The way out to an address.
#[derive(Clone, Default)]
pub(super) struct Way {
    /// The proxy, if there is one.
    pub proxy: Option<Proxy>,
    /// The variable that names it.
    pub variable: &'static str,
}

/// What a failure of a connection is; the library's own words are kept for whoever runs the network.
pub(super) fn failure(error: Error, address: &Address, way: &Way) -> Diagnostic {
    let words = error.to_string();
    Diagnostic::new(fault(error, address, way)).with_foreign(words)
}

fn fault(error: Error, address: &Address, way: &Way) -> NetFault {
    let (host, proxy, shown) = (address.host(), way.shown(), address.to_string());
    match error {
        Error::HostNotFound | Error::Timeout(Timeout::Resolve) => NetFault::NoSuchHost { host, proxy },
        Error::ConnectionFailed | Error::Timeout(Timeout::Connect) => NetFault::Unreachable { host, proxy },
        Error::Timeout(_) => NetFault::Silent { address: shown },
        Error::ConnectProxyFailed(_) | Error::InvalidProxyUrl if proxy.is_some() => {
            NetFault::ProxyRefused { host, proxy: proxy.unwrap_or_default(), variable: way.variable.to_owned() }
        }
        Error::Rustls(error) => tls(&error, host),
        Error::Tls(_) => NetFault::NotTls { host },
        Error::Io(error) => {
            let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
            match (inner, error.kind()) {
                (Some(inner), _) => tls(inner, host),
                (None, ErrorKind::ConnectionRefused) => NetFault::Refused { host, proxy },
                (None, ErrorKind::TimedOut | ErrorKind::WouldBlock) => NetFault::Silent { address: shown },
                (None, ErrorKind::UnexpectedEof) if error.to_string().contains("handshake") => {
                    NetFault::NotTls { host }
                }
                (
                    None,
                    ErrorKind::UnexpectedEof
                    | ErrorKind::ConnectionReset
                    | ErrorKind::ConnectionAborted
                    | ErrorKind::BrokenPipe,
                ) => NetFault::Torn { address: shown },
                // Where a name is not known, some systems only say that something went wrong.
                (None, _) if error.to_string().contains("lookup") => NetFault::NoSuchHost { host, proxy },
                (None, _) => NetFault::Unreachable { host, proxy },
            }
        }
        _ => NetFault::NotHttp { address: shown },
    }
}

fn tls(error: &rustls::Error, host: String) -> NetFault {
    let flaw = match error {
        rustls::Error::InvalidCertificate(refusal) => match refusal {
            Refusal::Expired | Refusal::ExpiredContext { .. } => CertificateFlaw::Expired,
            Refusal::NotValidYet | Refusal::NotValidYetContext { .. } => CertificateFlaw::NotYet,
            Refusal::NotValidForName | Refusal::NotValidForNameContext { .. } => CertificateFlaw::OtherName,
            Refusal::Revoked => CertificateFlaw::Revoked,
            _ => CertificateFlaw::Unknown,
        },
        rustls::Error::General(_) => CertificateFlaw::NoAuthorities,
        _ => return NetFault::NotTls { host },
    };
    NetFault::Certificate { host, flaw }
}
