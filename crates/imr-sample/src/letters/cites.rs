//! Guideline lines of an item, in the wording of 2014 and 2015 and in the
//! sentences of 2013, with the citations that are in them.

use super::dice::Dice;
use super::topics::Topic;
use super::words::{ADDRESSES, WORKS};

/// Who cites.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    ClaimsAdministrator,
    Reviewer,
}

/// One citation, as the truth has it.
pub(super) struct Cited {
    pub(super) source: &'static str,
    pub(super) title: Option<String>,
    pub(super) section: Option<String>,
    pub(super) pages: Option<String>,
}

/// What one side relied on.
pub(super) struct Relied {
    pub(super) raw: String,
    pub(super) outside: bool,
    pub(super) cited: Vec<Cited>,
}

const PAIN: &str = "Chronic Pain Treatment Guidelines";
const PAIN_2013: &str = "Chronic Pain Medical Treatment Guidelines (2009)";

/// A guideline line of 2014 or 2015.
pub(super) fn line(dice: &mut Dice, side: Side, topic: &Topic) -> Relied {
    let (who, none) = match side {
        Side::ClaimsAdministrator => ("The Claims Administrator", 18),
        Side::Reviewer => ("The Expert Reviewer", 3),
    };
    if dice.chance(none) {
        let raw = format!("{who} did not cite any medical evidence for its decision.");
        return Relied { raw, outside: false, cited: Vec::new() };
    }
    let mut cited = Vec::new();
    let mut parts = Vec::new();
    let outside = dice.chance(12);
    if outside {
        parts.push(format!("{who} based their decision on recommendation(s) outside of the MTUS Guidelines."));
    } else {
        parts.push(schedule(dice, topic, &mut cited));
    }
    if outside || dice.chance(25) {
        parts.push(elsewhere(dice, topic, &mut cited));
    }
    let gap = if dice.chance(50) { "  " } else { " " };
    Relied { raw: parts.join(gap), outside, cited }
}

fn schedule(dice: &mut Dice, topic: &Topic, cited: &mut Vec<Cited>) -> String {
    if let Some((number, name, pages)) = topic.chapter
        && dice.chance(40)
    {
        let title = format!("Chapter {number} {name}");
        let paged = dice.chance(70);
        let tail = match (paged, dice.below(3)) {
            (false, _) => String::new(),
            (true, 0) => format!(" Page(s): pages {pages}"),
            (true, _) => format!(" Page(s): {pages}"),
        };
        let pages = paged.then(|| pages.to_owned());
        cited.push(Cited { source: "ACOEM", title: Some(title.clone()), section: None, pages });
        return format!("Decision based on MTUS ACOEM {title}{tail}.");
    }
    if dice.chance(8) {
        return special(dice, cited);
    }
    let section = dice.chance(75).then(|| topic.section.to_owned());
    let pages = dice.chance(65).then(|| (*dice.pick(topic.pages)).to_owned());
    let tail = match (&section, &pages) {
        (None, None) => String::new(),
        (Some(section), None) => format!(" {section}"),
        (None, Some(pages)) => format!(" Page(s): {pages}"),
        (Some(section), Some(pages)) => match dice.below(5) {
            0 => format!(" page {pages}, {section}"),
            1 => format!(" {section}, Page(s): page(s) {pages}"),
            2 => format!(" {section}, Page(s): {pages}"),
            _ => format!(" {section} Page(s): {pages}"),
        },
    };
    cited.push(Cited { source: "MTUS", title: Some(PAIN.to_owned()), section, pages });
    format!("Decision based on MTUS {PAIN}{tail}.")
}

/// Guidelines of the schedule that have a document of their own.
fn special(dice: &mut Dice, cited: &mut Vec<Cited>) -> String {
    let title = *dice.pick(&["Postsurgical Treatment Guidelines", "Acupuncture Treatment Guidelines"]);
    let pages = dice.chance(40).then(|| "24-25".to_owned());
    let tail = pages.as_ref().map(|pages| format!(" Page(s): {pages}")).unwrap_or_default();
    cited.push(Cited { source: "MTUS", title: Some(title.to_owned()), section: None, pages });
    format!("Decision based on MTUS {title}{tail}.")
}

fn elsewhere(dice: &mut Dice, topic: &Topic, cited: &mut Vec<Cited>) -> String {
    let (chapter, subject) = topic.odg;
    let work = dice.below(10);
    if work == 0 {
        let address = *dice.pick(ADDRESSES);
        cited.push(other(address, None));
        return format!("Decision based on Non-MTUS Citation {address}.");
    }
    let section = dice.chance(75).then(|| subject.to_owned());
    let named = section.as_ref().map(|section| format!(", {section}")).unwrap_or_default();
    cited.push(Cited { source: "ODG", title: Some(chapter.to_owned()), section, pages: None });
    let odg = match dice.below(4) {
        0 => format!("Official Disability Guidelines (ODG), {chapter}{named}"),
        1 => format!("ODG {chapter}{named}"),
        _ => format!("Official Disability Guidelines (ODG) {chapter}{named}"),
    };
    if work == 1 {
        let (title, section) = *dice.pick(WORKS);
        cited.push(other(title, Some(section)));
        return format!(
            "Decision based on Non-MTUS Citation {odg}. Other Medical Treatment Guideline or Medical Evidence: \
             {title}, {section}."
        );
    }
    let stop = if dice.chance(20) { "" } else { "." };
    format!("Decision based on Non-MTUS Citation {odg}{stop}")
}

fn other(title: &str, section: Option<&str>) -> Cited {
    Cited { source: "Other", title: Some(title.to_owned()), section: section.map(str::to_owned), pages: None }
}

/// The sentence of 2013.
pub(super) fn sentence(dice: &mut Dice, side: Side, topic: &Topic) -> Relied {
    let (subject, none) = match side {
        Side::ClaimsAdministrator => ("The Claims Administrator based its decision on", 15),
        Side::Reviewer => ("The Expert Reviewer based his/her decision on", 0),
    };
    if dice.chance(none) {
        let raw = "The Claims Administrator did not cite any evidence-based criteria for its decision.".to_owned();
        return Relied { raw, outside: false, cited: Vec::new() };
    }
    let part = *dice.pick(&[
        ", which is part of the MTUS.",
        ", part of the Medical Treatment Utilization Schedule (MTUS).",
        ", which are part of the Medical Treatment Utilization Schedule (MTUS).",
    ]);
    if dice.chance(20) {
        let (chapter, subject_of) = topic.odg;
        let raw = format!(
            "{subject} the Official Disability Guidelines (ODG), {chapter}, {subject_of}, a medical treatment \
             guideline that is not part of the MTUS."
        );
        let (title, section) = (Some(chapter.to_owned()), Some(subject_of.to_owned()));
        return Relied { raw, outside: false, cited: vec![Cited { source: "ODG", title, section, pages: None }] };
    }
    if let Some((number, name, pages)) = topic.chapter
        && dice.chance(40)
    {
        let title = format!("{name} (ACOEM Practice Guidelines, 2nd Edition (2004), Chapter {number})");
        let raw = format!("{subject} the {title}, pages {pages}{part}");
        let pages = Some(pages.to_owned());
        return Relied {
            raw,
            outside: false,
            cited: vec![Cited { source: "ACOEM", title: Some(title), section: None, pages }],
        };
    }
    let section = dice.chance(75).then(|| topic.section.to_owned());
    let pages = dice.chance(80).then(|| (*dice.pick(topic.pages)).to_owned());
    let mut tail = section.as_ref().map(|section| format!(", {section}")).unwrap_or_default();
    if let Some(pages) = &pages {
        let word = if pages.contains(['-', ',', ';']) { "pages" } else { "page" };
        tail = format!("{tail}, {word} {pages}");
    }
    let cited = vec![Cited { source: "MTUS", title: Some(PAIN_2013.to_owned()), section, pages }];
    Relied { raw: format!("{subject} the {PAIN_2013}{tail}{part}"), outside: false, cited }
}
