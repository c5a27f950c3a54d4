//! What a change rests on.

/// Something that is changed, and the revision of it that the change rests on. Of an id alone: whatever its revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct At<T> {
    pub id: T,
    pub expected: Option<i64>,
}

impl<T> From<T> for At<T> {
    fn from(id: T) -> Self {
        Self { id, expected: None }
    }
}
