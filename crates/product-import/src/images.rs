//! The pictures of one product.

use std::collections::HashSet;

use souk_domain::bounds::picture::MAX_ALT_CHARS;

use super::columns::Column;
use super::draft::ImportedImage;
use super::finding::FindingCode;
use super::values::RowReader;

/// Collects pictures row by row.
pub(super) struct Images {
    /// Each with the position the file asks for.
    found: Vec<(u32, ImportedImage)>,
    urls: HashSet<String>,
    max: usize,
    all_used: bool,
}

impl Images {
    /// An empty gallery that takes `max` pictures.
    pub(super) fn new(max: usize) -> Self {
        Self { found: Vec::new(), urls: HashSet::new(), max, all_used: true }
    }

    /// Takes the row's picture, if it names one.
    pub(super) fn add(&mut self, reader: &mut RowReader) {
        if reader.cell(Column::ImageSrc).is_none_or(str::is_empty) {
            return;
        }
        let Some(url) = reader.url(Column::ImageSrc) else {
            self.all_used = false;
            return;
        };
        if self.urls.contains(&url) {
            reader.warn(
                Column::ImageSrc,
                FindingCode::ImageRepeated,
                "The product has this picture already.",
            );
            return;
        }
        if self.found.len() >= self.max {
            let message = format!("A product may have {} pictures; this one was left out.", self.max);
            reader.warn(Column::ImageSrc, FindingCode::TooManyImages, message);
            self.all_used = false;
            return;
        }
        let alt = reader.line_of_text(Column::ImageAlt, MAX_ALT_CHARS);
        let wanted = wanted_position(reader);
        self.urls.insert(url.clone());
        self.found.push((wanted, ImportedImage { line: reader.row.line, url, alt, position: 0 }));
    }

    /// Whether every picture that was named is in the gallery.
    pub(super) fn all_used(&self) -> bool {
        self.all_used
    }

    /// The pictures by position, then by line, numbered from 1 without gaps.
    pub(super) fn into_gallery(mut self) -> Vec<ImportedImage> {
        self.found.sort_by_key(|(wanted, image)| (*wanted, image.line));
        (1..).zip(self.found).map(|(position, (_, image))| ImportedImage { position, ..image }).collect()
    }
}

/// The position the row asks for; pictures without one come after the others.
fn wanted_position(reader: &mut RowReader) -> u32 {
    let text = reader.text(Column::ImagePosition);
    if text.is_empty() {
        return u32::MAX;
    }
    let whole = text.strip_suffix(".0").unwrap_or(text);
    if let Some(position) = whole.parse().ok().filter(|position| *position > 0) {
        return position;
    }
    let message = "A position is a whole number from 1; the picture was put last.";
    reader.warn(Column::ImagePosition, FindingCode::ImagePositionInvalid, message);
    u32::MAX
}
