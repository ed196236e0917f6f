//! What a store says of a request that failed, in the words of a writer.

use std::error::Error;
use std::path::Path;

use object_store::client::{HttpError, HttpErrorKind};

use super::shown;
use crate::diagnostic::{BucketFault, Diagnostic};

/// Where a machine in a cloud asks who it is; no other machine has an answer there.
const WHO_AM_I: [&str; 2] = ["169.254.169.254", "metadata.google.internal"];

/// The fault behind an error.
pub(super) fn of(error: &object_store::Error, path: &Path) -> Diagnostic {
    let (address, words) = (shown(path), error.to_string());
    let told = |fault: BucketFault| Diagnostic::new(fault).with_foreign(words.clone());
    if WHO_AM_I.iter().any(|host| words.contains(host)) {
        return told(BucketFault::NoCredentials { address });
    }
    match error {
        object_store::Error::NotFound { .. } => told(BucketFault::NotThere { address }),
        object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. } => {
            told(BucketFault::Denied { address })
        }
        object_store::Error::InvalidPath { .. } => told(BucketFault::BadAddress { address }),
        // What was asked about a whole folder comes back without its kind.
        _ if words.contains("status code: 404") => told(BucketFault::NotThere { address }),
        _ if words.contains("status code: 401") || words.contains("status code: 403") => {
            told(BucketFault::Denied { address })
        }
        _ if is_of_the_way(error) => told(BucketFault::Unreachable { address }),
        _ => told(BucketFault::Refused { address }),
    }
}

/// Whether a request did not get there, or its answer did not get back.
fn is_of_the_way(error: &object_store::Error) -> bool {
    let first: &(dyn Error + 'static) = error;
    let causes = std::iter::successors(Some(first), |error| Error::source(*error));
    causes.filter_map(|cause| cause.downcast_ref::<HttpError>()).any(|error| {
        matches!(error.kind(), HttpErrorKind::Connect | HttpErrorKind::Timeout | HttpErrorKind::Interrupted)
    })
}
