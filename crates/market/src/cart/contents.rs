//! What a cart lists, as one short word, so that an order can name what its buyer saw.

use std::{fmt, str::FromStr};

use sha2::{Digest as _, Sha256};
use souk_domain::hex::{hex, unhex};

use super::CartView;

/// Bytes of the hash: two carts of one holder never meet by chance.
const BYTES: usize = 16;

/// The variants of a cart with their quantities and prices, and how each vendor sends them for how much: carts that list the
/// same have the same. Written as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CartContents([u8; BYTES]);

/// A text that is no [`CartContents`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedContents;

impl CartContents {
    /// Characters of its written form.
    pub const CHARS: usize = 2 * BYTES;
}

impl CartView {
    /// What it lists. The order of its lines does not matter.
    pub fn contents(&self) -> CartContents {
        let mut lines: Vec<_> = self.lines.iter().collect();
        lines.sort_by_key(|line| line.purchasable.variant);
        let mut vendors: Vec<_> = self.priced.vendors.iter().collect();
        vendors.sort_by_key(|vendor| vendor.vendor);
        let mut hash = Sha256::new();
        hash.update(self.currency.code());
        hash.update((lines.len() as u64).to_be_bytes());
        for line in lines {
            let priced = &line.priced;
            hash.update(line.purchasable.variant.as_bytes());
            hash.update(line.quantity.to_be_bytes());
            hash.update(priced.unit_price.to_be_bytes());
            hash.update(priced.discount.to_be_bytes());
        }
        for vendor in vendors {
            hash.update(vendor.vendor.as_bytes());
            hash.update(vendor.chosen.map_or([0; 16], |method| *method.as_bytes()));
            hash.update(vendor.shipping.to_be_bytes());
        }
        let mut bytes = [0; BYTES];
        bytes.copy_from_slice(&hash.finalize()[..BYTES]);
        CartContents(bytes)
    }
}

impl fmt::Display for CartContents {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hex(&self.0))
    }
}

impl FromStr for CartContents {
    type Err = MalformedContents;

    fn from_str(text: &str) -> Result<Self, MalformedContents> {
        unhex(text).map(Self).ok_or(MalformedContents)
    }
}
