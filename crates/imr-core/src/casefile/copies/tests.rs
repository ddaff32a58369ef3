//! Copies made up for the purpose: scanned and faxed again, and reports that
//! only look alike.

use super::super::sheets::{Lot, pile, recognized};
use super::*;
use jiff::civil::date;

const REPORT: &str = "Larkspur Spine Center\n12 Alder Street, Suite 4\n\nFollow-up Visit\nDate of visit: 02/17/2015\n\
    Patient: Rosa Testperson\nPain is rated 6/10 at rest and 8/10 with lifting. There is spasm on the right.\n\
    Continue naproxen 550 mg twice daily with food. Cyclobenzaprine 7.5 mg at night as needed.\n\
    The patient denies bowel or bladder changes. Straight leg raise is positive on the left.\n\
    Modified duty with no lifting above 15 pounds. Return in four weeks.\nTobias Wren, M.D.";

fn page(number: u32, text: &str, recognized: bool) -> CopyPage<'_> {
    CopyPage { number, text, recognized, doubted: &[], day: None, sure: false, begins: true }
}

#[test]
fn a_stamp_skew_and_another_fax_header_are_folded_and_another_day_is_not() {
    let stamped = format!(
        "03/19/2015 10:41 FROM: 5551234567 P. 03/17\n{}\nRECEIVED MAR 20 2015 J.S.",
        recognized(REPORT, 90, &mut Lot::new(5))
    );
    let later = REPORT.replace("02/17/2015", "03/17/2015");
    for (text, folded) in [
        (REPORT.to_owned(), true),
        (stamped.clone(), true),
        (later.clone(), false),
        (recognized(&later, 150, &mut Lot::new(9)), false),
        (REPORT.replace("6/10", "5/10"), false),
        (REPORT.replace("550 mg", "375 mg"), false),
        (REPORT.replace("on the right", "on the left"), false),
        (REPORT.replace("denies", "reports"), false),
        (REPORT.replace("naproxen", "ibuprofen"), false),
        (REPORT.replace("Return in", "An injection was done today. Return in"), false),
    ] {
        let found = copies(&[page(1, REPORT, false)], &[page(2, &text, text != REPORT)]);
        assert_eq!(!found.is_empty(), folded, "{text}\n{found:?}");
    }
}

/// Of one day, and read without a fault: whoever copied it did not write that.
#[test]
fn a_scan_that_says_the_contrary_is_no_copy() {
    let day = Some(date(2015, 2, 17));
    let one = CopyPage { day, sure: true, ..page(1, REPORT, false) };
    for (text, folded) in [
        (REPORT.to_owned(), true),
        (recognized(REPORT, 90, &mut Lot::new(5)), true),
        // A word that recognition drops.
        (REPORT.replace("15 pounds", "16 pounds"), false),
        (REPORT.replace("with food", "food"), true),
        (REPORT.replace("There is spasm", "There is no spasm"), false),
        (REPORT.replace("is positive on", "is not positive on"), false),
        (REPORT.replace("is positive on", "is negative on"), false),
        (REPORT.replace("is positive on", "is on"), false),
        (REPORT.replace("on the right", "on the left"), false),
        (REPORT.replace("6/10 at", "4/10 at"), false),
        (REPORT.replace("6/10 at", "5/10 at"), false),
        (REPORT.replace("550 mg twice", "220 mg twice"), false),
        (REPORT.replace("550 mg twice", "850 mg twice"), false),
        (REPORT.replace("15 pounds", "50 pounds"), false),
    ] {
        let other = CopyPage { day, sure: true, ..page(2, &text, true) };
        assert_eq!(!copies(&[], &[one, other]).is_empty(), folded, "{text}");
        let (other, one) = (CopyPage { number: 1, ..other }, CopyPage { number: 2, ..one });
        assert_eq!(!copies(&[], &[other, one]).is_empty(), folded, "the other way: {text}");
    }
}

/// Recognition loses the cells of a table that lies askew.
#[test]
fn a_page_of_which_half_was_read_is_folded_and_another_is_not() {
    let head = "Silver Fern Neurodiagnostics\n3232 Old Mill Lane\nPort Sable, CA 94991\n\
        Tel (555) 536-9758 Fax (555) 923-0998\n";
    let study = "EMG and Nerve Conduction Study\nName: Rosa Testperson\nDOB: 9/15/1966\n\
        Date of Study: 5/2/2014\nDOI: 12/24/2013\nClaim No.: WC-9741-65652\nResults / Data\n";
    let table = "Nerve Latency Amplitude Velocity\nMedian motor 4.9 ms 12.6 mV 63 m/s\n\
        Ulnar motor 4.4 ms 10.3 mV 45 m/s\nPeroneal motor 3.9 ms 4.8 mV 62 m/s\n\
        Tibial motor 3.7 ms 7.4 mV 45 m/s\nSural sensory 2.7 ms 8.5 mV 44 m/s\n\
        Median sensory 2.6 ms 14.1 mV 44 m/s\n";
    let rows = "Median motor\nUlnar motor\nPeroneal motor\nTibial motor\nSural sensory\nMedian sensory\n";
    let end = "Impressions\n1. L5 radiculopathy (abnormal).\n\
        2. Findings fall short of S1 radiculopathy: none demonstrated.\n\
        Tobias Wren, M.D. 5/2/2014\nTestperson, Rosa | MRN 100307 | 1/1";
    let whole = format!("{head}{study}{table}{end}");
    let day = Some(date(2014, 5, 2));
    let one = CopyPage { day, sure: true, ..page(1, &whole, true) };
    for (text, folded) in [
        (format!("{study}{rows}{end}"), true),
        (format!("{study}{rows}{}", end.replace("abnormal", "normal")), false),
        (format!("{study}{rows}{}", end.replace("fall short of", "show no sign of a tear or a left")), false),
    ] {
        let other = CopyPage { day, sure: true, ..page(2, &text, true) };
        assert_eq!(!copies(&[], &[one, other]).is_empty(), folded, "{text}");
        let later = CopyPage { day: Some(date(2014, 5, 3)), ..other };
        assert_eq!(copies(&[], &[one, later]), [], "of another day: {text}");
    }
}

/// A stroke of a pen through a line is taken for a word: recognition is not
/// sure of it, and it says nothing. What it is sure of does.
#[test]
fn a_word_that_recognition_was_not_sure_of_makes_no_contrary() {
    let day = Some(date(2015, 2, 17));
    let letter = REPORT
        .replace("12 Alder Street, Suite 4", "12 Alder Street\nPort Sable, CA 94991")
        .replace("Return in", "Reflexes are equal on both sides, 2+. Return in");
    let one = CopyPage { day, sure: true, ..page(1, &letter, true) };
    for (written, read, doubted, folded) in [
        ("There is spasm", "There is No spasm", "No", true),
        ("There is spasm", "There is No spasm", "", false),
        ("15 pounds", "5 pounds", "5", true),
        ("15 pounds", "5 pounds", "", false),
        // A digit taken for another: of a telephone, or in doubt.
        ("CA 94991", "CA 94091", "", true),
        ("15 pounds", "16 pounds", "16", true),
        // The words around were not read well: what was lost among them?
        ("positive on the left", "positive on left", "", true),
        ("the left.\nModified", "the.\nModified", "Modified", true),
        ("the left.\nModified", "the.\nModified", "", false),
        // The last digit of a code became a stroke, or was lost.
        ("94991", "9499]", "", true),
        ("94991", "9499", "", true),
        // The plus of a grade became a digit; another grade is another.
        ("sides, 2+.", "sides, 24.", "", true),
        ("sides, 2+.", "sides, 3+.", "", false),
    ] {
        let text = letter.replace(written, read);
        let at = text.find(read).map(|at| at + read.find(doubted).unwrap_or(0)).unwrap_or(0);
        let place = at..at + doubted.len();
        let other = CopyPage { number: 2, text: &text, ..one }.doubting(std::slice::from_ref(&place));
        assert_eq!(!copies(&[], &[one, other]).is_empty(), folded, "{read}, doubted {doubted:?}");
        let again = CopyPage { number: 3, ..one };
        assert_eq!(!copies(&[other], &[again]).is_empty(), folded, "the other way: {read}");
    }
}

#[test]
fn the_same_words_on_two_days_are_two_pages() {
    let one = CopyPage { day: Some(date(2015, 2, 17)), sure: true, ..page(1, REPORT, false) };
    let other = CopyPage { day: Some(date(2015, 3, 17)), sure: true, ..page(2, REPORT, false) };
    assert_eq!(copies(&[], &[one, other]), []);
    let again = CopyPage { number: 3, ..one };
    assert_eq!(copies(&[], &[one, other, again]), [Copied { page: 3, of: 1, how: Sameness::Exact }]);
}

/// Reports of the same practice that follow each other: the same text with
/// another day and another number or two.
fn follow_ups(text: &str) -> [String; 2] {
    [
        text.replace("2013", "2016").replace("2014", "2017"),
        text.replace("6/10", "7/10").replace("12 visits", "14 visits"),
    ]
}

#[test]
fn copies_are_found_and_only_copies() {
    let (mut wrong, mut found_right, mut made) = (Vec::new(), 0, 0);
    for seed in 21..=22 {
        let mut lot = Lot::new(seed);
        let originals: Vec<String> = pile(40, seed)
            .into_iter()
            .flat_map(|sheet| sheet.pages)
            .filter(|page| squashed(page).len() > FEW)
            .collect();
        let mut texts: Vec<(String, Option<usize>)> = originals.iter().map(|page| (page.clone(), None)).collect();
        for (index, page) in originals.iter().enumerate() {
            if lot.chance(35) {
                let every = 30 + lot.below(200);
                let faxed =
                    format!("04/0{}/2015 11:2{} FROM: 5550001111 P. {index}\n", 1 + lot.below(8), lot.below(9));
                texts.push((faxed + &recognized(page, every, &mut lot), Some(index)));
            }
            for other in follow_ups(page).into_iter().filter(|other| other != page) {
                texts.push((if lot.chance(50) { other } else { recognized(&other, 80, &mut lot) }, None));
            }
        }
        let pages: Vec<CopyPage<'_>> = (0..)
            .zip(&texts)
            .map(|(number, (text, _))| page(number, text, number as usize >= originals.len()))
            .collect();
        let found = copies(&[], &pages);
        made += texts.iter().filter(|(_, of)| of.is_some()).count();
        for one in found {
            if texts[one.page as usize].1 == Some(one.of as usize) {
                found_right += 1;
            } else {
                wrong.push((texts[one.of as usize].0.clone(), texts[one.page as usize].0.clone()));
            }
        }
    }
    eprintln!("{made} copies made, {found_right} found, {} folded wrongly", wrong.len());
    if let Some((one, other)) = wrong.first() {
        eprintln!("folded wrongly:\n{one}\n=====\n{other}");
    }
    assert!(found_right * 100 >= made * 98, "{found_right} of {made}");
    assert!(
        wrong.len() * 100 <= found_right * 2,
        "{} wrong; the first:\n{}\n=====\n{}",
        wrong.len(),
        wrong[0].0,
        wrong[0].1
    );
}
