//! No code in comments: the suites start test programs, and rustdoc's examples are none, so they would never run.

use super::{Finding, source::Source};

const MEND: &str = "Make it a test; or, if it is no code, mark its fence as ```text.";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    files.iter().filter(|file| file.is_rust()).flat_map(check_file).collect()
}

fn check_file(file: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut open = false;
    let mut at = 0;
    for line in file.text.split_inclusive('\n') {
        let comment = line.trim_start().strip_prefix("///").or_else(|| line.trim_start().strip_prefix("//!"));
        if let Some(kind) = comment.and_then(|comment| comment.trim().strip_prefix("```")) {
            open = !open;
            if open && kind != "text" {
                findings.push(file.finding(at, "an example in a comment".to_owned(), MEND));
            }
        }
        at += line.len();
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn an_example_is_found_and_plain_text_is_not() {
        let example = "/// Adds.\n///\n/// ```\n/// assert_eq!(add(1, 1), 2);\n/// ```\nfn add() {}\n";
        let text = "//! ```text\n//! a | b\n//! ```\nfn a() {}\n";
        assert_eq!(found(check, &[("a.rs", example), ("b.rs", text)]), ["a.rs:3 an example in a comment"]);
    }
}
