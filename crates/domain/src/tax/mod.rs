//! What tax is due where, and who pays it on.
//!
//! - [`TaxClass`], [`TaxClassCode`]: what kind of goods something is to the taxes
//! - [`TaxZone`], [`TaxPlace`]: places with the same rates; [`checked_zone`], [`checked_class`]: as staff write them
//! - [`TaxRules`]: all of them; [`TaxRules::due`] says what holds at a place, as [`TaxTerms`]
//! - [`TaxExemption`]: an account that pays none
//!
//! The tax of a line and of a shipping fee is reckoned by [`crate::pricing`], from the terms of the place.

mod checked;
mod class;
mod exemption;
mod rules;
#[cfg(test)]
mod tests;
mod zone;

pub use checked::{checked_class, checked_zone};
pub use class::{MalformedTaxClass, TaxClass, TaxClassCode};
pub use exemption::TaxExemption;
pub use rules::{TaxRules, TaxTerms};
pub use zone::{TaxPlace, TaxRank, TaxRemitter, TaxRounding, TaxZone};
