//! What a person reads when the shop opens.

use std::{fmt::Write as _, io::Write as _, time::Duration};

use souk_ui::routes;

use crate::{
    config::{LogFormat, Sandbox, Settings},
    demo::Demo,
};

/// Where a demonstration's password is kept, in the data directory.
pub(crate) const CREDENTIALS: &str = "CREDENTIALS";

/// What there is to tell.
pub(crate) struct Facts<'f> {
    pub(crate) settings: &'f Settings,
    pub(crate) public_url: &'f str,
    pub(crate) demo: Option<&'f Demo>,
    /// Where the first super admin comes to be; none: there is one, or it is a demonstration.
    pub(crate) setup: Option<&'f str>,
    /// From the start of the program to the open door.
    pub(crate) took: Duration,
}

/// Prints it, unless a machine reads our lines.
pub(crate) fn print(facts: &Facts<'_>) {
    if facts.settings.log == LogFormat::Json {
        return;
    }
    // nobody at the terminal is no reason not to open
    let _unread = std::io::stdout().write_all(text(facts).as_bytes());
    let _unread = std::io::stdout().flush();
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
             over two months",
            if demo.is_new { "new" } else { "as it was" },
            demo.vendors,
            demo.products,
            demo.shoppers,
            demo.orders,
        ),
    };
    let _ = writeln!(text);
    for (name, path, remark) in places(facts) {
        let _ = writeln!(text, "  {name:<12} {url}{path}{remark}");
    }
    let _ = writeln!(text);
    if let Some(visitor) = facts.demo.and_then(|demo| demo.visitor.as_ref()) {
        let _ = writeln!(text, "  Sign in as   {}    {}", visitor.email, visitor.password);
        let _ = writeln!(
            text,
            "  The password is random, shown now only, and also in {}.\n",
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

/// The addresses worth opening.
fn places(facts: &Facts<'_>) -> Vec<(&'static str, &'static str, &'static str)> {
    let mut places = vec![("Storefront", routes::HOME, ""), ("API docs", souk_api::DOCS, "")];
    if facts.settings.mail.is_none() && facts.demo.is_some() {
        places.push(("Mail", routes::MAILBOX, "       (nothing leaves this machine)"));
    }
    places
}
