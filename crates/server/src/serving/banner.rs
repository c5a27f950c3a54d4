//! What a person reads when the shop opens.

use std::{fmt::Write as _, io::Write as _, time::Duration};

use souk_ui::routes;

use crate::{
    config::{LogFormat, Sandbox, Settings},
    demo::{Demo, Visitor},
};

/// Where a demonstration's passwords are kept, in the data directory.
pub(crate) const CREDENTIALS: &str = "CREDENTIALS";

/// What there is to tell.
pub(crate) struct Facts<'f> {
    pub(crate) settings: &'f Settings,
    pub(crate) public_url: &'f str,
    pub(crate) demo: Option<&'f Demo>,
    /// How many of its orders come in behind the open door.
    pub(crate) behind: Option<usize>,
    /// Where the first super admin comes to be; none: there is one, or it is a demonstration.
    pub(crate) setup: Option<&'f str>,
    /// From the start of the program to the open door.
    pub(crate) took: Duration,
}

/// Prints it, unless a machine reads our lines.
pub(crate) fn print(facts: &Facts<'_>) {
    print_unless_json(facts.settings, &text(facts));
}

/// Tells that the older orders of a demonstration are all there.
pub(crate) fn print_whole(settings: &Settings, orders: usize, took: Duration) {
    print_unless_json(settings, &whole(orders, took));
}

/// In words: the older orders are all there.
pub(crate) fn whole(orders: usize, took: Duration) -> String {
    let (orders, seconds) = (grouped(orders), took.as_secs_f64());
    format!("  The older orders are in: all {orders} are there ({seconds:.1} s).\n")
}

fn print_unless_json(settings: &Settings, text: &str) {
    if settings.log == LogFormat::Json {
        return;
    }
    // nobody at the terminal is no reason not to open
    let _unread = std::io::stdout().write_all(text.as_bytes());
    let _unread = std::io::stdout().flush();
}

/// `1,900`
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn text(facts: &Facts<'_>) -> String {
    let mut text = String::new();
    let (url, data) = (facts.public_url, facts.settings.data.display());
    let seconds = facts.took.as_secs_f64();
    let version = env!("CARGO_PKG_VERSION");
    // writing to a String cannot fail
    let _ = match facts.demo {
        None => writeln!(text, "souk {version} · data in {data} ({seconds:.1} s)"),
        Some(demo) => writeln!(
            text,
            "souk {version} · demo data in {data} ({}, {seconds:.1} s)\n  {} vendors · {} products · {} shoppers · {} orders \
             over 12 months",
            if demo.is_new { "new" } else { "as it was" },
            demo.vendors,
            demo.products,
            demo.shoppers,
            grouped(demo.orders),
        ),
    };
    if let Some(behind) = facts.behind {
        let behind = grouped(behind);
        let which =
            if facts.demo.is_some_and(|demo| demo.is_new) { behind } else { format!("Some of {behind}") };
        let _ = writeln!(
            text,
            "  {which} older orders are still coming in; the market is open meanwhile, and a later start goes on where this one \
             stops.",
        );
    }
    let _ = writeln!(text);
    let places = places(facts);
    let widest = places.iter().map(|(_, path, _)| path.chars().count()).max().unwrap_or_default();
    for (name, path, remark) in places {
        let line = format!("  {name:<12} {url}{path:<widest$}   {remark}");
        let _ = writeln!(text, "{}", line.trim_end());
    }
    let _ = writeln!(text);
    if facts.demo.is_some_and(|demo| demo.visitors.is_some()) {
        let _ = writeln!(
            text,
            "  These passwords are random, shown now only, and also in {} (mode 600).\n",
            facts.settings.data.join(CREDENTIALS).display()
        );
    }
    if let Some(link) = facts.setup {
        let _ = writeln!(text, "  No admin yet. Open this once within 24 h: {link}\n");
    }
    let payments = match facts.settings.sandbox {
        Sandbox::Off => "",
        Sandbox::OwnBank | Sandbox::BankAt { .. } => "Payments use the test bank: card 4242 4242 4242 4242. ",
    };
    let _ = writeln!(text, "  {payments}Ctrl-C stops.");
    text
}

/// The addresses worth opening, each with what is to be known of it, such as who can sign in there.
fn places(facts: &Facts<'_>) -> Vec<(&'static str, &'static str, String)> {
    let visitors = facts.demo.and_then(|demo| demo.visitors.as_ref());
    let login = |visitor: &Visitor| format!("{:<22} {}", visitor.email, visitor.password);
    let buyer = visitors.map(|visitors| login(&visitors.buyer));
    let mut places = vec![("Storefront", routes::HOME, buyer.unwrap_or_default())];
    if let Some(visitors) = visitors {
        places.push(("Vendor", routes::VENDOR_DESK, login(&visitors.vendor)));
        let names = std::iter::once("Back office").chain(std::iter::repeat(""));
        for (name, visitor) in names.zip(&visitors.staff) {
            places.push((name, routes::OFFICE_DESK, login(visitor)));
        }
    }
    places.push(("API docs", souk_api::DOCS, String::new()));
    if facts.settings.mail.is_none() && facts.demo.is_some() {
        places.push(("Mail", routes::MAILBOX, "(nothing leaves this machine)".to_owned()));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_told_apart() {
        for (number, told) in [(0, "0"), (300, "300"), (1_900, "1,900"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), told);
        }
    }
}
