//! Piles made up for the purpose, split and compared with how they were made.

use super::super::sheets::{Lot, Sheet, pile, recognized};
use super::*;

/// What came out right, in per cent of documents.
#[derive(Debug, Default)]
struct Score {
    documents: usize,
    found: usize,
    right: usize,
    kinds: usize,
    days: usize,
}

fn score(sheets: &[Sheet], every: Option<usize>, score: &mut Score) {
    let mut lot = Lot::new(77);
    let texts: Vec<String> = sheets
        .iter()
        .flat_map(|sheet| &sheet.pages)
        .map(|page| every.map_or_else(|| page.clone(), |every| recognized(page, every, &mut lot)))
        .collect();
    let pages: Vec<PilePage<'_>> =
        (1..).zip(&texts).map(|(number, text)| PilePage { number, text, begins_file: number == 1 }).collect();
    let parts = split(&pages);
    score.found += parts.len();
    let mut start = 0;
    for sheet in sheets {
        score.documents += 1;
        let range = start..start + sheet.pages.len();
        start = range.end;
        let Some(part) = parts.iter().find(|part| part.pages == range) else {
            if std::env::var_os("SHOW").is_some() {
                eprintln!("boundary of {:?} pages {range:?}:\n{}\n---", sheet.kind, texts[range.start]);
            }
            continue;
        };
        score.right += 1;
        score.kinds += usize::from(part.kind.value == sheet.kind);
        let day = part.date.as_ref().map(|day| day.value);
        score.days += usize::from(day == Some(sheet.day));
        if std::env::var_os("SHOW").is_some() && (part.kind.value != sheet.kind || day != Some(sheet.day)) {
            eprintln!(
                "{:?} {} read as {:?} {day:?}:\n{}\n---",
                sheet.kind, sheet.day, part.kind.value, texts[range.start]
            );
        }
    }
}

fn per_cent(part: usize, whole: usize) -> usize {
    part * 100 / whole.max(1)
}

#[test]
fn a_pile_is_split_into_its_documents() {
    for (every, boundaries, kinds, days) in [(None, 97, 97, 97), (Some(60), 93, 95, 90)] {
        let mut sum = Score::default();
        for seed in 1..=3 {
            score(&pile(60, seed), every, &mut sum);
        }
        eprintln!("one letter in {every:?} wrong: {sum:?}");
        assert!(per_cent(sum.right, sum.documents) >= boundaries, "{every:?} {sum:?}");
        assert!(per_cent(sum.kinds, sum.right) >= kinds, "{every:?} {sum:?}");
        assert!(per_cent(sum.days, sum.right) >= days, "{every:?} {sum:?}");
    }
}
