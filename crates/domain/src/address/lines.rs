//! An address as it is written on a parcel: the lines of its country.

use super::Address;
use super::country::{Country, Part, fold};

impl Address {
    /// The lines of the address as its country writes them, from the name to the country. In Latin script when it was typed so.
    pub fn lines(&self) -> Vec<String> {
        let Some(country) = Country::of(&self.country) else { return self.plain_lines() };
        let latin = is_latin(&self.street) && is_latin(&self.city);
        let format = if latin && !country.latin.is_empty() { country.latin } else { country.format };
        let mut lines: Vec<String> = Vec::new();
        for line in format.split("%n") {
            if line == "%A" {
                lines.extend(self.street_lines());
            } else {
                lines.extend(self.line(country, line, latin));
            }
        }
        // what the country's addresses do not have, and this one has
        for part in [Part::City, Part::PostalCode, Part::Region] {
            let value = self.written(country, part, latin);
            // a city that is its own country is named by the country
            let is_told = value.is_empty() || country.has(part) || fold(&value) == fold(country.name);
            lines.extend((!is_told).then_some(value));
        }
        lines.push(country.name.to_owned());
        lines
    }

    /// Of a country that is none of ours: one part a line.
    fn plain_lines(&self) -> Vec<String> {
        let mut lines = vec![self.name.clone()];
        lines.extend(self.street_lines());
        lines.extend([self.city.clone(), self.region.clone().unwrap_or_default(), self.postal_code.clone()]);
        lines.push(self.country.clone());
        lines.retain(|line| !line.is_empty());
        lines
    }

    fn street_lines(&self) -> Vec<String> {
        let residence = self.residence_number.as_deref().unwrap_or_default();
        let first = format!("{} {residence}", self.street).trim().to_owned();
        let second = self.line2.clone().unwrap_or_default();
        [first, second].into_iter().filter(|line| !line.is_empty()).collect()
    }

    fn written(&self, country: &Country, part: Part, latin: bool) -> String {
        match part {
            Part::Name => self.name.clone(),
            Part::Street => self.street_lines().join(", "),
            Part::City => self.city.clone(),
            Part::PostalCode => self.postal_code.clone(),
            Part::Region => {
                let code = self.region.as_deref().unwrap_or_default();
                match country.region(code) {
                    Some(region) if !latin && !region.local.is_empty() => region.local.to_owned(),
                    Some(region) if !country.writes_region_codes => region.name.to_owned(),
                    _ => code.to_owned(),
                }
            }
        }
    }

    /// One line of a format. What stands between two parts falls away with either of them; words stay.
    fn line(&self, country: &Country, format: &str, latin: bool) -> Option<String> {
        let mut line = String::new();
        let mut pieces = format.split('%');
        let mut between = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let mut symbols = piece.chars();
            let Some(part) = symbols.next().and_then(Part::of) else { continue };
            let value = self.written(country, part, latin);
            if !value.is_empty() {
                // a code that is kept with its prefix is not given it twice
                let prefix = between.trim_start();
                let doubled = !prefix.is_empty() && value.starts_with(prefix);
                if !doubled && (!line.is_empty() || between.contains(is_word)) {
                    line.push_str(&between);
                }
                line.push_str(&value);
                between.clear();
            } else if !between.contains(is_word) {
                between.clear();
            }
            between.push_str(symbols.as_str());
        }
        if line.is_empty() && !format.contains('%') {
            line = between;
        }
        let line = line.trim();
        (!line.is_empty()).then(|| line.to_owned())
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '〒'
}

/// Whether a text has no letter of another script.
fn is_latin(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphabetic() || c <= '\u{24f}' || ('\u{1e00}'..='\u{1eff}').contains(&c))
}
