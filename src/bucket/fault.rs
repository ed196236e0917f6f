//! What the store's library says of a request that failed, in the words of a writer.

use std::error::Error;

use object_store::client::{HttpError, HttpErrorKind};

use crate::diagnostic::{BucketFault, Code, Diagnostic};

/// Where a machine of a cloud is asked who it is: the last resort of who has no key.
const WHO_AM_I: [&str; 4] = ["latest/api/token", "latest/meta-data", "computeMetadata", "metadata/identity"];

/// What stores call a bucket that is not there.
const NO_BUCKET: [&str; 4] =
    ["NoSuchBucket", "ContainerNotFound", "specified bucket does not exist", "InvalidBucketName"];

/// What stores call a key that is wrong.
const UNKNOWN: [&str; 6] = [
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "ExpiredToken",
    "InvalidToken",
    "RequestTimeTooSkewed",
    "AuthenticationFailed",
];

/// The fault behind an error; `address` is what was asked for, `bucket` where.
pub(super) fn of(error: &object_store::Error, address: &str, bucket: &str) -> Diagnostic {
    let address = address.to_owned();
    let fault = match error {
        _ if says(error, &WHO_AM_I) => BucketFault::NoCredentials { address: bucket.to_owned() },
        _ if says(error, &NO_BUCKET) => BucketFault::NoBucket { address: bucket.to_owned() },
        _ if says(error, &UNKNOWN) => BucketFault::Unknown { address },
        _ if says(error, &["URL scheme is not allowed"]) => BucketFault::NotEncrypted { address },
        object_store::Error::InvalidPath { source } => BucketFault::OddName { name: odd(source) },
        object_store::Error::Unauthenticated { .. } => BucketFault::Unknown { address },
        object_store::Error::PermissionDenied { .. } => BucketFault::Denied { address },
        object_store::Error::NotFound { .. } => BucketFault::NoFile { address },
        _ if says(error, &["403 Forbidden", "AccessDenied"]) => BucketFault::Denied { address },
        _ if causes(error).any(is_connection) => BucketFault::Unreachable { address },
        _ => BucketFault::Failed { address },
    };
    let is_foreign = matches!(fault, BucketFault::Unreachable { .. } | BucketFault::Failed { .. });
    let told = Diagnostic::new(fault);
    if is_foreign { told.with_foreign(innermost(error)) } else { told }
}

/// Whether the store was not there at all.
pub(super) fn is_gone(fault: &Diagnostic) -> bool {
    matches!(fault.code, Code::Bucket(BucketFault::Unreachable { .. }))
}

/// Whether it is the bucket that is not there.
pub(super) fn is_no_bucket(error: &(dyn Error + 'static)) -> bool {
    says(error, &NO_BUCKET)
}

/// Words alone tell these apart: stores answer with the same status.
fn says(error: &(dyn Error + 'static), any: &[&str]) -> bool {
    causes(error).map(ToString::to_string).any(|words| any.iter().any(|part| words.contains(part)))
}

fn odd(error: &object_store::path::Error) -> String {
    use object_store::path::Error as PathError;
    match error {
        PathError::EmptySegment { path } | PathError::BadSegment { path, .. } => path.clone(),
        other => other.to_string(),
    }
}

fn is_connection(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<HttpError>().is_some_and(|error| {
        matches!(
            error.kind(),
            HttpErrorKind::Connect | HttpErrorKind::Request | HttpErrorKind::Timeout | HttpErrorKind::Interrupted
        )
    })
}

fn causes<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'e (dyn Error + 'static)| (*error).source())
}

/// The last of what led to it: the words of the system or the server.
pub(super) fn innermost(error: &object_store::Error) -> String {
    causes(error).last().map(ToString::to_string).unwrap_or_default()
}
