//! Lists that are asked for another way, and their addresses.

use souk_domain::percent::encode;

/// The same list asked for another way.
#[derive(Clone, Debug)]
pub struct Tab {
    pub words: String,
    pub href: String,
    pub count: i64,
    pub is_here: bool,
}

/// An address with what is asked of it; what is empty is left out.
pub fn asked(path: &str, query: &[(&str, &str)]) -> String {
    let said = query.iter().filter(|(_, value)| !value.is_empty());
    let said: Vec<String> = said.map(|(name, value)| format!("{name}={}", encode(value))).collect();
    if said.is_empty() { path.to_owned() } else { format!("{path}?{}", said.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::asked;

    #[test]
    fn what_is_asked_breaks_out_of_no_address() {
        assert_eq!(asked("/a", &[("q", ""), ("after", "")]), "/a");
        assert_eq!(asked("/a", &[("q", "x&y=1"), ("after", "b")]), "/a?q=x%26y%3D1&after=b");
    }
}
