//! Taxes and commission.

use serde_json::{Value, json};

use super::walk::{Walk, Who, text};

pub(super) async fn all(w: &mut Walk, (vendor, category): (&str, &str), (own, staff): (Who<'_>, Who<'_>)) {
    let class = json!({ "code": "books", "name": "Books", "rate_bps": 700 });
    w.go("create_tax_class", &[], staff, class).await;
    let classes = w.go("list_tax_classes", &[], staff, Value::Null).await;
    assert_eq!(classes["items"][0]["code"], "standard");
    w.go("list_own_tax_classes", &[], own, Value::Null).await;
    w.go("change_tax_class", &["books"], staff, json!({ "rate_bps": null })).await;
    let places = json!([{ "country": "DE" }, { "country": "US", "postal_prefix": "902" }]);
    let zone = json!({ "name": "Germany", "places": places, "included": true, "remitter": "vendor",
                       "rates": { "standard": 1_900, "books": 700 } });
    let zone = text(&w.go("create_tax_zone", &[], staff, zone).await["id"]);
    w.go("list_tax_zones", &[], staff, Value::Null).await;
    w.go("show_tax_zone", &[&zone], staff, Value::Null).await;
    let due = asked(w, "tax-due?country=US&region=CA&postal_code=90210", staff, "show_tax_due").await;
    assert_eq!((&due["zone"], &due["by"]), (&json!("Germany"), &json!("postal_prefix")));
    assert_eq!((&due["rates"]["books"], &due["remitter"]), (&json!(700), &json!("vendor")));
    let changed = json!({ "rounding": "vendor_order", "places": [{ "country": "DE" }] });
    w.go("change_tax_zone", &[&zone], staff, changed).await;
    w.go("remove_tax_zone", &[&zone], staff, Value::Null).await;
    w.go("remove_tax_class", &["books"], staff, Value::Null).await;

    let (account, _) = w.api.market.person("Taxfree").await;
    let account = account.to_string();
    w.go("show_tax_exemption", &[&account], staff, Value::Null).await;
    let exemption = json!({ "reason": "Reseller", "number": "R-1", "ends_at": "2099-01-01T00:00:00Z" });
    w.go("put_tax_exemption", &[&account], staff, exemption).await;
    let listed = w.go("list_tax_exemptions", &[], staff, Value::Null).await;
    assert_eq!(listed["items"][0]["exemption"]["number"], "R-1");
    w.go("remove_tax_exemption", &[&account], staff, Value::Null).await;

    w.go("show_commission", &[], staff, Value::Null).await;
    let sum = |amount: i64| json!({ "amount": amount, "currency": "USD" });
    let least = json!({ "minimum": sum(10), "tax_bps": 0 });
    assert_eq!(w.go("change_commission", &[], staff, least).await["rate"]["minimum"]["amount"], 10);
    w.go("change_commission", &[], staff, json!({ "minimum": null })).await;
    let rate =
        json!({ "vendor_id": vendor, "category_id": category, "percent_bps": 1_200, "fixed": sum(30) });
    let rate = text(&w.go("create_commission_rate", &[], staff, rate).await["id"]);
    w.go("list_commission_rates", &[], staff, Value::Null).await;
    w.go("show_commission_rate", &[&rate], staff, Value::Null).await;
    let path = format!("commission/preview?vendor_id={vendor}&category_id={category}&amount=10000");
    let told = asked(w, &path, staff, "preview_commission").await;
    assert_eq!((&told["commission"]["amount"], &told["agreed"]["id"]), (&json!(1_230), &json!(rate)));
    w.go("change_commission_rate", &[&rate], staff, json!({ "maximum": sum(500) })).await;
    w.go("remove_commission_rate", &[&rate], staff, Value::Null).await;
}

/// Asks what takes parameters.
async fn asked(w: &mut Walk, path: &str, staff: Who<'_>, name: &'static str) -> Value {
    let headers: Vec<(&str, &str)> = staff.into_iter().collect();
    let answer = w.api.raw("GET", &format!("/api/v1/admin/{path}"), &headers, "").await;
    assert_eq!(answer.status, 200, "{name}: {}", answer.text);
    w.seen.insert(name);
    answer.json
}
