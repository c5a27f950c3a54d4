//! What is refused about taxes and the market's commission.

use super::FieldError;
use crate::code::refusals;

refusals! {
    /// What is refused about the rules of tax.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum TaxRefusal {
        /// Another class has that word.
        #[error("There is a tax class “{code}” already. Choose another word.")]
        ClassTaken {
            /// The word.
            code: String,
        } => TAX_CLASS_TAKEN,
        /// Products have it.
        #[error("{products} products have this tax class, archived ones included. Give them another first.")]
        ClassInUse {
            /// How many.
            products: u64,
        } => STILL_REFERENCED,
        /// Everything that has no other class has it.
        #[error("The standard class stays: whatever has no other class has it.")]
        StandardStays => STILL_REFERENCED,
    }
}

impl TaxRefusal {
    /// The fields that are wrong.
    pub fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::ClassTaken { .. } => vec![FieldError::new("/code", self.code().name, self.to_string())],
            _ => Vec::new(),
        }
    }
}

refusals! {
    /// What is refused about the rates of the market's commission.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum CommissionRefusal {
        /// There is a rate of that vendor and category already.
        #[error("There is a rate of that vendor and category already. Change that one.")]
        RateTaken => COMMISSION_RATE_TAKEN,
    }
}
