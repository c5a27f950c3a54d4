//! What the reviews of a product come to: how many gave it how many stars, moved with each review.

mod store;

pub(crate) use store::{count_rating, find};

/// How many reviews gave one star, two, up to five.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ratings(pub [i64; 5]);

impl Ratings {
    /// One review of so many stars; nothing for what is no rating.
    fn one(stars: u32) -> Self {
        let mut one = Self::default();
        let place = usize::try_from(stars).ok().and_then(|stars| stars.checked_sub(1));
        if let Some(count) = place.and_then(|place| one.0.get_mut(place)) {
            *count = 1;
        }
        one
    }

    /// How many reviews there are.
    pub fn count(&self) -> i64 {
        self.0.iter().sum()
    }

    /// All their stars together.
    pub fn stars(&self) -> i64 {
        (1..).zip(self.0).map(|(stars, count)| stars * count).sum()
    }
}
