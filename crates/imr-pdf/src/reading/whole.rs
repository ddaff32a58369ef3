//! Whether the content of a page is whole. The interpreter passes over what
//! it cannot read; of what was passed over nobody may say that it holds
//! nothing.

use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources};
use hayro_syntax::xref::XRef;
use std::collections::HashSet;

/// How what is said of a damaged page begins.
const DAMAGED: &str = "the content of the page is damaged: ";

/// Forms that are looked at on a page, and how deep they nest.
const MOST_FORMS: usize = 500;
const DEEPEST: usize = 16;

/// Set behind a content: where it is not read, the content breaks off before.
const SEAL: &[u8] = b"TheEndOfTheContent";

/// The operators of PDF 2.0 (ISO 32000-2, annex A).
const OPERATORS: &str = "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j \
                         J K k l M m MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts \
                         Tw Tz v w W W* y ' \"";

/// So many operators that there are not, and more than one in so many, are
/// rubbish.
const MOST_STRANGE: usize = 5;
const ONE_IN: usize = 5;

/// What is lost.
type Loss = &'static str;
const MISSING: Loss = "it, or a part of it, is missing from the file";
const UNKNOWN: Loss = "it is packed in a way that is not known";
const UNPACKED: Loss = "it breaks off, or cannot be unpacked as it was packed";
const ENDS: Loss = "it breaks off in the midst";
const RUBBISH: Loss = "much of it is nothing that can be drawn";
const PART: Loss = "something that it draws is missing from the file";

/// What of the content of a page is lost, as a sentence.
pub(super) fn loss(page: &Page<'_>) -> Option<String> {
    let mut looking = Looking { xref: page.xref(), seen: HashSet::new() };
    let loss = looking.contents(page).or_else(|| {
        let content = page.page_stream().unwrap_or_default();
        looking.operators(content, page.resources(), 0)
    });
    loss.map(|what| format!("{DAMAGED}{what}; words may be missing, so compare the page with another copy"))
}

/// Whether this was said of a page of which a part is lost, whatever else was
/// read of it.
pub(crate) fn is_loss(why: &str) -> bool {
    why.starts_with(DAMAGED)
}

struct Looking<'a> {
    xref: &'a XRef,
    seen: HashSet<ObjectIdentifier>,
}

impl<'a> Looking<'a> {
    /// Whether the streams of a page are there and whole.
    fn contents(&self, page: &Page<'a>) -> Option<Loss> {
        if !page.raw().contains_key(b"Contents") {
            return None;
        }
        match page.raw().get_raw::<Object<'a>>(b"Contents").and_then(|raw| self.resolved(raw)) {
            Some(Object::Stream(stream)) => packing(&stream),
            Some(Object::Array(parts)) => parts.raw_iter().find_map(|part| match self.resolved(part) {
                Some(Object::Stream(stream)) => packing(&stream),
                _ => Some(MISSING),
            }),
            _ => Some(MISSING),
        }
    }

    fn resolved(&self, raw: MaybeRef<Object<'a>>) -> Option<Object<'a>> {
        match raw {
            MaybeRef::Ref(at) => self.xref.get(at.into()),
            MaybeRef::NotRef(object) => Some(object),
        }
    }

    /// Whether a content can be read to its end, and what it draws is there.
    fn operators(&mut self, content: &[u8], resources: &Resources<'a>, depth: usize) -> Option<Loss> {
        let sealed = [content, b"\n", SEAL].concat();
        let mut all = UntypedIter::new(&sealed);
        let (mut known, mut strange, mut read) = (0, 0, 0);
        let ended = loop {
            let Some(one) = all.next() else { break false };
            let name: &[u8] = one.operator;
            read = (name.as_ptr() as usize + name.len()).saturating_sub(sealed.as_ptr() as usize);
            match name {
                SEAL => break true,
                b"Do" => {
                    known += 1;
                    if let Some(Object::Name(drawn)) = one.operands().next()
                        && let Some(loss) = self.drawn(drawn, resources, depth)
                    {
                        return Some(loss);
                    }
                }
                name if is_operator(name) => known += 1,
                _ => strange += 1,
            }
        };
        // A stray bracket behind all is no loss.
        let rest = content.get(read..).unwrap_or_default();
        if !ended && rest.iter().any(u8::is_ascii_alphanumeric) {
            return Some(ENDS);
        }
        (strange >= MOST_STRANGE && strange * ONE_IN > known).then_some(RUBBISH)
    }

    /// Whether a form or picture is there, and the form is whole.
    fn drawn(&mut self, name: &Name<'_>, resources: &Resources<'a>, depth: usize) -> Option<Loss> {
        let Some(stream) = resources.get_x_object(name) else {
            return Some(PART);
        };
        let is_form = stream.dict().get::<Name<'_>>(b"Subtype").is_some_and(|kind| &*kind == b"Form");
        if !is_form || depth >= DEEPEST || self.seen.len() >= MOST_FORMS || !self.seen.insert(stream.obj_id()) {
            return None;
        }
        if let Some(loss) = packing(&stream) {
            return Some(loss);
        }
        let own = stream.dict().get::<Dict<'a>>(b"Resources").map(Resources::new);
        let content = stream.decoded_data().ok()?;
        self.operators(&content, own.as_ref().unwrap_or(resources), depth + 1)
    }
}

fn is_operator(name: &[u8]) -> bool {
    OPERATORS.split(' ').any(|one| one.as_bytes() == name)
}

/// Whether a stream can be unpacked to its end.
fn packing(stream: &Stream<'_>) -> Option<Loss> {
    let dict = stream.dict();
    let named = ["F", "Filter"].into_iter().find_map(|key| match dict.get::<Object<'_>>(key) {
        Some(Object::Name(name)) => Some(vec![name]),
        Some(Object::Array(names)) => Some(names.iter::<Name<'_>>().collect()),
        _ => None,
    });
    let named = named.unwrap_or_default();
    // The reader passes over filters that it does not know.
    if named.len() != stream.filters().len() {
        return Some(UNKNOWN);
    }
    let whole = match named.as_slice() {
        [] => true,
        [only] if matches!(&**only, b"FlateDecode" | b"Fl") => inflates(&stream.raw_data()),
        _ => stream.decoded_data().is_ok(),
    };
    (!whole).then_some(UNPACKED)
}

/// Whether a stream that was deflated ends as it should, and fits its check
/// sum where it has one.
fn inflates(packed: &[u8]) -> bool {
    // A stream of nothing is written by some as no bytes at all.
    packed.is_empty() || deflated(packed.get(2..).unwrap_or_default()) || deflated(packed)
}

fn deflated(packed: &[u8]) -> bool {
    let mut unpacking = Decompress::new(false);
    let mut piece = vec![0; 1 << 16];
    let mut sum = (1_u32, 0_u32);
    loop {
        let (read, written) = (unpacking.total_in(), unpacking.total_out());
        let rest = packed.get(usize::try_from(read).unwrap_or(usize::MAX)..).unwrap_or_default();
        let Ok(status) = unpacking.decompress(rest, &mut piece, FlushDecompress::None) else { return false };
        let fresh = usize::try_from(unpacking.total_out() - written).unwrap_or(0);
        piece[..fresh].iter().fold(&mut sum, |sum, byte| {
            sum.0 = (sum.0 + u32::from(*byte)) % 65_521;
            sum.1 = (sum.1 + sum.0) % 65_521;
            sum
        });
        if status == Status::StreamEnd {
            let end = usize::try_from(unpacking.total_in()).unwrap_or(usize::MAX);
            let noted = packed.get(end..).and_then(|rest| rest.first_chunk::<4>());
            return noted.is_none_or(|noted| u32::from_be_bytes(*noted) == sum.1 << 16 | sum.0);
        }
        if fresh == 0 && unpacking.total_in() == read {
            return false;
        }
    }
}
