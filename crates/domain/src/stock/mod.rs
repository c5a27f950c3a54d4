//! Stock: what may be asked for of a variant, and from which locations a line is filled.

#[cfg(test)]
mod tests;

use crate::ids::LocationId;

/// What one location holds of one variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    /// Where.
    pub location: LocationId,
    /// The lower, the earlier it is asked.
    pub priority: i32,
    /// Pieces on hand.
    pub on_hand: i64,
    /// Of these, pieces promised to orders.
    pub reserved: i64,
    /// Whether more may be promised than is there.
    pub backorder: bool,
}

impl Level {
    /// Pieces that can still be promised, never negative.
    pub fn available(&self) -> i64 {
        available(self.on_hand, self.reserved)
    }
}

/// Pieces that can still be promised where so many are on hand and so many of these promised; never negative.
pub fn available(on_hand: i64, reserved: i64) -> i64 {
    on_hand.saturating_sub(reserved).max(0)
}

/// Pieces taken from one location.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Take {
    /// Where.
    pub location: LocationId,
    /// How many, at least 1.
    pub quantity: u32,
}

/// There is not enough: this many are left over all locations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("only {left} left")]
pub struct Short {
    /// Pieces that could still be promised.
    pub left: u32,
}

/// Where `quantity` pieces come from: the first location by priority that holds them whole, else split by priority.
///
/// A variant on backorder never falls short: what is missing is promised by its first location that allows it.
/// Pass the demand of the whole order at once, not line by line. A unique variant is asked with quantity 1.
pub fn fill(levels: &[Level], quantity: u32) -> Result<Vec<Take>, Short> {
    let mut asked: Vec<&Level> = levels.iter().collect();
    asked.sort_by_key(|level| (level.priority, level.location));
    let wanted = i64::from(quantity);
    if quantity == 0 {
        return Ok(Vec::new());
    }
    if let Some(whole) = asked.iter().find(|level| level.available() >= wanted) {
        return Ok(vec![Take { location: whole.location, quantity }]);
    }
    split(&asked, quantity)
}

fn split(asked: &[&Level], quantity: u32) -> Result<Vec<Take>, Short> {
    let mut open = quantity;
    let mut takes: Vec<Take> = Vec::new();
    for level in asked {
        let here = u32::try_from(level.available()).unwrap_or(u32::MAX).min(open);
        if here > 0 {
            takes.push(Take { location: level.location, quantity: here });
            open -= here;
        }
    }
    if open == 0 {
        return Ok(takes);
    }
    let Some(owing) = asked.iter().find(|level| level.backorder) else {
        return Err(Short { left: quantity - open });
    };
    match takes.iter_mut().find(|take| take.location == owing.location) {
        Some(take) => take.quantity += open,
        None => takes.push(Take { location: owing.location, quantity: open }),
    }
    Ok(takes)
}

/// How many of a variant may be asked for now, were it for sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability {
    /// It existed once and was paid for.
    Sold,
    /// As many as anybody wants: it is not counted, or more may be promised than is there.
    Unlimited,
    /// At most so many.
    Left(u32),
}

impl Availability {
    /// Of a variant with so many pieces that can still be promised; `None` when it is not counted.
    pub fn of(sold: bool, backorder: bool, available: Option<i64>) -> Self {
        match available {
            _ if sold => Self::Sold,
            Some(available) if !backorder => Self::Left(u32::try_from(available.max(0)).unwrap_or(u32::MAX)),
            _ => Self::Unlimited,
        }
    }

    /// How many may be asked for; `None` for any number.
    pub fn left(self) -> Option<u32> {
        match self {
            Self::Sold => Some(0),
            Self::Unlimited => None,
            Self::Left(left) => Some(left),
        }
    }

    /// Whether so many may be asked for.
    pub fn allows(self, quantity: u32) -> bool {
        self.left().is_none_or(|left| quantity <= left)
    }

    /// Whether one can be had.
    pub fn can_be_had(self) -> bool {
        self.allows(1)
    }
}
