//! The texts of a file as they are once it is compiled: literals, and what `concat!` makes of them and of macros that stand for
//! texts.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lex;

/// A macro calls another, that one a third: no text of ours is made of more.
const DEEPEST: usize = 8;

/// A text, and where it begins in the code.
pub(super) struct Text {
    pub(super) at: usize,
    parts: Vec<Part>,
}

/// What a text is made of.
enum Part {
    Words(String),
    /// A macro without arguments, `line_columns!()`.
    Macro(String),
    /// What cannot be told here, and where it stands: a macro's own argument, a call with arguments.
    Unknown(Range<usize>),
}

/// The texts of macros that take no arguments, by their names.
#[derive(Default)]
pub(super) struct Macros(BTreeMap<String, Vec<Part>>);

impl Macros {
    /// Those that are declared in this code.
    pub(super) fn of(code: &str) -> Self {
        let declared = code.match_indices("macro_rules! ").filter_map(|(at, words)| {
            let (name, body) = code[at + words.len()..].split_once(" {")?;
            let body = body.trim_start().strip_prefix("() => {")?;
            Some((name.to_owned(), parse(code, code.len() - body.len())?.0))
        });
        Self(declared.collect())
    }

    pub(super) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }
}

impl Text {
    /// Its words, with those of the macros it names: the file's own before those of other files.
    pub(super) fn words(&self, own: &Macros, of_others: &Macros) -> String {
        let mut words = String::new();
        write(&self.parts, [own, of_others], DEEPEST, &mut words);
        words
    }
}

fn write(parts: &[Part], macros: [&Macros; 2], depth: usize, words: &mut String) {
    for part in parts {
        match part {
            Part::Words(some) => words.push_str(some),
            Part::Macro(name) => match macros.iter().find_map(|macros| macros.0.get(name)) {
                Some(parts) if depth > 0 => write(parts, macros, depth - 1, words),
                _ => words.push_str(" ? "),
            },
            Part::Unknown(_) => words.push_str(" ? "),
        }
    }
}

/// Every text of this code.
pub(super) fn texts(code: &str) -> Vec<Text> {
    let mut found = Vec::new();
    gather(code, 0..code.len(), &mut found);
    found
}

fn gather(code: &str, range: Range<usize>, found: &mut Vec<Text>) {
    let mut at = range.start;
    while at < range.end {
        let begins =
            code.as_bytes()[at..].starts_with(CONCAT.as_bytes()) || lex::literal_length(code, at).is_some();
        if begins && let Some((parts, end)) = parse(code, at) {
            for part in &parts {
                if let Part::Unknown(inside) = part {
                    gather(code, inside.clone(), found);
                }
            }
            found.push(Text { at, parts });
            at = end;
        } else {
            at += lex::step(code, at);
        }
    }
}

const CONCAT: &str = "concat!(";

/// What the text at this place is made of, and where it ends; none when it is no text.
fn parse(code: &str, at: usize) -> Option<(Vec<Part>, usize)> {
    let at = blanks_passed(code, at);
    if let Some(length) = lex::literal_length(code, at) {
        return Some((vec![Part::Words(inside(&code[at..at + length]))], at + length));
    }
    let rest = code.get(at..)?;
    if !rest.starts_with(CONCAT) {
        let name = &rest[..rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')?];
        let is_call = !name.is_empty() && rest[name.len()..].starts_with("!()");
        return is_call.then(|| (vec![Part::Macro(name.to_owned())], at + name.len() + "!()".len()));
    }
    let (mut parts, mut at) = (Vec::new(), at + CONCAT.len());
    loop {
        at = blanks_passed(code, at);
        match code.as_bytes().get(at)? {
            b')' => return Some((parts, at + 1)),
            b',' => at += 1,
            _ => {
                let (some, end) = parse(code, at).unwrap_or_else(|| {
                    let end = argument_end(code, at);
                    (vec![Part::Unknown(at..end)], end)
                });
                parts.extend(some);
                at = end;
            }
        }
    }
}

fn blanks_passed(code: &str, at: usize) -> usize {
    let rest = code.as_bytes().get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// Where the argument that begins here ends: before the comma or the bracket that is not its own.
fn argument_end(code: &str, from: usize) -> usize {
    let (mut at, mut depth) = (from, 0_usize);
    while at < code.len() {
        if let Some(length) = lex::literal_length(code, at) {
            at += length;
            continue;
        }
        match code.as_bytes()[at] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' if depth > 0 => depth -= 1,
            b')' | b']' | b'}' | b',' if depth == 0 => return at,
            _ => {}
        }
        at += lex::step(code, at);
    }
    at
}

/// What a literal says: a line that goes on is one line.
fn inside(literal: &str) -> String {
    let quoted = literal.trim_start_matches('r').trim_matches('#');
    let quoted = quoted.strip_prefix('"').unwrap_or(quoted);
    let quoted = quoted.strip_suffix('"').unwrap_or(quoted);
    let mut lines = quoted.split("\\\n");
    let mut words = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        words.push_str(line.trim_start());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(code: &str, others: &str) -> Vec<String> {
        let (own, others) = (Macros::of(code), Macros::of(others));
        texts(code).iter().map(|text| text.words(&own, &others)).collect()
    }

    #[test]
    fn a_literal_is_what_it_says_and_a_line_that_goes_on_is_one() {
        let code = "let a = \"one\"; f('\"', r#\"two \"quoted\"\"#); g(\"three \\\n        and a half\")";
        assert_eq!(words(code, ""), ["one", "two \"quoted\"", "three and a half"]);
    }

    #[test]
    fn parts_are_joined_with_those_of_macros() {
        let code = "macro_rules! own {\n    () => {\n        concat!(\"b, \", theirs!())\n    };\n}\n\
                    let a = concat!(\n    \"select a, \",\n    own!(),\n    \" from t\",\n);";
        let theirs = "macro_rules! theirs {\n    () => {\n        \"c\"\n    };\n}\n\
                      macro_rules! own {\n    () => {\n        \"z\"\n    };\n}\n";
        assert_eq!(words(code, theirs), ["b, c", "select a, b, c from t"]);
    }

    #[test]
    fn what_is_not_known_leaves_a_gap_and_is_looked_into() {
        let code = "concat!(\"a \", $which, those!(\"b\", \"c)\"), absent!(), \" d\")";
        assert_eq!(words(code, ""), ["b", "c)", "a  ?  ?  ?  d"]);
    }

    #[test]
    fn macros_that_name_each_other_end() {
        let code = "macro_rules! a {\n    () => {\n        concat!(\"a\", a!())\n    };\n}\nconcat!(a!())";
        assert_eq!(words(code, "").len(), 2);
    }
}
