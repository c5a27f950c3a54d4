use super::Worker;
use crate::{catalogue, imports, inventory, notifications, payments};

/// Every kind of job and every subscriber of the market. One that is not here is never done and never told.
pub(super) fn standard() -> Worker {
    Worker::empty()
        .job::<notifications::DeliverMails>()
        .job::<payments::SendRefund>()
        .job::<payments::LookUpRefund>()
        .job::<catalogue::FetchImage>()
        .job::<catalogue::CopyImage>()
        .job::<imports::RunImport>()
        .job::<inventory::WatchLowStock>()
        .subscriber(notifications::LetterWriter)
}
