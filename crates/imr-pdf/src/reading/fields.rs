//! What the fields of a form hold. The value counts: what is drawn for it may
//! be old, or left to the viewer to draw.

use super::string::decoded;
use hayro_syntax::object::{Array, Dict, Name, Object, Rect};
use hayro_syntax::page::Page;

/// How far a field inherits from the fields above it.
const DEEPEST: usize = 8;

/// Bits of an annotation that is not shown: hidden, and no view.
const UNSEEN: i32 = (1 << 1) | (1 << 5);

/// Bits of a field: a password, a set of radio buttons, a button that only
/// does something.
const PASSWORD: i32 = 1 << 13;
const RADIO: i32 = 1 << 15;
const PUSH: i32 = 1 << 16;

/// Bit of a list of which only what was chosen is shown.
const COMBO: i32 = 1 << 17;

/// The longest list of choices that is looked through.
const MOST_CHOICES: usize = 10_000;

/// A field on a page that is filled in.
pub(super) struct Field {
    /// Where it stands, as the file says it.
    pub(super) area: Rect,
    pub(super) says: Says,
    /// Whether the file says how it looks.
    pub(super) drawn: bool,
}

/// What a field says.
pub(super) enum Says {
    /// A text, or what was chosen from a list, one a line.
    Text(String),
    /// What was chosen from a list of which all is shown, one a line.
    Choice(String),
    /// On or off, and the caption where the file has one for it.
    Mark(bool, Option<String>),
}

/// A remark on a page.
pub(super) struct Remark {
    pub(super) area: Rect,
    pub(super) text: String,
    /// Whether it stands on the page, or behind a sign that is clicked on.
    pub(super) open: bool,
}

/// What fields and remarks a page has, and whether viewers are asked to draw
/// the fields anew.
pub(super) struct Filled {
    pub(super) fields: Vec<Field>,
    pub(super) remarks: Vec<Remark>,
    pub(super) anew: bool,
}

impl Filled {
    pub(super) fn of(page: &Page<'_>) -> Self {
        let mut filled = Self { fields: Vec::new(), remarks: Vec::new(), anew: false };
        let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else {
            return filled;
        };
        for one in annotations.iter::<Dict<'_>>() {
            let kind = one.get::<Name<'_>>(b"Subtype");
            let (Some(kind), Some(area)) = (kind, one.get::<Rect>(b"Rect")) else { continue };
            if one.get::<i32>(b"F").unwrap_or(0) & UNSEEN != 0 {
                continue;
            }
            match &*kind {
                b"Widget" => filled.fields.extend(field(&one, area)),
                b"FreeText" if !has_look(&one) => filled.remarks.extend(remark(&one, area, true)),
                // Answers that only set a state say nothing.
                b"Text" if !one.contains_key(b"StateModel") => filled.remarks.extend(remark(&one, area, false)),
                _ => {}
            }
        }
        filled.anew = !filled.fields.is_empty() && asks_anew(page);
        filled
    }
}

fn asks_anew(page: &Page<'_>) -> bool {
    let xref = page.xref();
    let root = xref.get::<Dict<'_>>(xref.root_id());
    let form = root.and_then(|root| root.get::<Dict<'_>>(b"AcroForm"));
    form.and_then(|form| form.get::<bool>(b"NeedAppearances")).unwrap_or(false)
}

fn remark(one: &Dict<'_>, area: Rect, open: bool) -> Option<Remark> {
    let text = text(&one.get::<Object<'_>>(b"Contents")?)?;
    (!text.trim().is_empty()).then_some(Remark { area, text, open })
}

fn has_look(one: &Dict<'_>) -> bool {
    one.get::<Dict<'_>>(b"AP").is_some_and(|looks| looks.contains_key(b"N"))
}

fn field(one: &Dict<'_>, area: Rect) -> Option<Field> {
    let kind = inherited(one, b"FT")?.into_name()?;
    let bits = inherited(one, b"Ff").and_then(Object::into_i32).unwrap_or(0);
    let drawn = has_look(one);
    match &*kind {
        b"Tx" if bits & PASSWORD == 0 => {
            let says = Says::Text(text(&inherited(one, b"V")?)?);
            Some(Field { area, says, drawn })
        }
        b"Ch" if bits & COMBO == 0 => Some(Field { area, says: Says::Choice(chosen(one)?), drawn }),
        b"Ch" => Some(Field { area, says: Says::Text(chosen(one)?), drawn }),
        b"Btn" if bits & PUSH == 0 => button(one, area, bits & RADIO != 0),
        _ => None,
    }
}

/// A text string, or a stream that holds one.
fn text(object: &Object<'_>) -> Option<String> {
    match object {
        Object::String(text) => Some(decoded(text.as_bytes())),
        Object::Stream(stream) => Some(decoded(&stream.decoded_data().ok()?)),
        _ => None,
    }
}

/// What was chosen from a list, as it is shown and not as it is sent.
fn chosen(one: &Dict<'_>) -> Option<String> {
    let values: Vec<String> = match inherited(one, b"V")? {
        Object::Array(all) => all.iter::<Object<'_>>().take(MOST_CHOICES).filter_map(|each| text(&each)).collect(),
        other => vec![text(&other)?],
    };
    let choices: Vec<(String, String)> = match inherited(one, b"Opt") {
        Some(Object::Array(all)) => all.iter::<Object<'_>>().take(MOST_CHOICES).filter_map(choice).collect(),
        _ => Vec::new(),
    };
    let shown = |value: String| match choices.iter().find(|(sent, _)| *sent == value) {
        Some((_, shown)) => shown.clone(),
        None => value,
    };
    Some(values.into_iter().map(shown).collect::<Vec<_>>().join("\n"))
}

/// A choice as it is sent and as it is shown.
fn choice(one: Object<'_>) -> Option<(String, String)> {
    match one {
        Object::Array(pair) => {
            let mut pair = pair.iter::<Object<'_>>();
            Some((text(&pair.next()?)?, text(&pair.next()?)?))
        }
        other => text(&other).map(|only| (only.clone(), only)),
    }
}

/// A box to tick or a radio button. Of a radio button that does not say its
/// own state nothing is known.
fn button(one: &Dict<'_>, area: Rect, radio: bool) -> Option<Field> {
    let own = one.get::<Name<'_>>(b"AS");
    let state = match own {
        Some(state) => state,
        None if radio => return None,
        None => inherited(one, b"V")?.into_name()?,
    };
    let on = &*state != b"Off";
    let looks = one.get::<Dict<'_>>(b"AP").and_then(|looks| looks.get::<Object<'_>>(b"N"));
    let drawn = match looks {
        Some(Object::Dict(looks)) => !on || looks.contains_key(&*state),
        other => other.is_some(),
    };
    let caption = |dict: &Dict<'_>, key: &[u8]| dict.get::<Object<'_>>(key).and_then(|object| text(&object));
    let own = one.get::<Dict<'_>>(b"MK").and_then(|look| caption(&look, b"CA"));
    // One character is the sign itself.
    let named = own.filter(|text| text.trim().chars().count() > 1);
    let named = named.or_else(|| caption(one, b"TU"));
    Some(Field { area, says: Says::Mark(on, named), drawn })
}

fn inherited<'a>(field: &Dict<'a>, key: &[u8]) -> Option<Object<'a>> {
    let mut field = field.clone();
    for _ in 0..DEEPEST {
        if let Some(found) = field.get::<Object<'a>>(key) {
            return Some(found);
        }
        field = field.get::<Dict<'a>>(b"Parent")?;
    }
    None
}
