//! An e-mail that somebody sent as a file: its words, and what is attached to
//! it, each as a file of its own. Names inside are shown and never used as
//! paths.

use super::leftover::shown;
use super::unpacking::{Opened, Unpacked, is_zip};
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The longest e-mail that is opened, and the most parts of one.
const MOST_BYTES: u64 = 512 << 20;
const MOST_PARTS: usize = 1_000;

/// How much of a file tells whether it is an e-mail.
const HEAD: u64 = 16 << 10;

/// Whether a file is an e-mail, by the lines it begins with.
pub(super) fn is_mail(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.is_ok() && imr_pdf::is_mail(&head)
}

/// Takes what is in the e-mail `path` into files of `folder` whose names are
/// numbers: first what it says, then each attachment.
pub(super) fn open(path: &Path, folder: &Path) -> Result<Opened, String> {
    let ask = "ask the sender for what is attached to it, each file by itself";
    let size = std::fs::metadata(path).map_or(0, |file| file.len());
    if size > MOST_BYTES {
        return Err(format!("it is an e-mail of {} MiB; 512 MiB are accepted; {ask}", size >> 20));
    }
    let bytes = std::fs::read(path).map_err(|why| format!("it is an e-mail that cannot be read ({why}); {ask}"))?;
    let mail = MessageParser::default().parse(&bytes);
    let mail = mail.ok_or_else(|| format!("it is a damaged e-mail; {ask}"))?;
    if mail.parts.len() > MOST_PARTS {
        return Err(format!("it is an e-mail of {} parts; {MOST_PARTS} are accepted; {ask}", mail.parts.len()));
    }
    let outer = path.file_name().map_or_else(String::new, |name| shown(&name.to_string_lossy()));
    let mut opened = Opened::default();
    let mut keep = |name: &str, bytes: &[u8], trouble: Option<String>| -> Result<(), String> {
        let at = folder.join(opened.files.len().to_string());
        std::fs::write(&at, bytes)
            .map_err(|why| format!("there is no place to unpack it ({why}); set TMPDIR to a folder with room"))?;
        let trouble = trouble.or_else(|| nested(&at).map(str::to_owned));
        opened.files.push(Unpacked { name: format!("{outer}: {}", shown(name)), at: Some(at), trouble });
        Ok(())
    };
    keep("message.txt", said(&mail).as_bytes(), None)?;
    for (number, part) in (0_u32..).zip(&mail.parts) {
        if is_file(&mail, number, part) {
            let name = part.attachment_name().map_or_else(|| format!("attachment {number}"), str::to_owned);
            keep(&name, part.contents(), trouble(part))?;
        }
    }
    Ok(opened)
}

/// Whom it is from and to, when, about what, and its words.
fn said(mail: &Message<'_>) -> String {
    let field = |name: &str| mail.header_raw(name).map(|value| format!("{name}: {}\n", value.trim()));
    let head: String = ["From", "To", "Cc", "Date", "Subject"].iter().filter_map(|name| field(name)).collect();
    let words = (0..mail.text_body_count()).filter_map(|at| mail.body_text(at));
    words.fold(head, |all, words| format!("{all}\n{}\n", words.trim()))
}

/// Whether a part is a file of its own. What the message says is none, nor is
/// the same once more in another form.
fn is_file(mail: &Message<'_>, number: u32, part: &MessagePart<'_>) -> bool {
    match &part.body {
        PartType::Binary(_) | PartType::InlineBinary(_) | PartType::Message(_) => true,
        PartType::Text(_) | PartType::Html(_) => {
            mail.attachments.contains(&number) && !mail.text_body.contains(&number)
        }
        PartType::Multipart(_) => false,
    }
}

fn trouble(part: &MessagePart<'_>) -> Option<String> {
    let why = match &part.body {
        PartType::Message(_) => "it is an e-mail within an e-mail, which is not opened; add it by itself",
        _ if part.is_encoding_problem => "it came damaged in the e-mail; ask the sender for it by itself",
        _ if part.contents().is_empty() => "there is nothing in it; ask the sender for it by itself",
        _ => return None,
    };
    Some(why.to_owned())
}

fn nested(at: &Path) -> Option<&'static str> {
    is_zip(at).then_some("it is a zip file within an e-mail, which is not opened; add it by itself")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str = "From: adjuster@sample.example\r\nTo: imr@sample.example\r\nSubject: Records\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\n\
        Content-Type: text/plain\r\n\r\nThe records are attached.\r\n--x\r\n\
        Content-Type: application/pdf; name=\"../../report.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\
        Content-Disposition: attachment; filename=\"../../report.pdf\"\r\n\r\nJVBERi0xLjcK\r\n--x\r\n\
        Content-Type: text/plain; name=\"note.txt\"\r\nContent-Disposition: attachment; filename=\"note.txt\"\r\n\r\n\
        Naproxen helps.\r\n--x--\r\n";

    /// What is in an e-mail: names, their bytes as text, and what is wrong.
    fn parts(mail: &str) -> Vec<(String, String, String)> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("m.eml");
        std::fs::write(&path, mail).expect("it is written");
        assert!(is_mail(&path), "{mail}");
        let out = folder.path().join("out");
        std::fs::create_dir(&out).expect("a folder");
        let files = open(&path, &out).expect("an e-mail").files;
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 2, "nothing lies elsewhere");
        let told = |one: &Unpacked| {
            let bytes = std::fs::read(one.at.as_ref().expect("it is there")).expect("bytes");
            (
                one.name.clone(),
                String::from_utf8_lossy(&bytes).into_owned(),
                one.trouble.clone().unwrap_or_default(),
            )
        };
        files.iter().map(told).collect()
    }

    #[test]
    fn an_e_mail_is_its_words_and_what_is_attached_to_it() {
        let found = parts(MAIL);
        let names: Vec<&str> = found.iter().map(|one| one.0.as_str()).collect();
        assert_eq!(names, ["m.eml: message.txt", "m.eml: ../../report.pdf", "m.eml: note.txt"]);
        assert!(found[0].1.contains("Subject: Records") && found[0].1.contains("The records are attached."));
        assert_eq!((found[1].1.as_str(), found[1].2.as_str()), ("%PDF-1.7\n", ""));
        assert_eq!(found[2].1.trim(), "Naproxen helps.");
    }

    #[test]
    fn an_e_mail_that_is_a_file_and_one_within_another_are_not_lost() {
        let alone = "From: a@b.example\nSubject: Records\nMIME-Version: 1.0\nContent-Type: application/pdf\n\
            Content-Transfer-Encoding: base64\n\nJVBERi0xLjcK\n";
        let found = parts(alone);
        assert!(found.iter().any(|one| one.1 == "%PDF-1.7\n"), "{found:?}");
        let within = format!(
            "From: a@b.example\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"y\"\r\n\r\n\
             --y\r\nContent-Type: message/rfc822\r\n\r\n{MAIL}\r\n--y--\r\n"
        );
        let found = parts(&within);
        assert!(found.iter().any(|one| one.2.contains("an e-mail within an e-mail")), "{found:?}");
    }
}
