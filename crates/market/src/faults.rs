//! FaultKind points: named places on the money path where a test ends the process, to prove that nothing is lost or doubled.
//!
//! They do nothing until one is armed, and can only be armed in builds with debug assertions.

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

macro_rules! fault_points {
    ($($(#[$doc:meta])* $point:ident = $name:literal),* $(,)?) => {
        /// A place where a process may end.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum FaultPoint { $($(#[$doc])* $point),* }

        impl FaultPoint {
            /// Every point there is.
            pub const ALL: &'static [Self] = &[$(Self::$point),*];

            /// The name by which a point is armed.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$point => $name),* }
            }

            /// The point of that name.
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|point| point.name() == name)
            }
        }
    };
}

fault_points! {
    BeforePrepareCommit = "before_prepare_commit",
    AfterPrepareCommit = "after_prepare_commit",
    BeforeBegin = "before_begin",
    AfterBegin = "after_begin",
    BeforeReferenceCommit = "before_reference_commit",
    AfterReferenceCommit = "after_reference_commit",
    BeforeConfirm = "before_confirm",
    AfterConfirm = "after_confirm",
    BeforeComplete = "before_complete",
    AfterComplete = "after_complete",
    BeforeFinaliseCommit = "before_finalise_commit",
    AfterFinaliseCommit = "after_finalise_commit",
    BeforePayAgainCommit = "before_pay_again_commit",
    AfterPayAgainCommit = "after_pay_again_commit",
    BeforeWebhookCommit = "before_webhook_commit",
    AfterWebhookCommit = "after_webhook_commit",
    BeforeGatewayEventCommit = "before_gateway_event_commit",
    AfterGatewayEventCommit = "after_gateway_event_commit",
    SweeperBeforeLookUp = "sweeper_before_look_up",
    SweeperAfterLookUp = "sweeper_after_look_up",
    SweeperBeforeClosingCommit = "sweeper_before_closing_commit",
    SweeperAfterClosingCommit = "sweeper_after_closing_commit",
    SweeperAfterGatewayCancel = "sweeper_after_gateway_cancel",
    BeforeCancelCommit = "before_cancel_commit",
    AfterCancelCommit = "after_cancel_commit",
    BeforeRefundCall = "before_refund_call",
    AfterRefundCall = "after_refund_call",
    AfterRefundCommit = "after_refund_commit",
    BeforeTransferCommit = "before_transfer_commit",
    AfterTransferCommit = "after_transfer_commit",
    BeforePlacesCommit = "before_places_commit",
    AfterPlacesCommit = "after_places_commit",
    BeforeEventsCommit = "before_events_commit",
    AfterEventsCommit = "after_events_commit",
    BeforeMailSent = "before_mail_sent",
    AfterMailSent = "after_mail_sent",
}

/// What an armed point does to the process that reaches it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Ends the process at once, as `kill -9` or a power cut would.
    Kill,
    /// Unwinds the work under way, for a simulation that lives in the same process.
    Unwind,
}

const NOT_ARMED: usize = usize::MAX;
static ARMED: AtomicUsize = AtomicUsize::new(NOT_ARMED);
static PASSES_LEFT: AtomicU32 = AtomicU32::new(0);
static UNWINDS: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

/// Arms `point`: it strikes when it is reached after `passes` earlier passes.
pub fn arm(point: FaultPoint, passes: u32, fault: FaultKind) {
    PASSES_LEFT.store(passes, Ordering::SeqCst);
    UNWINDS.store(fault == FaultKind::Unwind, Ordering::SeqCst);
    ARMED.store(point as usize, Ordering::SeqCst);
}

/// Disarms whatever is armed; true when it had not struck.
pub fn disarm() -> bool {
    ARMED.swap(NOT_ARMED, Ordering::SeqCst) != NOT_ARMED
}

/// The payload of an unwinding fault.
#[derive(Debug)]
pub struct Struck(pub FaultPoint);

/// Marks that the money path has come to `point`.
#[inline]
pub fn reach(point: FaultPoint) {
    if cfg!(debug_assertions) && ARMED.load(Ordering::Relaxed) == point as usize {
        strike(point);
    }
}

#[cold]
#[allow(clippy::panic, reason = "unwinding is what an armed fault is for")]
fn strike(point: FaultPoint) {
    if PASSES_LEFT.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok() {
        return;
    }
    ARMED.store(NOT_ARMED, Ordering::SeqCst);
    if UNWINDS.load(Ordering::SeqCst) {
        std::panic::panic_any(Struck(point));
    }
    let pid = std::process::id().to_string();
    // SIGKILL runs no handler and flushes nothing; abort stands behind it
    let _killed = std::process::Command::new("kill").args(["-9", &pid]).status();
    std::process::abort();
}
