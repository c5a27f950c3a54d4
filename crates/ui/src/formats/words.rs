//! Words out of HTML: for search engines and for lines that hold no markup.

/// The text of sanitised HTML as one line, cut at a word where it would be longer than `max_chars`.
pub fn plain(html: &str, max_chars: usize) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        if !is_inside_a_line(tag) {
            text.push(' ');
        }
        rest = after;
    }
    text.push_str(rest);
    cut(&unescaped(&text), max_chars)
}

/// Tags that part no words: `the <b>b</b>ig one`.
fn is_inside_a_line(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split_whitespace().next().unwrap_or_default();
    matches!(name, "a" | "b" | "code" | "del" | "em" | "strong")
}

/// The five characters a sanitiser escapes, and its space.
fn unescaped(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")]
        .into_iter()
        .fold(text.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}

fn cut(text: &str, max_chars: usize) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = line.chars().count() + word.chars().count() + 1;
        if longer > max_chars {
            let kept = line.trim_end_matches([',', ';', ':', '.']);
            return format!("{kept}…");
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn html_becomes_one_line_of_words() {
        let html =
            "<p>Made of <strong>oak</strong>&nbsp;&amp; wax.</p>\n<ul><li>One</li><li>a &lt; b</li></ul>";
        assert_eq!(plain(html, 200), "Made of oak & wax. One a < b");
        assert_eq!(plain("<p>Made of oak, and wax</p>", 13), "Made of oak…");
        assert_eq!(plain("&amp;lt;", 10), "&lt;");
        assert_eq!(plain("", 10), "");
    }
}
