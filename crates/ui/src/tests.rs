use jiff::civil::date;
use jiff::tz::TimeZone;
use souk_domain::money::{Currency, Money};

use super::{bill, dates, drawn, icons, money};

fn sum(minor: i64, code: &str) -> String {
    money::show(Money::new(minor, Currency::parse(code).unwrap()))
}

#[test]
fn money_has_the_sign_and_digits_of_its_currency() {
    assert_eq!(sum(3600, "USD"), "$36.00");
    assert_eq!(sum(5, "USD"), "$0.05");
    assert_eq!(sum(123_456_789, "EUR"), "€1,234,567.89");
    assert_eq!(sum(1500, "JPY"), "¥1,500");
    assert_eq!(sum(1500, "KWD"), "KWD\u{a0}1.500");
    assert_eq!(sum(-100, "USD"), "−$1.00");
}

#[test]
fn short_money_drops_empty_cents_only() {
    assert_eq!(money::show_short(Money::new(5400, Currency::USD)), "$54");
    assert_eq!(money::show_short(Money::new(5450, Currency::USD)), "$54.50");
}

#[test]
fn a_lowered_price_tells_whole_percent() {
    let usd = |minor| Money::new(minor, Currency::USD);
    assert_eq!(money::percent_off(usd(6800), usd(8500)), Some(20));
    assert_eq!(money::percent_off(usd(8500), usd(8500)), None);
    assert_eq!(money::percent_off(usd(8499), usd(8500)), None);
    assert_eq!(money::percent_off(usd(100), usd(0)), None);
}

#[test]
fn days_and_moments_read_like_a_calendar() {
    let tuesday = date(2026, 11, 24);
    assert_eq!(dates::day(tuesday), "Tue, Nov 24");
    assert_eq!(dates::span(tuesday, tuesday), "Tue, Nov 24");
    assert_eq!(dates::span(tuesday, date(2026, 11, 27)), "Tue, Nov 24 to Fri, Nov 27");
    let moment = date(2026, 11, 21).at(16, 5, 0, 0).to_zoned(TimeZone::UTC).unwrap();
    assert_eq!(dates::moment(&moment), "Sat, Nov 21, 4:05 pm UTC");
}

#[test]
fn a_drawing_is_answered_by_its_own_address() {
    let picture = drawn::picture("Raw honey", "pantry");
    let file = picture.src.trim_start_matches("/media/");
    assert!(drawn::answer(file).unwrap().starts_with("<svg"));
    for no in ["drawn-9-jar.svg", "drawn-1-nothing.svg", "drawn-1-jar\"><.svg", "photo.webp"] {
        assert_eq!(drawn::answer(no), None, "{no}");
    }
}

#[test]
fn glyphs_follow_the_words_of_a_category() {
    assert_eq!(icons::glyph_for("kitchen-table"), "cup");
    assert_eq!(icons::glyph_for("jewelry"), "ring");
    assert_eq!(icons::glyph_for("things"), "parcel");
}

#[test]
fn a_rate_reads_as_percent() {
    assert_eq!([600, 825, 1050, 10_000].map(bill::percent), ["6 %", "8.25 %", "10.5 %", "100 %"]);
}
