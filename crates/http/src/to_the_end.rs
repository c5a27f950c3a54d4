//! Work that a vanished client must not break off.

use std::future::Future;

use souk_domain::refusal::RequestRefusal;
use tracing::Instrument as _;

use crate::Refusal;

/// Runs `work` to its end even when the client hangs up or the request's time is over: a charge under way is finished
/// and written down rather than left in doubt.
pub async fn to_the_end<T, E>(work: impl Future<Output = Result<T, E>> + Send + 'static) -> Result<T, Refusal>
where
    T: Send + 'static,
    E: Into<Refusal> + Send + 'static,
{
    match tokio::spawn(work.in_current_span()).await {
        Ok(done) => done.map_err(Into::into),
        // the panic itself was written by the hook of the process; the caller only learns that it was ours
        Err(_panicked) => Err(Refusal::from(RequestRefusal::Internal)),
    }
}
