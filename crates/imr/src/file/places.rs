//! `imr file search --json`: each page that was found, with the sentences and
//! the places on the page.

use crate::args::CaseArgs;
use crate::data;
use crate::failure::Failure;
use imr_core::casefile::{CaseFile, Hit, Query};
use imr_core::paper::{PageText, Word};
use serde_json::{Value, json};

pub(super) async fn print(args: &CaseArgs, file: &CaseFile, query: &Query) -> Result<(), Failure> {
    let index = super::index(file);
    let hits = index.find(query);
    let app = data::existing(&args.data, None).await?;
    let pages: Vec<u32> = hits.iter().map(|hit| hit.page).collect();
    let words = app.page_words(&args.case, &pages).await?;
    let told = |hit: &Hit| {
        let text = file.page(hit.page).map_or("", |page| page.text.as_str());
        let words = words.get(&hit.page).map_or(&[][..], Vec::as_slice);
        json!({
            "page": hit.page,
            "place": file.place(hit.page),
            "about_somebody_else": file.is_strangers(hit.page),
            "score": hit.score,
            "spans": hit.spans,
            "hidden": hit.hidden,
            "boxes": boxes(hit, words),
            "context": hit.contexts(text).into_iter().map(|(sentence, marks)| json!({
                "text": sentence,
                "marks": marks,
            })).collect::<Vec<Value>>(),
        })
    };
    let hits: Vec<Value> = hits.iter().map(told).collect();
    super::json(&json!({ "hits": hits, "record": query.record(file, &index) }))
}

/// The boxes of the words that each span touches: left, top, right and bottom,
/// in points from the upper left corner of the page.
fn boxes(hit: &Hit, words: &[Word]) -> Vec<Vec<[f32; 4]>> {
    let places = PageText::places(words);
    hit.spans
        .iter()
        .map(|span| {
            let touched = places.iter().zip(words);
            touched
                .filter(|(place, _)| place.start < span.end && span.start < place.end)
                .map(|(_, word)| word.area)
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_has_the_boxes_of_the_words_it_touches() {
        let mut words: Vec<Word> = (0_u8..3)
            .zip(["lumbar", "spasm", "there"])
            .map(|(at, text)| Word::at(text, [f32::from(at), 0.0, f32::from(at) + 1.0, 1.0]))
            .collect();
        words[0].ends_block = true;
        let text = PageText { words: words.clone(), size: (1.0, 1.0), trouble: None }.text();
        let at = text.find("spasm").expect("it is there");
        let hit = Hit { page: 1, score: 1.0, spans: std::iter::once(at..at + 5).collect(), hidden: Vec::new() };
        assert_eq!(boxes(&hit, &words), [[words[1].area]]);
    }
}
