//! Files that bring their reader down: the program lives, and says which
//! page it was.

use crate::{read, reader};
use imr_core::paper::{Paper, Source, Unreadable};
use imr_pdf::Pdf;
use std::fmt::Write as _;
use std::time::Duration;

/// A file of three pages. The contents of the second are `content`, with
/// `resources` beside the font and `objects` (from number 10 on) behind.
pub(crate) fn three_pages(content: &str, resources: &str, objects: &str) -> Vec<u8> {
    let mut file = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
                    2 0 obj\n<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>\nendobj\n\
                    9 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n"
        .to_owned();
    let plain = |word: &str| format!("BT /F 12 Tf 72 720 Td ({word}) Tj ET");
    for (number, content) in [(3, plain("First")), (4, content.to_owned()), (5, plain("Third"))] {
        let stream = number + 3;
        let _ = write!(
            file,
            "{number} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {stream} 0 R \
             /Resources << /Font << /F 9 0 R >> {resources} >> >>\nendobj\n\
             {stream} 0 obj\n<< /Length {} >>\nstream\n{content}\nendstream\nendobj\n",
            content.len() + 1
        );
    }
    let _ = write!(file, "{objects}trailer\n<< /Root 1 0 R >>\n%%EOF\n");
    file.into_bytes()
}

/// A function nested so deep that evaluating it overflows the stack.
fn deep_function() -> Vec<u8> {
    let program = format!("{}pop 0{}", "{ 1 1 eq { ".repeat(60_000), " } if }".repeat(60_000));
    let objects = format!(
        "10 0 obj\n[ /Separation /Ink /DeviceGray 11 0 R ]\nendobj\n\
         11 0 obj\n<< /FunctionType 4 /Domain [0 1] /Range [0 1] /Length {} >>\nstream\n{program}\nendstream\nendobj\n",
        program.len() + 1
    );
    let content = "BT /F 12 Tf 72 720 Td (Second) Tj ET /C cs 0.5 scn 70 700 80 40 re f";
    three_pages(content, "/ColorSpace << /C 10 0 R >>", &objects)
}

/// Forms that draw each other twelve times over, eleven deep.
fn endless_forms() -> Vec<u8> {
    let mut objects = String::new();
    for number in 10..21 {
        let content = "/X Do ".repeat(12);
        let _ = write!(
            objects,
            "{number} 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] \
             /Resources << /XObject << /X {} 0 R >> >> /Length {} >>\nstream\n{content}\nendstream\nendobj\n",
            number + 1,
            content.len() + 1
        );
    }
    objects.push_str(
        "21 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 3 >>\nstream\nq Q\nendstream\nendobj\n",
    );
    three_pages("/X Do", "/XObject << /X 10 0 R >>", &objects)
}

pub(crate) fn texts_and_troubles(pdf: &Pdf, bytes: &[u8]) -> Vec<(String, Option<String>)> {
    let pages = pdf.read(bytes).expect("it can be opened");
    pages.into_iter().map(|page| (page.text(), page.trouble)).collect()
}

#[test]
fn what_nests_too_deep_does_not_take_the_other_pages_along() {
    let pages = texts_and_troubles(&crate::PDF, &deep_function());
    assert_eq!(pages.len(), 3);
    assert_eq!((pages[0].0.as_str(), pages[2].0.as_str()), ("First", "Third"));
}

/// Ends the process that was started with this argument, once it is there.
#[cfg(target_os = "linux")]
fn kill_once_it_is_at_work(argument: &str) {
    loop {
        let processes = std::fs::read_dir("/proc").expect("there is a list of processes").flatten();
        for process in processes.map(|entry| entry.path()) {
            let line = std::fs::read_to_string(process.join("cmdline")).unwrap_or_default();
            if line.split('\0').nth(1) == Some(argument) {
                let pid = process.file_name().expect("it has a number").to_owned();
                let killed = std::process::Command::new("kill").arg("-KILL").arg(pid).status();
                assert!(killed.is_ok_and(|status| status.success()));
                return;
            }
        }
        std::thread::yield_now();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_page_whose_reader_is_killed_is_marked_and_the_others_are_read() {
    let argument = "killed-from-outside";
    let pdf = Pdf::new(reader(), vec![argument.to_owned()]).without_recognition();
    let mut pages = Vec::new();
    pdf.pages(Source::Bytes(&endless_forms()), 1, &mut |read| {
        if read.number == 1 {
            // The child is at the second page, which never ends.
            kill_once_it_is_at_work(argument);
        }
        pages.push((read.page.text(), read.page.trouble));
        std::ops::ControlFlow::Continue(())
    })
    .expect("it can be opened");
    assert_eq!(pages[0], ("First".to_owned(), None));
    assert_eq!(pages[1].1.as_deref(), Some("reading the page broke the reader: it was ended from outside"));
    assert_eq!(pages[2], ("Third".to_owned(), None));
}

#[test]
fn a_page_that_never_ends_is_marked_when_its_time_is_over() {
    let pdf = Pdf::new(reader(), Vec::new()).without_recognition().patient(Duration::from_millis(400));
    let pages = texts_and_troubles(&pdf, &endless_forms());
    assert_eq!(pages[0].0, "First");
    assert_eq!(pages[1].1.as_deref(), Some("reading the page broke the reader: it took longer than is allowed"));
    assert_eq!(pages[2].0, "Third");
}

#[test]
fn a_file_on_disk_is_read_by_the_child_itself() {
    let folder = std::env::temp_dir().join(format!("imr-pdf-isolation-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let path = folder.join("three pages.pdf");
    std::fs::write(&path, three_pages("BT /F 12 Tf 72 720 Td (Second) Tj ET", "", "")).expect("it can be written");
    let mut words = Vec::new();
    crate::PDF
        .pages(Source::File(&path), 2, &mut |read| {
            words.push((read.number, read.of, read.page.text()));
            std::ops::ControlFlow::Continue(())
        })
        .expect("it can be read");
    assert_eq!(words, [(2, 3, "Second".to_owned()), (3, 3, "Third".to_owned())]);
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
    let missing = crate::PDF.pages(Source::File(&path), 1, &mut |_| std::ops::ControlFlow::Continue(()));
    assert!(matches!(&missing, Err(Unreadable::Damaged(why)) if why.contains("cannot be opened")), "{missing:?}");
}

#[test]
fn a_reader_that_cannot_be_started_is_said() {
    let pdf = Pdf::new("/nowhere/reader".into(), Vec::new());
    let why = pdf.read(b"%PDF-1.4").expect_err("there is no reader").to_string();
    assert!(why.contains("could not be started"), "{why}");
}

#[test]
fn what_was_asked_for_after_a_crash_is_answered() {
    let _ = crate::PDF.read(&deep_function());
    assert_eq!(read(&three_pages("", "", "")).len(), 3);
}

#[test]
fn a_file_within_a_file_is_said_on_a_page_of_its_own() {
    let objects = "10 0 obj\n<< /Type /Filespec /F (inner.pdf) >>\nendobj\n";
    let file = String::from_utf8(three_pages("BT /F 12 Tf 72 720 Td (Second) Tj ET", "", objects)).expect("text");
    let names = "/Pages 2 0 R /Names << /EmbeddedFiles << /Names [(inner.pdf) 10 0 R] >> >> >>";
    let pages = read(file.replacen("/Pages 2 0 R >>", names, 1).as_bytes());
    assert_eq!(pages.len(), 4);
    assert_eq!(pages[2].text(), "Third");
    let why = pages[3].trouble.as_deref().expect("it is not read");
    assert!(why.contains("carries other files (inner.pdf)"), "{why}");
}

#[test]
fn what_is_attached_to_a_page_or_drawn_by_its_own_viewer_is_said() {
    let file = String::from_utf8(three_pages("BT /F 12 Tf 72 720 Td (Second) Tj ET", "", "")).expect("text");
    let with = |from: &str, to: &str| read(file.replacen(from, to, 1).as_bytes());
    let named = "<< /Type /Filespec /F (inner.pdf) >>";
    let note = format!("/Type /Page /Annots [<< /Subtype /FileAttachment /Rect [0 0 9 9] /FS {named} >>]");
    let associated = format!("/Pages 2 0 R /AF [{named}]");
    for pages in [with("/Type /Page ", &format!("{note} ")), with("/Pages 2 0 R", &associated)] {
        assert_eq!(pages.len(), 4);
        let why = pages[3].trouble.as_deref().expect("it is not read");
        assert!(why.contains("carries other files (inner.pdf)"), "{why}");
    }
    for form in ["/NeedsRendering true", "/AcroForm << /XFA [] /Fields [] >>"] {
        let pages = with("/Pages 2 0 R", &format!("/Pages 2 0 R {form}"));
        assert_eq!(pages.len(), 4, "{form}");
        assert!(pages[3].trouble.as_deref().is_some_and(|why| why.contains("XFA")), "{form}");
    }
    let both = with("/Pages 2 0 R", "/Pages 2 0 R /AcroForm << /XFA [] /Fields [9 0 R] >>");
    assert_eq!(both.len(), 3, "a form that is drawn as well is read like any other");
}
