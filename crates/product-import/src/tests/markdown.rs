//! HTML to Markdown, and back to the same text.

use proptest::prelude::*;

use super::super::markdown_from_html;

fn check(html: &str, markdown: &str) {
    assert_eq!(markdown_from_html(html), markdown, "{html}");
}

/// The text a reader of the rendered Markdown sees.
fn seen(markdown: &str) -> String {
    use pulldown_cmark::{Event, Parser};
    let mut text = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => text.push(' '),
            Event::Start(_) => {}
            other => panic!("{other:?} from {markdown:?}"),
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_usual_elements_have_their_markdown() {
    check("", "");
    check("just words", "just words");
    check("<p>one</p>\n<p>two<br>three</p>", "one\n\ntwo\\\nthree");
    check("<div>one<div>two</div></div>", "one\n\ntwo");
    check("<h1>Care</h1><h3>By hand</h3><h6>Note</h6>", "## Care\n\n### By hand\n\n#### Note");
    check("<ul><li>oak</li><li><p>ash</p></li></ul><p>end</p>", "- oak\n- ash\n\nend");
    check(
        "<ol><li>cut</li><li>glue<ul><li>wait</li></ul></li><li>sand</li></ol>",
        "1. cut\n2. glue\n    - wait\n3. sand",
    );
    check("a <b>bold </b>and <i> slanted</i> word", "a **bold** and *slanted* word");
    check("<a href=\"https://x.example/a(b)\">here</a>", "[here](<https://x.example/a(b)>)");
    check("Look!<a href=\"https://x.example/\">here</a>", "Look\\![here](https://x.example/)");
}

#[test]
fn everything_else_goes() {
    check("<script>alert(1)</script><style>p{}</style>text", "text");
    check("<img src=x onerror=alert(1)><span style=\"x\">text</span>", "text");
    check("<a href=\"javascript:alert(1)\">text</a>", "text");
    check("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc");
    check("<p><strong></strong> <em> </em></p>", "");
    check("<p>open <b>and never closed", "open **and never closed**");
}

#[test]
fn html_nested_beyond_reason_becomes_plain_text() {
    let deep = |depth: usize| markdown_from_html(&format!("{}<b>word</b>", "<div>".repeat(depth)));
    assert_eq!(deep(100), "**word**");
    assert_eq!(deep(20_000), "word");
    assert_eq!(markdown_from_html(&format!("{}<b>word</b>", "<div></x>".repeat(300))), "word");
    assert_eq!(markdown_from_html(&"<b>x</b> ".repeat(300)).matches("**x**").count(), 300);
    assert_eq!(markdown_from_html(&"<p>x<br>".repeat(300)).matches('x').count(), 300);
}

#[test]
fn plain_text_stays_plain() {
    check("2 * 3 * 4 &lt;b&gt; [x](y)", "2 \\* 3 \\* 4 \\<b\\> \\[x\\](y)");
    check(
        "<p># no heading</p><p>- no item</p><p>1. no number</p>",
        "\\# no heading\n\n\\- no item\n\n1\\. no number",
    );
    check("bread &amp; butter &amp;amp;", "bread & butter \\&amp;");
    check("<b>\"quoted.\"</b>word", "\"quoted.\"word");
}

proptest! {
    #[test]
    fn text_comes_back_as_it_was(words in proptest::collection::vec("[ -~äß]{1,12}", 1..8)) {
        let words: Vec<String> = words.into_iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
        let text = words.join(" ");
        let html = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let expected = text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(seen(&markdown_from_html(&format!("<p>{html}</p>"))), expected);
    }

    #[test]
    fn marked_words_keep_their_text(
        parts in proptest::collection::vec(("[ a-z.,!\"*()-]{1,8}", 0..7_usize), 1..8),
    ) {
        let elements = ["", "b", "em", "li", "p", "strong", "h2"];
        let mut html = String::new();
        let mut expected = String::new();
        for (text, element) in parts {
            match elements[element] {
                "" => html.push_str(&text),
                name => html.push_str(&format!("<{name}>{text}</{name}>")),
            }
            expected.push_str(&text);
        }
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(letters(&seen(&markdown_from_html(&html))), letters(&expected), "{}", html);
    }

    #[test]
    fn any_text_gives_markdown_without_html(html in "([<>/a-z\"'= &;!-]|<p>|<ul>|<li>|<b>|<a href=\"x\">|</b>){0,60}") {
        let _ = seen(&markdown_from_html(&html));
    }
}
