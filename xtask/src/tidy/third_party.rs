//! The project is written here: no copied libraries, no fonts, nothing minified.

use super::{Finding, source::Source};

const ENDINGS: &[&str] = &[
    ".min.js", ".min.css", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".wasm", ".jar", ".so", ".dll", ".zip",
    ".gz",
];

/// Even our densest style sheets, several rules to a line, stay well below this, in bytes; minifiers do not.
const LONGEST_LINE: usize = 2000;

const MEND: &str =
    "Depend on it through cargo or npm, or write it yourself; it does not lie in this repository.";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        let name = file.path.to_ascii_lowercase();
        if ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            findings.push(file.finding(0, "a third-party file, by its name".to_owned(), MEND));
        } else if [".js", ".mjs", ".css"].iter().any(|ending| name.ends_with(ending))
            && let Some(at) = long_line(&file.text)
        {
            findings.push(file.finding(at, "minified, by its long line".to_owned(), MEND));
        }
    }
    findings
}

fn long_line(text: &str) -> Option<usize> {
    let mut at = 0;
    text.split_inclusive('\n').find_map(|line| {
        at += line.len();
        (line.len() > LONGEST_LINE).then(|| at - line.len())
    })
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn fonts_and_minified_files_are_found_and_our_own_are_not() {
        let long = format!("a\n{}", "b{}".repeat(LONGEST_LINE));
        let files =
            [("a/Font.WOFF2", ""), ("a/lib.js", long.as_str()), ("a/site.css", "a {\n}\n"), ("a/p.webp", "")];
        assert_eq!(
            found(check, &files),
            ["a/Font.WOFF2:1 a third-party file, by its name", "a/lib.js:2 minified, by its long line"]
        );
    }
}
