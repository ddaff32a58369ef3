//! A composition as one HTML file: the accessible twin of the PDF. It holds
//! its own look, asks for nothing from elsewhere and runs no script.

use super::{Block, Composition, Letterhead, Run};
use std::fmt::Write as _;

/// The look on a screen and on paper.
const LOOK: &str = include_str!("letter.css");

/// The composition as one HTML document.
#[must_use]
pub fn html(composition: &Composition) -> String {
    let mut out = String::with_capacity(16_384);
    let title = escaped(&composition.title);
    let language = if composition.language.is_empty() { "en" } else { &composition.language };
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"author\" content=\"{}\">\n<title>{title}</title>\n<style>\n{LOOK}</style>\n</head>\n<body>\n",
        escaped(language),
        escaped(&composition.author),
    );
    if let Some(head) = &composition.letterhead {
        letterhead(&mut out, head);
    }
    out.push_str("<main>\n");
    let titled = composition.blocks.iter().any(|block| matches!(block, Block::Heading { level: 1, .. }));
    if !titled {
        // A page needs its title as a heading; it is not shown.
        let _ = writeln!(out, "<h1 class=\"unseen\">{title}</h1>");
    }
    for one in &composition.blocks {
        block(&mut out, one);
    }
    out.push_str("</main>\n");
    if !composition.footer.is_empty() {
        let _ = writeln!(out, "<footer>{}</footer>", escaped(&composition.footer));
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn letterhead(out: &mut String, head: &Letterhead) {
    let _ = writeln!(out, "<header>\n<p class=\"sender\">{}</p>", escaped(&head.name));
    if !head.lines.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", broken(&head.lines));
    }
    out.push_str("</header>\n");
}

fn block(out: &mut String, block: &Block) {
    // Writing to a string does not fail.
    let _ = match block {
        Block::Heading { level, text } => {
            let level = (*level).clamp(1, 6);
            writeln!(out, "<h{level}>{}</h{level}>", escaped(text))
        }
        Block::Paragraph(runs) => writeln!(out, "<p>{}</p>", runs.iter().map(run).collect::<String>()),
        Block::Lines(lines) => writeln!(out, "<p>{}</p>", broken(lines)),
        Block::Facts(facts) => writeln!(out, "<dl>\n{}</dl>", facts.iter().map(fact).collect::<String>()),
        Block::Table { head, rows } => table(out, head, rows),
        Block::List { numbered, entries } => {
            let name = if *numbered { "ol" } else { "ul" };
            let entries: String = entries.iter().map(|entry| format!("<li>{}</li>\n", escaped(entry))).collect();
            writeln!(out, "<{name}>\n{entries}</{name}>")
        }
        Block::Decision { item, decision } => {
            let (item, decision) = (escaped(item), escaped(decision));
            writeln!(out, "<h3 class=\"decision\">{item}: <strong>{decision}</strong></h3>")
        }
        Block::PageBreak => writeln!(out, "<div class=\"break\"></div>"),
    };
}

fn run(run: &Run) -> String {
    match run {
        Run::Plain(words) => escaped(words),
        Run::Strong(words) => format!("<strong>{}</strong>", escaped(words)),
    }
}

fn fact((name, value): &(String, String)) -> String {
    format!("<div><dt>{}</dt><dd>{}</dd></div>\n", escaped(name), escaped(value))
}

fn broken(lines: &[String]) -> String {
    lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br>\n")
}

fn table(out: &mut String, head: &[String], rows: &[Vec<String>]) -> std::fmt::Result {
    let head: String = head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", escaped(cell))).collect();
    writeln!(out, "<table>\n<thead><tr>{head}</tr></thead>\n<tbody>")?;
    for row in rows {
        let cells: String = row.iter().map(|cell| format!("<td>{}</td>", escaped(cell))).collect();
        writeln!(out, "<tr>{cells}</tr>")?;
    }
    writeln!(out, "</tbody>\n</table>")
}

/// Text that means nothing but itself; controls are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(blocks: Vec<Block>) -> String {
        html(&Composition { title: "A <b> & c".to_owned(), blocks, ..Composition::default() })
    }

    #[test]
    fn whatever_is_written_means_only_itself() {
        let evil = "<script>alert('x')</script>\u{0} \" onload=\"";
        let page = page(vec![
            Block::heading(2, evil),
            Block::labelled(evil, evil),
            Block::Lines(vec![evil.to_owned()]),
            Block::Facts(vec![(evil.to_owned(), evil.to_owned())]),
            Block::Table { head: vec![evil.to_owned()], rows: vec![vec![evil.to_owned()]] },
            Block::List { numbered: true, entries: vec![evil.to_owned()] },
            Block::Decision { item: evil.to_owned(), decision: evil.to_owned() },
        ]);
        assert!(!page.contains("<script") && !page.contains('\u{0}') && !page.contains("\" onload"));
        assert!(page.contains("<title>A &lt;b&gt; &amp; c</title>"));
    }

    #[test]
    fn a_page_has_a_language_and_one_title() {
        let page = page(vec![Block::heading(2, "Part")]);
        assert!(page.contains("<html lang=\"en\">"));
        assert_eq!(page.matches("<h1").count(), 1);
        assert!(!page.contains("http"), "nothing is fetched");
    }
}
