//! Where on its page something stands that was found: for people, and for
//! `imr file search --json`.

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

/// Where a hit stands on its page, in words, as far as its words have places:
/// of each place the boxes of its lines.
pub(super) fn on_page(hit: &Hit, words: &[Word]) -> Option<String> {
    let places = boxes(hit, words).into_iter().map(|boxes| lines(&boxes)).filter(|lines| !lines.is_empty());
    let told = places.map(|lines| {
        let boxes: Vec<String> = lines
            .iter()
            .map(|[left, top, right, bottom]| format!("{left:.0},{top:.0}-{right:.0},{bottom:.0}"))
            .collect();
        boxes.join(" and ")
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| told.join("; "))
}

/// One box for the words of a line. Words of plain text have none.
fn lines(boxes: &[[f32; 4]]) -> Vec<[f32; 4]> {
    let mut lines: Vec<[f32; 4]> = Vec::new();
    for area in boxes.iter().filter(|area| area[2] > area[0] && area[3] > area[1]) {
        let middle = (area[1] + area[3]) / 2.0;
        match lines.last_mut() {
            Some(line) if (line[1]..line[3]).contains(&middle) && area[0] >= line[0] => {
                *line = [line[0], line[1].min(area[1]), line[2].max(area[2]), line[3].max(area[3])];
            }
            _ => lines.push(*area),
        }
    }
    lines
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

    #[test]
    fn people_are_told_one_box_for_each_line_of_a_hit() {
        let areas = [[72.0, 100.0, 100.0, 112.0], [104.0, 101.0, 140.0, 112.0], [72.0, 114.0, 90.0, 126.0]];
        let mut words: Vec<Word> =
            ["straight", "leg", "raise"].into_iter().zip(areas).map(|(text, area)| Word::at(text, area)).collect();
        words[1].ends_line = true;
        let hit = Hit { page: 1, score: 1.0, spans: std::iter::once(0..18).collect(), hidden: Vec::new() };
        assert_eq!(on_page(&hit, &words).as_deref(), Some("72,100-140,112 and 72,114-90,126"));
        // Plain text has words and no places.
        let words = ["straight", "leg", "raise"].map(|text| Word::at(text, [0.0; 4]));
        assert_eq!(on_page(&hit, &words), None);
    }
}
