//! A composition as plain text, wrapped at 96 characters.

use super::{Block, Composition, Run};

const WIDTH: usize = 96;

/// The text of a composition; every page but the first begins with a form
/// feed.
pub(super) fn set(composition: &Composition) -> String {
    let mut blocks = Vec::new();
    if let Some(head) = &composition.letterhead {
        blocks.push(std::iter::once(head.name.clone()).chain(head.lines.clone()).collect());
    }
    blocks.extend(composition.blocks.iter().map(lines));
    let mut out = String::new();
    let mut between = "";
    for block in blocks {
        out.push_str(between);
        out.push_str(&block.join("\n"));
        between = if block.as_slice() == ["\u{c}"] { "" } else { "\n\n" };
    }
    out.push('\n');
    out
}

fn lines(block: &Block) -> Vec<String> {
    match block {
        Block::Heading { text, .. } => vec![text.clone()],
        Block::Paragraph(runs) => wrap(&runs.iter().map(words).collect::<String>()),
        Block::Lines(lines) => lines.clone(),
        Block::Facts(facts) => facts.iter().map(|(name, value)| format!("{name}: {value}")).collect(),
        Block::Table { head, rows } => std::iter::once(head).chain(rows).map(|row| row.join("  |  ")).collect(),
        Block::List { numbered, entries } => entries
            .iter()
            .enumerate()
            .flat_map(|(index, entry)| {
                let mark = if *numbered { format!("{}. ", index + 1) } else { "- ".to_owned() };
                wrap(&format!("{mark}{entry}"))
            })
            .collect(),
        Block::Decision { item, decision } => vec![format!("{item}:  {decision}")],
        Block::PageBreak => vec!["\u{c}".to_owned()],
    }
}

fn words(run: &Run) -> &str {
    match run {
        Run::Plain(words) | Run::Strong(words) => words,
    }
}

fn wrap(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.len() - 1;
        let line = &mut lines[last];
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= WIDTH {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}
