use crate::texts::say;

/// Where a page stands in a list of several, and the ways to its neighbours.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// Rows on the pages before, and on this one.
    pub ahead: u64,
    pub here: usize,
    /// Rows of all pages.
    pub count: u64,
    /// Whether there are more than were counted.
    pub is_uncounted: bool,
    /// The addresses of the pages before and after this one, where there are any.
    pub previous: Option<String>,
    pub next: Option<String>,
}

impl Pages {
    /// Whether there is no other page.
    pub fn is_one(&self) -> bool {
        self.previous.is_none() && self.next.is_none()
    }

    /// "25–41 of 41"; empty where nothing is left to show.
    pub fn range(&self) -> String {
        if self.here == 0 {
            return String::new();
        }
        let (first, last) = (self.ahead + 1, self.ahead + self.here as u64);
        // a row may have come or gone between two counts
        let count = self.count.max(last);
        let key = if self.is_uncounted { "pages-range-of-many" } else { "pages-range" };
        say(key, &[("first", &first), ("last", &last), ("count", &count)])
    }
}

#[cfg(test)]
mod tests {
    use super::Pages;

    #[test]
    fn a_page_says_which_rows_it_shows() {
        let pages = Pages { ahead: 24, here: 17, count: 41, ..Pages::default() };
        assert_eq!(pages.range(), "25–41 of 41");
        assert_eq!(Pages { here: 1, count: 25, ..pages.clone() }.range(), "25–25 of 25");
        assert_eq!(
            Pages { count: 10_000, is_uncounted: true, ..pages.clone() }.range(),
            "25–41 of more than 10000"
        );
        assert_eq!(Pages { count: 40, ..pages.clone() }.range(), "25–41 of 41", "one came meanwhile");
        assert_eq!(Pages { here: 0, ..pages }.range(), "");
    }
}
