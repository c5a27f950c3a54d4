//! What a gateway says: of a charge, of a refund, and without being asked.

use souk_domain::{
    money::{Currency, Money},
    refusal::DeclineCode,
};

/// What making a charge at a gateway came to. Nothing is taken by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// The charge is known there by this reference.
    Made { reference: String },
    /// The gateway will not have it: nothing was or will be taken.
    Refused { decline: DeclineCode },
    /// No answer, or none that can be read; nothing is taken all the same.
    NoAnswer { reason: String },
}

/// What a gateway says about a charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GatewayAnswer {
    Succeeded(Taken),
    /// It will never be charged: an adapter whose gateway would let it be tried again ends it first.
    Declined {
        decline: DeclineCode,
    },
    /// The buyer must do something.
    RequiresAction(NextStep),
    /// The buyer agreed; the money is taken when the shop completes the charge.
    Approved,
    /// The gateway has it and has not decided.
    Pending,
    /// It will never be charged.
    Cancelled,
    /// The gateway does not know it, or has not been told to charge it (yet: a call may still be on its way).
    Unknown,
    /// No answer, or none that can be read: anything may have happened.
    NoAnswer {
        reason: String,
    },
}

/// Money that a gateway took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub transaction_id: String,
    /// As the gateway says, whatever it was asked for.
    pub total: Money,
    /// What the gateway keeps of it, where it says so by now.
    pub fee: Option<Money>,
}

/// What the buyer does next.
#[derive(Clone, PartialEq, Eq)]
pub enum NextStep {
    /// The buyer goes to the gateway's page and comes back to the shop.
    Visit { url: String },
    /// The shop's own page shows the gateway's element, which this secret opens. It is a capability: it goes to the buyer's
    /// page, and into no table, log or event.
    Show { secret: String },
}

impl std::fmt::Debug for NextStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Visit { url } => f.debug_struct("Visit").field("url", url).finish(),
            Self::Show { .. } => f.write_str("Show"),
        }
    }
}

/// What a gateway says about a refund. `reference` is its own name of it, where it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefundAnswer {
    Succeeded {
        reference: Option<String>,
    },
    /// It is promised; it ends by an event, or when it is looked up.
    Pending {
        reference: Option<String>,
    },
    /// For good: nothing went back, or it came back.
    Failed {
        reason: String,
    },
    NoAnswer {
        reason: String,
    },
}

/// Whether what arrived is a gateway's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Genuine {
    Yes,
    No,
    /// Whoever could tell does not answer: the gateway is to deliver it again.
    CannotTell {
        reason: String,
    },
}

/// What happened at a gateway, as it says without being asked. It may come twice, late and out of turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatewayEvent {
    /// The gateway's own id of it: it is kept once.
    pub id: String,
    pub kind: GatewayEventKind,
}

/// What it is about, and what it says of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GatewayEventKind {
    /// Of a charge, named by the attempt's key, by the gateway's reference, or by both.
    Charge { key: Option<String>, reference: Option<String>, answer: GatewayAnswer },
    /// Of a refund, named by its key.
    Refund { key: String, total: Money, answer: RefundAnswer },
    /// A buyer's bank asks for money back. Nobody takes it yet: it waits.
    Dispute,
    /// The gateway sent money to the market's bank. Nobody takes it yet: it waits.
    Payout,
    /// Nothing the market has to know.
    Other,
}

impl GatewayEventKind {
    /// The word it is stored by.
    pub(crate) const fn as_str(&self) -> &'static str {
        match self {
            Self::Charge { .. } => "charge",
            Self::Refund { .. } => "refund",
            Self::Dispute => "dispute",
            Self::Payout => "payout",
            Self::Other => "other",
        }
    }
}

impl Taken {
    /// True when it is what was asked for.
    pub(crate) fn is(&self, total: i64, currency: Currency) -> bool {
        self.total == Money::new(total, currency)
    }
}

/// Whether an HTTP status judges what was asked, so that asking again would be answered the same. Time-outs, conflicts with
/// a call under way, limits of rate and a gateway's own faults do not; neither does a refusal of our credentials.
pub(crate) fn judges_the_request(status: u16) -> bool {
    matches!(status, 400..=499) && !matches!(status, 401 | 403 | 407 | 408 | 409 | 425 | 429)
}

#[cfg(test)]
mod tests {
    use super::judges_the_request;

    #[test]
    fn only_a_verdict_on_the_request_is_final() {
        for passing in [100, 200, 302, 401, 403, 407, 408, 409, 425, 429, 500, 502, 503, 504, 599] {
            assert!(!judges_the_request(passing), "{passing}");
        }
        for verdict in [400, 402, 404, 410, 413, 422, 451] {
            assert!(judges_the_request(verdict), "{verdict}");
        }
    }
}
