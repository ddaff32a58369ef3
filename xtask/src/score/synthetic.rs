//! `cargo xtask score letters --synthetic`: how well the older layouts are
//! read. Few real letters of them are to be had, so they are made, by a
//! generator that shares no phrase with the reader.

use super::compare::compare;
use super::round_trip::RoundTrip;
use super::tally::Score;
use crate::shell::{Outcome, Trouble};
use imr_core::letter::reading::read;
use imr_core::letter::without_running_lines;
use imr_sample::letters::{Layout, letter};

/// What is asked of every field, in per cent.
const BAR: f64 = 99.0;

/// Seeds below this one are for mending the reader; the score is taken on
/// letters that nobody looked at.
const FIRST_SEED: u64 = 9000;

const COUNT: u64 = 40;

/// Which letters are made.
struct Wanted {
    layouts: Vec<Layout>,
    first: u64,
    count: u64,
}

/// Scores synthetic letters, a table for each layout.
pub(crate) fn synthetic(options: &[&str]) -> Outcome {
    let wanted = wanted(options)?;
    let mut below = Vec::new();
    for layout in wanted.layouts {
        let (score, trip) = score(layout, wanted.first, wanted.count);
        println!(
            "Layout {}, seeds {} on\n{}{}",
            layout.year(),
            wanted.first,
            score.table(wanted.count),
            trip.records()
        );
        below.extend(score.below().into_iter().map(|field| format!("{field} of {}", layout.year())));
        if trip.loses_records() {
            below.push(format!("round trip of {}", layout.year()));
        }
    }
    if below.is_empty() {
        return Ok(());
    }
    Err(Trouble::new(
        format!("Below the bar of {BAR} %: {}.", below.join(", ")),
        "Each miss is listed above: mend the reader, or the letter where nobody would write it so.",
    ))
}

fn score(layout: Layout, first: u64, count: u64) -> (Score, RoundTrip) {
    let mut score = Score::with_one_bar(BAR);
    let mut trip = RoundTrip::default();
    for seed in first..first.saturating_add(count) {
        let sample = letter(layout, seed);
        let text = without_running_lines(&sample.text);
        trip.add(&sample.name, &text);
        compare(&mut score, &sample.name, &read(&sample.name, &text), &sample.truth);
    }
    (score, trip)
}

fn wanted(options: &[&str]) -> Outcome<Wanted> {
    let mut wanted = Wanted { layouts: Layout::ALL.to_vec(), first: FIRST_SEED, count: COUNT };
    for pair in options.chunks(2) {
        let number = || pair.get(1).and_then(|number| number.parse().ok()).ok_or_else(|| not_understood(pair));
        match pair {
            ["--layout", year] => wanted.layouts = vec![Layout::of_year(year).ok_or_else(|| not_understood(pair))?],
            ["--seed", _] => wanted.first = number()?,
            ["--count", _] => wanted.count = number()?,
            _ => return Err(not_understood(pair)),
        }
    }
    Ok(wanted)
}

fn not_understood(pair: &[&str]) -> Trouble {
    Trouble::new(
        format!("`{}` is not understood.", pair.join(" ")),
        "Write --layout 2013, 2014 or 2015, --seed NUMBER, --count NUMBER.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_older_layouts_are_read_at_the_bar() {
        for layout in Layout::ALL {
            let (score, trip) = score(layout, 20_000, 20);
            assert!(score.below().is_empty(), "{}\n{}", layout.year(), score.table(20));
            assert!(!trip.loses_records(), "{}\n{}", layout.year(), trip.records());
        }
    }
}
