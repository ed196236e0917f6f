//! Who may ask: this machine's own browser, on our own page, with the token.
//!
//! A server on 127.0.0.1 can be reached by every page that is open in the browser. So the Host must be our own address
//! (a name that somebody points to 127.0.0.1 is not), the Origin, if the browser tells one, must be our page, and the
//! address must begin with a token that only those know who were told.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::record::Record;

/// What the page may load: itself and pictures, from here. The PDF is printed in a frame of the page's own.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      connect-src 'self' ws://127.0.0.1:* ws://localhost:*; frame-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'self'";

/// What goes with a PDF: the browser's own viewer is a page that loads more than ours may.
pub(super) const PDF_POLICY: &str = "frame-ancestors 'self'";

/// Lets through who may ask, and adds to every answer what browsers are to heed.
pub(super) async fn guard(State(record): State<Arc<Record>>, request: Request<Body>, next: Next) -> Response {
    let mut answer = match verdict(request.headers(), request.uri().path(), request.uri().query(), &record) {
        Ok(()) => next.run(request).await,
        Err(status) => status.into_response(),
    };
    let headers = answer.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(CONTENT_SECURITY_POLICY, POLICY);
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(X_FRAME_OPTIONS, "SAMEORIGIN");
    set(REFERRER_POLICY, "no-referrer");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(CACHE_CONTROL, "no-store");
    answer
}

fn verdict(headers: &HeaderMap, path: &str, query: Option<&str>, record: &Record) -> Result<(), StatusCode> {
    let port = record.port;
    let own = |value: &str| ["127.0.0.1", "localhost"].iter().any(|name| value == format!("{name}:{port}"));
    let text = |name| headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap_or(""));
    if headers.get_all(HOST).iter().count() != 1 || !text(HOST).is_some_and(own) {
        return Err(StatusCode::FORBIDDEN);
    }
    if text(ORIGIN).is_some_and(|origin| !origin.strip_prefix("http://").is_some_and(own)) {
        return Err(StatusCode::FORBIDDEN);
    }
    let token = record.token.as_str();
    let first = path.split('/').nth(1).unwrap_or("");
    let asked = query.into_iter().flat_map(|query| query.split('&')).find_map(|pair| pair.strip_prefix("token="));
    let given = if path == "/locate" { asked.unwrap_or("") } else { first };
    if is_same(given, token) { Ok(()) } else { Err(StatusCode::NOT_FOUND) }
}

/// Compares without telling by the time it takes how much was right.
fn is_same(given: &str, token: &str) -> bool {
    given.len() == token.len() && given.bytes().zip(token.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}
