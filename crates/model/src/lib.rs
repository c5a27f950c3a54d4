//! A model of the money path, small enough that a machine can walk every run of it.
//!
//! The checker (`stateright`) starts from an empty shop, takes every possible step in every possible order, and
//! looks at each state it meets. So races, crashes and late or lost messages are all tried, not sampled. The
//! model is used by its tests alone; no server code depends on it.
//!
//! # What stands for what
//!
//! | in the model | in the shop |
//! |---|---|
//! | [`world::Order`] | one order with its payment, reservation and ledger sums; each buyer wants the same one piece |
//! | [`world::Attempt`] | the attempt's row, the charges under way to the bank, and the bank's record of its key |
//! | [`world::Lease`] | the idempotency record of the request that made the attempt. Held: a repeat is told "in flight"; answered: a repeat gets the stored answer. Neither changes anything, so only a repeat after the lease ran out is a step ([`Step::Retry`]); it resumes with the attempt that is there |
//! | [`world::Request`] | a request handler between two commits or calls. It may freeze for any time, even beyond its lease, so the old and the new handler of one key can run side by side |
//! | [`Step::Place`] | PREPARE, one commit. A crash before the commit is a request never made; a commit of unknown outcome is a crash right after it |
//! | [`Step::Begin`], [`Step::KeepReference`], [`Step::Confirm`], [`Step::HearAnswer`], [`Step::TimeOut`] | PAY: the charge is made at the gateway, its reference committed, the charge confirmed. Where the reference is known beforehand the first two are part of PREPARE. The answer is read at one moment and may be old when it is written |
//! | [`Step::Finalise`], [`Step::Deliver`], [`Step::Conclude`] | FINALISE, called by request, webhook and sweeper alike |
//! | [`Step::LookUp`], [`Step::CancelAtBank`], [`Step::DropUnsent`] | the sweeper's ways to clear an open attempt; what it learned may be old when it is written |
//! | [`Step::Expire`], [`Step::BuyerCancels`] | time runs out, or the buyer cancels: the same path |
//! | [`Step::CallEnds`], [`Step::Vanish`], [`Step::DeliverAndRepeat`] | a charge dropped on the way, a webhook lost, one repeated. Late and reordered need no step: any other may come first |
//! | [`Step::RefundAtBank`], [`Step::BookRefund`] | the refund job, which starts over until its refund is booked; a crash between the two is a pause |
//! | [`Step::Crash`] | kill -9: running requests and the sweeper's knowledge are gone; rows, calls and the bank stay |
//!
//! There is no clock. What time would bring (a lease or an order running out) may come at any moment, which
//! includes the moments it comes at in truth. Two things are said of time, both in [`Setting`]: whether a charge
//! can reach the bank later than ten minutes after its call's deadline, and whether each webhook comes in the end.
//! Each order is one piece at one price, so money is counted in whole charges: `captured` and `refunded` are the
//! ledger's sums, `charges` and `refunds` the bank's.
//!
//! # What a gateway must promise
//!
//! The rules hold for three kinds of gateway, and the tests show that they fail for the kind with none of it:
//! - cancel by attempt key leaves a tombstone ([`Setting::tombstones`]); nothing else is needed;
//! - no cancelling, but no charge arrives after the deadline and ten minutes ([`Setting::deadlines`]);
//! - no cancelling and charges may come at any time, but each webhook comes in the end
//!   ([`Setting::sure_webhooks`]). Only here can a cancelled order be charged; it is refunded.
//!
//! # What "at rest" means
//!
//! Steps are duties (they come to pass: a call ends, the sweeper runs) or chances (they may not: the buyer, a
//! crash). A world with no duty left is at rest, and there money, books and orders must agree. No run goes in
//! circles (a test shows it), so every run comes to rest.
//!
//! # How it is shown that the model can fail
//!
//! Each [`Flaw`] leaves one rule out. The tests build in each flaw and see the checker name a rule that breaks;
//! each rule is broken by at least one flaw.
//!
//! A model proves the rules, not the code: the code is held to the same rules by crash and race tests.

pub mod bank;
pub mod moves;
pub mod path;
pub mod setting;
pub mod shop;
pub mod step;
pub mod world;

pub use path::{MoneyPath, properties};
pub use setting::{Bounds, Calls, Cancelling, Flaw, Setting, Webhooks};
pub use step::{Event, Step};
pub use world::World;
