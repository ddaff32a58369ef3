//! A full disk: nothing is half-written, and when there is room again the same
//! step succeeds without a restart.

use crate::ground::{STREAM, add, notice, run};
use imr_core::audit::verify_chain;
use imr_core::digest::Digest;
use imr_store::{Location, Store, StoreFault};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A disk of one megabyte; only root on Linux can make one.
struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=1m", "imr-store-test"])
            .arg(folder.path())
            .output()
            .is_ok_and(|output| output.status.success());
        mounted.then_some(Self { folder })
    }

    /// Takes the room that is left.
    fn fill(&self) {
        let ballast = self.folder.path().join("ballast");
        let full = std::fs::write(&ballast, vec![0; 4 << 20]).unwrap_err();
        assert_eq!(full.kind(), std::io::ErrorKind::StorageFull);
    }

    fn free(&self) {
        std::fs::remove_file(self.folder.path().join("ballast")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: a failed test may still have files open.
        let _ = Command::new("umount").arg("--lazy").arg(self.folder.path()).status();
    }
}

#[test]
fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let Some(disk) = SmallDisk::mount() else {
        notice("a small disk can be mounted by root on Linux only, so a full one is not tested");
        return;
    };
    run(async {
        let location = Location::Folder(disk.folder.path().join("data"));
        let store = Store::open(&location).await.unwrap();
        let kept = store.blobs().put(vec![1; 1000]).await.unwrap();
        add(&store, STREAM, "while there is room").await.unwrap();
        disk.fill();
        let written = write_until_it_fails(&store).await;

        let events = store.events(STREAM).await.unwrap();
        assert_eq!(events.len(), written + 1);
        let head = verify_chain(STREAM, &events).unwrap();
        assert_eq!(store.head(STREAM).await.unwrap(), head);
        let fault = store.blobs().put(vec![2; 100_000]).await.unwrap_err();
        assert!(matches!(fault, StoreFault::DiskFull { .. }), "{fault:?}");
        assert_eq!(store.blobs().list().await.unwrap(), [kept]);
        assert!(!store.blobs().has(&Digest::of(&[2; 100_000])).await.unwrap());
        opening_says_so(disk.folder.path()).await;

        disk.free();
        add(&store, STREAM, "with room again").await.unwrap();
        assert_eq!(store.integrity().await.unwrap(), [""; 0]);
        store.close().await;
        let store = Store::open(&location).await.unwrap();
        let events = store.events(STREAM).await.unwrap();
        assert_eq!(events.len(), written + 2);
        verify_chain(STREAM, &events).unwrap();
        store.close().await;
    });
}

/// Gives the number of events that were acknowledged before.
async fn write_until_it_fails(store: &Store) -> usize {
    let mut written = 0;
    while written < 1000 {
        match add(store, STREAM, &"long ".repeat(4000)).await {
            Ok(_) => written += 1,
            Err(fault) => {
                assert!(matches!(fault, StoreFault::DiskFull { .. }), "{fault:?}");
                assert!(fault.to_string().starts_with("the disk is full while "));
                // It keeps saying so, and does not turn into another fault.
                let again = add(store, STREAM, &"long ".repeat(4000)).await;
                assert!(matches!(again, Err(StoreFault::DiskFull { .. })), "{again:?}");
                return written;
            }
        }
    }
    panic!("a disk of one megabyte is never full")
}

async fn opening_says_so(disk: &Path) {
    let fault = Store::open(&Location::Folder(disk.join("new"))).await.unwrap_err();
    assert!(matches!(fault, StoreFault::DiskFull { .. }), "{fault:?}");
}
