//! Keys by which earlier applications are found that may be the same. Two
//! applications of one worker share at least one key although some of the
//! facts are written differently; two of different workers seldom do.

use super::{Identity, name};
use jiff::civil::Date;

impl Identity {
    /// The keys of an application, each once.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        let mut keys = Vec::new();
        if self.claim.len() > 3 {
            keys.push(format!("claim {}", self.claim));
        }
        keys.extend(self.numbers.iter().filter(|one| one.len() > 3).map(|number| format!("number {number}")));
        let mut sounds = name::sounds(&self.given);
        sounds.extend(name::sounds(&self.family));
        sounds.extend(self.family.split(' ').map(name::sound));
        for sound in sounds.iter().filter(|sound| !sound.is_empty()) {
            keys.extend(day("born", self.born).map(|day| format!("{day} {sound}")));
            keys.extend(day("decided", self.decided).map(|day| format!("{day} {sound}")));
        }
        if let (Some(born), Some(decided)) = (day("born", self.born), day("decided", self.decided)) {
            keys.push(format!("{born} {decided}"));
        }
        if let (Some(injured), Some(decided)) = (day("injured", self.injured), day("decided", self.decided)) {
            keys.push(format!("{injured} {decided}"));
        }
        if let (Some(injured), Some(born)) = (day("injured", self.injured), day("born", self.born)) {
            keys.push(format!("{injured} {born}"));
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// A day, whichever of day and month is written first.
fn day(what: &str, date: Option<Date>) -> Option<String> {
    let date = date?;
    let (a, b) = (date.month().min(date.day()), date.month().max(date.day()));
    Some(format!("{what} {}-{a:02}-{b:02}", date.year()))
}
