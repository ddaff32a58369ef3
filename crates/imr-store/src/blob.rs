//! Bytes under the hash of their content.

use crate::fault::{StoreFault, system_error};
use crate::store::create;
use bytes::Bytes;
use futures_util::TryStreamExt as _;
use imr_core::digest::{Digest, Running};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as Name;
use object_store::{Error, ObjectStore, ObjectStoreExt as _};
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the documents are. The name of each is its digest, so the same bytes
/// are kept once, and bytes that were changed are found out when read.
#[derive(Debug, Clone)]
pub struct Blobs {
    objects: Arc<dyn ObjectStore>,
    place: PathBuf,
    on_disk: bool,
}

/// How much of a file is held at once, in bytes.
const PART: usize = 8 << 20;

impl Blobs {
    pub(crate) fn in_folder(folder: &Path) -> Result<Self, StoreFault> {
        create(folder)?;
        let place = folder.to_owned();
        let objects = LocalFileSystem::new_with_prefix(folder)
            .map_err(|error| fault(&place, &error, "opening the folder of documents"))?
            // An acknowledged document survives a power cut.
            .with_fsync(true);
        Ok(Self { objects: Arc::new(objects), place, on_disk: true })
    }

    pub(crate) fn in_memory() -> Self {
        Self { objects: Arc::new(InMemory::new()), place: PathBuf::from(":memory:"), on_disk: false }
    }

    /// Keeps `bytes`: all or nothing, and on the disk on return. Writing what
    /// is there already mends a damaged copy.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<Digest, StoreFault> {
        let digest = Digest::of(&bytes);
        let put = self.objects.put(&name(&digest), bytes.into()).await;
        put.map_err(|error| self.fault(&error, "keeping a document"))?;
        Ok(digest)
    }

    /// Keeps the content of a file, which is never held whole in memory: all
    /// or nothing, and on the disk on return.
    pub async fn put_file(&self, file: &Path) -> Result<Digest, StoreFault> {
        let doing = "keeping a document";
        let reading = |error: &std::io::Error| StoreFault::Other {
            doing: format!("reading {}", file.display()),
            why: error.to_string(),
        };
        let digest = digest_of(file).map_err(|error| reading(&error))?;
        if self.has(&digest).await? {
            return Ok(digest);
        }
        let mut from = File::open(file).map_err(|error| reading(&error))?;
        let upload = self.objects.put_multipart(&name(&digest)).await;
        let mut upload = upload.map_err(|error| self.fault(&error, doing))?;
        let mut digesting = Running::default();
        loop {
            let mut part = Vec::with_capacity(PART);
            from.by_ref().take(PART as u64).read_to_end(&mut part).map_err(|error| reading(&error))?;
            if part.is_empty() {
                break;
            }
            digesting.add(&part);
            upload.put_part(part.into()).await.map_err(|error| self.fault(&error, doing))?;
        }
        if digesting.digest() != digest {
            upload.abort().await.map_err(|error| self.fault(&error, doing))?;
            let why = "it was changed meanwhile; add it again when nobody writes to it".to_owned();
            return Err(StoreFault::Other { doing: format!("reading {}", file.display()), why });
        }
        upload.complete().await.map_err(|error| self.fault(&error, doing))?;
        Ok(digest)
    }

    /// Where the bytes named `digest` are on disk; nothing where they are in
    /// memory.
    #[must_use]
    pub fn path(&self, digest: &Digest) -> Option<PathBuf> {
        self.on_disk.then(|| self.place.join(name(digest).as_ref()))
    }

    /// The bytes named `digest`, proved to be those.
    pub async fn get(&self, digest: &Digest) -> Result<Bytes, StoreFault> {
        let doing = "reading a document";
        let found = match self.objects.get(&name(digest)).await {
            Err(Error::NotFound { .. }) => return Err(StoreFault::BlobMissing { digest: *digest }),
            found => found.map_err(|error| self.fault(&error, doing))?,
        };
        let bytes = found.bytes().await.map_err(|error| self.fault(&error, doing))?;
        if Digest::of(&bytes) == *digest { Ok(bytes) } else { Err(StoreFault::BlobChanged { digest: *digest }) }
    }

    /// Whether something is kept under `digest`; whether it still agrees with
    /// its name only [`get`](Self::get) tells.
    pub async fn has(&self, digest: &Digest) -> Result<bool, StoreFault> {
        match self.objects.head(&name(digest)).await {
            Ok(_) => Ok(true),
            Err(Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(self.fault(&error, "looking for a document")),
        }
    }

    /// The names of all that is kept, in order. Files that do not have such a
    /// name are passed over.
    pub async fn list(&self) -> Result<Vec<Digest>, StoreFault> {
        let listed: Vec<_> = self
            .objects
            .list(None)
            .try_collect()
            .await
            .map_err(|error| self.fault(&error, "listing the documents"))?;
        let mut digests: Vec<Digest> =
            listed.iter().filter_map(|object| Digest::parse(object.location.filename()?).ok()).collect();
        digests.sort_unstable();
        Ok(digests)
    }

    /// Copies all that is kept to `other`, each proved to be what its name
    /// says; gives how many there are, and how many bytes.
    pub(crate) async fn copy_to(&self, other: &Self) -> Result<(u64, u64), StoreFault> {
        let mut listed = self.objects.list(None);
        let (mut count, mut size) = (0, 0);
        while let Some(object) =
            listed.try_next().await.map_err(|error| self.fault(&error, "listing the documents"))?
        {
            let Some(digest) = object.location.filename().and_then(|name| Digest::parse(name).ok()) else {
                continue;
            };
            let bytes = self.get(&digest).await?;
            size += bytes.len() as u64;
            count += 1;
            other.put(bytes.into()).await?;
        }
        Ok((count, size))
    }

    fn fault(&self, error: &Error, doing: &str) -> StoreFault {
        fault(&self.place, error, doing)
    }
}

/// The digest of a file's content.
fn digest_of(file: &Path) -> std::io::Result<Digest> {
    let mut from = File::open(file)?;
    let mut digesting = Running::default();
    let mut part = vec![0; 1 << 16];
    loop {
        match from.read(&mut part)? {
            0 => return Ok(digesting.digest()),
            count => digesting.add(&part[..count]),
        }
    }
}

/// `ab/ab12...`: no folder grows too large to be looked at.
fn name(digest: &Digest) -> Name {
    let digits = digest.to_string();
    Name::from_iter([&digits[..2], &digits])
}

fn fault(place: &Path, error: &Error, doing: &str) -> StoreFault {
    match system_error(error).map(std::io::Error::kind) {
        Some(ErrorKind::StorageFull) => StoreFault::DiskFull { doing: doing.to_owned() },
        Some(ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {
            StoreFault::FolderNotWritable { path: place.to_owned(), why: error.to_string() }
        }
        _ => StoreFault::Other { doing: doing.to_owned(), why: error.to_string() },
    }
}
