//! Where somebody is who is served, told from the postal address.

use crate::naming::plain;
use crate::state::state;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where the one who is served is: it decides how many days mail adds (Code
/// of Civil Procedure 1013(a)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In California.
    #[default]
    California,
    /// Elsewhere in the United States.
    OtherState,
    /// Outside of the United States.
    Abroad,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::California => "in California",
            Self::OtherState => "in another state",
            Self::Abroad => "outside of the United States",
        })
    }
}

impl Place {
    /// Where a postal address is, by the end of it: a state, a ZIP code or a
    /// country. One that tells nothing of it is taken to be in California,
    /// where service adds the fewest days.
    #[must_use]
    pub fn of(address: &[String]) -> Self {
        let lines = address.iter().map(|line| plain(line)).filter(|line| !line.trim().is_empty());
        for line in lines.collect::<Vec<_>>().iter().rev() {
            match end_of(line) {
                End::Place(place) => return place,
                End::UnitedStates => {}
                End::Unknown => break,
            }
        }
        Self::default()
    }

    /// Whether it is in California, where nothing is said of the place.
    #[must_use]
    pub fn is_california(&self) -> bool {
        *self == Self::California
    }
}

/// What the end of a line of an address tells.
enum End {
    Place(Place),
    /// The country alone: the line above tells the state.
    UnitedStates,
    Unknown,
}

fn end_of(line: &str) -> End {
    let bare = OWN.iter().find_map(|own| ending(line, own)).unwrap_or(line);
    if bare.is_empty() {
        return End::UnitedStates;
    }
    let words: Vec<&str> = bare.split(' ').collect();
    let (words, zip) = without_zip(&words);
    let named = (1..=3).rev().filter(|&count| count <= words.len());
    let named = named.map(|count| words[words.len() - count..].join(" ")).find_map(|end| state(&end));
    match (named, zip) {
        (Some("California"), _) => End::Place(Place::California),
        (Some(_), _) => End::Place(Place::OtherState),
        // Mail to the armed forces goes through an office in another state.
        (None, Some(_)) if matches!(words.last(), Some(&("aa" | "ae" | "ap"))) => End::Place(Place::OtherState),
        (None, _) if is_canadian(bare) || COUNTRIES.split('|').any(|one| ending(bare, one).is_some()) => {
            End::Place(Place::Abroad)
        }
        (None, Some(zip)) if CALIFORNIAN.contains(&zip) => End::Place(Place::California),
        (None, Some(_)) => End::Place(Place::OtherState),
        (None, None) => End::Unknown,
    }
}

/// What stands before `end` where a line ends in it as a word of its own.
fn ending<'a>(line: &'a str, end: &str) -> Option<&'a str> {
    let before = line.strip_suffix(end)?;
    if before.is_empty() { Some(before) } else { before.strip_suffix(' ') }
}

/// A line without its ZIP code, and the code.
fn without_zip<'a>(words: &'a [&'a str]) -> (&'a [&'a str], Option<u32>) {
    let digits = |word: &str, count: usize| word.len() == count && word.bytes().all(|b| b.is_ascii_digit());
    let (before, last) = match words {
        [before @ .., zip, more] if digits(zip, 5) && digits(more, 4) => (before, *zip),
        [before @ .., zip] if digits(zip, 5) && !before.is_empty() => (before, *zip),
        _ => return (words, None),
    };
    (before, last.parse().ok())
}

/// A Canadian postal code at the end: `M5V 2T6`.
fn is_canadian(line: &str) -> bool {
    let end: String = line.chars().filter(|c| *c != ' ').collect();
    let end: Vec<u8> = end.bytes().rev().take(6).collect();
    let alternates = |(place, byte): (usize, &u8)| {
        if place.is_multiple_of(2) { byte.is_ascii_digit() } else { byte.is_ascii_alphabetic() }
    };
    end.len() == 6 && end.iter().enumerate().all(alternates)
}

/// The ZIP codes of California.
const CALIFORNIAN: std::ops::RangeInclusive<u32> = 90_001..=96_162;

/// How an address names the United States.
const OWN: [&str; 5] = ["united states of america", "united states", "u s a", "usa", "us"];

/// Other countries, as an address names them.
const COUNTRIES: &str = "afghanistan|albania|algeria|andorra|angola|antigua and barbuda|argentina|armenia|australia|\
austria|azerbaijan|bahamas|bahrain|bangladesh|barbados|belarus|belgium|belize|benin|bhutan|bolivia|\
bosnia and herzegovina|botswana|brazil|brasil|brunei|bulgaria|burkina faso|burundi|cambodia|cameroon|canada|\
cape verde|central african republic|chad|chile|china|colombia|comoros|congo|costa rica|croatia|cuba|cyprus|\
czech republic|czechia|denmark|djibouti|dominica|dominican republic|ecuador|egypt|el salvador|england|\
equatorial guinea|eritrea|estonia|eswatini|ethiopia|fiji|finland|france|gabon|gambia|germany|deutschland|ghana|\
greece|grenada|guatemala|guinea|guyana|haiti|honduras|hong kong|hungary|iceland|india|indonesia|iran|iraq|ireland|\
israel|italy|ivory coast|jamaica|japan|jordan|kazakhstan|kenya|kiribati|korea|kosovo|kuwait|kyrgyzstan|laos|latvia|\
lebanon|lesotho|liberia|libya|liechtenstein|lithuania|luxembourg|macau|madagascar|malawi|malaysia|maldives|mali|\
malta|marshall islands|mauritania|mauritius|mexico|mexico df|micronesia|moldova|monaco|mongolia|montenegro|morocco|\
mozambique|myanmar|namibia|nauru|nepal|netherlands|new zealand|nicaragua|niger|nigeria|north macedonia|\
northern ireland|norway|oman|pakistan|palau|palestine|panama|papua new guinea|paraguay|peru|philippines|poland|\
portugal|qatar|romania|russia|rwanda|saint lucia|samoa|san marino|saudi arabia|scotland|senegal|serbia|seychelles|\
sierra leone|singapore|slovakia|slovenia|solomon islands|somalia|south africa|south korea|south sudan|spain|espana|\
sri lanka|sudan|suriname|sweden|switzerland|syria|taiwan|tajikistan|tanzania|thailand|togo|tonga|\
trinidad and tobago|tunisia|turkey|turkmenistan|tuvalu|uganda|ukraine|united arab emirates|united kingdom|uk|uruguay|\
uzbekistan|vanuatu|vatican city|venezuela|vietnam|wales|yemen|zambia|zimbabwe";

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn the_end_of_an_address_tells_where_it_is() {
        let rows = [
            ("12 Sample Street; Sacramento, CA 95814", Place::California),
            ("12 Sample Street; Fresno, California 93650-0001; USA", Place::California),
            ("12 Sample Street; Fresno 93650", Place::California),
            ("PO Box 7; Reno, NV 89501", Place::OtherState),
            ("PO Box 7; Albuquerque, New Mexico", Place::OtherState),
            ("PO Box 7; San Juan, PR 00901", Place::OtherState),
            ("PSC 3; APO, AE 09012", Place::OtherState),
            // The country of a state that is one elsewhere too.
            ("1 Peach Road; Atlanta, Georgia 30303; United States", Place::OtherState),
            ("Calle Ocho 8; 22000 Tijuana, B.C.; México", Place::Abroad),
            ("5 King Street; Toronto ON  M5V 2T6", Place::Abroad),
            ("5 King Street; Toronto ON  M5V 2T6; Canada", Place::Abroad),
            ("10 Muster Weg; 10115 Berlin; Germany", Place::Abroad),
            // Nothing tells.
            ("General Delivery", Place::California),
            ("", Place::California),
        ];
        for (address, place) in rows {
            let lines: Vec<String> = address.split("; ").map(str::to_owned).collect();
            assert_eq!(Place::of(&lines), place, "{address}");
        }
    }
}
