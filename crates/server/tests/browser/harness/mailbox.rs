//! The demonstration's mailbox, read as anyone at it reads it.

use super::{Browser, until};

/// A letter on the list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Letter {
    pub(crate) to: String,
    pub(crate) subject: String,
}

/// The letters about an order, sorted.
pub(crate) async fn about(browser: &Browser, order: &str) -> Vec<Letter> {
    browser.goto("/_mail").await;
    let subjects = browser.texts(".letters a").await;
    let readers = browser.texts(".letters .note").await;
    assert_eq!(subjects.len(), readers.len(), "a reader for each letter");
    let letters = subjects.into_iter().zip(readers);
    let letters =
        letters.map(|(subject, to)| Letter { to: to.trim_start_matches("To ").to_owned(), subject });
    let mut letters: Vec<Letter> = letters.filter(|letter| letter.subject.contains(order)).collect();
    letters.sort();
    letters
}

/// The same, when there are this many of them.
pub(crate) async fn wait_for(browser: &Browser, order: &str, letters: usize) -> Vec<Letter> {
    until(&format!("{letters} letters about {order}"), || async move {
        let found = about(browser, order).await;
        assert!(found.len() <= letters, "more letters than there should be: {found:#?}");
        (found.len() == letters).then_some(found)
    })
    .await
}
