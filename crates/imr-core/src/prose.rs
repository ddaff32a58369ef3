//! Small matters of prose: capitals, and amounts.

/// A text that begins a sentence.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A statement as it stands within a sentence.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A name within a sentence: without the capital, unless it is an
/// abbreviation.
#[must_use]
pub fn uncapital(name: &str) -> String {
    if name.chars().nth(1).is_some_and(char::is_lowercase) { lower_first(name) } else { name.to_owned() }
}

/// An amount in cents as `$1,420.00`.
#[must_use]
pub fn dollars(cents: i64) -> String {
    let whole = (cents / 100).to_string();
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("${grouped}.{:02}", cents % 100)
}

/// So many of something, such as `1 page` or `12 pages`.
#[must_use]
pub fn counted(many: usize, what: &str) -> String {
    format!("{many} {what}{}", if many == 1 { "" } else { "s" })
}

/// A text for a letter: days such as `2025-08-08`, as tests and histories write
/// them, become `August 8, 2025`.
#[must_use]
pub fn days_in_words(text: &str) -> String {
    let mut told = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let part_of_more = told.chars().next_back().is_some_and(|before| before.is_alphanumeric() || before == '-');
        let day = rest.get(..10).filter(|_| !part_of_more && !goes_on(rest));
        match day.and_then(|day| day.parse::<jiff::civil::Date>().ok()) {
            Some(day) => {
                told.push_str(&day.strftime("%B %-d, %Y").to_string());
                rest = &rest[10..];
            }
            None => {
                told.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    told
}

/// Whether ten signs are the beginning of something longer, such as the number
/// of a claim.
fn goes_on(text: &str) -> bool {
    let mut after = text.chars().skip(10);
    match after.next() {
        Some('-') => true,
        Some(next) => next.is_alphanumeric(),
        None => false,
    }
}

/// Pages by their numbers, runs together: `page 3`, `pages 1-4, 9`.
#[must_use]
pub fn page_list(pages: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *page => *last = *page,
            _ => runs.push((*page, *page)),
        }
    }
    let run =
        |(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    let list: Vec<String> = runs.iter().map(run).collect();
    format!("page{} {}", if pages.len() == 1 { "" } else { "s" }, list.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_stand_in_words_and_numbers_of_claims_stay() {
        let told =
            "The injury of 2012-11-07 is before 2013-01-01; claim 2012-11-07-12, X2012-11-07, 2015-02-30, é.";
        let expected = "The injury of November 7, 2012 is before January 1, 2013; claim 2012-11-07-12, X2012-11-07, \
                        2015-02-30, é.";
        assert_eq!(days_in_words(told), expected);
    }

    #[test]
    fn capitals_and_amounts_are_as_prose_has_them() {
        assert_eq!(
            (capital("mail"), lower_first("It is"), capital("")),
            ("Mail".into(), "it is".into(), String::new())
        );
        assert_eq!((uncapital("MRI"), uncapital("Tramadol")), ("MRI".into(), "tramadol".into()));
        assert_eq!([dollars(42_000), dollars(5), dollars(123_456_789)], ["$420.00", "$0.05", "$1,234,567.89"]);
    }
}
