use std::collections::HashSet;

use pulldown_cmark::{Event, Options, Parser, html::push_html};

/// Quotes and lists inside one another beyond this are no text that anybody reads. The cost of the HTML grows with the square
/// of its depth.
const MAX_DEPTH: usize = 24;
/// Parts of a text: more than the longest description has letters, twice. Only the cells that a row of a table lacks are more.
const MAX_PARTS: usize = 40_000;
/// Elements written out, for what Markdown has no mark for. Those beyond are shown as they are written.
const MAX_ELEMENTS: usize = 400;

/// A description as safe HTML: Markdown with the few elements it has no mark for, without pictures or scripts; links lead
/// out with `nofollow`. What is nested too deeply is shown where the depth ends.
pub fn description_html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut html = String::new();
    push_html(&mut html, bounded(Parser::new_ext(markdown, options)));
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

/// A text without the shells beyond its depth; what stands in them stays.
fn bounded<'t>(events: impl Iterator<Item = Event<'t>>) -> impl Iterator<Item = Event<'t>> {
    let (mut depth, mut elements) = (0_usize, 0_usize);
    let shallow = events.take(MAX_PARTS).filter(move |event| match event {
        Event::Start(_) => {
            depth += 1;
            depth <= MAX_DEPTH
        }
        Event::End(_) => {
            depth = depth.saturating_sub(1);
            depth < MAX_DEPTH
        }
        _ => true,
    });
    shallow.map(move |event| match event {
        Event::Html(text) | Event::InlineHtml(text)
            if elements + text.matches('<').count() > MAX_ELEMENTS =>
        {
            Event::Text(text)
        }
        Event::Html(text) => {
            elements += text.matches('<').count();
            Event::Html(text)
        }
        Event::InlineHtml(text) => {
            elements += text.matches('<').count();
            Event::InlineHtml(text)
        }
        event => event,
    })
}

#[cfg(test)]
mod tests {
    use super::{MAX_DEPTH, MAX_ELEMENTS, description_html};

    #[test]
    fn what_is_nested_without_end_is_shown_and_costs_little() {
        let quotes = format!("{}deep\n\nafter", ">".repeat(19_000));
        let html = description_html(&quotes);
        assert!(html.matches("<blockquote>").count() <= MAX_DEPTH && html.contains("deep"), "{html:.200}");
        assert!(html.ends_with("<p>after</p>\n"), "{html}");
        let lists: String = (0..150).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
        let html = description_html(&lists);
        assert!(html.matches("<ul>").count() <= MAX_DEPTH && html.matches('x').count() == 150, "{html}");
        let elements = format!("{}deep", "<b><sup>".repeat(2_000));
        let html = description_html(&elements);
        assert!(html.matches("<sup>").count() <= MAX_ELEMENTS && html.contains("deep"), "{html:.200}");
        // each row has all cells that the first one has, written or not
        let table = format!("{}|\n{}|\n{}", "|a".repeat(2_000), "|-".repeat(2_000), "|b|\n".repeat(2_500));
        let html = description_html(&table);
        assert!(html.len() < 1_000_000, "{} bytes", html.len());
    }

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
