//! Taking the files out of a zip file that somebody else made. Names inside
//! are shown and never used as paths; there are limits to everything. What
//! cannot be taken out is handed over as it lies in the zip file, with the
//! reason: nothing that was sent is dropped.

use super::leftover::{leftover, shown};
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
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
    /// Where it is now, or its bytes as they lie in the zip file; none where
    /// not even these can be had.
    pub(super) at: Option<PathBuf>,
    /// Why it cannot be read, where it was not taken out.
    pub(super) trouble: Option<String>,
}

/// What was in a zip file.
#[derive(Default)]
pub(super) struct Opened {
    /// Its files.
    pub(super) files: Vec<Unpacked>,
    /// What was passed over, with what it is.
    pub(super) passed_over: Vec<(String, &'static str)>,
}

/// Whether a file is a zip file that is opened, by its first bytes. Documents
/// of office programs are zip files too, and stay what they are.
pub(super) fn is_zip(path: &Path) -> bool {
    let mut head = [0; 4];
    let zip = File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && is_mark(head);
    zip && !is_office(path)
}

fn is_mark(head: [u8; 4]) -> bool {
    matches!(&head, b"PK\x03\x04" | b"PK\x05\x06")
}

/// Whether it is a document of an office program, by the parts that each of
/// them has.
fn is_office(path: &Path) -> bool {
    let archive = File::open(path).ok().and_then(|file| ZipArchive::new(file).ok());
    archive.is_some_and(|archive| {
        let has = |name: &str| archive.index_for_name(name).is_some();
        has("[Content_Types].xml") || has("mimetype") && (has("content.xml") || has("META-INF/container.xml"))
    })
}

/// Takes the files out of `path`, into files of `folder` whose names are
/// numbers.
pub(super) fn unpack(path: &Path, folder: &Path) -> Result<Opened, String> {
    let damaged =
        |why: &dyn std::fmt::Display| format!("it is a damaged zip file ({why}); ask the sender for it again");
    let file = File::open(path).map_err(|why| damaged(&why))?;
    let mut archive = ZipArchive::new(file).map_err(|why| damaged(&why))?;
    let entries = listed(path, archive.central_directory_start()).map_err(|why| damaged(&why))?;
    let many = entries.len().max(archive.len());
    if many > MOST_ENTRIES {
        return Err(format!("it has {many} entries; {MOST_ENTRIES} are accepted. Send it as several files"));
    }
    let twice = entries.len() > archive.len();
    if twice {
        let copy = folder.join("names");
        apart(path, &entries, &copy).map_err(|why| damaged(&why))?;
        archive = File::open(copy)
            .map_err(|why| damaged(&why))
            .and_then(|file| ZipArchive::new(file).map_err(|why| damaged(&why)))?;
    }
    let outer = path.file_name().map_or_else(String::new, |name| shown(&name.to_string_lossy()));
    let raw = std::fs::metadata(path).map_or(0, |file| file.len());
    let (mut left, mut opened) = (Left { unpacked: MOST_TOTAL, raw }, Opened::default());
    for index in 0..archive.len() {
        let name = match entries.get(index).filter(|_| twice) {
            Some(entry) => String::from_utf8_lossy(&entry.name).into_owned(),
            None => archive.name_for_index(index).and_then(Result::ok).unwrap_or_default().into_owned(),
        };
        if name.ends_with('/') {
            continue;
        }
        let to = folder.join(format!("{index}"));
        let (at, trouble) = one(&mut archive, index, &to, &mut left);
        let shown = format!("{outer}: {}", shown(&name));
        match leftover(&name, at.as_deref()) {
            Some(what) => opened.passed_over.push((shown, what)),
            None => opened.files.push(Unpacked { name: shown, at, trouble }),
        }
    }
    match opened.files.is_empty() && opened.passed_over.is_empty() {
        true => Err("it is a zip file with nothing in it; ask the sender for it again".to_owned()),
        false => Ok(opened),
    }
}

/// Bytes that may still come out of a zip file, unpacked and as they lie there.
struct Left {
    unpacked: u64,
    raw: u64,
}

/// Takes an entry out; where that cannot be, its bytes as they lie there.
fn one(
    archive: &mut ZipArchive<File>,
    index: usize,
    to: &Path,
    left: &mut Left,
) -> (Option<PathBuf>, Option<String>) {
    let taken = match archive.by_index(index) {
        Ok(entry) => taken_out(entry, to, &mut left.unpacked),
        Err(why) => Err(not_taken_out(&why)),
    };
    let Err(why) = taken else { return (Some(to.to_owned()), None) };
    let nested = is_zip(to);
    let mut raw = || -> io::Result<u64> {
        let mut entry = archive.by_index_raw(index).map_err(io::Error::other)?;
        // Entries that lie over each other would be more than the whole file.
        left.raw = left.raw.checked_sub(entry.compressed_size()).ok_or(io::ErrorKind::FileTooLarge)?;
        let most = entry.compressed_size();
        io::copy(&mut entry.by_ref().take(most), &mut File::create(to)?)
    };
    let has = nested || raw().is_ok_and(|count| count > 0);
    (has.then(|| to.to_owned()), Some(why))
}

fn not_taken_out(why: &dyn std::fmt::Display) -> String {
    if why.to_string().to_lowercase().contains("password") {
        return "it is locked with a password in the zip file; ask the sender for a copy that opens without one"
            .to_owned();
    }
    format!("it cannot be taken out of the zip file ({why}); ask the sender for it by itself")
}

fn taken_out<R: Read>(mut entry: ZipFile<'_, R>, to: &Path, left: &mut u64) -> Result<(), String> {
    if entry.is_symlink() {
        return Err("it is a link and no file; ask the sender for the file itself".to_owned());
    }
    let packed = entry.compressed_size().max(1);
    let most = MOST_BYTES.min(*left).min((packed * MOST_RATIO).max(RATIO_FROM));
    let failed = |why: io::Error| not_taken_out(&why);
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

/// An entry as the list at the end of a zip file has it.
struct Listed {
    name: Vec<u8>,
    /// Where its name stands in the file.
    at: u64,
}

/// Every entry of the list at the end of a zip file. The reader of zip files
/// goes by names, so that of two entries of one name it has the last alone.
fn listed(path: &Path, start: u64) -> io::Result<Vec<Listed>> {
    const HEAD: usize = 46;
    let mut file = io::BufReader::new(File::open(path)?);
    file.seek(SeekFrom::Start(start))?;
    let (mut all, mut at) = (Vec::new(), start);
    let mut head = [0_u8; HEAD];
    while file.read_exact(&mut head).is_ok() && head.starts_with(b"PK\x01\x02") && all.len() <= MOST_ENTRIES {
        let length = |from: usize| u64::from(u16::from_le_bytes([head[from], head[from + 1]]));
        let (long, rest) = (length(28), length(30) + length(32));
        let mut name = vec![0; usize::try_from(long).unwrap_or(0)];
        file.read_exact(&mut name)?;
        file.seek_relative(i64::try_from(rest).unwrap_or(0))?;
        all.push(Listed { name, at: at + HEAD as u64 });
        at += HEAD as u64 + long + rest;
    }
    Ok(all)
}

/// A copy of a zip file in whose list names that stand there twice are made
/// to differ, each as long as it was.
fn apart(path: &Path, entries: &[Listed], copy: &Path) -> io::Result<()> {
    std::fs::copy(path, copy)?;
    let mut out = File::options().write(true).open(copy)?;
    let mut known: HashSet<Vec<u8>> = HashSet::new();
    for entry in entries {
        let mut name = entry.name.clone();
        let mut number = 0_usize;
        while !known.insert(name.clone()) {
            number += 1;
            let digits = format!("{number:x}").into_bytes();
            let Some(from) = name.len().checked_sub(digits.len()) else {
                return Err(io::Error::other("too many entries of one name"));
            };
            name.clone_from(&entry.name);
            name[from..].copy_from_slice(&digits);
        }
        if name != entry.name {
            out.seek(SeekFrom::Start(entry.at))?;
            out.write_all(&name)?;
        }
    }
    out.flush()
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

    fn opened(folder: &tempfile::TempDir, path: &Path) -> Opened {
        let out = folder.path().join("out");
        std::fs::create_dir(&out).expect("a folder");
        unpack(path, &out).expect("a zip file")
    }

    fn bytes(one: &Unpacked) -> Vec<u8> {
        std::fs::read(one.at.as_ref().expect("its bytes are there")).expect("bytes")
    }

    #[test]
    fn names_are_shown_and_never_followed_and_bombs_and_nests_are_kept_with_their_reason() {
        let (_inner, nested) = zipped(&[("deep.txt", b"words")]);
        let nested = std::fs::read(nested).expect("bytes");
        let bomb = vec![0_u8; 40 << 20];
        let (folder, path) = zipped(&[
            ("../../etc/report.txt", b"words"),
            ("/abs\n.txt", b"more"),
            ("n.zip", &nested),
            ("bomb", &bomb),
            // The arrow that turns what follows it around.
            ("a\u{202e}fdp.exe", b"turned"),
        ]);
        let rows = opened(&folder, &path).files;
        assert_eq!(
            (rows[0].name.as_str(), bytes(&rows[0])),
            ("records.zip: ../../etc/report.txt", b"words".to_vec())
        );
        assert_eq!(rows[1].name, "records.zip: /abs?.txt");
        let why = |at: usize| rows[at].trouble.clone().unwrap_or_default();
        assert!(why(2).contains("zip file inside a zip file"), "{}", why(2));
        assert_eq!(bytes(&rows[2]), nested);
        assert!(why(3).contains("more comes out of it than is accepted"), "{}", why(3));
        let kept = bytes(&rows[3]).len();
        assert!(kept > 0 && kept < 1 << 20, "its bytes as they lie in the zip file: {kept}");
        assert_eq!(rows[4].name, "records.zip: a?fdp.exe");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 2, "nothing lies elsewhere");
    }

    #[test]
    fn entries_of_one_name_are_both_taken_out() {
        let (folder, path) = zipped(&[("a.txt", b"first"), ("b.txt", b"second"), ("c.txt", b"third")]);
        let mut whole = std::fs::read(&path).expect("bytes");
        for other in [b"b.txt", b"c.txt"] {
            while let Some(at) = whole.windows(5).position(|part| part == other) {
                whole[at..at + 5].copy_from_slice(b"a.txt");
            }
        }
        std::fs::write(&path, whole).expect("it is written");
        let files = opened(&folder, &path).files;
        let rows: Vec<(&str, Vec<u8>)> = files.iter().map(|one| (one.name.as_str(), bytes(one))).collect();
        let same = "records.zip: a.txt";
        assert_eq!(rows, [(same, b"first".to_vec()), (same, b"second".to_vec()), (same, b"third".to_vec())]);
    }

    #[test]
    fn what_a_computer_leaves_beside_files_is_passed_over_by_name() {
        let (folder, path) = zipped(&[
            ("note.txt", b"words"),
            ("__MACOSX/._note.txt", b"\0\x05\x16\x07 left"),
            ("records/.DS_Store", b"\0\0\0\x01Bud1"),
            ("Thumbs.db", b"\xd0\xcf\x11\xe0"),
            ("__MACOSX/note.txt", b"a record all the same"),
        ]);
        let opened = opened(&folder, &path);
        let names: Vec<&str> = opened.files.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["records.zip: note.txt", "records.zip: __MACOSX/note.txt"]);
        let passed: Vec<&str> = opened.passed_over.iter().map(|one| one.0.as_str()).collect();
        assert_eq!(
            passed,
            ["records.zip: __MACOSX/._note.txt", "records.zip: records/.DS_Store", "records.zip: Thumbs.db"]
        );
    }

    #[test]
    fn a_document_of_an_office_program_is_no_zip_file() {
        let (_folder, path) = zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]);
        assert!(!is_zip(&path));
        let (_folder, path) = zipped(&[("word/document.xml", b"<w/>")]);
        assert!(is_zip(&path));
    }

    #[test]
    fn what_is_no_zip_file_or_an_empty_one_says_so() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.zip");
        std::fs::write(&path, b"PK\x03\x04 and nothing behind").expect("a file");
        assert!(is_zip(&path));
        assert!(unpack(&path, folder.path()).is_err_and(|why| why.contains("damaged zip file")));
        let (folder, path) = zipped(&[]);
        assert!(unpack(&path, folder.path()).is_err_and(|why| why.contains("nothing in it")));
    }
}
