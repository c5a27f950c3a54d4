//! Every fault point: a real server process dies there by SIGKILL, is started again, and nothing is lost or doubled.

use std::{io::Write as _, sync::Arc};

use futures_util::future::join_all;
use souk_market::faults::FaultPoint;
use tokio::sync::Semaphore;

use crate::crash_stories::{self as stories, Buyer, Story};

/// Shops at once. Each is three processes that mostly wait for each other.
const AT_ONCE: usize = 4;

/// The story that comes to a point.
fn story_of(point: FaultPoint) -> Story {
    use FaultPoint as P;
    match point {
        P::BeforePrepareCommit
        | P::AfterPrepareCommit
        | P::BeforeConfirm
        | P::AfterConfirm
        | P::BeforeFinaliseCommit
        | P::AfterFinaliseCommit
        | P::BeforePlacesCommit
        | P::AfterPlacesCommit
        | P::BeforeEventsCommit
        | P::AfterEventsCommit
        | P::BeforeMailSent
        | P::AfterMailSent => Story::Pays,
        P::BeforePayAgainCommit | P::AfterPayAgainCommit => Story::PaysAfterDecline,
        P::BeforeBegin | P::AfterBegin | P::BeforeReferenceCommit | P::AfterReferenceCommit => {
            Story::BeginsAtTheBank
        }
        P::BeforeComplete | P::AfterComplete => Story::CompletesWhatWasApproved,
        P::BeforeWebhookCommit
        | P::AfterWebhookCommit
        | P::BeforeGatewayEventCommit
        | P::AfterGatewayEventCommit => Story::ConfirmsAtTheBank,
        P::SweeperBeforeLookUp | P::SweeperAfterLookUp | P::SweeperAfterGatewayCancel => Story::IsInDoubt,
        P::SweeperBeforeClosingCommit | P::SweeperAfterClosingCommit => Story::LetsItExpire,
        P::BeforeCancelCommit | P::AfterCancelCommit => Story::Cancels,
        P::BeforeRefundCall | P::AfterRefundCall | P::AfterRefundCommit => Story::PaysTwice,
        P::BeforeTransferCommit | P::AfterTransferCommit => Story::Transfers,
    }
}

/// Points at which the buyer's own request dies, so that the buyer may well give up.
const MID_REQUEST: [FaultPoint; 10] = [
    FaultPoint::BeforePrepareCommit,
    FaultPoint::AfterPrepareCommit,
    FaultPoint::BeforeBegin,
    FaultPoint::AfterBegin,
    FaultPoint::BeforeReferenceCommit,
    FaultPoint::AfterReferenceCommit,
    FaultPoint::BeforeConfirm,
    FaultPoint::AfterConfirm,
    FaultPoint::BeforeFinaliseCommit,
    FaultPoint::AfterFinaliseCommit,
];

#[tokio::test(flavor = "multi_thread")]
async fn a_server_killed_at_any_fault_point_loses_and_doubles_nothing() {
    let returning = FaultPoint::ALL.iter().map(|point| (*point, story_of(*point), Buyer::ComesBack));
    let leaving = MID_REQUEST.map(|point| (point, story_of(point), Buyer::GivesUp));
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let runs = returning.chain(leaving).map(|(point, story, buyer)| {
        let places = Arc::clone(&places);
        tokio::spawn(async move {
            let _place = places.acquire_owned().await.expect("never closed");
            stories::run(point, story, buyer).await;
            point
        })
    });
    let mut reached = Vec::new();
    let mut failed = Vec::new();
    for run in join_all(runs).await {
        match run {
            Ok(point) => reached.push(point.name()),
            Err(error) => failed.push(error.to_string()),
        }
    }
    assert!(failed.is_empty(), "{} of the runs failed, told above:\n{}", failed.len(), failed.join("\n"));
    reached.sort_unstable();
    reached.dedup();
    assert_eq!(reached.len(), FaultPoint::ALL.len());
    // past the capture of test output: a run shows how much it covered
    let _unread = writeln!(std::io::stdout(), "crash: {} fault points, each reached", reached.len());
}
