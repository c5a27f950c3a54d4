//! Files stay small enough to read at one sitting.

use super::{Finding, source::Source};

/// Beyond this a file is two ideas; we aim at half of it.
const LONGEST_FILE_LINES: usize = 500;

/// Files that may be longer, and how long. This list may only shrink: give no file a larger number, add none.
const LONGER: &[(&str, usize)] = &[];

const SPLIT: &str = "Split it: one idea each, a mod.rs that reads as a table of contents.";
const SHRINK: &str = "Lower or remove its number in xtask/src/tidy/size.rs.";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    check_against(LONGER, files)
}

fn check_against(longer: &[(&str, usize)], files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        let lines = file.text.lines().count();
        let listed = longer.iter().find(|(path, _)| *path == file.path).map(|(_, allowed)| *allowed);
        if lines > listed.unwrap_or(LONGEST_FILE_LINES) {
            findings.push(file.finding(0, format!("{lines} lines"), SPLIT));
        } else if listed.is_some_and(|allowed| lines < allowed) {
            findings.push(file.finding(0, format!("only {lines} lines, yet listed as longer"), SHRINK));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_long_file_is_found_and_one_at_the_limit_is_not() {
        let limit = "\n".repeat(LONGEST_FILE_LINES);
        let beyond = "\n".repeat(LONGEST_FILE_LINES + 1);
        let files = [("a.rs", limit.as_str()), ("b.rs", beyond.as_str()), ("c.css", beyond.as_str())];
        assert_eq!(found(check, &files), ["b.rs:1 501 lines"]);
    }

    #[test]
    fn a_listed_file_may_neither_grow_nor_stay_listed_once_shorter() {
        let file = |lines| [Source::new("a.rs", &"\n".repeat(lines))];
        assert_eq!(check_against(&[("a.rs", 600)], &file(600)).len(), 0);
        assert_eq!(check_against(&[("a.rs", 600)], &file(601))[0].what, "601 lines");
        assert_eq!(
            check_against(&[("a.rs", 600)], &file(590))[0].what,
            "only 590 lines, yet listed as longer"
        );
    }
}
