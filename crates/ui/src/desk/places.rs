//! The places of a desk: what stands in the rail beside every page.

use crate::texts::say;

/// Places under one title, which may be empty.
#[derive(Clone, Debug)]
pub struct Group {
    pub title: String,
    pub spots: Vec<Spot>,
}

/// Where one may go.
#[derive(Clone, Debug)]
pub struct Spot {
    pub words: String,
    pub icon: &'static str,
    pub href: &'static str,
    /// Whether the page stands here.
    pub is_here: bool,
    /// What waits there.
    pub count: i64,
}

/// A line of a desk's table of places. `P` is a permission, `W` what waits, counted.
pub struct Place<P: 'static, W: 'static> {
    /// The key of what it is called.
    pub words: &'static str,
    pub icon: &'static str,
    pub href: fn() -> &'static str,
    /// Who sees it; `None`: everybody at the desk.
    pub needs: Option<P>,
    /// What waits there.
    pub count: fn(&W) -> i64,
}

/// Groups of places, each under the key of a title, which may be empty.
pub type Places<P, W> = [(&'static str, &'static [Place<P, W>])];

/// The places that somebody sees who looks at `path`; a group of which nothing is seen is left out.
pub fn groups<P: Copy, W>(
    places: &Places<P, W>,
    may: impl Fn(P) -> bool,
    waiting: &W,
    home: &str,
    path: &str,
) -> Vec<Group> {
    let spot = |place: &Place<P, W>| Spot {
        words: say(place.words, &[]),
        icon: place.icon,
        href: (place.href)(),
        is_here: is_at((place.href)(), home, path),
        count: (place.count)(waiting),
    };
    let sees = |place: &&Place<P, W>| place.needs.is_none_or(&may);
    let group = |(title, places): &(&str, &'static [Place<P, W>])| Group {
        title: if title.is_empty() { String::new() } else { say(title, &[]) },
        spots: places.iter().filter(sees).map(spot).collect(),
    };
    places.iter().map(group).filter(|group| !group.spots.is_empty()).collect()
}

/// Whether a page stands at a place, or below it; everything stands below the first page.
fn is_at(place: &str, home: &str, path: &str) -> bool {
    let below = || path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'));
    path == place || (place != home && below())
}
