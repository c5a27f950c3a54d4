//! The demonstration's mailbox, read as anyone at it reads it.

use serde_json::json;

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

/// The letters about an order, once there are this many of them.
pub(crate) async fn wait_for(browser: &Browser, order: &str, letters: usize) -> Vec<Letter> {
    until(&format!("{letters} letters about {order}"), || async move {
        let found = about(browser, order).await;
        assert!(found.len() <= letters, "more letters than there should be: {found:#?}");
        (found.len() == letters).then_some(found)
    })
    .await
}

/// The address that the link of a letter leads to: of the newest to this reader whose subject has these words in it, once there is
/// one. The link is known by how its path begins.
pub(crate) async fn link_to(browser: &Browser, reader: &str, words: &str, path: &str) -> String {
    const LETTER: &str = "const fits = a => a.textContent.includes(arguments[1]) \
        && a.closest('li').textContent.includes(arguments[0]); \
        return [...document.querySelectorAll('.letters a')].find(fits)?.getAttribute('href') ?? null";
    const LINK: &str = "const done = arguments[2]; fetch(arguments[0]).then(a => a.text()).then(text => \
        done(text.match(new RegExp(arguments[1] + '\\\\?token=[a-z0-9_]+'))?.[0] ?? text))";
    let letter = until(&format!("a letter with “{words}” to {reader}"), || async move {
        browser.goto("/_mail").await;
        browser.ask(LETTER, vec![json!(reader), json!(words)]).await.as_str().map(str::to_owned)
    })
    .await;
    let link = browser.ask_later(LINK, vec![json!(format!("{letter}/letter")), json!(path)]).await;
    link.as_str().expect("a link").to_owned()
}
