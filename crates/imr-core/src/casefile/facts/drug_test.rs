//! Tests for drugs: what was expected, what was found, whether it agrees.

use super::Scene;
use super::kind::{DrugTest, FactKind, Findings};
use super::pattern::{Pattern, compiled};
use crate::casefile::Kind;
use crate::drug::named_in;
use std::ops::Range;
use std::sync::LazyLock;

static TEST: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:urine (?:drug )?(?:screen\w*|test\w*|toxicolog\w*|sample|drug screen\w*|drug test\w*)|uds|udt|drug (?:screen|test)\w*|toxicolog\w+(?: (?:screen|report|test)\w*)?|immunoassay)\b",
    )
});
static AGREES: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(inconsistent|not consistent|aberrant|unexpected|discrepan\w+)|\b(consistent|as expected|appropriate|compliant)\b",
    )
});
/// Substances that are tested for and are no drugs of a table.
static OTHER: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:thc|marijuana|cannabinoids?|cocaine|heroin|opiates?|opioids?|benzodiazepines?|barbiturates?|(?:meth)?amphetamines?|pcp|phencyclidine|mdma|alcohol|ethanol|illicit (?:drugs|substances)|metabolites?|nor(?:hydrocodone|oxycodone|diazepam|buprenorphine)|6-mam)\b",
    )
});
static RESULT: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(not detected|negative|none detected|absent|did not (?:show|detect)|no evidence of)\b|\b(positive|detected|present|confirmed)\b",
    )
});

pub(super) fn read(scene: &mut Scene<'_>) {
    let text = scene.text;
    let test = TEST.as_ref().and_then(|pattern| pattern.find(text)).map(|found| found.range());
    if test.is_none() && scene.kind != Kind::DrugTest {
        return;
    }
    let agrees = AGREES.as_ref().and_then(|pattern| pattern.captures(text));
    let consistent = agrees.as_ref().map(|found| found.get(2).is_some());
    let findings = findings(text);
    // A document that is a test names it in every line; a line counts only
    // where it says something.
    let span = agrees.and_then(|found| Some(found.get(0)?.range())).or(test).unwrap_or(0..text.len());
    if consistent.is_some() || !findings.is_empty() || scene.kind != Kind::DrugTest {
        scene.add(span, FactKind::DrugTest(DrugTest { consistent, findings }));
    }
}

/// Substances with what is said of each: the result named before them in
/// their clause (`positive for`), or the first after them.
fn findings(text: &str) -> Vec<Findings> {
    let Some(pattern) = RESULT.as_ref() else {
        return Vec::new();
    };
    let results: Vec<(Range<usize>, bool)> =
        pattern.captures_iter(text).filter_map(|one| Some((one.get(0)?.range(), one.get(2).is_some()))).collect();
    if results.is_empty() {
        return Vec::new();
    }
    let mut substances: Vec<(Range<usize>, String)> = named_in(text)
        .into_iter()
        .filter(|one| !one.is_class())
        .map(|one| (one.span, one.ingredients.join(" / ")))
        .collect();
    let others = OTHER.as_ref().map_or(Vec::new(), |pattern| {
        pattern.find_iter(text).map(|found| (found.range(), found.as_str().to_lowercase())).collect()
    });
    substances.extend(others);
    substances.sort_by_key(|(span, _)| span.start);
    substances.dedup_by(|a, b| a.0.start < b.0.end);
    substances
        .into_iter()
        .filter_map(|(span, substance)| Some(Findings { found: result_for(text, &results, &span)?, substance }))
        .collect()
}

fn result_for(text: &str, results: &[(Range<usize>, bool)], span: &Range<usize>) -> Option<bool> {
    let before = results.iter().rev().find(|(result, _)| result.end <= span.start);
    let governs = before.filter(|(result, _)| {
        let after = text[result.end..].trim_start();
        after.starts_with("for ") || after.starts_with("of ") || after.starts_with(':')
    });
    if let Some((_, found)) = governs {
        return Some(*found);
    }
    let after = results.iter().find(|(result, _)| result.start >= span.end);
    after.filter(|(result, _)| result.start - span.end < 60).or(before).map(|(_, found)| *found)
}
