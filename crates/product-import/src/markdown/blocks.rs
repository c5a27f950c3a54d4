//! The blocks of a description, and how they are written.

/// One block.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Text, its lines broken by `\` at their ends.
    Paragraph(String),
    Heading(usize, String),
    Rule,
    Quote(Vec<Block>),
    /// Items; `Some` is the number of the first.
    List(Option<u32>, Vec<Vec<Block>>),
    /// Rows of cells, each of one line.
    Table(Vec<Vec<String>>),
    /// Blocks that are read in another direction than the page.
    Directed(String, Vec<Block>),
}

/// The blocks as lines of Markdown.
pub(super) fn written(blocks: &[Block]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut before: Option<&Block> = None;
    for block in blocks {
        if let Some(before) = before {
            lines.push(String::new());
            if let (Block::List(..), Block::List(..)) = (before, block) {
                // two lists would grow together
                lines.extend(["<!-- -->".to_owned(), String::new()]);
            }
        }
        lines.extend(lines_of(block));
        before = Some(block);
    }
    lines
}

fn lines_of(block: &Block) -> Vec<String> {
    match block {
        Block::Paragraph(text) => text.split('\n').map(str::to_owned).collect(),
        Block::Heading(level, text) => vec![format!("{} {}", "#".repeat(*level), one_line(text, " "))],
        Block::Rule => vec!["---".to_owned()],
        Block::Quote(blocks) => {
            written(blocks).iter().map(|line| format!("> {line}").trim_end().to_owned()).collect()
        }
        Block::List(start, items) => list(*start, items),
        Block::Table(rows) => table(rows),
        Block::Directed(direction, blocks) => {
            let mut lines = vec![format!("<div dir=\"{direction}\">"), String::new()];
            lines.extend(written(blocks));
            lines.extend([String::new(), "</div>".to_owned()]);
            lines
        }
    }
}

fn list(start: Option<u32>, items: &[Vec<Block>]) -> Vec<String> {
    // an item of several blocks wants air around it, one with a list below it does not
    let is_tight =
        items.iter().all(|item| matches!(item.as_slice(), [] | [_] | [Block::Paragraph(_), Block::List(..)]));
    let mut lines = Vec::new();
    for (place, item) in (0_u32..).zip(items) {
        let marker =
            start.map_or_else(|| "- ".to_owned(), |first| format!("{}. ", first.saturating_add(place)));
        let indent = " ".repeat(marker.len());
        if place > 0 && !is_tight {
            lines.push(String::new());
        }
        let content = match item.as_slice() {
            [paragraph @ Block::Paragraph(_), below @ Block::List(..)] if is_tight => {
                [lines_of(paragraph), lines_of(below)].concat()
            }
            blocks => written(blocks),
        };
        for (at, line) in content.iter().enumerate() {
            let lead = if at == 0 { &marker } else { &indent };
            lines.push(format!("{lead}{line}").trim_end().to_owned());
        }
    }
    lines
}

fn table(rows: &[Vec<String>]) -> Vec<String> {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let line = |cells: &[String]| {
        let cells: Vec<&str> = (0..width).map(|at| cells.get(at).map_or("", String::as_str)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(|cells| line(cells)).collect();
    lines.insert(lines.len().min(1), line(&vec!["---".to_owned(); width]));
    lines
}

/// A text without line breaks, `between` in their places.
fn one_line(text: &str, between: &str) -> String {
    text.replace("\\\n", between)
}

/// What the cell of a table can hold of some blocks: one line.
pub(super) fn flattened(blocks: &[Block]) -> String {
    let parts: Vec<String> = blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(text) => one_line(text, "<br>"),
            Block::Heading(_, text) => format!("<strong>{}</strong>", one_line(text, " ")),
            Block::Rule => String::new(),
            Block::Quote(blocks) | Block::Directed(_, blocks) => flattened(blocks),
            Block::List(start, items) => {
                let marker = |place: u32| {
                    start.map_or_else(|| "•".to_owned(), |first| format!("{}.", first.saturating_add(place)))
                };
                let items = (0_u32..).zip(items);
                let items: Vec<String> =
                    items.map(|(place, item)| format!("{} {}", marker(place), flattened(item))).collect();
                items.join("<br>")
            }
            Block::Table(rows) => {
                let rows: Vec<String> = rows.iter().map(|cells| cells.join(" ")).collect();
                rows.join("<br>")
            }
        })
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("<br>")
}
