//! Making one application look like another, and another look like one.
//!
//! A disguised duplicate is the same dispute, written by another hand. A hard
//! negative resembles an earlier application more than some duplicates do, and
//! is none. This table of tricks is the generator's own.

use super::chance::Chance;
use super::company::respelled;
use super::filing::{Decision, Filing, Finding, Item, claim_number};
use super::person::{Address, earlier, later, letter};
use super::society::Society;
use super::truth::Disguise;
use super::words::GIVEN;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// How likely each trick is to be tried, of a thousand.
const TRICKS: [(usize, Disguise); 9] = [
    (300, Disguise::Typo),
    (110, Disguise::SwappedNames),
    (220, Disguise::Nickname),
    (300, Disguise::Initial),
    (180, Disguise::BirthDate),
    (700, Disguise::Reworded),
    (200, Disguise::Moved),
    (350, Disguise::ClaimNumber),
    (300, Disguise::Company),
];

/// The same dispute again, received on `received`; gives what was done to it.
/// At most four tricks: a clerk who got everything wrong filed another case.
pub(crate) fn disguise(filing: &mut Filing, received: Date, chance: &mut Chance) -> Vec<Disguise> {
    filing.received = received;
    let mut done = Vec::new();
    let begin = chance.below(TRICKS.len());
    for turn in 0..TRICKS.len() {
        let (likely, trick) = TRICKS[(begin + turn) % TRICKS.len()];
        if done.len() < 4 && chance.per_mille(likely) && play(trick, filing, chance) {
            done.push(trick);
        }
    }
    if done.is_empty() && play(Disguise::Initial, filing, chance) {
        done.push(Disguise::Initial);
    }
    done
}

/// Whether the trick could be played.
fn play(trick: Disguise, filing: &mut Filing, chance: &mut Chance) -> bool {
    let worker = &mut filing.worker;
    match trick {
        Disguise::Typo => {
            let name = if chance.per_mille(350) { &mut worker.given } else { &mut worker.family };
            *name = misspelled(name, chance);
        }
        Disguise::SwappedNames => std::mem::swap(&mut worker.given, &mut worker.family),
        Disguise::Nickname => match worker.nickname(chance) {
            Some(short) => short.clone_into(&mut worker.given),
            None => return false,
        },
        Disguise::Initial => {
            worker.initial = if worker.initial.is_some() { None } else { Some(letter(chance)) };
        }
        Disguise::BirthDate => worker.born = miswritten(worker.born, chance),
        Disguise::Reworded => return reword(filing, chance),
        Disguise::Moved => worker.address = Address::any(chance),
        Disguise::ClaimNumber => filing.claim_number = repunctuated(&filing.claim_number, chance),
        Disguise::Company => filing.respelled = Some(chance.below(1 << 16)),
    }
    true
}

/// Every item in another wording, and perhaps in another order.
fn reword(filing: &mut Filing, chance: &mut Chance) -> bool {
    let Some(decision) = &mut filing.decision else { return false };
    let before: Vec<String> = decision.items.iter().map(|item| item.request.text()).collect();
    for item in &mut decision.items {
        item.request.wording += chance.below(5) + 1;
    }
    if chance.per_mille(400) {
        decision.items.reverse();
    }
    decision.items.iter().map(|item| item.request.text()).collect::<Vec<_>>() != before
}

/// A slip of the fingers: two letters exchanged, one dropped, doubled, or
/// taken from the neighbouring key. The first letter is right.
fn misspelled(name: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() < 3 {
        return format!("{name}{}", letters[letters.len() - 1]);
    }
    let at = 1 + chance.below(letters.len() - 2);
    match chance.below(4) {
        0 if letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = neighbour(letters[at]),
    }
    letters.into_iter().collect()
}

/// The key to the right.
fn neighbour(letter: char) -> char {
    const ROWS: [&str; 3] = ["qwertyuiopq", "asdfghjkla", "zxcvbnmz"];
    let row = ROWS.iter().find(|row| row.contains(letter));
    row.and_then(|row| row.chars().skip_while(|&one| one != letter).nth(1)).unwrap_or('e')
}

/// Day and month exchanged where that is a date, else the year off by one or
/// by ten.
fn miswritten(day: Date, chance: &mut Chance) -> Date {
    let exchanged = Date::new(day.year(), day.day(), day.month());
    match exchanged {
        Ok(other) if other != day && chance.per_mille(700) => other,
        _ if chance.per_mille(500) => day.saturating_add(1.year()),
        _ => day.saturating_sub(10.years()),
    }
}

/// The same number with other marks between its parts, or with one wrong
/// digit.
fn repunctuated(number: &str, chance: &mut Chance) -> String {
    match chance.below(4) {
        0 => number.replace('-', ""),
        1 => number.replace('-', " "),
        2 => number.to_lowercase(),
        _ => {
            let mut letters: Vec<char> = number.chars().collect();
            let last = letters.len() - 1;
            letters[last] = if letters[last] == '7' { '1' } else { '7' };
            letters.into_iter().collect()
        }
    }
}

/// A company's name as this filing writes it.
pub(crate) fn company_name(filing: &Filing, society: &Society, company: usize) -> String {
    let name = society.name(company);
    match filing.respelled {
        None => name.to_owned(),
        Some(seed) => respelled(name, &mut Chance::of(0, name, seed)),
    }
}

/// The same worker asks for the same treatment again, and gets the next
/// decision. `received` must be some weeks after the first.
pub(crate) fn next_decision(filing: &mut Filing, received: Date, society: &Society, chance: &mut Chance) {
    let again = filing.decision.take();
    let mut next = Decision::sound(chance, received, filing.part, society);
    if let Some(again) = again {
        // As short as drugs alone have it, so that it is in time for any item.
        next.served = earlier(received, chance.between(2, 9));
        next.decided = next.served;
        next.requested = earlier(next.decided, chance.between(2, 6));
        next.organization = again.organization;
        next.items = again.items.into_iter().map(|item| Item { finding: Finding::Unnecessary, ..item }).collect();
    }
    filing.decision = Some(next);
    filing.received = received;
}

/// The worker's twin, who works at the same place and was hurt there as well.
pub(crate) fn twin(filing: &mut Filing, received: Date, society: &Society, chance: &mut Chance) {
    let first = filing.worker.given.clone();
    let other = GIVEN.iter().filter(|(given, short)| *given != first && !short.contains(&first.as_str()));
    let other: Vec<&str> = other.map(|(given, _)| *given).collect();
    chance.pick(&other).clone_into(&mut filing.worker.given);
    filing.worker.initial = None;
    if chance.per_mille(500) {
        filing.injured = earlier(filing.injured, chance.between(1, 300)).max(date(2013, 1, 2).min(filing.injured));
    }
    filing.claim_number = claim_number(chance, filing.injured);
    next_decision(filing, received, society, chance);
}

/// Somebody of the same name, born on another day, in another town, at another
/// employer, who is denied the same treatment.
pub(crate) fn namesake(filing: &mut Filing, received: Date, society: &Society, chance: &mut Chance) {
    filing.worker.born = later(filing.worker.born, chance.between(200, 6000));
    if filing.worker.born > date(1999, 1, 1) {
        filing.worker.born = earlier(filing.worker.born, 9000);
    }
    filing.worker.address = Address::any(chance);
    filing.worker.phone = super::person::phone(chance);
    filing.employer = chance.pick(&society.employers);
    filing.insurer = chance.pick(&society.insurers);
    filing.administrator = chance.pick(&society.administrators);
    filing.physician = society.physician(chance);
    filing.injured = earlier(filing.injured, chance.between(20, 300)).max(date(2013, 1, 2).min(filing.injured));
    filing.claim_number = claim_number(chance, filing.injured);
    next_decision(filing, received, society, chance);
}
