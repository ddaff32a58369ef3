//! Words that nobody sees are marked, and words that can be seen are not.

use crate::read;
use imr_core::paper::PageText;

/// A page with a content, more resources, and more objects from number 6 on.
fn page(content: &str, resources: &str, objects: &str) -> PageText {
    let bytes = format!(
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
         3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /CropBox [20 20 592 772] \
         /Contents 4 0 R /Resources << /Font << /F 5 0 R >> {resources} >> >>\nendobj\n\
         4 0 obj\n<< /Length {} >>\nstream\n{content}\nendstream\nendobj\n\
         5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n{objects}\n\
         trailer\n<< /Root 1 0 R >>\n%%EOF\n",
        content.len() + 1
    );
    read(bytes.as_bytes()).remove(0)
}

/// The words that are hidden and those that are seen, of a page that has a
/// line of plain text beside.
fn told(content: &str, resources: &str, objects: &str) -> (String, String) {
    let page = page(&format!("BT /F 12 Tf 72 100 Td (plain) Tj ET {content}"), resources, objects);
    let of = |hidden: bool| {
        let words = page.words.iter().filter(|word| word.hidden == hidden);
        words.map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    assert!(page.words.iter().all(|word| word.concealed == word.hidden), "{:?}", page.words);
    (of(true), of(false))
}

fn stream(number: u32, dict: &str, content: &str) -> String {
    format!("{number} 0 obj\n<< {dict} /Length {} >>\nstream\n{content}\nendstream\nendobj\n", content.len() + 1)
}

const TEXT: &str = "BT /F 12 Tf 100 500 Td (Norco) Tj ET";

#[test]
fn words_that_nobody_sees_are_hidden() {
    let state = "/ExtGState << /C << /ca 0 >> /H << /ca 0.5 >> >>";
    for (what, content) in [
        ("white on paper", format!("1 g {TEXT}")),
        ("nearly white on paper", format!("0.98 g {TEXT}")),
        ("white on a white box", format!("1 g 50 480 300 60 re f {TEXT}")),
        ("white on a white box half as opaque", format!("/H gs 1 g 50 480 300 60 re f 1 g {TEXT}")),
        ("blue on a blue box", format!("0 0 1 rg 50 480 300 60 re f {TEXT}")),
        ("white, and a dark box elsewhere", format!("0 g 50 580 300 60 re f 1 g {TEXT}")),
        ("transparent", format!("/C gs {TEXT}")),
        ("left out by a clip", format!("q 300 300 50 50 re W n {TEXT} Q")),
        ("left out by a round clip", format!("q 400 480 m 500 480 500 560 400 560 c h W n {TEXT} Q")),
        ("off the page", "BT /F 12 Tf 100 -40 Td (Norco) Tj ET".to_owned()),
        ("off the crop box", "BT /F 9 Tf 100 8 Td (Norco) Tj ET".to_owned()),
        ("tiny", "BT /F 0.7 Tf 100 500 Td (Norco) Tj ET".to_owned()),
        ("below a round shape", format!("{TEXT} 80 450 m 80 600 160 600 160 450 c h f")),
        ("below a thick line", format!("{TEXT} 14 w 90 504 m 180 504 l S")),
        ("below two boxes", format!("{TEXT} 90 490 30 30 re f 120 490 60 30 re f")),
        ("below a picture that is turned", format!("{TEXT} q 0 60 -100 0 180 480 cm {PICTURE} Q")),
    ] {
        if what.contains("picture") {
            // A word below a picture may be what a scan shows.
            assert!(page(&content, state, "").words.iter().all(|word| word.hidden), "{what}");
            continue;
        }
        assert_eq!(told(&content, state, ""), ("Norco".to_owned(), "plain".to_owned()), "{what}");
    }
}

/// A picture of four points, not of one colour.
const PICTURE: &str = "BI /W 2 /H 2 /CS /G /BPC 8 ID abcd EI";

#[test]
fn words_that_are_seen_are_not_hidden() {
    let state = "/ExtGState << /M << /BM /Multiply >> /H << /ca 0.4 >> \
                 /S << /SMask << /S /Luminosity /G 6 0 R >> >> >> /XObject << /X 7 0 R /Y 8 0 R >> \
                 /Pattern << /P 9 0 R >>";
    let objects = [
        stream(6, "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Group << /S /Transparency /CS /DeviceGray >>", "1 g 0 0 612 792 re f"),
        stream(7, "/Type /XObject /Subtype /Form /BBox [0 0 300 60] /Matrix [1 0 0 1 50 480]", "0.1 g 0 0 300 60 re f"),
        stream(8, "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /SMask 10 0 R", "a"),
        "9 0 obj\n<< /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 612 0] \
         /Function << /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [0.2] /N 1 >> >> >>\nendobj\n".to_owned(),
        stream(10, "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "\x20"),
    ]
    .concat();
    for (what, content) in [
        ("white on a dark box", format!("0.1 g 50 480 300 60 re f 1 g {TEXT}")),
        ("white on a dark box in a form", format!("/X Do 1 g {TEXT}")),
        ("white on a thick dark line", format!("30 w 60 504 m 300 504 l S 1 g {TEXT}")),
        ("white on a dark round shape", format!("60 450 m 60 600 180 600 180 450 c h f 1 g {TEXT}")),
        ("white on a run of colours", format!("/Pattern cs /P scn 50 480 300 60 re f 1 g {TEXT}")),
        ("white on a picture", format!("q 300 0 0 60 50 480 cm {PICTURE} Q 1 g {TEXT}")),
        ("white with a dark edge", format!("q 1 g 2 Tr {TEXT} Q")),
        ("white on many dark strips", format!("{} 1 g {TEXT}", strips())),
        ("white on a box that lets through", format!("/H gs 0 g 50 480 300 60 re f 1 g {TEXT}")),
        ("below a highlight that multiplies", format!("{TEXT} /M gs 1 1 0 rg 90 490 100 30 re f")),
        ("below a clear highlight", format!("{TEXT} /H gs 1 1 0 rg 90 490 100 30 re f")),
        ("below a picture that lets through", format!("{TEXT} q 300 0 0 60 50 480 cm /Y Do Q")),
        ("below what a mask may leave out", format!("{TEXT} /S gs 1 g 90 490 100 30 re f")),
        ("behind a mask", format!("/S gs {TEXT}")),
        ("within a clip", format!("q 50 480 300 60 re W n {TEXT} Q")),
        ("within a round clip", format!("q 60 450 m 60 600 180 600 180 450 c h W n {TEXT} Q")),
        ("below a box that is left out", format!("{TEXT} q 300 300 9 9 re W n 90 490 100 30 re f Q")),
        ("struck out", format!("{TEXT} 95 503 60 2 re f")),
        ("on a box of its own, drawn last", format!("{TEXT} 1 g 90 490 100 30 re f 0 g {TEXT}")),
        ("small", "BT /F 4 Tf 100 500 Td (Norco) Tj ET".to_owned()),
        ("grey", format!("0.9 g {TEXT}")),
    ] {
        let (hidden, seen) = told(&content, state, &objects);
        assert!(hidden.is_empty() && seen == "Norco plain", "{what}: hidden {hidden:?}, seen {seen:?}");
    }
}

fn strips() -> String {
    (0..150).map(|at| format!("0.{:03} g 50 {} 300 0.5 re f ", at, 480.0 + f64::from(at) * 0.4)).collect()
}

#[test]
fn a_layer_below_a_scan_is_hidden_and_not_concealed_and_white_words_on_it_are() {
    let layer = "BT 3 Tr /F 12 Tf 72 700 Td (one) Tj 0 -20 Td (two) Tj ET";
    let picture = "q 612 0 0 792 0 0 cm BI /W 4 /H 4 /CS /G /BPC 8 ID abcdefghijklmnop EI Q";
    let page = page(&format!("BT /F 0.5 Tf 72 300 Td (tiny) Tj ET {picture} {layer}"), "", "");
    let told: Vec<_> = page.words.iter().map(|word| (word.text.as_str(), word.hidden, word.concealed)).collect();
    assert_eq!(told, [("one", true, false), ("two", true, false), ("tiny", true, false)], "all are on the picture");
}

#[test]
fn a_few_drawn_words_do_not_make_many_white_ones_a_layer() {
    let white: String =
        (0..20).map(|row| format!("BT 1 g /F 12 Tf 72 {} Td (white) Tj ET ", 700 - row * 20)).collect();
    let unpainted = white.replace("1 g", "3 Tr");
    for content in [white, unpainted] {
        let page = page(&format!("{content} BT 0 g 0 Tr /F 12 Tf 300 100 Td (seen) Tj ET"), "", "");
        assert_eq!(page.hidden().len(), 20, "{:?}", page.words);
    }
}
