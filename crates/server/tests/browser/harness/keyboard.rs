//! A hand that has no mouse: Tab, then Enter or Space.

use fantoccini::{
    actions::{InputSource as _, KeyAction, KeyActions},
    key::Key,
};
use serde_json::json;

use super::Browser;

/// More stops than any page has.
const MOST_STOPS: u32 = 250;

/// Goes on with Tab until the element has the focus.
pub(crate) async fn reach(browser: &Browser, css: &str) {
    browser.wait_for(css).await;
    for _ in 0..MOST_STOPS {
        let here = "return document.activeElement?.matches(arguments[0]) ?? false";
        if browser.ask(here, vec![json!(css)]).await == true {
            return;
        }
        tab(browser).await;
    }
    panic!("{css} is not reached by Tab");
}

/// Presses what is reached: Space for what is checked, Enter for the rest.
pub(super) async fn press(browser: &Browser, css: &str) {
    reach(browser, css).await;
    let checks = browser.ask("return document.activeElement.matches('input, summary')", vec![]).await == true;
    strike(browser, if checks { Key::Space } else { Key::Enter }).await;
}

/// Types into what is reached, in the place of what stands there.
pub(super) async fn fill(browser: &Browser, css: &str, text: &str) {
    reach(browser, css).await;
    let control: char = Key::Control.into();
    let all = KeyActions::new("keys".to_owned()).then(KeyAction::Down { value: control });
    let all = all.then(KeyAction::Down { value: 'a' }).then(KeyAction::Up { value: 'a' });
    browser.client.perform_actions(all.then(KeyAction::Up { value: control })).await.expect("keys");
    strike(browser, Key::Delete).await;
    write(browser, text).await;
}

/// Chooses from the list that is reached by typing the words.
pub(super) async fn choose(browser: &Browser, css: &str, words: &str) {
    reach(browser, css).await;
    write(browser, words).await;
    let chosen = "return document.activeElement.selectedOptions[0].textContent.trim()";
    assert_eq!(browser.ask(chosen, vec![]).await, words, "what was typed is chosen in {css}");
}

async fn write(browser: &Browser, text: &str) {
    if text.is_empty() {
        return;
    }
    let strokes = text.chars().fold(KeyActions::new("keys".to_owned()), |keys, value| {
        keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })
    });
    browser.client.perform_actions(strokes).await.expect("keys");
}

/// On to the next.
async fn tab(browser: &Browser) {
    tab_on(browser, 1).await;
}

/// On by so many.
pub(crate) async fn tab_on(browser: &Browser, steps: usize) {
    let value: char = Key::Tab.into();
    let strokes = (0..steps).fold(KeyActions::new("keys".to_owned()), |keys, _| {
        keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })
    });
    browser.client.perform_actions(strokes).await.expect("keys");
}

/// One key, down and up.
pub(crate) async fn strike(browser: &Browser, key: impl Into<char>) {
    let value: char = key.into();
    let stroke = KeyActions::new("keys".to_owned());
    let stroke = stroke.then(KeyAction::Down { value }).then(KeyAction::Up { value });
    browser.client.perform_actions(stroke).await.expect("a key");
}
