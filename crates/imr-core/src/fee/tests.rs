//! Fees and penalties against the tables that a lawyer can read.

use super::*;
use jiff::civil::date;
use std::collections::BTreeMap;

/// The rows of a table: number of the line, and its cells from 1.
fn rows(table: &str) -> Vec<(usize, Vec<&str>)> {
    let lines = table.lines().enumerate().filter(|(_, line)| line.starts_with("| "));
    lines.skip(1).map(|(number, line)| (number + 1, line.split('|').map(str::trim).collect())).collect()
}

fn question(cells: &[&str]) -> Question {
    Question {
        on: cells[1].parse().expect("a day"),
        priority: if cells[2] == "expedited" { Priority::Expedited } else { Priority::Regular },
        pharmacy_only: cells[3] == "yes",
        degree: if cells[4] == "M.D." { Degree::Physician } else { Degree::Other },
        reviewers: cells[5].parse().expect("a number"),
        end: match cells[6] {
            "determined" => End::Determined,
            "before" => End::BeforeReviewer,
            "after" => End::AfterReviewer,
            "ineligible" => End::Ineligible,
            other => panic!("{other} is no end"),
        },
    }
}

/// `docs/specs/fees.md`.
#[test]
fn every_row_of_the_fee_table_holds() {
    let law = Law::built_in();
    let rows = rows(include_str!("../../../../docs/specs/fees.md"));
    for (number, cells) in &rows {
        assert_eq!(cells.len(), 11, "line {number}: {cells:?}");
        assert!(!cells[9].is_empty(), "line {number} names no row of the rulebook");
        match fee(&law, &question(cells)) {
            Ok(fee) => {
                assert_eq!(
                    (fee.amount_cents % 100, (fee.amount_cents / 100).to_string().as_str()),
                    (0, cells[7]),
                    "line {number}: {fee:?}"
                );
                assert_eq!(if fee.verified { "yes" } else { "no" }, cells[8], "line {number}: {fee:?}");
                assert_eq!(fee.because.contains("not seen"), !fee.verified, "line {number}: {fee:?}");
            }
            Err(refusal) => assert_eq!("refused", cells[7], "line {number}: {refusal}"),
        }
    }
    assert!(rows.len() >= 20, "only {} rows were found", rows.len());
}

/// `docs/specs/penalties.md`.
#[test]
fn every_row_of_the_penalty_table_holds() {
    let law = Law::built_in();
    let rows = rows(include_str!("../../../../docs/specs/penalties.md"));
    for (number, cells) in &rows {
        assert_eq!(cells.len(), 11, "line {number}: {cells:?}");
        assert!(!cells[9].is_empty(), "line {number} names no row of the rulebook");
        let day = |cell: &str| cell.parse::<Date>().ok();
        let (due, done, on) = (day(cells[2]).expect("a day"), day(cells[3]), day(cells[4]).expect("a day"));
        match penalty(&law, cells[1], due, done, on) {
            Ok(penalty) => {
                let told = (penalty.days.to_string(), (penalty.amount_cents / 100).to_string(), penalty.verified);
                let expected = (cells[5].to_owned(), cells[6].to_owned(), cells[7] == "yes");
                assert_eq!(told, expected, "line {number}: {penalty:#?}");
            }
            Err(refusal) => assert_eq!("refused", cells[6], "line {number}: {refusal}"),
        }
    }
    assert!(rows.len() >= 10, "only {} rows were found", rows.len());
}

/// Which of two rows the program used would be chance.
#[test]
fn no_review_has_two_prices() {
    let law = Law::built_in();
    for on in [date(2013, 6, 3), date(2014, 6, 3), date(2015, 6, 3), date(2020, 6, 3), date(2026, 6, 3)] {
        let mut prices: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for row in law.fees(on) {
            for priority in [Priority::Regular, Priority::Expedited] {
                for pharmacy in [true, false] {
                    for degree in [Degree::Physician, Degree::Other] {
                        for reviewers in 1..=3 {
                            let of =
                                Question { on, priority, pharmacy_only: pharmacy, degree, reviewers, end: row.end };
                            if row.holds_for(&of) {
                                prices.entry(format!("{of:?}")).or_default().push(&row.code);
                            }
                        }
                    }
                }
            }
        }
        for (review, rows) in prices {
            assert_eq!(rows.len(), 1, "{review}: {rows:?}");
        }
    }
}

#[test]
fn a_fee_and_a_penalty_explain_themselves() {
    let law = Law::built_in();
    let after = Question {
        on: date(2026, 11, 22),
        priority: Priority::Regular,
        pharmacy_only: false,
        degree: Degree::Physician,
        reviewers: 1,
        end: End::AfterReviewer,
    };
    let fee = fee(&law, &after).expect("it has a price");
    let refusal =
        super::fee(&law, &Question { on: date(2014, 6, 3), reviewers: 3, end: End::Determined, ..after }).err();
    let penalty = late_records(&law, date(2015, 3, 18), None, date(2015, 4, 1)).expect("there is a penalty");
    let steps: Vec<String> = penalty
        .steps
        .iter()
        .map(|step| {
            format!("{}{}", step.text, step.citation.as_ref().map_or(String::new(), |one| format!(" [{one}]")))
        })
        .collect();
    let refusal = refusal.map_or(String::new(), |refusal| refusal.to_string());
    insta::assert_snapshot!(format!("{} [{}]\n\n{refusal}\n\n{}", fee.because, fee.citation, steps.join("\n")));
}
