use serde::Serialize;
use souk_market::vendors;
use utoipa::ToSchema;

use super::time;

/// A time in which nothing of a vendor can be bought.
#[derive(Serialize, ToSchema)]
pub(crate) struct Closure {
    from: String,
    /// The first moment in which it sells again; null: until it opens itself.
    until: Option<String>,
    /// What it says of that; may be empty.
    notice: String,
}

impl Closure {
    pub(crate) fn of(closure: vendors::Closure, notice: &str) -> Self {
        Self { from: time(closure.from), until: closure.until.map(time), notice: notice.to_owned() }
    }

    /// When a vendor is away, was or will be.
    pub(crate) fn of_vendor(vendor: &vendors::Vendor) -> Option<Self> {
        vendor.closure().map(|closure| Self::of(closure, &vendor.closure_notice))
    }
}
