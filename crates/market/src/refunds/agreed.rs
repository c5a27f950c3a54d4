//! The sum that goes back is the one that was seen: nobody gives back money unawares.

use souk_domain::{money::Money, refusal::RefundRefusal};

use crate::Result;

/// What whoever gives money back has seen of the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Agreed {
    /// Programs work it out themselves.
    Whatever,
    /// Nothing yet: it is told, and nothing goes back.
    Unseen,
    /// This many minor units; another sum is told, and nothing goes back.
    Sum(i64),
}

impl Agreed {
    /// Errors: another sum goes back than was seen; the transaction that gives it back ends with that.
    pub(crate) fn require(self, sum: Money) -> Result<()> {
        match self {
            Self::Whatever => Ok(()),
            Self::Sum(seen) if seen == sum.minor => Ok(()),
            // nothing goes back: there is nothing to see
            Self::Unseen if sum.minor == 0 => Ok(()),
            Self::Unseen | Self::Sum(_) => Err(RefundRefusal::OtherSum { sum }.into()),
        }
    }
}
