//! Cash on delivery: who takes it, and which carts may be paid so.

use crate::words::words;

/// Who takes the cash at the door, and owes the market its part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CashCollector {
    /// The vendor, which keeps it: what the market has of the sale is its debt.
    Vendor,
    /// The carrier, which settles with the market as a gateway does.
    Carrier,
}

words!(CashCollector { Vendor = "vendor", Carrier = "carrier" });

/// What a market allows of cash on delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CashTerms {
    /// Whether it is taken at all.
    pub taken: bool,
    /// The most that an order may cost, in minor units.
    pub most: i64,
    /// Whether a piece that exists once may travel unpaid.
    pub unique: bool,
}

/// A cart, as far as paying at the door goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CashCart {
    /// What it costs, in minor units.
    pub total: i64,
    /// Whether all of it comes in parcels.
    pub is_all_shipped: bool,
    /// Whether a piece in it exists once.
    pub has_unique: bool,
    /// Whether each parcel goes a way whose carrier takes cash.
    pub ways_take_it: bool,
}

/// Why a cart cannot be paid at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoCash {
    /// The market does not take it.
    NotTaken,
    /// Something in it needs no parcel, so that nobody would collect for it.
    NotShipped,
    /// A piece in it exists once.
    Unique,
    /// It costs more than the market has collected at a door.
    TooDear,
    /// A chosen way to ship takes no cash.
    WayTakesNone,
}

words!(NoCash {
    NotTaken = "not_taken",
    NotShipped = "not_shipped",
    Unique = "unique",
    TooDear = "too_dear",
    WayTakesNone = "way_takes_none",
});

impl NoCash {
    /// What to tell the buyer.
    pub const fn advice(self) -> &'static str {
        match self {
            Self::NotTaken => "This market takes no cash on delivery.",
            Self::NotShipped => "Cash on delivery is not for an order with something that needs no parcel.",
            Self::Unique => "Cash on delivery is not for an order with a piece that exists once.",
            Self::TooDear => "Cash on delivery is not for an order that costs this much.",
            Self::WayTakesNone => {
                "Cash on delivery is not taken with a chosen way to ship. Choose one that takes cash, where it is offered."
            }
        }
    }
}

/// Whether a cart may be paid at the door. Errors: why not, the reason first that no choice of the buyer mends.
pub fn may_pay_at_the_door(terms: CashTerms, cart: CashCart) -> Result<(), NoCash> {
    if !terms.taken {
        return Err(NoCash::NotTaken);
    }
    if !cart.is_all_shipped {
        return Err(NoCash::NotShipped);
    }
    if cart.has_unique && !terms.unique {
        return Err(NoCash::Unique);
    }
    if cart.total > terms.most {
        return Err(NoCash::TooDear);
    }
    if cart.ways_take_it { Ok(()) } else { Err(NoCash::WayTakesNone) }
}
