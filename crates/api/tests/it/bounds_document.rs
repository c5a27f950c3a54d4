//! What the document says of lists and of the names of bounds.

use serde_json::Value;
use souk_api::document;
use souk_domain::bounds;

#[test]
fn lists_are_as_long_as_the_code_takes_them() {
    let document = serde_json::to_value(document()).unwrap();
    for (list, max) in [
        ("ProductRequest/properties/options", bounds::product::MAX_OPTIONS),
        ("ProductRequest/properties/variants", bounds::product::MAX_VARIANTS),
        ("ProductRequest/properties/specs", bounds::product::MAX_SPECS),
        ("ProductRequest/properties/tags", bounds::product::MAX_TAGS),
        ("ProductPatch/properties/options", bounds::product::MAX_OPTIONS),
        ("ProductPatch/properties/variants", bounds::product::MAX_VARIANTS),
        ("ProductPatch/properties/specs", bounds::product::MAX_SPECS),
        ("ProductPatch/properties/tags", bounds::product::MAX_TAGS),
        ("MethodRequest/properties/zones", bounds::shipping_method::MAX_ZONES),
        ("StaffMethodRequest/properties/zones", bounds::shipping_method::MAX_ZONES),
        ("MethodPatch/properties/zones", bounds::shipping_method::MAX_ZONES),
        ("Zone/properties/places", bounds::shipping_method::MAX_PLACES),
        ("TaxZoneRequest/properties/places", bounds::tax::MAX_PLACES_OF_ZONE),
        ("TaxZonePatch/properties/places", bounds::tax::MAX_PLACES_OF_ZONE),
        ("Fee/properties/brackets", bounds::shipping_method::MAX_BRACKETS),
        ("ScopeOf/properties/products", bounds::promotion::MAX_TARGETS),
        ("ScopeOf/properties/categories", bounds::promotion::MAX_TARGETS),
        ("ScopeOf/properties/vendors", bounds::promotion::MAX_TARGETS),
        ("CartToSimulate/properties/lines", bounds::cart::MAX_LINES),
        ("CartToSimulate/properties/codes", bounds::cart::MAX_CODES),
        ("QuoteRequest/properties/shipping", bounds::cart::MAX_LINES),
        ("PlaceRequest/properties/shipping", bounds::cart::MAX_LINES),
        ("RefundRequest/properties/lines", bounds::cart::MAX_LINES),
        ("ReturnRequest/properties/lines", bounds::cart::MAX_LINES),
        ("ShipmentRequest/properties/lines", bounds::cart::MAX_LINES),
        ("RoleRequest/properties/permissions", bounds::staff::MAX_PERMISSIONS),
        ("StaffRolePatch/properties/permissions", bounds::staff::MAX_PERMISSIONS),
        ("DepartmentRequest/properties/permissions", bounds::staff::MAX_PERMISSIONS),
        ("DepartmentPatch/properties/permissions", bounds::staff::MAX_PERMISSIONS),
    ] {
        let schema = document.pointer(&format!("/components/schemas/{list}")).unwrap_or(&Value::Null);
        assert_eq!(schema["maxItems"], max, "{list}: {schema}");
    }
}

#[test]
fn no_name_of_a_bound_is_left_in_the_document() {
    let mut left = Vec::new();
    formats(&serde_json::to_value(document()).unwrap(), &mut left);
    assert!(!left.is_empty());
    left.retain(|format| {
        !["int32", "int64", "double", "date-time", "date", "idn-email", "uri", "binary"]
            .contains(&format.as_str())
    });
    assert_eq!(left, Vec::<String>::new());
}

fn formats(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| formats(item, found)),
        Value::Object(members) => {
            found.extend(members.get("format").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|member| formats(member, found));
        }
        _ => {}
    }
}
