//! HTML to Markdown, and back to the same text.

use proptest::prelude::*;

use super::super::markdown::{Converted, convert};

fn markdown_from_html(html: &str) -> String {
    convert(html).markdown
}

fn check(html: &str, markdown: &str) {
    assert_eq!(markdown_from_html(html), markdown, "{html}");
}

/// The elements that are written where Markdown has no mark.
const OURS: &[&str] = &[
    "<strong>",
    "</strong>",
    "<em>",
    "</em>",
    "<del>",
    "</del>",
    "<sup>",
    "</sup>",
    "<sub>",
    "</sub>",
    "<code>",
    "</code>",
    "<br>",
    "<!-- -->",
    "<div dir=\"rtl\">",
    "</div>",
];

/// The text a reader of the rendered Markdown sees.
fn seen(markdown: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser};
    let mut text = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => text.push(' '),
            Event::InlineHtml(tag) | Event::Html(tag) => {
                assert!(OURS.contains(&tag.trim()), "{tag} from {markdown:?}");
            }
            Event::Start(_) | Event::Rule => {}
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
        "1. cut\n2. glue\n   - wait\n3. sand",
    );
    check("a <b>bold </b>and <i> slanted</i> word", "a **bold** and *slanted* word");
    check("<a href=\"https://x.example/a(b)\">here</a>", "[here](<https://x.example/a(b)>)");
    check("Look!<a href=\"https://x.example/\">here</a>", "Look\\![here](https://x.example/)");
}

#[test]
fn everything_else_goes() {
    check("<script>alert(1)</script><style>p{}</style>text", "text");
    check("<span style=\"x\" onclick=\"y()\">text</span>", "text");
    check("<a href=\"javascript:alert(1)\">text</a>", "text");
    check("<p><strong></strong> <em> </em></p>", "");
    check("<p>open <b>and never closed", "open **and never closed**");
}

#[test]
fn bold_stays_bold_whatever_it_ends_in() {
    check("<b>Note:</b>text", "<strong>Note:</strong>text");
    check("<b>Note:</b> text", "**Note:** text");
    check("<p><strong>Care!</strong></p>", "**Care!**");
    check("a<em>(b)</em>c", "a<em>(b)</em>c");
    check("<b>a</b><i>b</i>", "**a**<em>b</em>");
    check("<b><i>both</i></b> and <del>gone</del>", "***both*** and ~~gone~~");
    check("x<sup>2</sup> H<sub>2</sub>O", "x<sup>2</sup> H<sub>2</sub>O");
}

#[test]
fn lists_tables_and_quotes_keep_their_shape() {
    check(
        "<ul><li>a<ul><li>b<ol><li>c</li><li>d</li></ol></li></ul></li></ul>",
        "- a\n  - b\n    1. c\n    2. d",
    );
    check("<ol start=\"4\"><li>a</li><li><p>b</p><p>c</p></li></ol>", "4. a\n\n5. b\n\n   c");
    check("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b");
    check(
        "<table><tbody><tr><th>Size</th><th>cm</th></tr><tr><td>S | M</td><td>1<br>2</td></tr></tbody></table>",
        "| Size | cm |\n| --- | --- |\n| S \\| M | 1<br>2 |",
    );
    check(
        "<table><tr><td><p>one</p></td></tr><tr><td><ul><li>two</li></ul></td></tr></table>",
        "one\n\n- two",
    );
    check("<blockquote><p>a</p><p>b</p></blockquote>c<hr>d", "> a\n>\n> b\n\nc\n\n---\n\nd");
    check("<pre>a\n b</pre>", "a\\\nb");
}

#[test]
fn words_do_not_glue_where_an_element_ends() {
    check("a<center>b</center>c", "a\n\nb\n\nc");
    check("<details><summary>More</summary>text</details>", "More\n\ntext");
    check("<figure>a<figcaption>b</figcaption></figure>c", "a\n\nb\n\nc");
}

#[test]
fn pictures_and_films_become_links_that_are_counted() {
    let both = convert(
        "See<img src=\"//cdn.example/a.jpg\" alt=\"the glaze\">below <iframe src=\"https://films.example/1\"></iframe>",
    );
    let markdown =
        "See [the glaze](https://cdn.example/a.jpg) below\n\n[Video](https://films.example/1)".to_owned();
    assert_eq!(both, Converted { markdown, media: 2 });
    assert_eq!(convert("a<img src=\"data:image/png;base64,x\">b").media, 1);
    check(
        "<a href=\"https://x.example/\"><img src=\"https://x.example/a.jpg\" alt=\"Guide\"></a>",
        "[Guide](https://x.example/)",
    );
}

#[test]
fn links_of_the_shop_and_numbers_to_call_stay() {
    check("<a href=\"/products/mug\">mug</a>", "[mug](/products/mug)");
    check("<a href=\"tel:+15550100\">call</a>", "[call](tel:+15550100)");
    check("<a href=\"//x.example/\"><b>bold</b> link</a>", "[**bold** link](https://x.example/)");
    check("<a href=\"#part\">part</a> <a href=\"page.html\">page</a>", "part page");
}

#[test]
fn what_is_read_from_the_right_stays_so() {
    check("<div dir=\"rtl\"><p>שלום</p></div>", "<div dir=\"rtl\">\n\nשלום\n\n</div>");
    check("<p dir=\"rtl\">שלום</p><p>b</p>", "<div dir=\"rtl\">\n\nשלום\n\n</div>\n\nb");
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
    check("<b>\"quoted.\"</b>word", "<strong>\"quoted.\"</strong>word");
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
    fn any_text_gives_markdown_without_foreign_html(html in "([<>/a-z\"'= &;!-]|<p>|<ul>|<li>|<b>|<a href=\"x\">|</b>){0,60}") {
        let _ = seen(&markdown_from_html(&html));
    }
}
