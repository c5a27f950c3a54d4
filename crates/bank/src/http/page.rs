//! The bank's pages. Plain HTML, no script, one cached style sheet.

use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::book::{Charge, ChargeStatus};
use crate::refusal::Refusal;

const CSS: &str = include_str!("bank.css");
/// Nothing but our own style sheet. No `form-action`: browsers hold it against the redirect back to the shop.
const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";
/// Long enough to be worth it, short enough for a new version to show the same day.
const CSS_CACHE: &str = "public, max-age=3600";
/// Currencies without a minor unit.
const WHOLE: &[&str] = &[
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
    "XPF",
];
/// Currencies with a thousand minor units.
const THOUSANDTHS: &[&str] = &["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

pub(super) async fn css() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, CSS_CACHE),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, CSS).into_response()
}

/// Asks the buyer.
pub(super) fn ask(charge: &Charge) -> Response {
    let body = format!(
        "<h1>Confirm your payment</h1>{}<form method=\"post\"><button name=\"decision\" value=\"approve\">Approve</button>\
         <button class=\"quiet\" name=\"decision\" value=\"decline\">Decline</button></form>",
        facts(charge),
    );
    html(StatusCode::OK, "Confirm your payment", &body)
}

/// Says what was decided, with a way back.
pub(super) fn decided(status: StatusCode, charge: &Charge, way_back: &str) -> Response {
    let (title, words) = match charge.status {
        ChargeStatus::Approved | ChargeStatus::Succeeded => {
            ("Payment approved", "This payment was approved.")
        }
        ChargeStatus::Declined => ("Payment declined", "This payment was declined. Nothing was taken."),
        ChargeStatus::Cancelled => {
            ("Payment cancelled", "The shop cancelled this payment. Nothing was taken.")
        }
        ChargeStatus::Begun | ChargeStatus::RequiresAction => {
            ("Payment waiting", "This payment waits for your decision.")
        }
    };
    let link = match way_back {
        "" => String::new(),
        url => format!("<p><a class=\"button\" href=\"{}\">Back to the shop</a></p>", escaped(url)),
    };
    let facts = facts(charge);
    html(status, title, &format!("<h1>{title}</h1><p>{words}</p>{facts}{link}"))
}

pub(super) fn refused(refusal: &Refusal) -> Response {
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let (title, words) = match refusal {
        Refusal::NotFound => {
            ("No such payment", "The link may be cut off. Go back to the shop and try again.")
        }
        Refusal::Invalid { .. } => {
            ("Please use the buttons", "Go back one page and press Approve or Decline.")
        }
        _ => ("The test bank cannot answer now", "Nothing is lost. Load this page again in a moment."),
    };
    html(status, title, &format!("<h1>{title}</h1><p>{words}</p>"))
}

fn facts(charge: &Charge) -> String {
    let (Some(terms), Some(card)) = (&charge.terms, &charge.card) else { return String::new() };
    let what = terms
        .description
        .as_deref()
        .map_or_else(String::new, |text| format!("<div><dt>For</dt><dd>{}</dd></div>", escaped(text)));
    format!(
        "<dl>{what}<div><dt>Card</dt><dd>ending in {}</dd></div><div class=\"total\"><dt>Amount</dt><dd>{}</dd></div></dl>",
        escaped(&card.facts.last4),
        money(terms.amount, &terms.currency),
    )
}

fn html(status: StatusCode, title: &str, body: &str) -> Response {
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title} · Test bank</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/bank.css\">\n</head>\n<body>\n\
         <header><p class=\"sign\">Test bank</p><p>No real money moves here.</p></header>\n\
         <main>{body}</main>\n</body>\n</html>\n"
    );
    let headers: [(HeaderName, &str); 5] = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, page).into_response()
}

fn money(minor: i64, currency: &str) -> String {
    let digits = match currency {
        whole if WHOLE.contains(&whole) => return format!("{minor} {currency}"),
        fine if THOUSANDTHS.contains(&fine) => 3,
        _ => 2,
    };
    let unit = 10_i64.pow(digits);
    format!("{}.{:0width$} {currency}", minor / unit, minor % unit, width = digits as usize)
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::{escaped, money};

    #[test]
    fn money_has_the_digits_of_its_currency() {
        assert_eq!(money(12_805, "USD"), "128.05 USD");
        assert_eq!(money(12_805, "JPY"), "12805 JPY");
        assert_eq!(money(12_805, "KWD"), "12.805 KWD");
    }

    #[test]
    fn no_text_becomes_markup() {
        assert_eq!(escaped("<b a='1' b=\"2\">&"), "&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;");
    }
}
