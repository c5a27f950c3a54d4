//! Everything that is true at one moment: the shop's tables, its running requests, the bank, the network.

use crate::Setting;

/// Attempts an order has room for: one to be declined and one to pay, which is all two charges need.
pub const ATTEMPTS: usize = 2;
/// Requests of one order that may run at a time: a frozen one and the one that took over its lease.
pub const REQUESTS: usize = 2;
/// Pieces on hand: one, so that two buyers contend for it.
pub const ON_HAND: u8 = 1;

/// The order's stored status, as far as the money path moves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderStatus {
    Unplaced,
    Pending,
    Processing,
    Cancelled,
}

/// The payment's stored status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaymentStatus {
    Pending,
    /// Giving up: no new attempts, the open one is being cleared.
    Closing,
    Completed,
    Failed,
}

/// What an order holds of the one piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hold {
    None,
    Reserved,
    Allocated,
}

/// The attempt's stored status; `Absent` is a row not yet written, `Created` one whose reference is not kept: it was never
/// confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AttemptStatus {
    Absent,
    Created,
    Sent,
    RequiresAction,
    InDoubt,
    Succeeded,
    Declined,
    Cancelled,
}

/// The idempotency record of the request that made an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lease {
    Held,
    RanOut,
    Answered,
}

/// The refund of a success that its order had no use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refund {
    None,
    Requested,
    Succeeded,
}

/// What the bank has under one attempt key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BankStatus {
    Unknown,
    AwaitsBuyer,
    Charged,
    Declined,
    Tombstone,
}

/// What the bank says of an attempt, or its silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    Charged,
    Declined,
    NeedsBuyer,
    /// A tombstone stands: it never will be charged.
    Refused,
    /// The bank has never heard of the key.
    Unknown,
    /// Nothing came back in time.
    Silence,
}

/// The bank's side of one attempt, with its webhooks under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BankRecord {
    pub status: BankStatus,
    pub charges: u8,
    pub refunds: u8,
    /// "Needs the buyer" is under way.
    pub asks: bool,
    /// "Charged" or "declined" is under way.
    pub tells: bool,
}

/// One try at paying: the shop's row, the calls in the network, the bank's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Attempt {
    pub status: AttemptStatus,
    pub lease: Lease,
    /// How often the gateway did not know the key since it was last sent.
    pub unknowns: u8,
    pub refund: Refund,
    /// Charges on their way to the bank.
    pub calls: u8,
    pub bank: BankRecord,
}

/// Where a running request stands; lost at a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Request {
    /// PREPARE (or taking over the lease) is committed; the charge is not begun, or its reference was kept before.
    Prepared(usize),
    /// The charge is begun at the gateway, its reference not yet committed.
    Begun(usize),
    /// The reference is committed, the charge not yet confirmed.
    Sending(usize),
    /// The call is made.
    Waiting(usize),
    /// The answer is in hand, FINALISE not yet committed.
    Answered(usize, Answer),
    /// No request.
    Idle,
}

/// One buyer's order with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Order {
    pub status: OrderStatus,
    pub was_cancelled: bool,
    pub payment: PaymentStatus,
    pub hold: Hold,
    /// Charges the ledger has.
    pub captured: u8,
    /// Refunds the ledger has.
    pub refunded: u8,
    pub attempts: [Attempt; ATTEMPTS],
    pub requests: [Request; REQUESTS],
    /// What the sweeper has learned of an attempt and not yet written; lost at a crash.
    pub sweeper: Option<(usize, Answer)>,
    pub retries_left: u8,
}

/// The whole state the checker explores.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    pub orders: Vec<Order>,
    /// The reserved count on the one stock level.
    pub reserved: u8,
    pub crashes_left: u8,
    pub duplicates_left: u8,
}

impl World {
    /// The shop before anything was placed.
    pub fn opening(setting: &Setting) -> World {
        World {
            orders: vec![Order::unplaced(setting.bounds.retries); setting.bounds.buyers],
            reserved: 0,
            crashes_left: setting.bounds.crashes,
            duplicates_left: setting.bounds.duplicates,
        }
    }
}

impl Order {
    fn unplaced(retries_left: u8) -> Order {
        Order {
            status: OrderStatus::Unplaced,
            was_cancelled: false,
            payment: PaymentStatus::Pending,
            hold: Hold::None,
            captured: 0,
            refunded: 0,
            attempts: [Attempt::ABSENT; ATTEMPTS],
            requests: [Request::Idle; REQUESTS],
            sweeper: None,
            retries_left,
        }
    }

    /// How many attempts were made so far.
    pub fn made(&self) -> usize {
        self.attempts.iter().filter(|a| a.status != AttemptStatus::Absent).count()
    }

    /// How many attempts are open.
    pub fn open(&self) -> usize {
        self.attempts.iter().filter(|a| a.is_open()).count()
    }

    /// What the bank holds for this order: charges less refunds.
    pub fn bank_holds(&self) -> i16 {
        self.attempts.iter().map(|a| i16::from(a.bank.charges) - i16::from(a.bank.refunds)).sum()
    }

    /// What the ledger says the bank holds for this order.
    pub fn books_hold(&self) -> i16 {
        i16::from(self.captured) - i16::from(self.refunded)
    }

    /// Whether a running request is about to call, or waits on, the bank for this attempt.
    pub fn is_calling(&self, attempt: usize) -> bool {
        self.requests.iter().any(|r| matches!(r, Request::Sending(a) | Request::Waiting(a) if *a == attempt))
    }
}

impl Attempt {
    const ABSENT: Attempt = Attempt {
        status: AttemptStatus::Absent,
        lease: Lease::Answered,
        unknowns: 0,
        refund: Refund::None,
        calls: 0,
        bank: BankRecord { status: BankStatus::Unknown, charges: 0, refunds: 0, asks: false, tells: false },
    };

    /// Whether the attempt may still end in a charge, as far as the shop knows.
    pub fn is_open(&self) -> bool {
        use AttemptStatus::{Created, InDoubt, RequiresAction, Sent};
        matches!(self.status, Created | Sent | RequiresAction | InDoubt)
    }
}

impl BankStatus {
    /// What the bank answers to a charge or a look-up.
    pub fn answer(self) -> Answer {
        match self {
            BankStatus::Unknown => Answer::Unknown,
            BankStatus::AwaitsBuyer => Answer::NeedsBuyer,
            BankStatus::Charged => Answer::Charged,
            BankStatus::Declined => Answer::Declined,
            BankStatus::Tombstone => Answer::Refused,
        }
    }
}
