use std::collections::HashSet;

use pulldown_cmark::{Options, Parser, html::push_html};

/// A description as safe HTML: Markdown with the few elements it has no mark for, without pictures or scripts; links lead
/// out with `nofollow`.
pub fn description_html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut html = String::new();
    push_html(&mut html, Parser::new_ext(markdown, options));
    let tags: HashSet<&str> = [
        "a",
        "b",
        "blockquote",
        "br",
        "code",
        "del",
        "div",
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
        "sub",
        "sup",
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
        .tag_attributes([("a", ["href"].into()), ("ol", ["start"].into()), ("div", HashSet::new())].into())
        .tag_attribute_values([("div", [("dir", ["ltr", "rtl"].into())].into())].into())
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .link_rel(Some("nofollow noopener"))
        .clean(&html)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::description_html;

    #[test]
    fn markdown_becomes_the_html_it_means() {
        assert_eq!(description_html("Made of **oak**."), "<p>Made of <strong>oak</strong>.</p>\n");
    }

    #[test]
    fn what_markdown_has_no_mark_for_is_an_element() {
        assert_eq!(
            description_html("<strong>Note:</strong>10 m<sup>2</sup>"),
            "<p><strong>Note:</strong>10 m<sup>2</sup></p>\n"
        );
        let directed = description_html("<div dir=\"rtl\">\n\nשלום **עולם**\n\n</div>");
        assert!(
            directed.contains("<div dir=\"rtl\">") && directed.contains("<strong>עולם</strong>"),
            "{directed}"
        );
        assert!(description_html("[call](tel:+15550100)").contains("href=\"tel:+15550100\""));
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
            ("<div dir=\"rtl\" style=\"position:fixed\" class=\"x\">x</div>", "style"),
            ("<div dir=\"x\">x</div>", "dir"),
            ("<style>p{display:none}</style>", "display"),
            ("<strong onmouseover=alert(1)>x</strong>", "onmouseover"),
            ("<form action=https://evil.example><input name=card></form>", "form"),
        ] {
            let html = description_html(markdown);
            assert!(!html.contains(never), "{markdown} became {html}");
        }
        assert!(description_html("[shop](https://x.example)").contains("rel=\"nofollow noopener\""));
    }
}
