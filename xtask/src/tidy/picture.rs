//! The lists in ARCHITECTURE.md that are rules: which crate may import which, and the ranks of `market`.

use super::source::Source;

/// Where they stand.
const FILE: &str = "ARCHITECTURE.md";

/// One line of a list, and where it stands.
pub(super) struct Line<'f> {
    pub(super) at: usize,
    pub(super) text: &'f str,
}

/// The indented lines below the line that begins with `title`; `None` where there is no such list.
pub(super) fn list<'f>(files: &'f [Source], title: &str) -> Option<(&'f Source, Vec<Line<'f>>)> {
    let file = files.iter().find(|file| file.path == FILE)?;
    let mut at = 0;
    let mut lines = file.text.split_inclusive('\n').map(|text| {
        let line = Line { at, text };
        at += text.len();
        line
    });
    lines.find(|line| line.text.starts_with(title))?;
    let list: Vec<Line> = lines
        .skip_while(|line| line.text.trim().is_empty() || !line.text.starts_with("    "))
        .take_while(|line| line.text.starts_with("    "))
        .map(|line| Line { at: line.at, text: line.text.trim() })
        .collect();
    (!list.is_empty()).then_some((file, list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_where_the_indented_lines_end() {
        let text = "May import:\nmore words\n\n    a\n    b → a\n\nOther:\n\n    c\n";
        let files = [Source::new(FILE, text)];
        let texts = |title: &str| {
            let (_, lines) = list(&files, title)?;
            Some(lines.iter().map(|line| line.text).collect::<Vec<_>>())
        };
        assert_eq!(texts("May import"), Some(vec!["a", "b → a"]));
        assert_eq!(texts("Other"), Some(vec!["c"]));
        assert_eq!(texts("Ranks"), None);
    }
}
