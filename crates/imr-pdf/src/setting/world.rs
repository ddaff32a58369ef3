//! The small world in which a template is set: fonts, templates and one data
//! file. There is no file system, no network, no clock and no package.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

/// The templates by name; the first is where setting begins.
const TEMPLATES: [(&str, &str); 5] = [
    ("main.typ", include_str!("templates/main.typ")),
    ("parts.typ", include_str!("templates/parts.typ")),
    ("letter.typ", include_str!("templates/letter.typ")),
    ("record.typ", include_str!("templates/record.typ")),
    ("form.typ", include_str!("templates/form.typ")),
];

/// The name under which the templates find what is to be set.
const SHEET: &str = "sheet.json";

/// What stays the same from one document to the next.
pub(super) struct Shop {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: Vec<Source>,
}

impl Shop {
    pub(super) fn new() -> Self {
        let own = [notosans::REGULAR_TTF, notosans::BOLD_TTF, notosans::ITALIC_TTF];
        let fonts: Vec<Font> =
            own.into_iter().chain(typst_assets::fonts()).flat_map(|data| Font::iter(Bytes::new(data))).collect();
        // The extras give the first column of a form its tags as heads of rows.
        let features = [Feature::A11yExtras].into_iter().collect();
        Self {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            sources: TEMPLATES
                .into_iter()
                .filter_map(|(name, text)| Some(Source::new(file_id(name)?, text.to_owned())))
                .collect(),
        }
    }

    /// True where some font has a glyph for the character and the character
    /// means the same to everyone, which those for private use do not.
    pub(super) fn draws(&self, one: char) -> bool {
        let private = matches!(one, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        one.is_ascii() || !private && self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(one)))
    }

    /// The world that holds this sheet.
    pub(super) fn with_sheet(&self, json: String) -> Desk<'_> {
        Desk { shop: self, sheet: Bytes::from_string(json) }
    }
}

/// The shop with one document on the desk.
pub(super) struct Desk<'s> {
    shop: &'s Shop,
    sheet: Bytes,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shop.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shop.book
    }

    fn main(&self) -> FileId {
        // `Shop::new` makes the sources from a fixed list that is not empty.
        self.shop.sources[0].id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = self.shop.sources.iter().find(|source| source.id() == id);
        found.cloned().ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if file_id(SHEET) == Some(id) {
            return Ok(self.sheet.clone());
        }
        self.source(id).map(|source| Bytes::from_string(source.text().to_owned()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shop.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

fn file_id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}
