use std::collections::HashSet;

use pulldown_cmark::{Options, Parser, html::push_html};

/// A description as safe HTML: Markdown without raw HTML, pictures or scripts; links lead out with `nofollow`.
pub fn description_html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut html = String::new();
    push_html(&mut html, Parser::new_ext(markdown, options).filter(|event| !is_raw(event)));
    let tags: HashSet<&str> = [
        "a",
        "b",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h2",
        "h3",
        "h4",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
    .into();
    ammonia::Builder::new()
        .tags(tags)
        .generic_attributes(HashSet::new())
        .tag_attributes([("a", ["href"].into()), ("ol", ["start"].into())].into())
        .url_schemes(["http", "https", "mailto"].into())
        .link_rel(Some("nofollow noopener"))
        .clean(&html)
        .to_string()
}

fn is_raw(event: &pulldown_cmark::Event<'_>) -> bool {
    matches!(event, pulldown_cmark::Event::Html(_) | pulldown_cmark::Event::InlineHtml(_))
}

#[cfg(test)]
mod tests {
    use super::description_html;

    #[test]
    fn markdown_becomes_the_html_it_means() {
        assert_eq!(description_html("Made of **oak**."), "<p>Made of <strong>oak</strong>.</p>\n");
    }

    #[test]
    fn nothing_of_what_could_harm_is_left() {
        for (markdown, never) in [
            ("<script>alert(1)</script>", "script"),
            ("a <img src=x onerror=alert(1)> b", "onerror"),
            ("![spy](https://evil.example/p.gif)", "img"),
            ("[click](javascript:alert(1))", "javascript"),
            ("[click](data:text/html,x)", "data:"),
            ("<a href=\"https://x.example\" onclick=\"y()\">x</a>", "onclick"),
            ("<iframe src=//x></iframe>", "iframe"),
        ] {
            let html = description_html(markdown);
            assert!(!html.contains(never), "{markdown} became {html}");
        }
        assert!(description_html("[shop](https://x.example)").contains("rel=\"nofollow noopener\""));
    }
}
