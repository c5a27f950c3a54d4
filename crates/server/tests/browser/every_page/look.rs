//! What is looked at on a page.

use serde_json::{Value, json};

use super::tour::Stop;
use crate::harness::{Browser, Window};

/// What was found wrong, told all at once.
#[derive(Default)]
pub(super) struct Faults(Vec<String>);

impl Faults {
    pub(super) fn extend(&mut self, at: &str, found: Vec<String>) {
        self.0.extend(found.into_iter().map(|fault| format!("{at}: {fault}")));
    }

    pub(super) fn none(self) {
        assert!(self.0.is_empty(), "{} faults\n{}", self.0.len(), self.0.join("\n"));
    }
}

/// Which of axe-core's rules a page is held to.
#[derive(Clone, Copy)]
pub(super) enum Rules {
    All,
    OfColour,
}

/// Brings axe-core into the page that is open.
pub(super) async fn bring_axe(browser: &Browser, axe: &str) {
    browser.ask(axe, vec![]).await;
}

/// What axe-core, which was brought, objects to.
pub(super) async fn violations(browser: &Browser, rules: Rules) -> Vec<String> {
    let of_colour = json!(matches!(rules, Rules::OfColour));
    texts(&browser.ask_later(include_str!("axe.js"), vec![of_colour]).await)
}

/// What axe-core objects to on the page that is open.
pub(crate) async fn faults_of_axe(browser: &Browser, axe: &str) -> Vec<String> {
    bring_axe(browser, axe).await;
    violations(browser, Rules::All).await
}

/// Whether the page is wider than its window.
pub(super) async fn overflow(browser: &Browser) -> Vec<String> {
    texts(&browser.ask(include_str!("overflow.js"), vec![]).await)
}

/// What people wrote that pages show: names of products, sellers and categories.
pub(super) async fn written(browser: &Browser) -> Vec<String> {
    texts(&browser.ask_later(include_str!("written.js"), vec![]).await)
}

/// Whether a word of two hundred letters in the place of each name makes the page wider than its window.
pub(super) async fn overflow_of_long_words(browser: &Browser, names: &[String]) -> Vec<String> {
    texts(&browser.ask(include_str!("long_words.js"), vec![names.into()]).await)
}

/// Whether the header is one row.
pub(super) async fn header(browser: &Browser) -> Vec<String> {
    texts(&browser.ask(include_str!("header.js"), vec![]).await)
}

/// What the console said, and who was asked for something who is not the shop. Reads the logs to their ends.
pub(super) async fn noise(browser: &Browser, home: &str, stop: &Stop) -> Vec<String> {
    let mut faults = Vec::new();
    for entry in browser.log("browser").await {
        let words = entry["message"].as_str().unwrap_or_default();
        if !(stop.is_a_refusal() && words.contains("the server responded with a status of 4")) {
            faults.push(format!("the console: {words}"));
        }
    }
    for entry in browser.log("performance").await {
        let message = entry["message"].as_str().unwrap_or_default();
        let message: Value = serde_json::from_str(message).unwrap_or_default();
        let event = &message["message"];
        let asked = event["params"]["request"]["url"].as_str().unwrap_or_default();
        let own = [home, "data:", "about:"].iter().any(|start| asked.starts_with(start));
        if event["method"] == "Network.requestWillBeSent" && !own {
            faults.push(format!("asks {asked}"));
        }
    }
    faults
}

/// The whole page, as PNG.
pub(super) async fn picture(browser: &Browser, window: Window) -> Vec<u8> {
    let height = browser.ask("return document.documentElement.scrollHeight", vec![]).await;
    browser.measure(window.width, height.as_u64().unwrap_or(900)).await;
    let drawn = browser.ask_later(include_str!("draw.js"), vec![]).await;
    assert_eq!(drawn, "drawn", "every picture is there");
    let picture = browser.screenshot().await;
    browser.resize(window).await;
    picture
}

/// Reads the logs to their ends.
pub(super) async fn forget_noise(browser: &Browser) {
    browser.log("browser").await;
    browser.log("performance").await;
}

pub(super) fn texts(value: &Value) -> Vec<String> {
    serde_json::from_value(value.clone()).unwrap_or_else(|_| panic!("no texts: {value}"))
}
