//! Taking the files out of a zip file that somebody else made. Names inside
//! are shown and never used as paths; there are limits to everything.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use zip::ZipArchive;
use zip::read::ZipFile;

/// Entries a zip file may have.
const MOST_ENTRIES: usize = 5_000;

/// Bytes that may come out of one entry, and of all.
const MOST_BYTES: u64 = 512 << 20;
const MOST_TOTAL: u64 = 4 << 30;

/// How many bytes may come out of one that went in, once more than
/// [`RATIO_FROM`] came out. Scans do not shrink at all; text shrinks tenfold.
const MOST_RATIO: u64 = 200;
const RATIO_FROM: u64 = 8 << 20;

/// A file that was in a zip file.
pub(super) struct Unpacked {
    /// Its name, for people.
    pub(super) name: String,
    /// Where it is now; or why it was not taken out.
    pub(super) at: Result<PathBuf, String>,
}

/// Whether a file is a zip file, by its first bytes.
pub(super) fn is_zip(path: &Path) -> bool {
    let mut head = [0; 4];
    File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && is_mark(head)
}

fn is_mark(head: [u8; 4]) -> bool {
    matches!(&head, b"PK\x03\x04" | b"PK\x05\x06")
}

/// Takes the files out of `path`, into files of `folder` whose names are
/// numbers.
pub(super) fn unpack(path: &Path, folder: &Path) -> Result<Vec<Unpacked>, String> {
    let damaged =
        |why: &dyn std::fmt::Display| format!("it is a damaged zip file ({why}); ask the sender for it again");
    let file = File::open(path).map_err(|why| damaged(&why))?;
    let mut archive = ZipArchive::new(file).map_err(|why| damaged(&why))?;
    if archive.len() > MOST_ENTRIES {
        return Err(format!(
            "it has {} entries; {MOST_ENTRIES} are accepted. Send it as several files",
            archive.len()
        ));
    }
    let outer = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut left = MOST_TOTAL;
    let mut unpacked = Vec::new();
    for index in 0..archive.len() {
        let to = folder.join(format!("{index}"));
        let name = archive.name_for_index(index);
        let name = name.map_or_else(String::new, |name| shown(&name.unwrap_or_default()));
        let at = match archive.by_index(index) {
            Ok(entry) if entry.is_dir() => continue,
            Ok(entry) => taken_out(entry, &to, &mut left),
            Err(why) => {
                Err(format!("it cannot be taken out of the zip file ({why}); ask the sender for it by itself"))
            }
        };
        unpacked.push(Unpacked { name: format!("{outer}: {name}"), at: at.map(|()| to) });
    }
    Ok(unpacked)
}

fn taken_out<R: Read>(mut entry: ZipFile<'_, R>, to: &Path, left: &mut u64) -> Result<(), String> {
    if entry.is_symlink() {
        return Err("it is a link and no file; ask the sender for the file itself".to_owned());
    }
    let packed = entry.compressed_size().max(1);
    let most = MOST_BYTES.min(*left).min((packed * MOST_RATIO).max(RATIO_FROM));
    let failed =
        |why: io::Error| format!("it cannot be taken out of the zip file ({why}); ask the sender for it by itself");
    let mut out = File::create(to).map_err(failed)?;
    // What the zip file says of sizes is not believed.
    let count = io::copy(&mut entry.by_ref().take(most + 1), &mut out).map_err(failed)?;
    out.flush().map_err(failed)?;
    *left = left.saturating_sub(count);
    if count > most {
        out.set_len(0).map_err(failed)?;
        return Err(format!(
            "more comes out of it than is accepted ({} MiB out of {} KiB); ask the sender for the file itself",
            count >> 20,
            packed.div_ceil(1024)
        ));
    }
    if is_zip(to) {
        return Err("it is a zip file inside a zip file, which is not opened; add it by itself".to_owned());
    }
    Ok(())
}

/// A name from a zip file, fit to be shown.
fn shown(name: &str) -> String {
    const LONGEST: usize = 120;
    let clean: String = name.chars().map(|one| if one.is_control() { '?' } else { one }).take(LONGEST).collect();
    if clean.is_empty() { "(no name)".to_owned() } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn zipped(entries: &[(&str, &[u8])]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("records.zip");
        let mut writer = ZipWriter::new(File::create(&path).expect("a file"));
        for (name, bytes) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).expect("an entry");
            writer.write_all(bytes).expect("its bytes");
        }
        writer.finish().expect("a zip file");
        (folder, path)
    }

    #[test]
    fn names_are_shown_and_never_followed_and_bombs_and_nests_are_refused() {
        let (_inner, nested) = zipped(&[("deep.txt", b"words")]);
        let nested = std::fs::read(nested).expect("bytes");
        let bomb = vec![0_u8; 40 << 20];
        let (folder, path) = zipped(&[
            ("../../etc/report.txt", b"words"),
            ("/abs\n.txt", b"more"),
            ("n.zip", &nested),
            ("bomb", &bomb),
        ]);
        let out = folder.path().join("out");
        std::fs::create_dir(&out).expect("a folder");
        let unpacked = unpack(&path, &out).expect("a zip file");
        let rows: Vec<(String, String)> = unpacked
            .into_iter()
            .map(|one| {
                (one.name, one.at.map_or_else(|why| why, |at| at.strip_prefix(&out).unwrap().display().to_string()))
            })
            .collect();
        assert_eq!(rows[0], ("records.zip: ../../etc/report.txt".to_owned(), "0".to_owned()));
        assert_eq!(rows[1], ("records.zip: /abs?.txt".to_owned(), "1".to_owned()));
        assert!(rows[2].1.contains("zip file inside a zip file"), "{rows:?}");
        assert!(rows[3].1.contains("more comes out of it than is accepted"), "{rows:?}");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 2, "nothing lies elsewhere");
    }

    #[test]
    fn what_is_no_zip_file_says_so() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.zip");
        std::fs::write(&path, b"PK\x03\x04 and nothing behind").expect("a file");
        assert!(is_zip(&path));
        assert!(unpack(&path, folder.path()).is_err_and(|why| why.contains("damaged zip file")));
    }
}
