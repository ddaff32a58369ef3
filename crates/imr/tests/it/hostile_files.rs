//! A folder of files that harm, taken into a case file: each stands there with
//! a plain reason, and nothing lies where it should not.

use crate::program::Desk;
use std::io::Write as _;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A case that takes documents; its number.
fn opened(desk: &Desk) -> String {
    desk.demo(&[]);
    let made =
        desk.run(&["sample", "casefile", "--seed", "3", "--pages", "8", "--scanned", "0", "--output", "files"]);
    assert_eq!(made.status, Some(0), "{}", made.err);
    let filed = desk.run(&["application", "file", "files/application.json", "--screen", "--data", "demo"]).out;
    let application = filed.split_whitespace().next().expect("its number");
    let opened =
        desk.run(&["application", "do", "open-case", application, "--reason", "to try", "--data", "demo"]).out;
    opened.split_whitespace().nth(1).expect("its number").to_owned()
}

/// A zip file whose names lead elsewhere, with a bomb and a zip file in it.
fn zip_of_tricks() -> Vec<u8> {
    let mut inner = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    inner.start_file("deep.txt", SimpleFileOptions::default()).expect("an entry");
    let inner = inner.finish().expect("a zip file").into_inner();
    let bomb = vec![b' '; 40 << 20];
    let mut outer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("../../../evil.txt", &b"Progress note of the evil one"[..]),
        ("/evil.txt", b"Progress note of the absolute one"),
        ("inner.zip", &inner),
        ("bomb.txt", &bomb),
    ] {
        outer.start_file(name, SimpleFileOptions::default()).expect("an entry");
        outer.write_all(bytes).expect("its bytes");
    }
    outer.finish().expect("a zip file").into_inner()
}

/// The head of a PNG file of 30,000 by 30,000 points; its sum is left out of
/// account by none who looks at the head first.
fn enormous_png() -> Vec<u8> {
    let head =
        [b"IHDR".as_slice(), &30_000_u32.to_be_bytes(), &30_000_u32.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    let sum = !head.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
    });
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0d".as_slice(), &head, &sum.to_be_bytes(), b"\0\0\0\0IDAT\x35\xaf\x06\x1e"].concat()
}

fn noise() -> Vec<u8> {
    (0..4_000_u32).map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect()
}

fn escaped(desk: &Desk) -> bool {
    ["evil.txt", "a/evil.txt", "a/b/evil.txt", "demo/evil.txt"].iter().any(|path| desk.path(path).exists())
}

/// What is said of each file when it is added.
const SAID: [(&str, &str); 12] = [
    ("1-empty.pdf", "the file is empty"),
    ("2-noise.pdf", "it is not a PDF file"),
    ("3-locked.pdf", "it is locked with a password"),
    ("4-deep.pdf", "not a readable document"),
    ("5-enormous.png", "30000 by 30000 points"),
    ("6-tricks.zip: ../../../evil.txt", "1 page, 1 document"),
    ("6-tricks.zip: /evil.txt", "1 page, 1 document"),
    ("6-tricks.zip: inner.zip", "a zip file inside a zip file"),
    ("6-tricks.zip: bomb.txt", "more comes out of it than is accepted"),
    ("7-broken.zip", "damaged zip file"),
    ("8-good.pdf", "2 pages, 1 document"),
    ("9-cut.pdf", "its structure is broken"),
];

#[test]
fn each_file_that_harms_is_taken_in_with_its_reason_and_nothing_lies_elsewhere() {
    let desk = Desk::new();
    let case = opened(&desk);
    std::fs::create_dir_all(desk.path("a/b/sent")).expect("a folder");
    let whole = std::fs::read(desk.path("files/001-records.pdf")).expect("a generated file");
    let noise = noise();
    let deep = format!("%PDF-1.4\n1 0 obj\n{}{}\nendobj\n%%EOF\n", "<</A".repeat(50_000), ">>".repeat(50_000));
    for (name, bytes) in [
        ("1-empty.pdf", &b""[..]),
        ("2-noise.pdf", &noise),
        ("3-locked.pdf", include_bytes!("../../../imr-pdf/tests/it/locked.pdf")),
        ("4-deep.pdf", deep.as_bytes()),
        ("5-enormous.png", &enormous_png()),
        ("6-tricks.zip", &zip_of_tricks()),
        ("7-broken.zip", b"PK\x03\x04 and no more"),
        ("8-good.pdf", &whole),
        ("9-cut.pdf", &whole[..whole.len() / 2]),
    ] {
        std::fs::write(desk.path(&format!("a/b/sent/{name}")), bytes).expect("it is written");
    }
    let added = desk.run(&["file", "add", &case, "a/b/sent", "--data", "demo"]);
    assert_eq!(added.status, Some(2), "{}{}", added.out, added.err);
    for (name, said) in SAID {
        // What became of it, and below it the reasons.
        let mut lines = added.out.lines().skip_while(|line| !line.starts_with(&format!("{name}  ")));
        let first = lines.next().unwrap_or_default().to_owned();
        let row = lines.take_while(|line| line.starts_with("    ")).fold(first, |row, line| row + line);
        assert!(row.contains(said), "{name}: {row:?} in\n{}", added.out);
    }
    assert!(!escaped(&desk), "something came out of the zip file");
    let listed = desk.run(&["file", "list", &case, "--long", "--data", "demo"]);
    for said in ["from the file 6-tricks.zip: inner.zip", "damaged zip file", "Not read and not set aside"] {
        assert!(listed.out.contains(said), "{said} in {}{}", listed.out, listed.err);
    }
    let audit = desk.run(&["audit", "verify", "--data", "demo"]);
    assert_eq!(audit.status, Some(0), "{}{}", audit.out, audit.err);
}
