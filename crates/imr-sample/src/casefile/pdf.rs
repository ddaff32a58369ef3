//! A plain PDF file of pages that are ink or pictures, as scanners and the
//! programs of practices write them: no tags, no structure, the fonts that
//! every viewer has. The product's own typesetter writes better files, so
//! reading those would prove less.

use super::house::Face;
use super::page::{Ink, Page, SIZE};
use super::type_face::{name, widths};
use std::fmt::Write as _;

/// A page of a file.
pub(super) enum Leaf<'p> {
    Ink(&'p Page),
    /// A picture in shades of grey, as JPEG.
    Picture {
        jpeg: Vec<u8>,
        pixels: (u32, u32),
        dots_per_inch: f32,
    },
}

const FACES: [(Face, bool); 6] = [
    (Face::Sans, false),
    (Face::Sans, true),
    (Face::Serif, false),
    (Face::Serif, true),
    (Face::Mono, false),
    (Face::Mono, true),
];

/// The objects of a file under way.
struct Objects {
    out: Vec<u8>,
    at: Vec<usize>,
}

impl Objects {
    fn add(&mut self, head: &str, stream: Option<&[u8]>) -> usize {
        self.at.push(self.out.len());
        let number = self.at.len();
        self.out.extend(format!("{number} 0 obj\n").bytes());
        match stream {
            None => self.out.extend(head.bytes()),
            Some(bytes) => {
                self.out.extend(format!("<<{head} /Length {}>>\nstream\n", bytes.len()).bytes());
                self.out.extend(bytes);
                self.out.extend(b"\nendstream");
            }
        }
        self.out.extend(b"\nendobj\n");
        number
    }
}

/// The file with these pages.
pub(super) fn file(leaves: &[Leaf<'_>]) -> Vec<u8> {
    let mut objects = Objects { out: b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec(), at: Vec::new() };
    // The fonts, then two objects a page (three with a picture); the tree of
    // pages comes last but one.
    let mut fonts = String::new();
    for (at, (face, bold)) in FACES.into_iter().enumerate() {
        let wide: Vec<String> = widths(face, bold).iter().map(u16::to_string).collect();
        let number = objects.add(
            &format!(
                "<</Type/Font/Subtype/Type1/BaseFont/{}/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126/Widths[{}]>>",
                name(face, bold),
                wide.join(" ")
            ),
            None,
        );
        let _ = write!(fonts, "/F{at} {number} 0 R ");
    }
    let each: usize = leaves.iter().map(|leaf| if matches!(leaf, Leaf::Ink(_)) { 2 } else { 3 }).sum();
    let tree = objects.at.len() + each + 1;
    let mut kids = String::new();
    for leaf in leaves {
        let number = match leaf {
            Leaf::Ink(page) => ink_page(&mut objects, page, &fonts, tree),
            Leaf::Picture { jpeg, pixels, dots_per_inch } => {
                picture_page(&mut objects, jpeg, *pixels, *dots_per_inch, tree)
            }
        };
        let _ = write!(kids, "{number} 0 R ");
    }
    objects.add(&format!("<</Type/Pages/Count {}/Kids[{kids}]>>", leaves.len()), None);
    let root = objects.add(&format!("<</Type/Catalog/Pages {tree} 0 R>>"), None);
    ended(objects, root)
}

fn ended(objects: Objects, root: usize) -> Vec<u8> {
    let Objects { mut out, at } = objects;
    let table = out.len();
    let mut tail = format!("xref\n0 {}\n0000000000 65535 f \n", at.len() + 1);
    for place in &at {
        let _ = writeln!(tail, "{place:010} 00000 n ");
    }
    let _ = write!(tail, "trailer\n<</Size {}/Root {root} 0 R>>\nstartxref\n{table}\n%%EOF\n", at.len() + 1);
    out.extend(tail.bytes());
    out
}

fn ink_page(objects: &mut Objects, page: &Page, fonts: &str, tree: usize) -> usize {
    let content = page.inks.iter().map(drawn).collect::<String>();
    let stream = objects.add("", Some(content.as_bytes()));
    objects.add(
        &format!(
            "<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {} {}]/Resources<</Font<<{fonts}>>>>/Contents {stream} 0 R>>",
            SIZE.0, SIZE.1
        ),
        None,
    )
}

fn picture_page(objects: &mut Objects, jpeg: &[u8], (wide, high): (u32, u32), dots: f32, tree: usize) -> usize {
    let head = format!(
        "/Type/XObject/Subtype/Image/Width {wide}/Height {high}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode"
    );
    let image = objects.add(&head, Some(jpeg));
    let points = |pixels: u32| f64::from(pixels) * 72.0 / f64::from(dots);
    let (w, h) = (points(wide), points(high));
    let stream = objects.add("", Some(format!("q {w:.2} 0 0 {h:.2} 0 0 cm /I Do Q").as_bytes()));
    objects.add(
        &format!(
            "<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {w:.2} {h:.2}]/Resources<</XObject<</I {image} 0 R>>>>/Contents {stream} 0 R>>"
        ),
        None,
    )
}

fn drawn(ink: &Ink) -> String {
    let up = |y: f32| SIZE.1 - y;
    match ink {
        Ink::Words { at, face, bold, size, words, angle } => {
            let font = FACES.iter().position(|one| *one == (*face, *bold)).unwrap_or(0);
            let (sin, cos) = angle.to_radians().sin_cos();
            format!(
                "BT /F{font} {size:.1} Tf {cos:.4} {sin:.4} {:.4} {cos:.4} {:.2} {:.2} Tm ({}) Tj ET\n",
                -sin,
                at.0,
                up(at.1),
                escaped(words)
            )
        }
        Ink::Rule { from, to, width } => {
            format!("{width:.1} w {:.2} {:.2} m {:.2} {:.2} l S\n", from.0, up(from.1), to.0, up(to.1))
        }
        Ink::Bar { at, size, grey } => {
            format!("{grey} g {:.2} {:.2} {:.2} {:.2} re f 0 g\n", at.0, up(at.1 + size.1), size.0, size.1)
        }
        Ink::Pen(points) => {
            let mut out = "1.1 w ".to_owned();
            for (at, (x, y)) in points.iter().enumerate() {
                let _ = match at {
                    0 => write!(out, "{x:.1} {:.1} m ", up(*y)),
                    _ => write!(
                        out,
                        "{:.1} {:.1} {:.1} {:.1} {x:.1} {:.1} c ",
                        x - 6.0,
                        up(y - 5.0),
                        x - 2.0,
                        up(y + 6.0),
                        up(*y)
                    ),
                };
            }
            out + "S\n"
        }
    }
}

fn escaped(words: &str) -> String {
    words.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)")
}
