//! Promotions as they are written, and the codes that unlock them.
//!
//! - [`PromotionDraft`]: what a promotion says, checked field by field
//! - [`checked_code`], [`code_key`], [`random_code`]: codes

mod code;
#[cfg(test)]
mod tests;

pub use code::{RANDOM_BYTES, checked_code, checked_prefix, code_key, random_code};

use crate::bounds::promotion::{
    MAX_DESCRIPTION_CHARS, MAX_NAME_CHARS, MAX_PIECES, MAX_PRIORITY, MAX_TARGETS, MAX_USES,
};
use crate::field::{FieldError, FieldErrors};
use crate::ids::VendorId;
use crate::money::MAX_PRICE;
use crate::pricing::{Benefit, FundedBy, Scope, Stacking, WHOLE_BPS};
use crate::text::{bounded_line, bounded_text};
use jiff::Timestamp;

/// What a promotion says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PromotionDraft {
    /// Its name, as the buyer reads it.
    pub name: String,
    /// What it is about; may be empty.
    pub description: String,
    /// Whether a code has to unlock it; otherwise it applies by itself.
    pub needs_code: bool,
    /// What it gives.
    pub benefit: Benefit,
    /// On what.
    pub scope: Scope,
    /// From when, this instant included.
    pub starts_at: Option<Timestamp>,
    /// Until when, this instant excluded.
    pub ends_at: Option<Timestamp>,
    /// Least value of the goods in scope, before discounts, in minor units.
    pub minimum: Option<i64>,
    /// Fewest pieces in scope.
    pub minimum_quantity: Option<u32>,
    /// How often it may be used.
    pub limit_total: Option<u32>,
    /// How often each customer may use it.
    pub limit_per_customer: Option<u32>,
    /// How it goes with others.
    pub stacking: Stacking,
    /// What comes first: the higher one.
    pub priority: u8,
    /// Who pays for it.
    pub funded_by: FundedBy,
}

impl PromotionDraft {
    /// One that gives something off everything, by itself and without end; `funded_by` the vendors.
    pub fn new(name: &str, benefit: Benefit) -> Self {
        Self {
            name: name.to_owned(),
            description: String::new(),
            needs_code: false,
            benefit,
            scope: Scope::All,
            starts_at: None,
            ends_at: None,
            minimum: None,
            minimum_quantity: None,
            limit_total: None,
            limit_per_customer: None,
            stacking: Stacking::Combinable,
            priority: 0,
            funded_by: FundedBy::Vendor,
        }
    }

    /// It as it is kept. `owner`: the vendor whose it is, `None` for the market. Errors: what is wrong, each by its pointer.
    pub fn checked(&self, owner: Option<VendorId>) -> Result<Self, Vec<FieldError>> {
        let mut wrong = FieldErrors::default();
        let name = wrong.keep(bounded_line("/name", &self.name, 1, MAX_NAME_CHARS));
        let description =
            wrong.keep(bounded_text("/description", &self.description, 0, MAX_DESCRIPTION_CHARS));
        check_benefit(self.benefit, &mut wrong);
        check_scope(&self.scope, owner, &mut wrong);
        if let (Some(start), Some(end)) = (self.starts_at, self.ends_at)
            && end <= start
        {
            wrong.add("/ends_at", "out_of_range", "It has to end after it starts.");
        }
        if self.minimum.is_some_and(|minimum| !(1..=MAX_PRICE).contains(&minimum)) {
            wrong.add("/minimum/subtotal", "out_of_range", "Say an amount above 0, or leave it out.");
        }
        for (pointer, number) in [
            ("/minimum/quantity", self.minimum_quantity),
            ("/limits/total", self.limit_total),
            ("/limits/per_customer", self.limit_per_customer),
        ] {
            if number.is_some_and(|number| !(1..=MAX_USES).contains(&number)) {
                wrong.add(
                    pointer,
                    "out_of_range",
                    format!("Say a whole number from 1 to {MAX_USES}, or leave it out."),
                );
            }
        }
        if self.priority > MAX_PRIORITY {
            wrong.add(
                "/priority",
                "out_of_range",
                format!("A priority is a whole number from 0 to {MAX_PRIORITY}."),
            );
        }
        if owner.is_some() && self.funded_by != FundedBy::Vendor {
            let detail = "A vendor pays for its own promotions. Ask the market to make one it pays for.";
            wrong.add("/platform_bps", "not_allowed", detail);
        }
        if self.funded_by.platform_bps() > WHOLE_BPS as u32 {
            wrong.add("/platform_bps", "out_of_range", "The market's part is from 0 to 100 percent.");
        }
        let funded_by = FundedBy::of_platform_bps(self.funded_by.platform_bps());
        wrong.none().map(|()| Self { name, description, funded_by, ..self.clone() })
    }
}

fn check_benefit(benefit: Benefit, wrong: &mut FieldErrors) {
    let whole = WHOLE_BPS as u32;
    let mut percent = |pointer, bps| {
        if !(1..=whole).contains(&bps) {
            wrong.add(pointer, "out_of_range", "Say a percentage above 0 and up to 100.");
        }
    };
    match benefit {
        Benefit::Percent { bps } => percent("/percent_bps", bps),
        Benefit::BuyXGetY { buy, get, discount_bps } => {
            percent("/percent_bps", discount_bps);
            for (pointer, pieces) in [("/buy", buy), ("/get", get)] {
                if !(1..=MAX_PIECES).contains(&pieces) {
                    wrong.add(
                        pointer,
                        "out_of_range",
                        format!("Say a whole number of pieces from 1 to {MAX_PIECES}."),
                    );
                }
            }
        }
        Benefit::FixedAmount { discount } if !(1..=MAX_PRICE).contains(&discount) => {
            wrong.add("/amount", "out_of_range", "Say an amount above 0.");
        }
        Benefit::FixedPrice { unit_price } if !(0..=MAX_PRICE).contains(&unit_price) => {
            wrong.add("/amount", "out_of_range", "Say a price from 0 on.");
        }
        Benefit::FixedAmount { .. } | Benefit::FixedPrice { .. } | Benefit::FreeShipping => {}
    }
}

fn check_scope(scope: &Scope, owner: Option<VendorId>, wrong: &mut FieldErrors) {
    let (pointer, targets) = match scope {
        Scope::All => return,
        Scope::Vendors(vendors) => ("/scope/vendors", vendors.len()),
        Scope::Categories(categories) => ("/scope/categories", categories.len()),
        Scope::Products(products) => ("/scope/products", products.len()),
    };
    if owner.is_some() && matches!(scope, Scope::Vendors(_)) {
        let detail = "A vendor's promotion reaches its own goods: leave the vendors out.";
        wrong.add(pointer, "not_allowed", detail);
    }
    if !(1..=MAX_TARGETS).contains(&targets) {
        wrong.add(pointer, "out_of_range", format!("Name from 1 to {MAX_TARGETS}."));
    }
}
