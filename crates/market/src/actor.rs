use std::fmt;

use souk_domain::{
    ids::{ApiKeyId, VendorId},
    order::ActorKind,
};

/// Who does something: recorded with every step, and asked by every permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Whoever holds the capability of a cart or an order; nobody we know by name.
    Guest,
    /// A vendor, through one of its API keys.
    Vendor { vendor: VendorId, key: ApiKeyId },
    /// The market's staff, through an API key.
    Staff { key: ApiKeyId },
    /// The operator at the machine's command line.
    Operator,
    /// Souk itself: sweeper, jobs, webhooks.
    System,
}

impl Actor {
    /// The kind that the state machine of an order knows.
    pub fn kind(&self) -> ActorKind {
        match self {
            Self::Guest => ActorKind::Buyer,
            Self::Vendor { .. } => ActorKind::Vendor,
            Self::Staff { .. } | Self::Operator => ActorKind::Staff,
            Self::System => ActorKind::System,
        }
    }
}

/// As recorded: `guest`, `vendor:vend_…`, `staff:key_…`, `operator`, `system`.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Guest => f.write_str("guest"),
            Self::Vendor { vendor, .. } => write!(f, "vendor:{vendor}"),
            Self::Staff { key } => write!(f, "staff:{key}"),
            Self::Operator => f.write_str("operator"),
            Self::System => f.write_str("system"),
        }
    }
}
