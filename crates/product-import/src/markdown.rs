//! The small part of HTML that product descriptions need, as Markdown.
//!
//! The HTML is first parsed and cleaned by ammonia, which closes what is open and drops scripts, styles and
//! whatever else is not named here; what remains is well formed, so one walk over its tags suffices.

mod inline;
mod walk;

use std::collections::{HashMap, HashSet};

use super::limits::MAX_HTML_DEPTH;
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

/// Elements that hold nothing, or that the next of their kind closes.
const NEVER_NESTING: [&str; 10] = ["br", "hr", "img", "input", "li", "link", "meta", "p", "source", "wbr"];

/// Turns a description's HTML into Markdown: paragraphs, line breaks, lists, bold, italics, links and headings.
///
/// Plain text comes through as itself, with what Markdown would take for markup escaped. Total: any text gives a result.
pub fn markdown_from_html(html: &str) -> String {
    if html.is_empty() {
        return String::new();
    }
    let flat;
    let html = if depth_of(html) > MAX_HTML_DEPTH {
        flat = without_tags(html);
        flat.as_str()
    } else {
        html
    };
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

/// The most elements open at once, guessed from the tags alone; a stray closing tag closes nothing.
///
/// Tags hidden in comments can fool it, which `MAX_HTML_CHARS` keeps affordable.
fn depth_of(html: &str) -> usize {
    let mut open: HashMap<String, usize> = HashMap::new();
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in html.split('<').skip(1) {
        let (name, closing) = tag.strip_prefix('/').map_or((tag, false), |name| (name, true));
        let name =
            name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() || NEVER_NESTING.contains(&name.as_str()) {
            continue;
        }
        let of_name = open.entry(name).or_default();
        if !closing {
            *of_name += 1;
            depth += 1;
            deepest = deepest.max(depth);
        } else if *of_name > 0 {
            *of_name -= 1;
            depth -= 1;
        }
    }
    deepest
}

/// The text between the tags: all that is worth keeping of HTML nobody wrote by hand.
fn without_tags(html: &str) -> String {
    let mut parts = html.split('<');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push(' ');
        text.push_str(part.split_once('>').map_or("", |(_, after)| after));
    }
    text
}
