//! The text of one block: words, marks, links, line breaks.

/// How a run of text is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Style {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) deleted: bool,
    pub(super) raised: bool,
    pub(super) lowered: bool,
    pub(super) code: bool,
}

impl Style {
    /// The marks around a run, `None` where Markdown has none for all of it.
    fn mark(self) -> Option<&'static str> {
        match self {
            Self { raised: true, .. } | Self { lowered: true, .. } | Self { code: true, .. } => None,
            Self { deleted: true, strong: false, emphasis: false, .. } => Some("~~"),
            Self { deleted: true, .. } => None,
            Self { strong: true, emphasis: true, .. } => Some("***"),
            Self { strong: true, .. } => Some("**"),
            Self { emphasis: true, .. } => Some("*"),
            Self { .. } => Some(""),
        }
    }

    /// The elements around a run, from the outside in.
    fn elements(self) -> impl DoubleEndedIterator<Item = &'static str> {
        [
            (self.strong, "strong"),
            (self.emphasis, "em"),
            (self.deleted, "del"),
            (self.raised, "sup"),
            (self.lowered, "sub"),
            (self.code, "code"),
        ]
        .into_iter()
        .filter_map(|(set, name)| set.then_some(name))
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
        if text.is_empty() {
            return;
        }
        if let Some(Piece::Run { text: last, style: last_style, link: last_link }) = self.pieces.last_mut()
            && last_link.as_deref() == link
            && *last_style == style
        {
            last.push_str(text);
            return;
        }
        self.pieces.push(Piece::Run { text: text.to_owned(), style, link: link.map(str::to_owned) });
    }

    /// Adds a line break.
    pub(super) fn line_break(&mut self) {
        self.pieces.push(Piece::Break);
    }

    /// Takes the block as Markdown; empty when there is nothing but white space.
    pub(super) fn take_markdown(&mut self) -> String {
        let pieces = std::mem::take(&mut self.pieces);
        let mut out = Writer::default();
        for (place, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Break => out.break_line(),
                Piece::Run { text, style, link } => {
                    let next = pieces.get(place + 1);
                    out.enter(link.as_deref(), text);
                    let link_ends = link.is_some()
                        && !matches!(next, Some(Piece::Run { link: other, .. }) if other == link);
                    out.run(text, *style, if link_ends { Next::Mark } else { Next::of(next) });
                    if link_ends {
                        out.leave();
                    }
                }
            }
        }
        out.markdown
    }
}

/// What stands behind a run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// White space, or the end.
    Space,
    /// A mark, whatever letter stands behind it.
    Mark,
    Letter,
}

impl Next {
    fn of(piece: Option<&Piece>) -> Self {
        match piece {
            None | Some(Piece::Break) => Self::Space,
            Some(Piece::Run { link: Some(_), .. }) => Self::Mark,
            Some(Piece::Run { text, .. }) => match text.chars().next() {
                Some(c) if c.is_whitespace() => Self::Space,
                Some(c) if c.is_ascii_punctuation() => Self::Mark,
                None | Some(_) => Self::Letter,
            },
        }
    }
}

/// Writes runs so that every mark is one and no text becomes one.
#[derive(Default)]
struct Writer {
    markdown: String,
    space_due: bool,
    break_due: bool,
    /// The last thing written was a mark, to which another must not be glued.
    after_mark: bool,
    link: Option<String>,
}

impl Writer {
    fn break_line(&mut self) {
        self.break_due = !self.markdown.is_empty();
    }

    /// Opens a link before the first run of it that has words.
    fn enter(&mut self, link: Option<&str>, text: &str) {
        let Some(href) = link else { return };
        if self.link.is_some() || text.trim().is_empty() {
            return;
        }
        self.space_due |= text.starts_with(char::is_whitespace);
        self.write_gap();
        if self.markdown.ends_with('!') {
            // Before a link it would make a picture of it.
            self.markdown.insert(self.markdown.len() - 1, '\\');
        }
        self.markdown.push('[');
        self.after_mark = false;
        self.link = Some(href.to_owned());
    }

    fn leave(&mut self) {
        let Some(href) = self.link.take() else { return };
        let href = if href.contains(['(', ')']) { format!("<{href}>") } else { href };
        self.markdown.push_str(&format!("]({href})"));
        self.after_mark = false;
    }

    fn run(&mut self, text: &str, style: Style, next: Next) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let opened = self.link.is_some() && self.markdown.ends_with('[');
        self.space_due |=
            !opened && text.starts_with(char::is_whitespace) || words.is_empty() && !text.is_empty();
        if words.is_empty() {
            return;
        }
        let ends_in_space = text.ends_with(char::is_whitespace);
        self.write_gap();
        let at_line_start = self.markdown.is_empty() || self.markdown.ends_with('\n');
        let mut text = escape(&words.join(" "));
        let next = if ends_in_space { Next::Space } else { next };
        match style.mark() {
            Some("") => {
                if at_line_start {
                    text = escape_line_start(&text);
                }
                self.markdown.push_str(&text);
                self.after_mark = false;
            }
            Some(mark) if self.opens(&text, at_line_start) && closes(&text, next) => {
                self.markdown.push_str(&format!("{mark}{text}{mark}"));
                self.after_mark = true;
            }
            _ => {
                for name in style.elements() {
                    self.markdown.push_str(&format!("<{name}>"));
                }
                self.markdown.push_str(&text);
                for name in style.elements().rev() {
                    self.markdown.push_str(&format!("</{name}>"));
                }
                self.after_mark = false;
            }
        }
        self.space_due = ends_in_space;
    }

    fn write_gap(&mut self) {
        if self.break_due {
            self.markdown.push_str("\\\n");
            self.after_mark = false;
        } else if self.space_due && !self.markdown.is_empty() && !self.markdown.ends_with('\n') {
            self.markdown.push(' ');
            self.after_mark = false;
        }
        self.break_due = false;
        self.space_due = false;
    }

    /// A mark opens only before a letter or after white space or a bracket, and must not touch another mark.
    fn opens(&self, text: &str, at_line_start: bool) -> bool {
        !self.after_mark
            && (text.starts_with(char::is_alphanumeric)
                || at_line_start
                || self.markdown.ends_with([' ', '[', '(']))
    }
}

/// Whether a mark behind the text would close it: it must follow a letter, or stand before white space or another mark.
fn closes(text: &str, next: Next) -> bool {
    text.ends_with(char::is_alphanumeric) || next != Next::Letter
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
