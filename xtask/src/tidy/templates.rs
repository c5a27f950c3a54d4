//! Pages carry no inline style and no inline script: the content security policy would refuse both.

use super::{Finding, source::Source};

const SCRIPT_MEND: &str = "Put it into a file under assets and bind it there.";
const STYLE_MEND: &str = "Give the element a class and write the rule in the style sheet.";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    files.iter().filter(|file| file.path.ends_with(".html")).flat_map(check_file).collect()
}

fn check_file(file: &Source) -> Vec<Finding> {
    // Mail programs read no style sheets, so mails alone are styled inline.
    let is_mail = file.path.contains("/mail/") || file.path.contains("/mails/");
    let text = without_template_code(&file.text);
    let mut findings = Vec::new();
    for (at, tag) in tags(&text) {
        let (name, attributes) = parse(tag);
        // Structured data for search engines: a browser never runs it, the policy lets it pass.
        let is_data = tag.contains("type=\"application/ld+json\"");
        if name == "script" && !is_data && !attributes.iter().any(|attribute| attribute == "src") {
            findings.push(file.finding(at, "a script without src".to_owned(), SCRIPT_MEND));
        }
        if name == "style" && !is_mail {
            findings.push(file.finding(at, "a style element".to_owned(), STYLE_MEND));
        }
        for attribute in attributes {
            if attribute == "style" && !is_mail {
                findings.push(file.finding(at, "an inline style".to_owned(), STYLE_MEND));
            }
            if attribute.starts_with("on") {
                findings.push(file.finding(at, format!("an inline handler, {attribute}"), SCRIPT_MEND));
            }
        }
    }
    findings
}

/// Blanks `{{ … }}`, `{% … %}`, `{# … #}` and `<!-- … -->`, whose insides may look like tags.
fn without_template_code(text: &str) -> String {
    let mut text = text.to_owned();
    for (open, close) in [("{#", "#}"), ("{{", "}}"), ("{%", "%}"), ("<!--", "-->")] {
        let mut from = 0;
        while let Some(start) = text[from..].find(open).map(|at| from + at) {
            let end = text[start..].find(close).map_or(text.len(), |at| start + at + close.len());
            let blanked: String =
                text[start..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
            text.replace_range(start..end, &blanked);
            from = end;
        }
    }
    text
}

/// Each opening tag: where it stands, and what is between its angles.
fn tags(text: &str) -> Vec<(usize, &str)> {
    let opening = |(at, _): (usize, &str)| {
        let rest = &text[at + 1..];
        rest.starts_with(|c: char| c.is_ascii_alphabetic()).then(|| (at, &rest[..tag_length(rest)]))
    };
    text.match_indices('<').filter_map(opening).collect()
}

/// Up to the closing angle that is in no quotes.
fn tag_length(rest: &str) -> usize {
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    rest.len()
}

/// A tag's name and the names of its attributes, in lower case.
fn parse(tag: &str) -> (String, Vec<String>) {
    let end = tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len());
    let mut attributes = Vec::new();
    let mut rest = &tag[end..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            break;
        }
        let name_end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '/').unwrap_or(rest.len());
        attributes.push(rest[..name_end].to_ascii_lowercase());
        rest = after_value(&rest[name_end..]);
    }
    (tag[..end].to_ascii_lowercase(), attributes)
}

fn after_value(rest: &str) -> &str {
    let Some(value) = rest.trim_start().strip_prefix('=') else { return rest };
    let value = value.trim_start();
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).map_or("", |(_, rest)| rest),
        _ => value.find(char::is_whitespace).map_or("", |end| &value[end..]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn inline_style_script_and_handlers_are_found() {
        let page = "<p\n style = \"x\">\n<script>a</script>\n<style>b</style>\n<a title=\">\" OnClick='c'>";
        assert_eq!(
            found(check, &[("a/page.html", page)]),
            [
                "a/page.html:1 an inline style",
                "a/page.html:3 a script without src",
                "a/page.html:4 a style element",
                "a/page.html:5 an inline handler, onclick",
            ]
        );
    }

    #[test]
    fn text_template_code_and_quotes_that_look_alike_are_not() {
        let page = "{# <script> #}<!-- <p style=''> --><p class=\"a style=b\" data-style=x {% if a < b %}hidden{% endif %}>\
                    on = {{ \"<style>\" }} é\n<script src=\"{{ url }}\" defer></script><br/>\
                    <script type=\"application/ld+json\">{}</script>";
        assert_eq!(found(check, &[("a/page.html", page)]), [""; 0]);
    }

    #[test]
    fn a_mail_may_be_styled_inline_but_not_scripted() {
        let mail = "<p style='a'><script></script>";
        assert_eq!(
            found(check, &[("a/mail/order.html", mail)]),
            ["a/mail/order.html:1 a script without src"]
        );
    }
}
