//! Work that a vanished client must not break off.

use std::future::Future;

use souk_domain::refusal::RequestRefusal;
use souk_market::Origin;
use tracing::Instrument as _;

use crate::Refusal;

/// Runs `work` to its end even when the client hangs up or the request's time is over: a charge under way is finished
/// and written down rather than left in doubt. Errors: it panicked.
pub async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, Refusal> {
    // the panic itself was written by the hook of the process; the caller only learns that it was ours
    // what it writes is written down as coming from the request, too
    let work = Origin::current().around(work);
    tokio::spawn(work.in_current_span()).await.map_err(|_panicked| RequestRefusal::Internal.into())
}
