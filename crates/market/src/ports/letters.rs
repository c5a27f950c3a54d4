use std::{any::Any, sync::Arc};

/// Whoever puts letters into words, as the app carries it. What a letter tells (an order, an account) stands above the app,
/// which therefore does not know the type: `notifications` puts it in and takes it out again.
#[derive(Clone)]
pub struct LetterPort(Arc<dyn Any + Send + Sync>);

impl LetterPort {
    pub(crate) fn of<T: Any + Send + Sync>(letters: T) -> Self {
        Self(Arc::new(letters))
    }

    pub(crate) fn get<T: Any>(&self) -> Option<&T> {
        self.0.downcast_ref()
    }
}
