//! What templates may do to a value: say it in words, show it as money or a date, draw it.

use askama::filters::Safe;
use askama::{Result, Values, filter_fn};
use jiff::Zoned;
use jiff::civil::Date;
use souk_domain::money::Money;

use super::{ImageSlot, Picture, dates, icons, money as sums};
use crate::components::form;
use crate::texts::{self, Word};

/// The text of a key.
#[filter_fn]
pub fn t(key: impl AsRef<str>, _: &dyn Values) -> Result<String> {
    Ok(texts::say(key.as_ref(), &[]))
}

/// The text of a key with one value.
#[filter_fn]
pub fn t1<W: Word>(key: impl AsRef<str>, _: &dyn Values, name: &'static str, value: W) -> Result<String> {
    Ok(texts::say(key.as_ref(), &[(name, &value)]))
}

/// The text of a key with two values.
#[filter_fn]
pub fn t2<W: Word, V: Word>(
    key: impl AsRef<str>,
    _: &dyn Values,
    name: &'static str,
    value: W,
    name2: &'static str,
    value2: V,
) -> Result<String> {
    Ok(texts::say(key.as_ref(), &[(name, &value), (name2, &value2)]))
}

/// ` maxlength="120"` for a field of that name; nothing where its name says no bound.
#[filter_fn]
pub fn max_chars(field: impl AsRef<str>, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(form::max_chars(field.as_ref()).map(|max| format!(" maxlength=\"{max}\"")).unwrap_or_default()))
}

/// `$36.00`.
#[filter_fn]
pub fn money(value: &Money, _: &dyn Values) -> Result<String> {
    Ok(sums::show(*value))
}

/// `$36`, without the cents when there are none.
#[filter_fn]
pub fn money_short(value: &Money, _: &dyn Values) -> Result<String> {
    Ok(sums::show_short(*value))
}

/// `<time datetime="2026-11-24">Tue, Nov 24</time>`.
#[filter_fn]
pub fn day(value: &Date, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(format!("<time datetime=\"{value}\">{}</time>", dates::day(*value))))
}

/// `<time datetime="2026-11-24">Nov 24, 2026</time>`.
#[filter_fn]
pub fn dated(value: &Date, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(format!("<time datetime=\"{value}\">{}</time>", dates::dated(*value))))
}

/// `<time …>Sat, Nov 21, 4:12 pm UTC</time>` in the zone the value carries.
#[filter_fn]
pub fn moment(value: &Zoned, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(format!("<time datetime=\"{}\">{}</time>", value.timestamp(), dates::moment(value))))
}

/// `Sat, Nov 21, 4:12 pm UTC`, for a sentence or a mail.
#[filter_fn]
pub fn moment_words(value: &Zoned, _: &dyn Values) -> Result<String> {
    Ok(dates::moment(value))
}

/// A line drawing of the sprite, hidden from screen readers: a word always stands beside it.
#[filter_fn]
pub fn icon(name: impl AsRef<str>, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(icons::icon(name.as_ref())))
}

/// The sign over a seller's door, drawn from the name; `size` is a class of `.mark`, or empty.
#[filter_fn]
pub fn mark(name: impl AsRef<str>, _: &dyn Values, size: &str) -> Result<Safe<String>> {
    Ok(Safe(icons::mark(name.as_ref(), size)))
}

/// A picture as it suits its place.
#[filter_fn]
pub fn img(picture: &Picture, _: &dyn Values, slot: ImageSlot) -> Result<Safe<String>> {
    Ok(Safe(picture.element(slot)?))
}

/// The front of a seller's shop, drawn from the name.
#[filter_fn]
pub fn front(name: impl AsRef<str>, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(icons::front(name.as_ref())))
}

/// The picture of a category's tile, by the name of its glyph.
#[filter_fn]
pub fn glyph(name: impl AsRef<str>, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(icons::glyph(name.as_ref())))
}

/// The hashed address of one of the shop's own files.
#[filter_fn]
pub fn asset(name: impl AsRef<str>, _: &dyn Values) -> Result<String> {
    Ok(crate::assets::url(name.as_ref()))
}

/// The text of a key with three values.
#[filter_fn]
#[expect(clippy::too_many_arguments, reason = "three named values are six arguments")]
pub fn t3<W: Word, V: Word, U: Word>(
    key: impl AsRef<str>,
    _: &dyn Values,
    name: &'static str,
    value: W,
    name2: &'static str,
    value2: V,
    name3: &'static str,
    value3: U,
) -> Result<String> {
    Ok(texts::say(key.as_ref(), &[(name, &value), (name2, &value2), (name3, &value3)]))
}
