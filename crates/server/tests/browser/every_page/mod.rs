//! Every page, looked at by machines: accessible, legible in the narrowest window, usable by keyboard, valid, and quiet.

mod accounts;
mod look;
mod markup;
mod tour;
mod walk;

use std::fs;

use crate::harness::{Browser, Hand, Script, Shop, Window, basket, given};
use look::Faults;
pub(crate) use look::violations;
use tour::Tour;

const WINDOWS: [Window; 4] = [Window::DESK, Window::DESK_DARK, Window::PHONE, Window::PHONE_DARK];

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_accessible_and_quiet_light_and_dark_on_desk_and_phone() {
    let (shop, browser) = open().await;
    let tour = Tour::prepare(&browser).await;
    let axe = given::axe();
    let mut faults = Faults::default();
    tour.require_every_route(&browser).await;
    browser.log("browser").await;
    browser.log("performance").await;
    for window in WINDOWS {
        for stop in &tour.stops {
            let at = format!("{} {window}", stop.name);
            browser.resize(window).await;
            stop.visit(&browser).await;
            faults.extend(&at, look::noise(&browser, &shop.url, stop).await);
            if let Some(screens) = given::screens() {
                let picture = look::picture(&browser, window).await;
                fs::write(screens.join(format!("{}-{window}.png", stop.name)), picture).expect("a picture");
            }
            faults.extend(&at, violations(&browser, &axe).await);
            stop.leave(&browser).await;
            browser.log("browser").await;
            browser.log("performance").await;
        }
    }
    browser.close().await;
    faults.none();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_fits_a_narrow_window_and_shows_where_the_focus_is() {
    let (_shop, browser) = open().await;
    let tour = Tour::prepare(&browser).await;
    let mut faults = Faults::default();
    for stop in &tour.stops {
        browser.resize(Window::NARROW).await;
        stop.visit(&browser).await;
        faults.extend(stop.name, look::overflow(&browser).await);
        stop.leave(&browser).await;
        for window in [Window::DESK, Window::PHONE] {
            browser.resize(window).await;
            stop.visit(&browser).await;
            faults.extend(&format!("{} {window}", stop.name), look::overflow(&browser).await);
            faults.extend(&format!("{} {window}", stop.name), walk::faults(&browser).await);
            stop.leave(&browser).await;
        }
    }
    browser.close().await;
    faults.none();
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

#[tokio::test(flavor = "multi_thread")]
async fn every_page_and_every_letter_is_valid_html() {
    let (shop, browser) = open().await;
    let tour = Tour::prepare(&browser).await;
    let pages = shop.directory().join("pages");
    fs::create_dir_all(&pages).expect("a directory");
    for stop in &tour.stops {
        markup::keep(&browser, stop, &pages.join(format!("{}.html", stop.name))).await;
        stop.leave(&browser).await;
    }
    browser.close().await;
    markup::require_valid(&pages).await;
}

async fn open() -> (Shop, Browser) {
    let shop = Shop::open().await;
    let browser = Browser::open(&shop.url, Window::DESK, Script::On, Hand::Mouse).await;
    (shop, browser)
}
