//! A composition as the templates take it: JSON of plain strings, cleaned,
//! with heading levels that never skip one.

use imr_core::paper::{Block, Composition, Run, Style};
use serde_json::{Value, json};

/// Longer words get places where they may be broken, lest they run out of a
/// table cell or a column.
const LONGEST_WORD: usize = 28;

/// The same for the words of a paragraph, which has the width of the page.
const LONGEST_OF_PARAGRAPH: usize = 64;

/// Where a long word may be broken; the templates take it out again.
const BREAK: char = '\u{200b}';

/// The sheet for a composition.
pub(super) fn sheet(composition: &Composition) -> Value {
    let mut levels = Levels::default();
    let blocks: Vec<Value> =
        composition.blocks.iter().filter_map(|block| block_value(block, &mut levels)).collect();
    let (language, region) = language(&composition.language);
    json!({
        "title": title(composition),
        "author": clean(&composition.author),
        "language": language,
        "region": region,
        "style": match composition.style {
            Style::Letter => "letter",
            Style::Record => "record",
            Style::Form => "form",
        },
        "letterhead": composition.letterhead.as_ref().map(|head| json!({
            "name": clean(&head.name),
            "lines": all_clean(&head.lines),
        })),
        "footer": clean(&composition.footer),
        "blocks": blocks,
    })
}

/// Spells out what no font can draw, by its number: a character that is not
/// drawn could not be read back either. Metadata stay as they are.
pub(super) fn spell(value: &mut Value, drawn: &dyn Fn(char) -> bool) {
    match value {
        Value::String(text) if !text.chars().all(|one| one == BREAK || drawn(one)) => {
            *text = text.chars().map(|one| spelled(one, drawn)).collect();
        }
        Value::Array(items) => items.iter_mut().for_each(|item| spell(item, drawn)),
        Value::Object(fields) => fields
            .iter_mut()
            .filter(|(name, _)| !matches!(name.as_str(), "title" | "author"))
            .for_each(|(_, field)| spell(field, drawn)),
        _ => {}
    }
}

fn spelled(one: char, drawn: &dyn Fn(char) -> bool) -> String {
    if one == BREAK || drawn(one) {
        return one.to_string();
    }
    format!("[U+{:04X}]", u32::from(one))
}

/// The title for the metadata, which may not be empty.
pub(super) fn title(composition: &Composition) -> String {
    let own = plain(&composition.title);
    if !own.is_empty() {
        return own;
    }
    let heading = composition.blocks.iter().find_map(|block| match block {
        Block::Heading { text, .. } => Some(plain(text)).filter(|text| !text.is_empty()),
        _ => None,
    });
    heading.unwrap_or_else(|| "Document".to_owned())
}

/// Structural heading levels: the look may skip a level, the structure of an
/// accessible document may not.
#[derive(Default)]
struct Levels {
    last: u8,
}

impl Levels {
    fn next(&mut self, wanted: u8) -> u8 {
        self.last = wanted.clamp(1, self.last + 1);
        self.last
    }
}

fn block_value(block: &Block, levels: &mut Levels) -> Option<Value> {
    Some(match block {
        Block::Heading { level, text } => {
            let text = filled(text)?;
            let look = (*level).clamp(1, 3);
            json!({"kind": "heading", "look": look, "level": levels.next(look), "text": text})
        }
        Block::Paragraph(runs) => paragraph(runs)?,
        Block::Lines(lines) => json!({"kind": "lines", "lines": some(all_clean(lines))?}),
        Block::Facts(facts) => {
            let facts = facts.iter().map(|(name, value)| json!([clean(name), clean(value)]));
            json!({"kind": "facts", "facts": some(facts.collect())?})
        }
        Block::Table { head, rows } => table(head, rows)?,
        Block::List { numbered, entries } => {
            json!({"kind": "list", "numbered": numbered, "entries": some(all_clean(entries))?})
        }
        Block::Decision { item, decision } => json!({
            "kind": "decision",
            "level": levels.next(3),
            "item": clean(item),
            "decision": clean(decision),
        }),
        Block::PageBreak => json!({"kind": "page_break"}),
    })
}

/// Runs keep the blank between them; the ends of the paragraph have none.
fn paragraph(runs: &[Run]) -> Option<Value> {
    let mut out: Vec<(bool, String)> = Vec::new();
    for run in runs {
        let (strong, words) = match run {
            Run::Plain(words) => (false, words),
            Run::Strong(words) => (true, words),
        };
        let after_blank = out.last().is_none_or(|(_, text)| text.ends_with(' '));
        let spaced = breakable(words, LONGEST_OF_PARAGRAPH);
        let words = if after_blank { spaced.trim_start() } else { &spaced };
        if !words.is_empty() {
            out.push((strong, words.to_owned()));
        }
    }
    if let Some((_, last)) = out.last_mut() {
        last.truncate(last.trim_end().len());
    }
    let runs: Vec<Value> = out.into_iter().map(|(strong, text)| json!({"strong": strong, "text": text})).collect();
    Some(json!({"kind": "paragraph", "runs": some(runs)?}))
}

/// Rows are made as long as the longest, so that no cell is lost.
fn table(head: &[String], rows: &[Vec<String>]) -> Option<Value> {
    let columns = rows.iter().map(Vec::len).chain([head.len()]).max()?;
    if columns == 0 {
        return None;
    }
    let full = |row: &[String]| -> Vec<String> {
        let mut cells = all_clean(row);
        cells.resize(columns, String::new());
        cells
    };
    let rows: Vec<Vec<String>> = rows.iter().map(|row| full(row)).collect();
    Some(json!({
        "kind": "table",
        "widths": widths(&full(head), &rows),
        "head": full(head),
        "rows": rows,
    }))
}

/// Characters that fit side by side on the narrowest page.
const LINE: usize = 80;

/// The share of the width each column wants, by its longest cell; none for
/// columns that take just what they need.
fn widths(head: &[String], rows: &[Vec<String>]) -> Vec<Option<usize>> {
    let longest: Vec<usize> = (0..head.len())
        .map(|column| {
            let cells = rows.iter().map(|row| &row[column]).chain([&head[column]]);
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    let short = |length: usize| length <= 22;
    let taken: usize = longest.iter().filter(|length| short(**length)).map(|length| length + 3).sum();
    if taken * 5 > LINE * 3 {
        return vec![None; head.len()];
    }
    if longest.iter().all(|length| short(*length)) {
        return longest.into_iter().map(|length| Some(length.max(8))).collect();
    }
    longest.into_iter().map(|length| (!short(length)).then_some(length.min(60))).collect()
}

fn some<T>(items: Vec<T>) -> Option<Vec<T>> {
    (!items.is_empty()).then_some(items)
}

fn filled(text: &str) -> Option<String> {
    Some(clean(text)).filter(|text| !text.is_empty())
}

fn all_clean(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| clean(text)).collect()
}

/// One line of visible characters that may be broken where it must.
fn clean(text: &str) -> String {
    breakable(text, LONGEST_WORD).trim().to_owned()
}

/// The text on one line: white space and controls become single blanks.
fn plain(text: &str) -> String {
    spaced(text).trim().to_owned()
}

fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for one in text.chars() {
        if invisible(one) {
            continue;
        }
        if one.is_whitespace() || one.is_control() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(one);
        }
    }
    out
}

/// Characters without a shape, which the standards for archives forbid.
fn invisible(one: char) -> bool {
    matches!(one, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn breakable(text: &str, longest: usize) -> String {
    let spaced = spaced(text);
    if spaced.split(' ').all(|word| word.chars().count() <= longest) {
        return spaced;
    }
    let words: Vec<String> = spaced.split(' ').map(|word| with_breaks(word, longest)).collect();
    words.join(" ")
}

/// Lets a word longer than that break after its punctuation, or else at a
/// fixed length.
fn with_breaks(word: &str, longest: usize) -> String {
    let length = word.chars().count();
    if length <= longest {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len() * 2);
    let mut since = 0;
    let mut chars = word.chars().enumerate().peekable();
    while let Some((index, one)) = chars.next() {
        out.push(one);
        since += 1;
        // The slashes of an address stay with its beginning.
        let stays = chars.peek().is_some_and(|next| next.1 == '/');
        let natural =
            !stays && matches!(one, '/' | '.' | '_' | '-' | '@' | '&' | '=' | '?' | ',' | ';' | ':') && since > 3;
        if index + 1 < length && (natural || since >= LONGEST_WORD.max(longest / 2)) {
            out.push(BREAK);
            since = 0;
        }
    }
    out
}

/// Language and region of a BCP 47 tag; English where it is none.
fn language(tag: &str) -> (String, Option<String>) {
    let mut parts = tag.split(['-', '_']);
    let letters = |part: &str, most: usize| {
        (2..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let Some(primary) = parts.next().filter(|part| letters(part, 3)) else {
        return ("en".to_owned(), None);
    };
    let region = parts.find(|part| letters(part, 2)).map(str::to_ascii_uppercase);
    (primary.to_ascii_lowercase(), region)
}
