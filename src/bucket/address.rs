//! Addresses in buckets, as they are typed.

use crate::diagnostic::{BucketFault, Diagnostic};

/// Whose protocol a bucket is spoken to in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// Amazon S3 and all that speak like it.
    S3,
    /// Google Cloud Storage.
    Gs,
    /// Azure Blob Storage.
    Az,
}

/// A folder or file in a bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub(super) scheme: Scheme,
    pub(super) bucket: String,
    /// The name in the bucket, without `/` at either end; empty for all of it.
    pub(super) key: String,
}

/// What else people type before `://`: told, rather than taken for the name of a file.
const OTHERS: [&str; 12] =
    ["http", "https", "s3a", "s3n", "gcs", "azure", "abfs", "abfss", "oss", "cos", "obs", "file"];

impl Address {
    /// Whether something typed is meant as an address and not as a path.
    #[must_use]
    pub fn is_meant(typed: &str) -> bool {
        let scheme = typed.split(':').next().unwrap_or_default().to_ascii_lowercase();
        let ours = ["s3", "gs", "az"].contains(&scheme.as_str());
        typed.contains(':') && (ours || (OTHERS.contains(&scheme.as_str()) && typed.contains("://")))
    }

    /// The address that was typed; none if it is a path of this machine.
    ///
    /// # Errors
    /// It is meant as an address, but is none.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Result<Self, Diagnostic>> {
        let bad = || Diagnostic::new(BucketFault::BadAddress { address: typed.to_owned() });
        Self::is_meant(typed).then(|| Self::read(typed).ok_or_else(bad))
    }

    fn read(typed: &str) -> Option<Self> {
        let (scheme, rest) = typed.split_once("://")?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "s3" => Scheme::S3,
            "gs" => Scheme::Gs,
            "az" => Scheme::Az,
            _ => return None,
        };
        let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
        let is_named = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
        let key = key.strip_suffix('/').unwrap_or(key);
        let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(char::is_control);
        let is_good =
            !bucket.is_empty() && bucket.chars().all(is_named) && (key.is_empty() || key.split('/').all(is_plain));
        is_good.then(|| Self { scheme, bucket: bucket.to_owned(), key: key.to_owned() })
    }

    /// `s3://bucket`.
    #[must_use]
    pub fn bucket_url(&self) -> String {
        let scheme = match self.scheme {
            Scheme::S3 => "s3",
            Scheme::Gs => "gs",
            Scheme::Az => "az",
        };
        format!("{scheme}://{}", self.bucket)
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn an_address_is_a_bucket_and_a_name() {
        for (typed, bucket, key) in [
            ("s3://b", "b", ""),
            ("s3://b/", "b", ""),
            ("S3://b/计划/2022/", "b", "计划/2022"),
            ("gs://a.b-c/x y.yaml", "a.b-c", "x y.yaml"),
            ("az://c/a#b?c%20", "c", "a#b?c%20"),
        ] {
            let address = Address::parse(typed).expect("meant").expect("an address");
            assert_eq!((address.bucket.as_str(), address.key.as_str()), (bucket, key), "{typed}");
        }
    }

    #[test]
    fn what_is_none_is_told_and_paths_are_left_alone() {
        for typed in [
            "s3://",
            "s3:///x",
            "s3:/b/x",
            "s3://b//x",
            "s3://b/../x",
            "s3://b/./x",
            "https://b/x",
            "oss://b/x",
            "s3:b",
        ] {
            assert!(Address::parse(typed).is_some_and(|read| read.is_err()), "{typed}");
        }
        for typed in ["计划.yaml", "C:\\计划", "a:b", "s3/x", "-", "/s3://x"] {
            assert!(Address::parse(typed).is_none(), "{typed}");
        }
    }
}
