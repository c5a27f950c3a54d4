//! A walk over the page with Tab alone.

use super::look::texts;
use crate::harness::{Browser, keyboard};

/// More stops than any page has.
const MOST_STOPS: u32 = 250;

/// What has no ring when it has the focus, is covered then, or is never reached.
pub(super) async fn faults(browser: &Browser) -> Vec<String> {
    let mut faults = Vec::new();
    browser.ask(include_str!("start.js"), vec![]).await;
    for _ in 0..MOST_STOPS {
        keyboard::tab(browser).await;
        let found = browser.ask(include_str!("walk.js"), vec![]).await;
        if found.is_null() {
            break;
        }
        faults.extend(texts(&found));
    }
    faults.extend(texts(&browser.ask(include_str!("missed.js"), vec![]).await));
    faults
}
