//! Object stores: `s3://bucket/folder/`, `gs://` and `az://`, read and written as if they were folders.
//!
//! In: an address as typed; keys and servers from the usual environment variables. Out: [`Places`], where the stages find
//! the files of a bucket, and its faults in words a writer understands. Nothing here is reached unless an argument is such
//! an address. Credentials, signatures, retries and TLS are the affair of the crate `object_store`.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::{AzureConfigKey, MicrosoftAzureBuilder};
use object_store::gcp::{GoogleCloudStorageBuilder, GoogleConfigKey};
use object_store::list::{PaginatedListOptions, PaginatedListStore};
use object_store::path::Path as Key;
use object_store::{Attribute, BackoffConfig, ClientConfigKey, ObjectStore, ObjectStoreExt, PutOptions, RetryConfig};
use tokio::runtime::Handle;

mod address;
mod fault;
mod files;
mod places;

pub use address::Address;
pub use places::{Places, Sifted};

use crate::diagnostic::{BucketFault, Diagnostic};
use crate::place::Stamp;

/// How often a request is tried again, and for how long in all: an outage of ten seconds or so is sat out.
const RETRIES: usize = 8;
const RETRY_TIMEOUT: Duration = Duration::from_mins(1);

/// How long one request may take: 256 MB at 2 MB a second.
const TIMEOUT: &str = "120 seconds";

/// After so many requests in a row for which the store was not there, the next ones are not tried for a while: a run of ten
/// thousand papers must not wait for each of them.
const MOST_IN_VAIN: u32 = 4;
const PAUSE: Duration = Duration::from_secs(20);

/// A bucket. Its calls wait for the answer; they may be made from many threads.
pub(crate) struct Bucket {
    /// `s3://bucket`.
    url: String,
    store: Arc<dyn ObjectStore>,
    lister: Arc<dyn PaginatedListStore>,
    runtime: Handle,
    in_vain: Mutex<(u32, Option<(Instant, Diagnostic)>)>,
}

impl std::fmt::Debug for Bucket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Never the store: it holds keys.
        f.debug_struct("Bucket").field("url", &self.url).finish_non_exhaustive()
    }
}

/// What is known of a file of a bucket without reading it.
pub(crate) struct Listed {
    /// Its name in the bucket, `/` between folders.
    pub(crate) key: String,
    /// Its stamp.
    pub(crate) stamp: Stamp,
    /// Its length in bytes.
    pub(crate) length: u64,
}

impl Bucket {
    /// A bucket as the environment says how to reach it; nothing is asked of it yet.
    ///
    /// # Errors
    /// The settings will not do.
    pub(crate) fn open(address: &Address, runtime: Handle) -> Result<Self, Diagnostic> {
        prepare();
        let url = address.bucket_url();
        let wrong = |error: object_store::Error| {
            Diagnostic::new(BucketFault::Settings { address: url.clone() }).with_foreign(fault::innermost(&error))
        };
        let (store, lister) = match address.scheme {
            address::Scheme::S3 => pair(s3(&address.bucket).map_err(wrong)?),
            address::Scheme::Gs => pair(google(&address.bucket).map_err(wrong)?),
            address::Scheme::Az => pair(azure(&address.bucket).map_err(wrong)?),
        };
        Ok(Self { url, store, lister, runtime, in_vain: Mutex::new((0, None)) })
    }

    /// `s3://bucket`.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The address of a file.
    pub(crate) fn address(&self, key: &str) -> String {
        format!("{}/{key}", self.url)
    }

    /// All files whose names begin so.
    ///
    /// # Errors
    /// The store can't be reached, has no such bucket, or does not let us.
    pub(crate) fn list(&self, beginning: &str) -> Result<Vec<Listed>, Diagnostic> {
        let prefix = Some(beginning).filter(|beginning| !beginning.is_empty());
        let mut all = Vec::new();
        let mut page_token = None;
        loop {
            let options = PaginatedListOptions { page_token: page_token.take(), ..PaginatedListOptions::default() };
            let request = self.lister.list_paginated(prefix, options);
            let page = self.ask(beginning, request)?;
            all.extend(page.result.objects.into_iter().map(|object| Listed {
                key: object.location.to_string(),
                stamp: Stamp::of_tag(object.size, object.e_tag.as_deref()),
                length: object.size,
            }));
            page_token = page.page_token;
            if page_token.is_none() {
                return Ok(all);
            }
        }
    }

    /// What is in a file, and its stamp at that moment; none if there is no such file.
    ///
    /// # Errors
    /// It can't be fetched, or is larger than `most` bytes.
    pub(crate) fn get(&self, key: &str, most: u64) -> Result<Option<(Vec<u8>, Stamp)>, Diagnostic> {
        let location = self.location(key)?;
        let request = async {
            let result = match self.store.get(&location).await {
                // A bucket that is not there is told as one.
                Err(object_store::Error::NotFound { source, .. }) if !fault::is_no_bucket(source.as_ref()) => {
                    return Ok(None);
                }
                other => other?,
            };
            let stamp = Stamp::of_tag(result.meta.size, result.meta.e_tag.as_deref());
            if result.meta.size > most {
                return Ok(Some(None));
            }
            Ok(Some(Some((result.bytes().await?.to_vec(), stamp))))
        };
        match self.ask(key, request)? {
            None => Ok(None),
            Some(Some(got)) => Ok(Some(got)),
            Some(None) => {
                let most = most / (1024 * 1024);
                Err(Diagnostic::new(BucketFault::TooLarge { address: self.address(key), most }))
            }
        }
    }

    /// Writes a file: the store shows the old one or the new one, never a part.
    ///
    /// # Errors
    /// It can't be written.
    pub(crate) fn put(&self, key: &str, bytes: &[u8]) -> Result<Stamp, Diagnostic> {
        let location = self.location(key)?;
        let length = bytes.len() as u64;
        let payload = object_store::PutPayload::from(bytes.to_vec());
        let mut options = PutOptions::default();
        if let Some(kind) = media_type(key) {
            options.attributes.insert(Attribute::ContentType, kind.into());
        }
        let put = self.ask(key, self.store.put_opts(&location, payload, options))?;
        Ok(Stamp::of_tag(length, put.e_tag.as_deref()))
    }

    fn location(&self, key: &str) -> Result<Key, Diagnostic> {
        Key::parse(key).map_err(|_| Diagnostic::new(BucketFault::OddName { name: self.address(key) }))
    }

    /// Waits for an answer, and remembers whether there was anybody to give one.
    fn ask<T>(&self, key: &str, request: impl Future<Output = object_store::Result<T>>) -> Result<T, Diagnostic> {
        if let Some(fault) = self.still_gone(key) {
            return Err(fault);
        }
        let answer = self.runtime.block_on(request);
        let answer = answer.map_err(|error| fault::of(&error, &self.address(key), &self.url));
        let gone = answer.as_ref().err().filter(|fault| fault::is_gone(fault)).cloned();
        if let Ok(mut in_vain) = self.in_vain.lock() {
            *in_vain = gone.map_or((0, None), |fault| (in_vain.0.saturating_add(1), Some((Instant::now(), fault))));
        }
        answer
    }

    /// That the store was not there just now, told of this file.
    fn still_gone(&self, key: &str) -> Option<Diagnostic> {
        let in_vain = self.in_vain.lock().ok()?;
        let (since, fault) = in_vain.1.as_ref()?;
        let is_still = in_vain.0 >= MOST_IN_VAIN && since.elapsed() < PAUSE;
        is_still.then(|| {
            let told = Diagnostic::new(BucketFault::Unreachable { address: self.address(key) });
            fault.foreign.iter().fold(told, |told, words| told.with_foreign(words.clone()))
        })
    }
}

fn pair<S: ObjectStore + PaginatedListStore>(store: S) -> (Arc<dyn ObjectStore>, Arc<dyn PaginatedListStore>) {
    let store = Arc::new(store);
    (Arc::<S>::clone(&store), store)
}

fn retry() -> RetryConfig {
    let backoff =
        BackoffConfig { init_backoff: Duration::from_millis(100), max_backoff: Duration::from_secs(10), base: 3.0 };
    RetryConfig { backoff, max_retries: RETRIES, retry_timeout: RETRY_TIMEOUT }
}

/// What is set in the environment wins over ours.
fn is_free(variable: &str) -> bool {
    std::env::var_os(variable).is_none()
}

fn s3(bucket: &str) -> object_store::Result<object_store::aws::AmazonS3> {
    let mut builder = AmazonS3Builder::from_env().with_bucket_name(bucket).with_retry(retry());
    if is_free("AWS_TIMEOUT") {
        builder = builder.with_config(AmazonS3ConfigKey::Client(ClientConfigKey::Timeout), TIMEOUT);
    }
    builder.build()
}

fn google(bucket: &str) -> object_store::Result<object_store::gcp::GoogleCloudStorage> {
    let mut builder = GoogleCloudStorageBuilder::from_env().with_bucket_name(bucket).with_retry(retry());
    if is_free("GOOGLE_TIMEOUT") {
        builder = builder.with_config(GoogleConfigKey::Client(ClientConfigKey::Timeout), TIMEOUT);
    }
    builder.build()
}

fn azure(container: &str) -> object_store::Result<object_store::azure::MicrosoftAzure> {
    let mut builder = MicrosoftAzureBuilder::from_env().with_container_name(container).with_retry(retry());
    if is_free("AZURE_TIMEOUT") {
        builder = builder.with_config(AzureConfigKey::Client(ClientConfigKey::Timeout), TIMEOUT);
    }
    builder.build()
}

/// What browsers should take a file for.
fn media_type(key: &str) -> Option<&'static str> {
    Some(match key.rsplit_once('.')?.1 {
        "pdf" => "application/pdf",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "csv" => "text/csv",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => return None,
    })
}

/// Chooses who encrypts, once: without it the first connection would panic.
fn prepare() {
    // It is an error to choose twice, and the first choice is this one.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
