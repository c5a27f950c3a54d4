//! What tax is due where, and which accounts pay none.

mod classes;
mod exemptions;
mod wire;
mod zones;

use axum::response::{IntoResponse as _, Response};
use http::{Method, StatusCode};
use souk_domain::refusal::{self, Code};
use souk_http::Access;

pub(crate) use classes::class_at;

use crate::operation::{Operation, group};

const CLASSES: &str = "/api/v1/admin/tax-classes";
const CLASS: &str = "/api/v1/admin/tax-classes/{class}";
const ZONES: &str = "/api/v1/admin/tax-zones";
const ZONE: &str = "/api/v1/admin/tax-zones/{zone}";
const DUE: &str = "/api/v1/admin/tax-due";
const EXEMPT: &str = "/api/v1/admin/tax-exemptions";
const EXEMPTION: &str = "/api/v1/admin/accounts/{account}/tax-exemption";
const OF_VENDOR: &str = "/api/v1/vendor/tax-classes";

/// What a change refuses.
const CHANGE_REFUSES: &[&Code] = &[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED];
/// What taking a class away refuses.
const REMOVE_CLASS_REFUSES: &[&Code] =
    &[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED, &refusal::STILL_REFERENCED];

const KEPT: &str = "Placed orders keep what they were placed with.";

pub(crate) fn operations() -> Vec<Operation> {
    [
        group("Vendor API", of_vendors()),
        group("Staff", of_classes()),
        group("Staff", of_zones()),
        group("Staff", of_accounts()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn of_vendors() -> Vec<Operation> {
    vec![
        Operation::new(Method::GET, OF_VENDOR, "list_own_tax_classes", Access::Vendor, classes::of_vendor)
            .says("The tax classes that products may have", "A product without one has `standard`.")
            .answers::<wire::TaxClassNames>(200),
    ]
}

fn of_classes() -> Vec<Operation> {
    let (staff, get) = (Access::Staff, Method::GET);
    vec![
        Operation::new(get, CLASSES, "list_tax_classes", staff, classes::list)
            .says("Tax classes", "The standard one first.")
            .answers::<wire::TaxClassesShown>(200),
        Operation::new(Method::POST, CLASSES, "create_tax_class", staff, classes::create)
            .says("Makes a tax class", "At most 50.")
            .takes::<wire::TaxClassRequest>()
            .answers::<wire::TaxClassShown>(201)
            .refuses(&[&refusal::TAX_CLASS_TAKEN, &refusal::LIST_FULL]),
        Operation::new(Method::PATCH, CLASS, "change_tax_class", staff, classes::change)
            .says("Changes a tax class", "A merge patch; its word stays.")
            .takes::<wire::TaxClassPatch>()
            .answers::<wire::TaxClassShown>(200)
            .refuses(CHANGE_REFUSES),
        Operation::new(Method::DELETE, CLASS, "remove_tax_class", staff, classes::remove)
            .says("Removes a tax class", "With its rates; no product may have it.")
            .answers_nothing(204)
            .refuses(REMOVE_CLASS_REFUSES),
    ]
}

fn of_zones() -> Vec<Operation> {
    let (staff, get) = (Access::Staff, Method::GET);
    vec![
        Operation::new(get.clone(), ZONES, "list_tax_zones", staff, zones::list)
            .says("Zones of tax", "By name.")
            .answers::<wire::TaxZonesShown>(200),
        Operation::new(Method::POST, ZONES, "create_tax_zone", staff, zones::create)
            .says(
                "Makes a zone of tax",
                "Of the zones that hold an address the one counts that names the beginning of its postal code, else its region, \
                 else its country, else the one without places. Two zones never hold the same place alike.",
            )
            .takes::<wire::TaxZoneRequest>()
            .answers::<wire::TaxZoneShown>(201)
            .refuses(&[&refusal::LIST_FULL]),
        Operation::new(get.clone(), ZONE, "show_tax_zone", staff, zones::show)
            .says("One zone of tax", "Its `ETag` is for `If-Match`.")
            .answers::<wire::TaxZoneShown>(200)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(Method::PATCH, ZONE, "change_tax_zone", staff, zones::change)
            .says("Changes a zone of tax", "A merge patch; `places` and `rates` replace all of them. Placed orders keep what they were placed with.")
            .takes::<wire::TaxZonePatch>()
            .answers::<wire::TaxZoneShown>(200)
            .refuses(&[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED, &refusal::LIST_FULL]),
        Operation::new(Method::DELETE, ZONE, "remove_tax_zone", staff, zones::remove)
            .says("Removes a zone of tax", KEPT)
            .answers_nothing(204)
            .refuses(CHANGE_REFUSES),
        Operation::new(get, DUE, "show_tax_due", staff, zones::due)
            .says("What tax is due at a place", "As an order that goes there would be priced now.")
            .query::<zones::DueQuery>()
            .answers::<wire::TaxDue>(200)
            .refuses(&[&refusal::MALFORMED_QUERY]),
    ]
}

fn of_accounts() -> Vec<Operation> {
    let (staff, get) = (Access::Staff, Method::GET);
    vec![
        Operation::new(get.clone(), EXEMPT, "list_tax_exemptions", staff, exemptions::list)
            .says("Accounts that pay no tax", "Ended ones too, the latest accounts first.")
            .query::<crate::wire::ListQuery>()
            .answers_list::<wire::ExemptAccount>()
            .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(get, EXEMPTION, "show_tax_exemption", staff, exemptions::show)
            .says("Whether an account pays tax", "Its `ETag` is for `If-Match`; `0` while it is not exempt.")
            .answers::<wire::ExemptAccount>(200)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(Method::PUT, EXEMPTION, "put_tax_exemption", staff, exemptions::put)
            .says(
                "Lets an account pay no tax",
                "Prices that include tax stay as they are, with none in them. Who did it is written down.",
            )
            .takes::<wire::TaxExemptionRequest>()
            .answers::<wire::ExemptAccount>(200)
            .refuses(&[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED, &refusal::LIST_FULL]),
        Operation::new(Method::DELETE, EXEMPTION, "remove_tax_exemption", staff, exemptions::remove)
            .says("Lets an account pay taxes again", KEPT)
            .answers_nothing(204)
            .refuses(CHANGE_REFUSES),
    ]
}

fn nothing() -> Response {
    StatusCode::NO_CONTENT.into_response()
}
