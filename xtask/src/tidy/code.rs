//! Rust source without its comments and literals, and the functions in it.
//!
//! Not a parser: it knows just enough of the language to count braces and to
//! find names, and it never fails.

/// The source with every comment and every string and character literal
/// blanked out. Lines stay where they are.
pub(super) fn only(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    while let Some(&char) = chars.get(at) {
        let length = passive(&chars, at);
        if length == 0 {
            out.push(char);
            at += 1;
            continue;
        }
        let end = chars.len().min(at + length);
        out.extend(chars[at..end].iter().map(|&char| if char == '\n' { '\n' } else { ' ' }));
        at = end;
    }
    out
}

/// The code without its tests: what follows `#[cfg(test)]` on a `mod`, which
/// by convention stands last in a file, is cut off.
pub(super) fn without_tests(code: &str) -> &str {
    let tests = code.match_indices("#[cfg(test)]").find(|(at, mark)| {
        let rest = code[at + mark.len()..].trim_start();
        rest.starts_with("mod ") && !rest.lines().next().is_some_and(|line| line.trim_end().ends_with(';'))
    });
    tests.map_or(code, |(at, _)| &code[..at])
}

/// How many characters the comment or literal that begins here has; 0 where
/// none begins.
fn passive(chars: &[char], at: usize) -> usize {
    match &chars[at..] {
        rest @ ['/', '/', ..] => rest.iter().take_while(|&&char| char != '\n').count(),
        rest @ ['/', '*', ..] => block_comment(rest),
        rest @ ['"', ..] => quoted(rest),
        rest @ ['r', '"' | '#', ..] if !continues_name(chars, at) => raw(rest),
        ['\'', '\\', rest @ ..] => match rest.iter().skip(1).position(|&char| char == '\'') {
            Some(end) => end + 4,
            None => 0,
        },
        ['\'', char, '\'', ..] if *char != '\'' => 3,
        _ => 0,
    }
}

/// True when the `r` is the end of a name rather than the mark of a literal;
/// `br` and `cr` are marks too.
fn continues_name(chars: &[char], at: usize) -> bool {
    let is_name = |at: usize| chars.get(at).is_some_and(|&char| is_name_char(char));
    match at.checked_sub(1) {
        Some(before) if matches!(chars[before], 'b' | 'c') => before.checked_sub(1).is_some_and(is_name),
        Some(before) => is_name(before),
        None => false,
    }
}

fn is_name_char(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        match &rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn quoted(rest: &[char]) -> usize {
    let mut at = 1;
    while let Some(char) = rest.get(at) {
        match char {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    at
}

/// A raw string literal; 0 for a raw name such as `r#type`.
fn raw(rest: &[char]) -> usize {
    let hashes = rest[1..].iter().take_while(|&&char| char == '#').count();
    let open = 1 + hashes;
    if rest.get(open) != Some(&'"') {
        return 0;
    }
    let closes =
        |at: usize| rest[at] == '"' && rest[at + 1..].iter().take(hashes).filter(|&&c| c == '#').count() == hashes;
    let end = (open + 1..rest.len()).find(|&at| closes(at));
    end.map_or(rest.len(), |end| end + 1 + hashes)
}

/// A function with a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Function {
    pub(super) name: String,
    /// The line of its `fn`, from 1.
    pub(super) line: usize,
    /// How many lines it has, from its `fn` to its closing brace.
    pub(super) lines: usize,
}

/// Every function with a body, also those inside of others. Takes code
/// without comments and literals.
pub(super) fn functions(code: &str) -> Vec<Function> {
    let heads = code.match_indices("fn ").filter(|(at, _)| !code[..*at].ends_with(is_name_char));
    heads
        .filter_map(|(at, _)| {
            let name: String = code[at + 3..].trim_start().chars().take_while(|&c| is_name_char(c)).collect();
            let body = body(&code[at..])?;
            (!name.is_empty()).then(|| Function {
                name,
                line: line_at(code, at),
                lines: code[at..at + body].matches('\n').count() + 1,
            })
        })
        .collect()
}

/// The line a byte stands on, from 1.
pub(super) fn line_at(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

/// Bytes from the beginning of a signature to the end of its body; `None`
/// for a declaration without one.
fn body(code: &str) -> Option<usize> {
    let (mut brackets, mut braces) = (0_i32, 0_i32);
    for (at, char) in code.char_indices() {
        match char {
            '(' | '[' if braces == 0 => brackets += 1,
            ')' | ']' if braces == 0 => brackets -= 1,
            ';' if braces == 0 && brackets == 0 => return None,
            '{' => braces += 1,
            '}' if braces <= 1 => return (braces == 1).then_some(at + 1),
            '}' => braces -= 1,
            _ => {}
        }
    }
    None
}

/// Whole names in code, each with the byte where it begins.
pub(super) fn names(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let begin = rest + code[rest..].find(is_name_char)?;
        let end = code[begin..].find(|char| !is_name_char(char)).map_or(code.len(), |length| begin + length);
        rest = end;
        Some((begin, &code[begin..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_blanked_and_lines_stay() {
        let table = [
            ("a // b\nc", "a     \nc"),
            ("a /* b /* c */ \n d */ e", "a               \n      e"),
            ("f(\"x{\\\"\", '{', '\\'', b)", "f(     ,    ,     , b)"),
            ("r#\"a\"b\"# r\"\\\" x", "                x"),
            ("br\"{\" r#type for", "b     r#type for"),
            ("fn a<'a>(x: &'a str) {}", "fn a<'a>(x: &'a str) {}"),
            ("\"not closed", "           "),
        ];
        for (source, code) in table {
            let only = only(source);
            assert_eq!(
                only.split_whitespace().collect::<Vec<_>>(),
                code.split_whitespace().collect::<Vec<_>>(),
                "{source}"
            );
            assert_eq!(only.matches('\n').count(), source.matches('\n').count(), "{source}");
            assert_eq!(only.chars().count(), source.chars().count(), "{source}");
        }
    }

    #[test]
    fn functions_are_counted_from_their_fn_to_their_closing_brace() {
        let source = "trait T { fn declared(&self) -> [u8; 2]; }\nimpl A {\n    pub fn b(x: [u8; 3]) -> u8\n    where\n        A: B,\n    {\n        fn inner() { }\n        1\n    }\n}\ntype F = fn (u8);\n";
        let found: Vec<_> = functions(&only(source)).into_iter().map(|f| (f.name, f.line, f.lines)).collect();
        assert_eq!(found, [("b".to_owned(), 3, 7), ("inner".to_owned(), 7, 1)]);
    }

    #[test]
    fn tests_at_the_end_are_cut_off_but_not_a_file_of_tests() {
        assert_eq!(without_tests("a();\n#[cfg(test)]\nmod tests { b(); }"), "a();\n");
        let declared = "#[cfg(test)]\nmod tests;\na();";
        assert_eq!(without_tests(declared), declared);
    }

    #[test]
    fn names_are_whole() {
        assert_eq!(names("a_1.b(c2)").collect::<Vec<_>>(), [(0, "a_1"), (4, "b"), (6, "c2")]);
    }
}
