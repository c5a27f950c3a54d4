//! From a regular expression to the forms of a postal code.

use std::iter::Peekable;
use std::str::Chars;

use anyhow::{Result, bail};

/// The forms that a regular expression of libaddressinput takes: `#` a digit, `@` a letter, `*` either, anything else itself.
/// Forms that differ only in spaces and dashes are one, written as an example has it.
pub(super) fn of(regex: &str, examples: &[&str]) -> Result<Vec<String>> {
    let mut reader = Reader { rest: regex.chars().peekable() };
    let all = reader.alternatives()?;
    let mut forms: Vec<String> = Vec::new();
    for form in &all {
        if forms.iter().any(|known| bare(known) == bare(form)) {
            continue;
        }
        let same: Vec<&String> = all.iter().filter(|other| bare(other) == bare(form)).collect();
        let shown = same.iter().find(|form| examples.iter().any(|example| shows(form, example)));
        let spaced = examples.iter().any(|example| example.contains([' ', '-']));
        let dashed = same.iter().find(|form| form.contains('-'));
        let plain = same.iter().find(|form| !form.contains([' ', '-']));
        let separated = same.iter().find(|form| form.contains([' ', '-']));
        let first = if spaced { separated.or(plain) } else { plain.or(dashed) };
        let form: &String = shown.or(first).copied().unwrap_or(form);
        forms.push(form.clone());
    }
    Ok(forms)
}

fn bare(form: &str) -> String {
    form.replace([' ', '-'], "")
}

fn shows(form: &str, example: &str) -> bool {
    let fits = |(place, symbol): (char, char)| match place {
        '#' => symbol.is_ascii_digit(),
        '@' => symbol.is_ascii_uppercase(),
        '*' => symbol.is_ascii_alphanumeric(),
        fixed => symbol == fixed,
    };
    form.len() == example.len() && form.chars().zip(example.chars()).all(fits)
}

struct Reader<'r> {
    rest: Peekable<Chars<'r>>,
}

impl Reader<'_> {
    /// Alternatives up to a closing bracket, or the end.
    fn alternatives(&mut self) -> Result<Vec<String>> {
        let mut all = Vec::new();
        let mut current = vec![String::new()];
        loop {
            match self.rest.peek() {
                None | Some(')') => {
                    all.append(&mut current);
                    return Ok(all);
                }
                Some('|') => {
                    self.rest.next();
                    all.append(&mut current);
                    current.push(String::new());
                }
                Some(_) => {
                    let piece = self.piece()?;
                    current = joined(&current, &piece);
                }
            }
        }
    }

    /// One symbol, class or group with its count.
    fn piece(&mut self) -> Result<Vec<String>> {
        let atom = match self.rest.next() {
            Some('(') => {
                if self.rest.next_if_eq(&'?').is_some() && self.rest.next() != Some(':') {
                    bail!("a group of an unknown kind");
                }
                let inner = self.alternatives()?;
                self.rest.next();
                inner
            }
            Some('[') => self.class()?,
            Some('\\') => match self.rest.next() {
                Some('d') => vec!["#".to_owned()],
                Some('b') => vec![String::new()],
                Some(fixed) => vec![fixed.to_string()],
                None => bail!("a backslash at the end"),
            },
            Some('^' | '$') => vec![String::new()],
            Some(fixed) => vec![fixed.to_string()],
            None => bail!("the end, where a piece was to come"),
        };
        let (least, most) = self.count()?;
        let mut all = Vec::new();
        for times in least..=most {
            all.extend((0..times).fold(vec![String::new()], |forms, _| joined(&forms, &atom)));
        }
        Ok(all)
    }

    /// `?`, `{2}`, `{2,4}`, or once.
    fn count(&mut self) -> Result<(usize, usize)> {
        if self.rest.next_if_eq(&'?').is_some() {
            return Ok((0, 1));
        }
        if self.rest.next_if_eq(&'{').is_none() {
            return Ok((1, 1));
        }
        let inner: String = self.rest.by_ref().take_while(|symbol| *symbol != '}').collect();
        let (least, most) = inner.split_once(',').unwrap_or((&inner, &inner));
        Ok((least.parse()?, most.parse()?))
    }

    /// A class: digits, letters, both, or the two separators.
    fn class(&mut self) -> Result<Vec<String>> {
        let (mut digits, mut letters, mut separators) = (false, false, Vec::new());
        loop {
            match self.rest.next() {
                Some(']') => break,
                Some('\\') => match self.rest.next() {
                    Some('d') => digits = true,
                    Some(fixed) => separators.push(fixed.to_string()),
                    None => bail!("a class without an end"),
                },
                Some('-') => {}
                Some(' ') => separators.push(" ".to_owned()),
                Some(symbol) if symbol.is_ascii_digit() => digits = true,
                Some(symbol) if symbol.is_ascii_uppercase() => letters = true,
                _ => bail!("a class of an unknown kind"),
            }
        }
        Ok(match (digits, letters) {
            (true, true) => vec!["*".to_owned()],
            (true, false) => vec!["#".to_owned()],
            (false, true) => vec!["@".to_owned()],
            (false, false) => separators,
        })
    }
}

fn joined(fronts: &[String], backs: &[String]) -> Vec<String> {
    fronts.iter().flat_map(|front| backs.iter().map(move |back| format!("{front}{back}"))).collect()
}
