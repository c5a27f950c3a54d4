//! A description's HTML as Markdown that means the same; `html` is the way back.
//!
//! The HTML is first parsed and cleaned by ammonia, which closes what is open and drops scripts, styles and
//! whatever else is not named here; what remains is well formed, so one walk over its tags suffices. What Markdown has no
//! mark for, or whose mark would not hold where it stands, is written as the HTML that Markdown allows.

mod blocks;
mod html;
mod inline;
mod walk;

use std::collections::{HashMap, HashSet};

use super::limits::MAX_HTML_DEPTH;
pub use html::description_html;
use walk::Walk;

/// Elements that stand in a line of text.
const INLINE: &[&str] = &[
    "a", "b", "br", "code", "del", "em", "i", "img", "kbd", "s", "samp", "strike", "strong", "sub", "sup",
    "tt",
];
/// Elements that end what stands before them.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "audio",
    "blockquote",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "iframe",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "source",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "video",
];
/// Elements of which not even the text stays.
const DROPPED_WHOLE: [&str; 7] = ["noscript", "object", "script", "style", "svg", "template", "title"];
/// Addresses a link may lead to, beside those of the shop itself.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Elements that hold nothing, or that the next of their kind closes.
const NEVER_NESTING: [&str; 10] = ["br", "hr", "img", "input", "li", "link", "meta", "p", "source", "wbr"];

/// A description, and what of it could not stay what it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Converted {
    pub(super) markdown: String,
    /// Pictures and films inside, of which links are left.
    pub(super) media: usize,
}

/// Turns a description's HTML into Markdown.
///
/// Plain text comes through as itself, with what Markdown would take for markup escaped. Total: any text gives a result.
pub(super) fn convert(html: &str) -> Converted {
    if html.is_empty() {
        return Converted { markdown: String::new(), media: 0 };
    }
    let flat;
    let html = if depth_of(html) > MAX_HTML_DEPTH {
        flat = without_tags(html);
        flat.as_str()
    } else {
        html
    };
    let media = ["alt", "data-src", "src", "title"];
    let clean = ammonia::Builder::empty()
        .tags(INLINE.iter().chain(BLOCKS).copied().collect())
        .generic_attributes(HashSet::from(["dir"]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
            ("img", HashSet::from(media)),
            ("iframe", HashSet::from(media)),
            ("video", HashSet::from(media)),
            ("audio", HashSet::from(media)),
            ("embed", HashSet::from(media)),
            ("source", HashSet::from(media)),
        ]))
        .clean_content_tags(HashSet::from(DROPPED_WHOLE))
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .clean(html)
        .to_string();
    Walk::over(&clean).finish()
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
