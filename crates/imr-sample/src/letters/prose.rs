//! The prose of a sample letter: the worker's story, and the reasons.

use super::dates::{around, written};
use super::dice::Dice;
use super::facts::Facts;
use super::request::Request;
use super::words::{EXAMINATIONS, MECHANISMS, OPENINGS, OTHER_DATES, REASONS, TREATMENTS};
use jiff::civil::Date;

/// A day that a text states: as written, and the day.
pub(super) type Stated = (String, Date);

/// The clinical case summary, and what it says.
pub(super) struct Summary {
    pub(super) text: String,
    pub(super) age: Option<i32>,
    pub(super) sex: Option<&'static str>,
    pub(super) injury: Option<Stated>,
    pub(super) denial: Option<Stated>,
    pub(super) diagnoses: Vec<String>,
}

pub(super) fn summary(dice: &mut Dice, facts: &Facts) -> Summary {
    let spelling = dice.between(0, 9);
    let (opening, injury, sex, aged) = opening(dice, facts, spelling);
    let mut sentences = vec![opening];
    let mut body: Vec<String> = Vec::new();
    let told = dice.chance(85);
    if told {
        body.push(diagnosed(dice, facts));
    }
    body.push((*dice.pick(EXAMINATIONS)).to_owned());
    body.push((*dice.pick(TREATMENTS)).to_owned());
    for other in dice.some(OTHER_DATES, 2) {
        let (kind, day) = (dice.between(0, 9), around(dice));
        body.push(other.replace("{d}", &written(kind, day)));
    }
    if dice.chance(30) {
        body.push(mentioned(facts));
    }
    let count = body.len();
    sentences.extend(dice.some(&body, count));
    let denial = dice.chance(75).then(|| (written(spelling, facts.moments.denial), facts.moments.denial));
    if let Some((day, _)) = &denial {
        sentences.push(denied(dice, facts, day));
    }
    Summary {
        text: facts.pen.write(&sentences.join(" ")),
        age: aged.then_some(facts.age),
        sex,
        injury,
        denial,
        diagnoses: if told { facts.diagnoses.clone() } else { Vec::new() },
    }
}

type Opening = (String, Option<Stated>, Option<&'static str>, bool);

/// The first words of the summary, and which facts they state.
fn opening(dice: &mut Dice, facts: &Facts, spelling: i32) -> Opening {
    let (sex, grown) = if facts.female { ("female", "woman") } else { ("male", "man") };
    let day = written(spelling, facts.moments.injury);
    let form = *dice.pick(OPENINGS);
    let text = form
        .replace("{age}", &facts.age.to_string())
        .replace("{sex}", sex)
        .replace("{grown}", grown)
        .replace("{day}", &day)
        .replace("{how}", dice.pick::<&str>(MECHANISMS));
    let injury = form.contains("{day}").then_some((day, facts.moments.injury));
    let sexed = form.contains("{sex}") || form.contains("{grown}");
    (text, injury, sexed.then_some(sex), form.contains("{age}"))
}

fn diagnosed(dice: &mut Dice, facts: &Facts) -> String {
    let all = &facts.diagnoses;
    let comma = listed(all, ", ", if dice.chance(50) { ", and " } else { " and " });
    let verb = if all.len() == 1 { ("diagnosis", "is", "was") } else { ("diagnoses", "are", "were") };
    match dice.below(20) {
        0 => format!("The injured worker was diagnosed with {comma}."),
        1 => format!("The {} {} {comma}.", verb.0, verb.1),
        2 => format!("The patient's {} {} noted to be {comma}.", verb.0, verb.2),
        3 => format!("Diagnoses include {}.", listed(all, "; ", "; and ")),
        4 => format!("Diagnoses: {}.", numbered(all)),
        5 => format!("The patient is being treated for {comma}."),
        6 => format!("The patient carries diagnoses of {comma}."),
        7 => format!("Current {} {} documented as {comma}.", verb.0, verb.1),
        8 => format!("The {} listed {} {comma}.", verb.0, verb.2),
        9 => format!("The injured worker is undergoing treatment for {comma}."),
        10 => format!("He or she has been diagnosed with {comma}."),
        11 => format!("Current diagnoses include: {comma}."),
        12 => format!("The treating physician gave {} of {comma}.", verb.0),
        13 => format!("The working {} {} {comma}.", verb.0, verb.1),
        14 => format!("Relevant {} {} {comma}.", verb.0, verb.2),
        15 => format!("Diagnoses: {}.", listed(all, "; ", "; ")),
        16 => format!("The patient has been diagnosed with {}.", counted(all, "", ")")),
        17 => format!("Diagnoses include: {}.", counted(all, "(", ")")),
        18 => format!("She or he had been diagnosed as having {comma}."),
        _ => format!("Diagnoses at that visit included {comma}."),
    }
}

fn listed(all: &[String], between: &str, last: &str) -> String {
    match all {
        [one] => one.clone(),
        [first, second] => format!("{first} and {second}"),
        [most @ .., end] => format!("{}{last}{end}", most.join(between)),
        [] => String::new(),
    }
}

fn numbered(all: &[String]) -> String {
    let each: Vec<String> = all.iter().enumerate().map(|(at, one)| format!("{}. {one}", at + 1)).collect();
    each.join(" ")
}

/// `1) A; 2) B; and 3) C`.
fn counted(all: &[String], open: &str, close: &str) -> String {
    let each: Vec<String> =
        all.iter().enumerate().map(|(at, one)| format!("{open}{}{close} {one}", at + 1)).collect();
    listed(&each, "; ", "; and ")
}

fn mentioned(facts: &Facts) -> String {
    let all: Vec<&str> = facts.requests.iter().map(Request::spoken).collect();
    format!("The treatment plan asks for {}.", all.join(", "))
}

fn denied(dice: &mut Dice, facts: &Facts, day: &str) -> String {
    let what = facts.requests.first().map(Request::spoken).unwrap_or_default();
    match dice.below(15) {
        0 => format!("On {day}, Utilization Review non-certified the request for {what}."),
        1 => format!("A utilization review determination dated {day} denied the request for {what}."),
        2 => format!("The Utilization Review (UR) on {day} non-certified the requested service(s)/treatment(s)."),
        3 => format!(
            "In a Utilization Review report dated {day}, the claims administrator failed to approve a request for {what}."
        ),
        4 => format!("The UR decision of {day} found no support for the request."),
        5 => format!("The request for {what} was denied by utilization review on {day}."),
        6 => format!("UR denial date: {day}."),
        7 => format!("The prior utilization review, issued {day}, modified the request for {what}."),
        8 => format!("The UR determination of {day} recommended non-certification."),
        9 => format!("The request for {what} was non-certified by UR dated {day}."),
        10 => format!("Utilization review on {day} modified the request for {what}."),
        11 => format!("A UR report of {day} denied the request because no gain in function was shown."),
        12 => format!("The original utilization review decision, dated {day}, is in dispute."),
        13 => format!("On {day} the utilization review physician did not certify {what}."),
        _ => format!("The request was previously reviewed on {day} and was not certified."),
    }
}

/// Why an item was decided as it was; the last sentence agrees with it.
pub(super) fn rationale(dice: &mut Dice, facts: &Facts, request: &Request) -> String {
    let count = 2 + dice.below(4);
    let mut sentences: Vec<String> = dice.some(REASONS, count).into_iter().map(str::to_owned).collect();
    if dice.chance(30) {
        sentences.insert(
            0,
            format!("Regarding {}, the record was searched for the criteria of the guideline.", request.spoken()),
        );
    }
    if dice.chance(12) {
        let word = if request.overturned { "overturned" } else { "upheld" };
        sentences.push(format!("The earlier denial is {word}."));
    }
    sentences.push(conclusion(dice, request));
    facts.pen.write(&hyphenated(dice, &sentences.join(" ")))
}

fn conclusion(dice: &mut Dice, request: &Request) -> String {
    let what = request.spoken();
    let not = if request.overturned { "" } else { "not " };
    match dice.below(5) {
        0 => format!("Therefore, the request for {what} is {not}medically necessary."),
        1 => format!("The requested {what} is {not}medically necessary and appropriate."),
        2 => format!("As such, this request is {not}medically necessary."),
        3 => format!("Given the above, {what} is {not}medically necessary."),
        _ => format!("Medical necessity has {not}been established. The request is {not}medically necessary."),
    }
}

/// Marks the places at which a line ends inside a word: [`super::BROKEN`]
/// stands behind the hyphen.
pub(super) fn hyphenated(dice: &mut Dice, text: &str) -> String {
    if !dice.chance(35) {
        return text.to_owned();
    }
    for (whole, broken) in [
        ("guideline", "guide-\u{1}line"),
        ("function", "func-\u{1}tion"),
        ("first-line", "first-\u{1}line"),
        ("follow-up", "follow-\u{1}up"),
        ("medication", "medi-\u{1}cation"),
    ] {
        if let Some(at) = text.find(whole) {
            return format!("{}{broken}{}", &text[..at], &text[at + whole.len()..]);
        }
    }
    text.to_owned()
}
