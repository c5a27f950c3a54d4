//! Every page, looked at by machines: accessible, legible in the narrowest window, usable by keyboard, valid, and quiet.

mod accounts;
mod look;
mod markup;
mod office;
mod tour;
mod vendors;
mod walk;

use std::fs;

use crate::harness::{Browser, Hand, Script, Shop, Window, basket, given};
pub(crate) use look::faults_of_axe;
use look::{Faults, Rules};
use tour::{Stop, Tour};

/// Where a page is looked at, and by which rules: in the dark it has other colours, and nothing else is another.
const WINDOWS: [(Window, Rules); 4] = [
    (Window::DESK, Rules::All),
    (Window::DESK_DARK, Rules::OfColour),
    (Window::PHONE_DARK, Rules::OfColour),
    (Window::PHONE, Rules::All),
];

/// Each half of the stops is a test of its own, with its own shop and browser, so that two cores look at once.
const HALVES: usize = 2;

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_accessible_quiet_and_valid_and_fits_every_window() {
    look_at_half(0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_other_page_is_accessible_quiet_and_valid_and_fits_every_window() {
    look_at_half(1).await;
}

/// Each stop is visited once: its window is made larger and smaller and its owner's taste is changed while it is open.
async fn look_at_half(half: usize) {
    let (shop, browser) = open().await;
    let tour = Tour::prepare(&shop, &browser).await;
    let pages = shop.directory().join("pages");
    fs::create_dir_all(&pages).expect("a directory");
    let mut faults = Faults::default();
    tour.require_every_route(&browser).await;
    look::forget_noise(&browser).await;
    for stop in tour.stops.iter().skip(half).step_by(HALVES) {
        browser.resize(Window::DESK).await;
        stop.visit(&browser).await;
        faults.extend(stop.name, look_around(&browser, stop).await);
        faults.extend(stop.name, walk_around(&browser, &tour.written).await);
        faults.extend(stop.name, look::noise(&browser, &shop.url, stop).await);
        markup::keep(&browser, stop, &pages.join(format!("{}.html", stop.name))).await;
        stop.leave(&browser).await;
        look::forget_noise(&browser).await;
    }
    browser.close().await;
    markup::require_valid(&pages).await;
    faults.none();
}

/// What is wrong with how the page is in each window.
async fn look_around(browser: &Browser, stop: &Stop) -> Vec<String> {
    let mut found = Vec::new();
    look::bring_axe(browser, &given::axe()).await;
    for (window, rules) in WINDOWS {
        browser.resize(window).await;
        if let Some(screens) = given::screens() {
            let picture = look::picture(browser, window).await;
            fs::write(screens.join(format!("{}-{window}.png", stop.name)), picture).expect("a picture");
        }
        found.extend(told_of(window, look::violations(browser, rules).await));
    }
    found
}

/// What is wrong with its width and its focus.
async fn walk_around(browser: &Browser, written: &[String]) -> Vec<String> {
    browser.resize(Window::NARROW).await;
    let mut found = told_of(Window::NARROW, look::overflow(browser).await);
    found.extend(told_of(Window::NARROW, look::overflow_of_long_words(browser, written).await));
    for window in [Window::PHONE, Window::DESK] {
        browser.resize(window).await;
        found.extend(told_of(window, look::overflow(browser).await));
        found.extend(told_of(window, walk::faults(browser).await));
    }
    found
}

fn told_of(window: Window, faults: Vec<String>) -> Vec<String> {
    faults.into_iter().map(|fault| format!("{window}: {fault}")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_header_is_one_row_in_every_window() {
    let (_shop, browser) = open().await;
    basket::open_and_add(&browser, basket::BEANIE).await;
    let mut faults = Faults::default();
    for path in ["/", "/checkout", "/p/nothing-of-this-name"] {
        browser.goto(path).await;
        for width in (320..=1280).step_by(20) {
            browser.measure(width, 844).await;
            faults.extend(path, look::header(&browser).await);
        }
    }
    browser.close().await;
    faults.none();
}

async fn open() -> (Shop, Browser) {
    let shop = Shop::open().await;
    let browser = Browser::open(&shop.url, Window::DESK, Script::On, Hand::Mouse).await;
    (shop, browser)
}
