//! Setting documents: Typst as a library, with our own templates.

mod sheet;
mod world;

use imr_core::digest::Digest;
use imr_core::paper::{Composition, NotSet};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use world::Shop;

/// What a document is made to conform to, best first. PDF/A asks for a date
/// and for characters of public meaning: a document that cannot have these is
/// still set, tagged, with all its text.
const STANDARDS: [&[PdfStandard]; 3] = [&[PdfStandard::A_2a, PdfStandard::Ua_1], &[PdfStandard::Ua_1], &[]];

/// How many settings the typesetter's memory of earlier work outlives.
const MEMORY: usize = 8;

/// Sets documents.
pub(crate) struct Press {
    shop: Shop,
}

impl Press {
    pub(crate) fn new() -> Self {
        Self { shop: Shop::new() }
    }

    pub(crate) fn set(&self, composition: &Composition) -> Result<Vec<u8>, NotSet> {
        let bytes = self.print(composition).map_err(|what| NotSet { title: composition.title.clone(), what });
        typst::comemo::evict(MEMORY);
        bytes
    }

    fn print(&self, composition: &Composition) -> Result<Vec<u8>, String> {
        let mut sheet = sheet::sheet(composition);
        sheet::spell(&mut sheet, &|one| self.shop.draws(one));
        let json = sheet.to_string();
        let ident = Digest::of_parts(&[json.as_bytes(), date_text(composition).as_bytes()]).to_string();
        let desk = self.shop.with_sheet(json);
        let document: PagedDocument = typst::compile(&desk).output.map_err(|errors| said(&errors))?;
        let mut refused = String::new();
        for standards in STANDARDS {
            let options = PdfOptions {
                ident: Smart::Custom(ident.clone()),
                creator: Smart::Custom(Some("OpenIMR".to_owned())),
                timestamp: timestamp(composition),
                standards: PdfStandards::new(standards).map_err(|error| error.message().to_string())?,
                ..PdfOptions::default()
            };
            match typst_pdf::pdf(&document, &options) {
                Ok(bytes) => return Ok(bytes),
                Err(errors) => refused = said(&errors),
            }
        }
        Err(refused)
    }
}

fn date_text(composition: &Composition) -> String {
    composition.date.map(|date| date.to_string()).unwrap_or_default()
}

/// Midnight of the document's own date: there is no clock here.
fn timestamp(composition: &Composition) -> Option<Timestamp> {
    let date = composition.date?;
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    let midnight = Datetime::from_ymd_hms(i32::from(date.year()), month, day, 0, 0, 0)?;
    Some(Timestamp::new_utc(midnight))
}

fn said(errors: &[SourceDiagnostic]) -> String {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    messages.join("; ")
}
