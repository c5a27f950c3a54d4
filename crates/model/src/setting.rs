//! What a run of the model allows: how much may happen, what the gateway promises, which flaw is built in.

/// How often each thing that could go on for ever may happen.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Buyers wanting the one piece, an order each.
    pub buyers: usize,
    /// Tries at paying per order, at most [`crate::world::ATTEMPTS`].
    pub attempts: usize,
    /// Repeats per order of a request under its old idempotency key.
    pub retries: u8,
    /// Kills of the server.
    pub crashes: u8,
    /// Webhooks delivered once more than the bank meant to.
    pub duplicates: u8,
}

/// How a gateway lets a shop give up a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancelling {
    /// Cancel by attempt key leaves a tombstone, so that a charge coming later is refused.
    Tombstone,
    /// There is looking up only; the sweeper goes by "unknown to the gateway", seen twice.
    LookUpOnly,
}

/// How late a charge sent to the bank may still arrive there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calls {
    /// After any time at all: a frozen process or a slow proxy wakes up.
    Linger,
    /// Not later than ten minutes after the call's own deadline.
    DieByDeadline,
}

/// Whether every webhook comes in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Webhooks {
    /// Some never come.
    MayVanish,
    /// The bank repeats each until it was taken.
    Arrive,
}

/// A rule of the money path left out on purpose, to see the checker find it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// No flaw: the rules as they are meant.
    None,
    /// The sweeper takes "unknown to the gateway" as "not charged" the first time.
    BelievesUnknownOnce,
    /// Sending an attempt again keeps the count of unknowns seen before it.
    ResendKeepsUnknowns,
    /// FINALISE does not look at the attempt's status.
    FinaliseUnguarded,
    /// FINALISE keeps a success that its order has no use for.
    KeepsLateSuccess,
    /// FINALISE lets a success bring a cancelled order back.
    RevivesCancelled,
    /// An order expires though an attempt is open.
    ExpiresWhileOpen,
    /// Paying again does not ask whether an attempt is open.
    PaysWhileOpen,
    /// PREPARE reserves without asking what is left.
    OversellsStock,
    /// A charge is confirmed before its reference is committed.
    ConfirmsUnkept,
    /// The sweeper takes an attempt for unsent though it was marked sent.
    DropsSent,
    /// The sweeper leaves the open attempt of a paid order alone.
    SkipsPaidOrders,
    /// An order given up keeps the stock it held.
    KeepsHold,
    /// The bank charges the same attempt key again.
    BankForgetsKeys,
    /// The bank leaves no tombstone on cancel.
    BankForgetsCancel,
}

/// One run's bounds, gateway promises and flaw.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub bounds: Bounds,
    pub cancelling: Cancelling,
    pub calls: Calls,
    pub webhooks: Webhooks,
    pub flaw: Flaw,
}

impl Flaw {
    /// Every flaw there is.
    pub const ALL: [Flaw; 14] = [
        Flaw::BelievesUnknownOnce,
        Flaw::ResendKeepsUnknowns,
        Flaw::FinaliseUnguarded,
        Flaw::KeepsLateSuccess,
        Flaw::RevivesCancelled,
        Flaw::ExpiresWhileOpen,
        Flaw::PaysWhileOpen,
        Flaw::OversellsStock,
        Flaw::ConfirmsUnkept,
        Flaw::DropsSent,
        Flaw::SkipsPaidOrders,
        Flaw::KeepsHold,
        Flaw::BankForgetsKeys,
        Flaw::BankForgetsCancel,
    ];
}

impl Setting {
    /// A gateway with tombstones: nothing else need hold, calls linger and webhooks vanish.
    pub fn tombstones(bounds: Bounds) -> Setting {
        Setting {
            bounds,
            cancelling: Cancelling::Tombstone,
            calls: Calls::Linger,
            webhooks: Webhooks::MayVanish,
            flaw: Flaw::None,
        }
    }

    /// A gateway without cancelling whose calls end in time; webhooks vanish.
    pub fn deadlines(bounds: Bounds) -> Setting {
        Setting {
            cancelling: Cancelling::LookUpOnly,
            calls: Calls::DieByDeadline,
            ..Setting::tombstones(bounds)
        }
    }

    /// A gateway without cancelling whose calls linger; its webhooks all come.
    pub fn sure_webhooks(bounds: Bounds) -> Setting {
        Setting {
            cancelling: Cancelling::LookUpOnly,
            webhooks: Webhooks::Arrive,
            ..Setting::tombstones(bounds)
        }
    }

    /// The same setting with one rule left out.
    pub fn with(self, flaw: Flaw) -> Setting {
        Setting { flaw, ..self }
    }

    /// Whether a charge may come after its attempt was given up: nothing refuses it, nothing ends it.
    pub fn charges_may_come_late(&self) -> bool {
        self.cancelling == Cancelling::LookUpOnly && self.calls == Calls::Linger
    }
}
