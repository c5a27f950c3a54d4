//! The small part of HTML that product descriptions need, as Markdown.
//!
//! The HTML is first parsed and cleaned by ammonia, which closes what is open and drops scripts, styles and
//! whatever else is not named here; what remains is well formed, so one walk over its tags suffices.

mod inline;
mod walk;

use std::collections::{HashMap, HashSet};

use walk::Walk;

/// Elements the walk understands; of all others only the text stays.
const ELEMENTS: [&str; 28] = [
    "a",
    "b",
    "blockquote",
    "br",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];
/// Elements of which not even the text stays.
const DROPPED_WHOLE: [&str; 7] = ["iframe", "noscript", "object", "script", "style", "template", "title"];

/// Turns a description's HTML into Markdown: paragraphs, line breaks, lists, bold, italics, links and headings.
///
/// Plain text comes through as itself, with what Markdown would take for markup escaped. Total: any text gives a result.
pub fn markdown_from_html(html: &str) -> String {
    if html.is_empty() {
        return String::new();
    }
    let clean = ammonia::Builder::empty()
        .tags(HashSet::from(ELEMENTS))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]))
        .clean_content_tags(HashSet::from(DROPPED_WHOLE))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(None)
        .clean(html)
        .to_string();
    Walk::over(&clean).into_markdown()
}
