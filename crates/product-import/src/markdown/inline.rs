//! The text of one block: words, bold, italics, links, line breaks.

/// How a run of text is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Style {
    Plain,
    Emphasis,
    Strong,
}

impl Style {
    fn mark(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Emphasis => "*",
            Self::Strong => "**",
        }
    }
}

enum Piece {
    Run { text: String, style: Style, link: Option<String> },
    Break,
}

/// The pieces of the block we are in.
#[derive(Default)]
pub(super) struct Inline {
    pieces: Vec<Piece>,
}

impl Inline {
    /// Adds text; runs of one style and link grow together.
    pub(super) fn push(&mut self, text: &str, style: Style, link: Option<&str>) {
        if let Some(Piece::Run { text: last, style: last_style, link: last_link }) = self.pieces.last_mut()
            && last_link.as_deref() == link
            && (*last_style == style || link.is_some())
        {
            last.push_str(text);
            return;
        }
        // Within a link the address is mark enough, and marks inside it could end it early.
        let style = if link.is_some() { Style::Plain } else { style };
        self.pieces.push(Piece::Run { text: text.to_owned(), style, link: link.map(str::to_owned) });
    }

    /// Adds a line break.
    pub(super) fn line_break(&mut self) {
        self.pieces.push(Piece::Break);
    }

    /// Takes the block as Markdown; empty when there is nothing but white space.
    pub(super) fn take_markdown(&mut self) -> String {
        let mut out = Writer::default();
        let mut pieces = std::mem::take(&mut self.pieces).into_iter().peekable();
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Break => out.break_line(),
                Piece::Run { text, style, link } => {
                    let style = if stands_apart_from(&text, pieces.peek()) { style } else { Style::Plain };
                    out.run(&text, style, link.as_deref());
                }
            }
        }
        out.markdown
    }
}

/// Whether a mark after the text would close it: it must follow a letter, or stand before white space.
fn stands_apart_from(text: &str, next: Option<&Piece>) -> bool {
    let next_is_apart = match next {
        None | Some(Piece::Break) => true,
        Some(Piece::Run { text, .. }) => text.starts_with(char::is_whitespace),
    };
    next_is_apart || text.ends_with(|c: char| c.is_alphanumeric() || c.is_whitespace())
}

/// Writes runs so that every mark is one and no text becomes one.
#[derive(Default)]
struct Writer {
    markdown: String,
    space_due: bool,
    break_due: bool,
    /// The last thing written was a mark, to which another must not be glued.
    after_mark: bool,
}

impl Writer {
    fn break_line(&mut self) {
        self.break_due = !self.markdown.is_empty();
    }

    fn run(&mut self, text: &str, style: Style, link: Option<&str>) {
        let words: Vec<&str> = text.split_whitespace().collect();
        self.space_due |= text.starts_with(char::is_whitespace) || words.is_empty() && !text.is_empty();
        if words.is_empty() {
            return;
        }
        let text_ends_in_space = text.ends_with(char::is_whitespace);
        let text = words.join(" ");
        self.write_gap();
        let at_line_start = self.markdown.is_empty() || self.markdown.ends_with('\n');
        let mark = if self.mark_would_hold(&text, at_line_start) { style.mark() } else { "" };
        match link {
            Some(href) => self.link(&text, href),
            None if mark.is_empty() && at_line_start => {
                self.markdown.push_str(&escape_line_start(&escape(&text)));
            }
            None => self.markdown.push_str(&format!("{mark}{}{mark}", escape(&text))),
        }
        self.after_mark = !mark.is_empty();
        self.space_due = text_ends_in_space;
    }

    fn link(&mut self, text: &str, href: &str) {
        if self.markdown.ends_with('!') {
            // Before a link it would make a picture of it.
            self.markdown.insert(self.markdown.len() - 1, '\\');
        }
        let href = if href.contains(['(', ')']) { format!("<{href}>") } else { href.to_owned() };
        self.markdown.push_str(&format!("[{}]({href})", escape(text)));
    }

    fn write_gap(&mut self) {
        if self.break_due {
            self.markdown.push_str("\\\n");
            self.after_mark = false;
        } else if self.space_due && !self.markdown.is_empty() {
            self.markdown.push(' ');
            self.after_mark = false;
        }
        self.break_due = false;
        self.space_due = false;
    }

    /// A mark opens only before a letter or after white space, and must not touch another mark.
    fn mark_would_hold(&self, text: &str, at_line_start: bool) -> bool {
        !self.after_mark
            && (text.starts_with(char::is_alphanumeric) || at_line_start || self.markdown.ends_with(' '))
    }
}

/// Escapes what Markdown takes for markup anywhere in a line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().filter(|c| !c.is_control()).peekable();
    while let Some(c) = chars.next() {
        let escaped = match c {
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '~' | '|' => true,
            // Only before a name or number could it be an entity.
            '&' => chars.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#'),
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Escapes what Markdown takes for a heading, list or rule at the start of a line.
fn escape_line_start(text: &str) -> String {
    if text.starts_with(['#', '+', '-', '=', ':']) {
        return format!("\\{text}");
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.split_at_checked(digits) {
        Some((number, rest)) if digits > 0 && (rest.starts_with(". ") || rest.starts_with(") ")) => {
            format!("{number}\\{rest}")
        }
        Some((number, rest @ ("." | ")"))) if digits > 0 => format!("{number}\\{rest}"),
        _ => text.to_owned(),
    }
}

/// Resolves the entities clean HTML still has.
pub(super) fn decode(text: &str) -> String {
    text.replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}
