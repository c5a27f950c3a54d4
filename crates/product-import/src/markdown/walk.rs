//! One walk over clean, well-formed HTML.

use super::Converted;
use super::blocks::{Block, flattened, written};
use super::inline::{Inline, Style, decode};

/// Words for what has none of its own.
const PICTURE: &str = "Picture";
const FILM: &str = "Video";

/// An element that holds blocks, while it is open.
enum Frame {
    Quote(Vec<Block>),
    List(Option<u32>, Vec<Vec<Block>>),
    Item(Vec<Block>),
    /// Rows, and whether any cell holds more than a table can.
    Table(Vec<Vec<Vec<Block>>>),
    Row(Vec<Vec<Block>>),
    Cell(Vec<Block>),
    /// An element by its name that is read in another direction.
    Directed(String, String, Vec<Block>),
}

/// The blocks so far, and where in the HTML we are.
#[derive(Default)]
pub(super) struct Walk {
    blocks: Vec<Block>,
    frames: Vec<Frame>,
    inline: Inline,
    styles: [usize; 6],
    link: Option<String>,
    heading: Option<usize>,
    pre: usize,
    /// The name of an element whose text is not shown.
    skipped: Option<String>,
    media: usize,
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
            let tag = tag.strip_prefix('<').unwrap_or(tag);
            walk.tag(tag.strip_suffix('>').unwrap_or(tag));
            rest = after;
        }
        walk.text(rest);
        walk.end_block();
        while let Some(frame) = walk.frames.pop() {
            walk.close(frame);
        }
        walk
    }

    /// The Markdown of it all.
    pub(super) fn finish(self) -> Converted {
        let lines = written(&self.blocks);
        Converted { markdown: lines.join("\n").trim().to_owned(), media: self.media }
    }

    fn style(&self) -> Style {
        let [strong, emphasis, deleted, raised, lowered, code] = self.styles.map(|depth| depth > 0);
        // a heading is bold by itself
        Style { strong: strong && self.heading.is_none(), emphasis, deleted, raised, lowered, code }
    }

    fn text(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        let text = decode(text);
        let style = self.style();
        if self.pre == 0 {
            return self.inline.push(&text, style, self.link.as_deref());
        }
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                self.inline.line_break();
            }
            self.inline.push(line, style, self.link.as_deref());
        }
    }

    fn tag(&mut self, tag: &str) {
        let (name, is_open) = match tag.strip_prefix('/') {
            Some(name) => (name, false),
            None => (tag.split([' ', '/']).next().unwrap_or_default(), true),
        };
        if let Some(skipped) = &self.skipped {
            if !is_open && skipped == name {
                self.skipped = None;
            }
            return;
        }
        if let Some(place) = style_place(name) {
            let depth = self.styles.get(place).copied().unwrap_or_default();
            let depth = if is_open { depth + 1 } else { depth.saturating_sub(1) };
            if let Some(style) = self.styles.get_mut(place) {
                *style = depth;
            }
            return;
        }
        match (name, is_open) {
            ("a", true) => self.link = attribute(tag, "href").and_then(|href| address(&href)),
            ("a", false) => self.link = None,
            ("br", _) => self.inline.line_break(),
            ("img", _) => self.picture(tag),
            ("iframe" | "video" | "audio" | "embed" | "source", true) => self.film(name, tag),
            ("iframe" | "video" | "audio" | "embed" | "source", false) => self.end_block(),
            ("hr", _) => {
                self.end_block();
                self.add(Block::Rule);
            }
            _ if is_open => self.open(name, tag),
            _ => self.end(name),
        }
    }

    fn open(&mut self, name: &str, tag: &str) {
        self.end_block();
        self.heading = heading_level(name);
        self.pre += usize::from(name == "pre");
        let frame = match name {
            "ul" | "menu" | "dir" => Frame::List(None, Vec::new()),
            "ol" => {
                let start = attribute(tag, "start").and_then(|start| start.trim().parse().ok());
                Frame::List(Some(start.unwrap_or(1)), Vec::new())
            }
            "li" => Frame::Item(Vec::new()),
            "blockquote" => Frame::Quote(Vec::new()),
            "table" => Frame::Table(Vec::new()),
            "tr" => Frame::Row(Vec::new()),
            "td" | "th" => Frame::Cell(Vec::new()),
            _ => match attribute(tag, "dir").as_deref() {
                Some(direction @ ("rtl" | "ltr")) => {
                    Frame::Directed(name.to_owned(), direction.to_owned(), Vec::new())
                }
                _ => return,
            },
        };
        self.frames.push(frame);
    }

    fn end(&mut self, name: &str) {
        self.end_block();
        self.heading = None;
        self.pre -= usize::from(name == "pre").min(self.pre);
        let ends = match self.frames.last() {
            Some(Frame::List(..)) => matches!(name, "ul" | "ol" | "menu" | "dir"),
            Some(Frame::Item(_)) => name == "li",
            Some(Frame::Quote(_)) => name == "blockquote",
            Some(Frame::Table(_)) => name == "table",
            Some(Frame::Row(_)) => name == "tr",
            Some(Frame::Cell(_)) => matches!(name, "td" | "th"),
            Some(Frame::Directed(element, ..)) => element == name,
            None => false,
        };
        if ends && let Some(frame) = self.frames.pop() {
            self.close(frame);
        }
    }

    fn close(&mut self, frame: Frame) {
        match frame {
            Frame::Quote(blocks) if blocks.is_empty() => {}
            Frame::Quote(blocks) => self.add(Block::Quote(blocks)),
            Frame::List(_, items) if items.is_empty() => {}
            Frame::List(start, items) => self.add(Block::List(start, items)),
            Frame::Item(blocks) if blocks.is_empty() => {}
            Frame::Item(blocks) => match self.frames.last_mut() {
                Some(Frame::List(_, items)) => items.push(blocks),
                _ => self.add(Block::List(None, vec![blocks])),
            },
            Frame::Table(rows) => self.close_table(rows),
            Frame::Row(cells) => match self.frames.last_mut() {
                Some(Frame::Table(rows)) => rows.push(cells),
                _ => cells.into_iter().flatten().for_each(|block| self.add(block)),
            },
            Frame::Cell(blocks) => match self.frames.last_mut() {
                Some(Frame::Row(cells)) => cells.push(blocks),
                _ => blocks.into_iter().for_each(|block| self.add(block)),
            },
            Frame::Directed(_, _, blocks) if blocks.is_empty() => {}
            Frame::Directed(_, direction, blocks) => self.add(Block::Directed(direction, blocks)),
        }
    }

    /// A table of one row or one column only places things on the page: what is in it stays, one below the other.
    fn close_table(&mut self, mut rows: Vec<Vec<Vec<Block>>>) {
        rows.retain(|cells| cells.iter().any(|cell| !cell.is_empty()));
        let width = rows.iter().map(Vec::len).max().unwrap_or_default();
        if rows.len() > 1 && width > 1 {
            let flat = |cells: &Vec<Vec<Block>>| cells.iter().map(|cell| flattened(cell)).collect();
            return self.add(Block::Table(rows.iter().map(flat).collect()));
        }
        rows.into_iter().flatten().flatten().for_each(|block| self.add(block));
    }

    /// Adds a block where we are.
    fn add(&mut self, block: Block) {
        match self.frames.last_mut() {
            None => self.blocks.push(block),
            Some(
                Frame::Quote(blocks)
                | Frame::Item(blocks)
                | Frame::Cell(blocks)
                | Frame::Directed(_, _, blocks),
            ) => blocks.push(block),
            // a list right in a list belongs to the item before it
            Some(Frame::List(_, items)) => match items.last_mut() {
                Some(item) => item.push(block),
                None => items.push(vec![block]),
            },
            Some(Frame::Row(cells)) => cells.push(vec![block]),
            Some(Frame::Table(rows)) => rows.push(vec![vec![block]]),
        }
    }

    /// Ends the paragraph or heading we are in.
    fn end_block(&mut self) {
        let content = self.inline.take_markdown();
        if content.is_empty() {
            return;
        }
        self.add(match self.heading {
            Some(level) => Block::Heading(level, content),
            None => Block::Paragraph(content),
        });
    }

    /// A picture inside the text: what it shows, as a link to it.
    fn picture(&mut self, tag: &str) {
        self.media += 1;
        let words = ["alt", "title"]
            .iter()
            .filter_map(|name| attribute(tag, name))
            .find(|text| !text.trim().is_empty());
        let words = words.unwrap_or_else(|| PICTURE.to_owned());
        self.linked(&words, source(tag));
    }

    /// A film or a map in a frame of its own: a link to it.
    fn film(&mut self, name: &str, tag: &str) {
        self.end_block();
        if name == "iframe" {
            self.skipped = Some(name.to_owned());
        }
        let Some(source) = source(tag) else { return };
        self.media += 1;
        let words = attribute(tag, "title").filter(|text| !text.trim().is_empty());
        self.linked(&words.unwrap_or_else(|| FILM.to_owned()), Some(source));
        self.end_block();
    }

    fn linked(&mut self, words: &str, source: Option<String>) {
        let style = self.style();
        let link = self.link.clone().or(source);
        self.inline.push(" ", Style::default(), None);
        self.inline.push(words.trim(), style, link.as_deref());
        self.inline.push(" ", Style::default(), None);
    }
}

/// The place of an element's style among `Walk::styles`.
fn style_place(name: &str) -> Option<usize> {
    Some(match name {
        "strong" | "b" => 0,
        "em" | "i" => 1,
        "del" | "s" | "strike" => 2,
        "sup" => 3,
        "sub" => 4,
        "code" | "kbd" | "samp" | "tt" => 5,
        _ => return None,
    })
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

/// The value of a tag's attribute; clean HTML writes each as `name="value"`.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    let (value, _) = value.split_once('"')?;
    Some(decode(value))
}

/// Where a picture or film is, also where a script would only have put it in place.
fn source(tag: &str) -> Option<String> {
    let web = |address: &String| address.starts_with("https://") || address.starts_with("http://");
    ["src", "data-src"]
        .iter()
        .filter_map(|name| attribute(tag, name))
        .filter_map(|src| address(&src))
        .find(web)
}

/// An address a link may have: of the web, or of the shop itself.
fn address(href: &str) -> Option<String> {
    let href = href.trim();
    let href = if href.starts_with("//") { format!("https:{href}") } else { href.to_owned() };
    let is_of_the_shop = href.starts_with('/');
    let is_whole = href.split_once(':').is_some_and(|(scheme, rest)| {
        !rest.is_empty() && super::SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme))
    });
    let fits = !href.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\'));
    (fits && (is_of_the_shop || is_whole)).then_some(href)
}
