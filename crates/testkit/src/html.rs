//! A reader of our own HTML: enough to walk tags and attributes, strict about nesting.

/// One opening tag.
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

const VOID: &[&str] = &["meta", "link", "img", "input", "br", "hr"];

/// All opening tags in order; fails on a tag that is closed out of turn or never.
pub fn tags(html: &str) -> Result<Vec<Tag>, String> {
    let (mut tags, mut open, mut rest) = (Vec::new(), Vec::<String>::new(), html);
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let end = end_of_tag(rest).ok_or("a tag without an end")?;
        let (inside, after) = (&rest[..end], &rest[end + 1..]);
        rest = after;
        if inside.starts_with('!') {
            continue;
        }
        if let Some(name) = inside.strip_prefix('/') {
            let last = open.pop();
            if last.as_deref() != Some(name) {
                return Err(format!("</{name}> closes {last:?}"));
            }
            continue;
        }
        let tag = read(inside.trim_end_matches('/'))?;
        if tag.name == "script" || tag.name == "style" {
            let close = format!("</{}>", tag.name);
            rest = &rest[rest.find(&close).ok_or("raw text without an end")? + close.len()..];
        } else if !inside.ends_with('/') && !VOID.contains(&tag.name.as_str()) {
            open.push(tag.name.clone());
        }
        tags.push(tag);
    }
    if open.is_empty() { Ok(tags) } else { Err(format!("never closed: {open:?}")) }
}

fn end_of_tag(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(index, c)| {
        quoted ^= c == '"';
        (c == '>' && !quoted).then_some(index)
    })
}

fn read(inside: &str) -> Result<Tag, String> {
    let (name, mut rest) = inside.split_once(|c: char| c.is_whitespace()).unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Ok(Tag { name: name.to_owned(), attributes });
        }
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let own = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let end = quoted.find('"').ok_or_else(|| format!("{own}: a quote without an end"))?;
            value = quoted[..end].replace("&#38;", "&");
            rest = &quoted[end + 1..];
        } else if rest.starts_with('=') {
            return Err(format!("{own}: a value without quotes"));
        }
        if attributes.iter().any(|(known, _)| *known == own) {
            return Err(format!("<{name}> has {own} twice"));
        }
        attributes.push((own, value));
    }
}
