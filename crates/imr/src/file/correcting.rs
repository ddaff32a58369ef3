//! `imr file correct`: a person puts something right in a case file.

use super::listing::code;
use crate::args::Correct;
use crate::data;
use crate::failure::Failure;
use imr_core::casefile::{Correction, Kind};
use imr_core::party::{Actor, Role};

pub(super) async fn run(correct: &Correct) -> Result<(), Failure> {
    let app = data::existing(&correct.case.data, None).await?;
    let by = Actor::new(Role::Intake, "command line");
    let corrections = corrections(correct)?;
    if corrections.is_empty() {
        return Err(Failure::new("Nothing was named that is to be put right. See \"imr file correct --help\"."));
    }
    for correction in corrections {
        let said = correction.in_words();
        app.correct_file(&correct.case.case, correction, &by, &correct.reason).await?;
        println!("Case {}: {said}", correct.case.case);
    }
    Ok(())
}

/// Boundaries first: what is said of a document concerns it as it is then.
fn corrections(asked: &Correct) -> Result<Vec<Correction>, Failure> {
    let page = asked.page;
    let mut all = Vec::new();
    all.extend(asked.split.then_some(Correction::Split { page }));
    all.extend(asked.join.then_some(Correction::Join { page, was: None }));
    if let Some(name) = &asked.kind {
        all.push(Correction::Kind { page, kind: kind(name)? });
    }
    all.extend(asked.title.clone().map(|title| Correction::Title { page, title }));
    all.extend(asked.author.clone().map(|author| Correction::Author { page, author }));
    all.extend(asked.facility.clone().map(|facility| Correction::Facility { page, facility }));
    all.extend(asked.date.map(|date| Correction::Date { page, date: Some(date) }));
    all.extend(asked.no_date.then_some(Correction::Date { page, date: None }));
    all.extend(asked.other_patient.then_some(Correction::OtherPatient { page, other: true }));
    all.extend(asked.this_patient.then_some(Correction::OtherPatient { page, other: false }));
    all.extend(asked.copy_of.map(|of| Correction::Copy { page, of: Some(of) }));
    all.extend(asked.no_copy.then_some(Correction::Copy { page, of: None }));
    let aside = |document, because| Correction::Aside { page, document, because };
    all.extend(asked.set_aside.then(|| aside(false, Some(asked.reason.clone()))));
    all.extend(asked.set_aside_document.then(|| aside(true, Some(asked.reason.clone()))));
    all.extend(asked.not_aside.then(|| aside(false, None)));
    Ok(all)
}

/// A kind by its name, blanks or hyphens between the words, or by the short
/// name that `imr file list --json` prints.
fn kind(name: &str) -> Result<Kind, Failure> {
    let plain = |text: &str| text.to_lowercase().replace(['-', '_'], " ").replace('\'', "");
    let wanted = plain(name);
    let is = |kind: &Kind| plain(&kind.to_string()) == wanted || plain(code(*kind)) == wanted;
    Kind::ALL.iter().copied().find(is).ok_or_else(|| {
        let names: Vec<String> = Kind::ALL.iter().map(ToString::to_string).collect();
        Failure::new(format!("\"{name}\" is no kind of document. Name one of: {}.", names.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_goes_by_its_name_and_by_the_short_name_of_the_list() {
        for (said, meant) in [
            ("imaging report", Kind::Imaging),
            ("imaging", Kind::Imaging),
            ("Progress-Report", Kind::ProgressReport),
            ("pr2", Kind::ProgressReport),
            ("ur_decision", Kind::UrDecision),
            ("doctors first report", Kind::DoctorsFirstReport),
        ] {
            assert_eq!(kind(said).ok(), Some(meant), "{said}");
        }
        assert!(kind("novel").is_err());
    }
}
