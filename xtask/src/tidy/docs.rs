//! Rules for the papers: links lead somewhere, and decisions are in order.

use super::{File, Violation};
use std::collections::{BTreeMap, BTreeSet};

const DECISIONS: &str = "docs/decisions/";

/// Everything the Markdown files must hold to, taken together.
pub(super) fn check(files: &[File]) -> Vec<Violation> {
    let project = Project::new(files);
    let papers = files.iter().filter(|file| file.ends_with(".md"));
    let mut found: Vec<Violation> = papers.flat_map(|file| broken_links(file, &project)).collect();
    found.extend(decisions(files));
    found
}

/// What links can lead to.
struct Project<'a> {
    paths: BTreeSet<&'a str>,
    headings: BTreeMap<&'a str, BTreeSet<String>>,
}

impl<'a> Project<'a> {
    fn new(files: &'a [File]) -> Self {
        let folders = files.iter().flat_map(|file| file.path.match_indices('/').map(|(at, _)| &file.path[..at]));
        let paths = files.iter().map(|file| file.path.as_str()).chain(folders).collect();
        let papers = files.iter().filter(|file| file.ends_with(".md"));
        let headings = papers.map(|file| (file.path.as_str(), anchors(&file.text))).collect();
        Self { paths, headings }
    }
}

fn broken_links(file: &File, project: &Project<'_>) -> Vec<Violation> {
    links(&file.text)
        .into_iter()
        .filter_map(|(line, target)| {
            let (path, anchor) = target.split_once('#').map_or((target.as_str(), None), |(p, a)| (p, Some(a)));
            let Some(path) = resolve(&file.path, path) else {
                return Some(file.violation(
                    line,
                    format!("the link `{target}` leaves the project."),
                    "Link to a page inside.",
                ));
            };
            if !path.is_empty() && !project.paths.contains(path.as_str()) {
                let remedy = "Correct the path, or add the file (an ignored file is not in a clone).";
                return Some(file.violation(line, format!("the link `{target}` leads nowhere."), remedy));
            }
            let headings = project.headings.get(path.as_str())?;
            let anchor = anchor.filter(|anchor| !headings.contains(*anchor))?;
            Some(file.violation(
                line,
                format!("{path} has no heading for `#{anchor}`."),
                "Correct the part after `#`.",
            ))
        })
        .collect()
}

/// The path a link leads to, from the root of the project; `None` if outside.
fn resolve(from: &str, target: &str) -> Option<String> {
    if target.is_empty() {
        return Some(from.to_owned());
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    if target.starts_with('/') {
        parts.clear();
    }
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The targets of the links to files of the project, with their lines.
fn links(text: &str) -> Vec<(usize, String)> {
    prose(text)
        .flat_map(|(line, words)| {
            let begins = words.match_indices("](").map(|(at, mark)| at + mark.len());
            let targets: Vec<String> = begins
                .filter_map(|begin| words[begin..].split([')', ' ']).next())
                .filter(|target| !target.contains("://") && !target.starts_with("mailto:"))
                .map(str::to_owned)
                .collect();
            targets.into_iter().map(move |target| (line, target))
        })
        .collect()
}

/// The lines outside of code blocks, numbered, without their code spans.
fn prose(text: &str) -> impl Iterator<Item = (usize, String)> {
    let mut in_block = false;
    text.lines().enumerate().filter_map(move |(index, line)| {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
            return None;
        }
        let spans = line.split('`').step_by(2);
        (!in_block).then(|| (index + 1, spans.collect::<Vec<_>>().join("`")))
    })
}

/// The anchors of the headings, as the usual viewers make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|heading| {
            let words = heading.trim_start_matches('#').trim().to_lowercase();
            let kept = words.chars().filter(|char| char.is_alphanumeric() || " -_".contains(*char));
            kept.map(|char| if char == ' ' { '-' } else { char }).collect()
        })
        .collect()
}

/// Every decision has a number of its own, without gaps, and is listed.
fn decisions(files: &[File]) -> Vec<Violation> {
    let index = files.iter().find(|file| file.path == format!("{DECISIONS}README.md"));
    let listed = index.map(|file| links(&file.text)).unwrap_or_default();
    let papers = files.iter().filter(|file| file.path.starts_with(DECISIONS) && file.name() != "README.md");
    let mut found = Vec::new();
    let mut expected = 1;
    for file in papers {
        let number = number(file.name());
        match number {
            None => found.push(file.violation(1, "the decision has no number.", "Name it NNNN-title.md.")),
            Some(number) if number != expected => found.push(file.violation(
                1,
                format!("the decision has number {number:04}, but {expected:04} is next."),
                "Number decisions one after the other, each number once.",
            )),
            Some(_) => {}
        }
        expected = number.map_or(expected, |number| number + 1);
        if !listed.iter().any(|(_, target)| target == file.name()) {
            found.push(file.violation(1, "the decision is not listed.", "Add a line to docs/decisions/README.md."));
        }
    }
    found
}

/// 7 of `0007-a-title.md`.
fn number(name: &str) -> Option<u32> {
    let (number, title) = name.strip_suffix(".md")?.split_once('-')?;
    (number.len() == 4 && !title.is_empty()).then(|| number.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    fn told(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<File> = files.iter().map(|(path, text)| file(path, text)).collect();
        let found = check(&files);
        found.iter().map(|violation| format!("{}:{}: {}", violation.path, violation.line, violation.what)).collect()
    }

    #[test]
    fn a_link_leads_to_a_file_a_folder_or_a_heading() {
        let good =
            "[a](docs/a.md) [b](docs) [c](docs/a.md#the-first-one) [d](#here) [e](https://example.org/x)\n# Here\n";
        assert!(told(&[("README.md", good), ("docs/a.md", "## The first one!\n[up](../README.md)\n")]).is_empty());
        let bad = "\n[a](docs/b.md)\n[b](../x.md)\n[c](docs/a.md#second)\n`[d](x.md)`\n```\n[e](y.md)\n```\n";
        assert_eq!(
            told(&[("README.md", bad), ("docs/a.md", "# First\n")]),
            [
                "README.md:2: the link `docs/b.md` leads nowhere.",
                "README.md:3: the link `../x.md` leaves the project.",
                "README.md:4: docs/a.md has no heading for `#second`.",
            ]
        );
    }

    #[test]
    fn decisions_are_numbered_without_gaps_and_listed() {
        let list = "- [1](0001-one.md)\n- [3](0003-three.md)\n";
        let found = told(&[
            ("docs/decisions/0001-one.md", ""),
            ("docs/decisions/0003-three.md", ""),
            ("docs/decisions/README.md", list),
            ("docs/decisions/four.md", ""),
        ]);
        assert_eq!(
            found,
            [
                "docs/decisions/0003-three.md:1: the decision has number 0003, but 0002 is next.",
                "docs/decisions/four.md:1: the decision has no number.",
                "docs/decisions/four.md:1: the decision is not listed.",
            ]
        );
    }
}
