//! A walk over the page with Tab alone.

use super::look::texts;
use crate::harness::{Browser, keyboard};

/// More steps than any page has.
const MOST_STEPS: usize = 250;
/// Steps that are taken at once. The page looks at each by itself; asking it after each takes longer than the step.
const STEPS_AT_ONCE: usize = 25;

/// What has no ring when it has the focus, is covered then, or is never reached.
pub(super) async fn faults(browser: &Browser) -> Vec<String> {
    // what is pressed in a frame is heard by that frame alone
    let frames = browser.ask(include_str!("walk.js"), vec![]).await;
    let at_once = if frames == true { 1 } else { STEPS_AT_ONCE };
    for _ in 0..MOST_STEPS / at_once {
        keyboard::tab_on(browser, at_once).await;
        if browser.ask("return walk.look()", vec![]).await == true {
            break;
        }
    }
    texts(&browser.ask(include_str!("missed.js"), vec![]).await)
}
