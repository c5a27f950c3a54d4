//! One walk over clean, well-formed HTML.

use super::inline::{Inline, Style, decode};

/// Deeper lists are flattened: nobody sells by them, and the indent would become code.
const MAX_LIST_DEPTH: usize = 4;

struct List {
    /// The number of the last item; `None` for bullets.
    number: Option<u32>,
    has_item: bool,
}

/// The Markdown so far, and where in the HTML we are.
#[derive(Default)]
pub(super) struct Walk {
    blocks: Vec<String>,
    /// Whether the last block is an item of the list we are in, so that the next follows without a blank line.
    in_item_run: bool,
    inline: Inline,
    strong: usize,
    emphasis: usize,
    link: Option<String>,
    heading: Option<usize>,
    lists: Vec<List>,
    item_marker: Option<String>,
}

impl Walk {
    /// Walks the whole text.
    pub(super) fn over(html: &str) -> Self {
        let mut walk = Self::default();
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            let (text, tag) = rest.split_at_checked(start).unwrap_or((rest, ""));
            walk.text(text);
            let (tag, after) = tag.split_at_checked(tag_len(tag)).unwrap_or((tag, ""));
            walk.tag(tag.trim_start_matches('<').trim_end_matches('>'));
            rest = after;
        }
        walk.text(rest);
        walk.end_block();
        walk
    }

    /// The blocks, a blank line between them, list items without.
    pub(super) fn into_markdown(self) -> String {
        self.blocks.concat().trim().to_owned()
    }

    fn text(&mut self, text: &str) {
        let style = match (self.strong > 0, self.emphasis > 0) {
            (true, _) => Style::Strong,
            (false, true) => Style::Emphasis,
            (false, false) => Style::Plain,
        };
        self.inline.push(&decode(text), style, self.link.as_deref());
    }

    fn tag(&mut self, tag: &str) {
        let (name, closing) = match tag.strip_prefix('/') {
            Some(name) => (name, true),
            None => (tag.split([' ', '/']).next().unwrap_or_default(), false),
        };
        match (name, closing) {
            ("strong" | "b", false) => self.strong += 1,
            ("strong" | "b", true) => self.strong = self.strong.saturating_sub(1),
            ("em" | "i", false) => self.emphasis += 1,
            ("em" | "i", true) => self.emphasis = self.emphasis.saturating_sub(1),
            ("a", false) => self.link = href_of(tag),
            ("a", true) => self.link = None,
            ("br", _) => self.inline.line_break(),
            ("td" | "th", _) => self.inline.push(" ", Style::Plain, None),
            ("ul", false) => self.open_list(List { number: None, has_item: false }),
            ("ol", false) => self.open_list(List { number: Some(0), has_item: false }),
            ("ul" | "ol", true) => self.close_list(),
            ("li", false) => self.open_item(),
            _ => {
                self.end_block();
                self.heading = if closing { None } else { heading_level(name) };
            }
        }
    }

    fn open_list(&mut self, list: List) {
        self.end_block();
        if self.lists.is_empty() {
            self.in_item_run = false;
        }
        self.lists.push(list);
    }

    fn close_list(&mut self) {
        self.end_block();
        self.lists.pop();
        self.item_marker = None;
        if self.lists.is_empty() {
            self.in_item_run = false;
        }
    }

    fn open_item(&mut self) {
        self.end_block();
        // Only an item can hold a list; below anything else the indent would make it code.
        let above = self.lists.iter().rev().skip(1).filter(|list| list.has_item).count();
        let depth = if self.in_item_run { above.min(MAX_LIST_DEPTH - 1) } else { 0 };
        let marker = match self.lists.last_mut().and_then(|list| list.number.as_mut()) {
            Some(number) => {
                *number += 1;
                format!("{number}. ")
            }
            None => "- ".to_owned(),
        };
        // Four columns a level: enough for a number of two digits, and still a list for a bullet.
        self.item_marker = Some(format!("{}{marker}", "    ".repeat(depth)));
    }

    /// Ends the paragraph, heading or item we are in.
    fn end_block(&mut self) {
        let content = self.inline.take_markdown();
        if content.is_empty() {
            return;
        }
        let (block, is_item) = match (self.item_marker.take(), self.heading) {
            (Some(marker), _) => (format!("{marker}{}", content.replace('\n', "\n ")), true),
            (None, Some(level)) => (format!("{} {}", "#".repeat(level), content.replace("\\\n", " ")), false),
            (None, None) => (content, false),
        };
        let gap = match (self.blocks.is_empty(), is_item && self.in_item_run) {
            (true, _) => "",
            (false, true) => "\n",
            (false, false) => "\n\n",
        };
        self.blocks.push(format!("{gap}{block}"));
        self.in_item_run = is_item;
        if let Some(list) = self.lists.last_mut() {
            list.has_item |= is_item;
        }
    }
}

/// Length of the tag the text begins with; a `>` inside a quoted attribute does not end it.
fn tag_len(text: &str) -> usize {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Headings of a description begin below the product's name, which is the page's first.
fn heading_level(name: &str) -> Option<usize> {
    match name {
        "h1" | "h2" => Some(2),
        "h3" => Some(3),
        "h4" | "h5" | "h6" => Some(4),
        _ => None,
    }
}

fn href_of(tag: &str) -> Option<String> {
    let (_, value) = tag.split_once("href=\"")?;
    let (value, _) = value.split_once('"')?;
    let href = decode(value);
    let fits = !href.is_empty()
        && !href.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\'));
    fits.then_some(href)
}
