//! Documents in an object store, and papers that go there: `s3://`, `gs://`, `az://`.
//!
//! In: addresses. Out: a copy of what lies under one, in a folder of this machine in which the address itself is a
//! relative path, so that the line and its messages need not know; and a way for what is written to such paths. Who we
//! are and where the store is, is told by the usual environment variables (`AWS_…`, `GOOGLE_…`, `AZURE_…`).

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt, stream};
use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::path::Path as Key;
use object_store::{
    Attribute, ClientOptions, ObjectMeta, ObjectStore, ObjectStoreExt, PutOptions, PutPayload, RetryConfig,
};
use tokio::runtime::Runtime;

mod fault;

use crate::diagnostic::{BucketFault, Diagnostic};
use crate::source::far::{self, Far, Mark, SCHEMES};

/// How many files are fetched at once: each waits for the store more than it transfers.
const AT_ONCE: usize = 32;

/// How often the same is asked of a store that fails, and how long.
const RETRIES: RetryConfig = RetryConfig {
    backoff: object_store::BackoffConfig {
        init_backoff: Duration::from_millis(100),
        max_backoff: Duration::from_secs(5),
        base: 2.0,
    },
    max_retries: 5,
    retry_timeout: Duration::from_mins(1),
};

/// The way to object stores.
#[derive(Clone)]
pub struct Buckets {
    runtime: Arc<Runtime>,
    stores: Arc<Mutex<HashMap<String, Arc<dyn ObjectStore>>>>,
    marks: Arc<Mutex<HashMap<PathBuf, Mark>>>,
}

impl std::fmt::Debug for Buckets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Buckets")
    }
}

/// A file in a store.
struct Place {
    store: Arc<dyn ObjectStore>,
    key: Key,
}

impl Buckets {
    /// The way is open from now on, for the whole program.
    ///
    /// # Errors
    /// The system gives no threads.
    pub fn open() -> Result<Self, Diagnostic> {
        // Who encrypts is chosen once: it is an error to choose again, and the first choice is this one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // The threads only wait for the net: papers are made by others.
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.map_err(|error| {
            Diagnostic::new(BucketFault::Refused { address: String::new() }).with_foreign(error.to_string())
        })?;
        let buckets = Self { runtime: Arc::new(runtime), stores: Arc::default(), marks: Arc::default() };
        far::reach(Box::new(buckets.clone()));
        Ok(buckets)
    }

    /// Learns what lies under a folder of a store, so that it can be told what has changed there.
    ///
    /// # Errors
    /// The store can't be reached, or does not let us.
    pub fn survey(&self, folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
        let Place { store, key } = self.place(folder)?;
        let failed = |error: &object_store::Error| fault::of(error, folder);
        let listed: Vec<ObjectMeta> =
            self.runtime.block_on(store.list(Some(&key)).try_collect()).map_err(|error| failed(&error))?;
        let bucket: PathBuf = folder.components().take(2).collect();
        let mut paths = Vec::with_capacity(listed.len());
        let mut marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        for object in listed {
            let path = display_of(folder, &bucket, object.location.as_ref());
            if let Some(tag) = &object.e_tag {
                marks.insert(normal(&path), Mark { length: object.size, tag: digest(tag) });
            }
            paths.push(path);
        }
        paths.sort();
        Ok(paths)
    }

    /// Copies files into the current folder, under their own paths; `tell` is told how many are done.
    ///
    /// # Errors
    /// One can't be had, or there is no room for it.
    pub fn copy(&self, paths: &[PathBuf], tell: &mut dyn FnMut(usize)) -> Result<(), Diagnostic> {
        let fetched = stream::iter(paths.iter().map(|path| async move {
            let Place { store, key } = self.place(path)?;
            let bytes = async { store.get(&key).await?.bytes().await }.await;
            bytes.map(|bytes| (path, bytes)).map_err(|error| fault::of(&error, path))
        }));
        let mut fetched = fetched.buffer_unordered(AT_ONCE);
        let mut done = 0;
        while let Some(file) = self.runtime.block_on(fetched.next()) {
            let (path, bytes) = file?;
            put_here(path, &bytes)?;
            done += 1;
            tell(done);
        }
        Ok(())
    }

    fn place(&self, path: &Path) -> Result<Place, Diagnostic> {
        let address = || shown(path);
        let bad = || Diagnostic::new(BucketFault::BadAddress { address: address() });
        let mut parts = path.components().map(|part| match part {
            Component::Normal(part) => part.to_str().map(str::to_owned),
            _ => None,
        });
        let (Some(Some(scheme)), Some(Some(bucket))) = (parts.next(), parts.next()) else { return Err(bad()) };
        let key: Vec<String> = parts.collect::<Option<_>>().ok_or_else(bad)?;
        let key = Key::parse(key.join("/")).map_err(|error| bad().with_foreign(error.to_string()))?;
        let url = format!("{scheme}//{bucket}");
        let mut stores = self.stores.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(store) = stores.get(&url) {
            return Ok(Place { store: Arc::clone(store), key });
        }
        let store = opened(&scheme, &url).map_err(|error| fault::of(&error, path))?;
        stores.insert(url, Arc::clone(&store));
        Ok(Place { store, key })
    }
}

/// The store of a bucket, as the environment describes it.
fn opened(scheme: &str, url: &str) -> object_store::Result<Arc<dyn ObjectStore>> {
    // Slow is not dead; a machine that does not answer at all is.
    let client = || ClientOptions::new().with_connect_timeout(Duration::from_secs(5));
    let plain = std::env::var("AWS_ALLOW_HTTP").is_ok_and(|allowed| allowed == "true" || allowed == "1");
    Ok(match scheme {
        "gs:" => {
            let builder = GoogleCloudStorageBuilder::from_env().with_url(url);
            Arc::new(builder.with_retry(RETRIES).with_client_options(client()).build()?)
        }
        "az:" => {
            let builder = MicrosoftAzureBuilder::from_env().with_url(url);
            Arc::new(builder.with_retry(RETRIES).with_client_options(client()).build()?)
        }
        _ => {
            let client = client().with_allow_http(plain);
            let builder = AmazonS3Builder::from_env().with_url(url);
            Arc::new(builder.with_retry(RETRIES).with_client_options(client).build()?)
        }
    })
}

impl Far for Buckets {
    fn read(&self, path: &Path) -> Result<Vec<u8>, Diagnostic> {
        let Place { store, key } = self.place(path)?;
        let bytes = self.runtime.block_on(async { store.get(&key).await?.bytes().await });
        bytes.map(|bytes| bytes.to_vec()).map_err(|error| fault::of(&error, path))
    }

    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
        self.survey(folder)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
        let Place { store, key } = self.place(path)?;
        let length = bytes.len() as u64;
        let payload = PutPayload::from(bytes.to_vec());
        let mut options = PutOptions::default();
        if let Some(kind) = media_type(path) {
            options.attributes.insert(Attribute::ContentType, kind.into());
        }
        let put = self.runtime.block_on(store.put_opts(&key, payload, options));
        let mut marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        // Whatever happened, what was known of it may be no longer so.
        marks.remove(&normal(path));
        let put = put.map_err(|error| fault::of(&error, path))?;
        if let Some(tag) = put.e_tag {
            marks.insert(normal(path), Mark { length, tag: digest(&tag) });
        }
        Ok(())
    }

    fn mark(&self, path: &Path) -> Option<Mark> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner).get(&normal(path)).copied()
    }
}

/// A path is one path however its scheme's slashes are written.
fn normal(path: &Path) -> PathBuf {
    path.components().collect()
}

/// An object's path, under the folder as it was typed.
fn display_of(folder: &Path, bucket: &Path, key: &str) -> PathBuf {
    let whole = bucket.join(key);
    match whole.strip_prefix(normal(folder)) {
        Ok(rest) if rest.as_os_str().is_empty() => folder.to_path_buf(),
        Ok(rest) => folder.join(rest),
        Err(_) => whole,
    }
}

/// An address as people know it.
fn shown(path: &Path) -> String {
    let path = path.display().to_string();
    let scheme = SCHEMES.iter().find(|scheme| path.starts_with(&format!("{scheme}:/")));
    match scheme {
        Some(scheme) => format!("{scheme}://{}", path[scheme.len() + 1..].trim_start_matches('/')),
        None => path,
    }
}

fn digest(tag: &str) -> u64 {
    let mut number = [0; 8];
    number.copy_from_slice(&blake3::hash(tag.as_bytes()).as_bytes()[..8]);
    u64::from_le_bytes(number)
}

/// What browsers should take a file for.
fn media_type(path: &Path) -> Option<&'static str> {
    Some(match path.extension()?.to_str()? {
        "pdf" => "application/pdf",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => return None,
    })
}

/// Writes a copy; it is ours alone until all are there, so it need not be whole at every moment.
fn put_here(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let failed = |error: std::io::Error| {
        let path = shown(path);
        Diagnostic::new(crate::diagnostic::ToolFault::Unwritable { path, reason: error.kind().into() })
    };
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).map_err(failed)?;
    std::fs::write(path, bytes).map_err(failed)
}
