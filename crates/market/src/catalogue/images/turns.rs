//! Pictures are decoded and encoded in turns, beside the threads that answer: they take much of processor and memory.

use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{Error, Fault, Result};

/// Pictures worked on at once in this process.
const TURNS: u32 = 2;
/// From here on a picture takes all turns, so that two do not fill the memory.
const LARGE_PIXELS: u64 = 16_000_000;
/// How long one waits for a turn: less than the time limit of a request.
const WAIT: Duration = Duration::from_secs(15);

static FREE: Semaphore = Semaphore::const_new(TURNS as usize);

/// Does `work` on a picture of so many pixels, when its turn has come. `None` when it broke down: decoders do so on what
/// was made to break them. Errors: too many wait.
pub(super) async fn in_turn<T, F>(pixels: u64, work: F) -> Result<Option<T>>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let _turn = turn(if pixels >= LARGE_PIXELS { TURNS } else { 1 }).await?;
    apart(work).await
}

/// Does short `work` on the bytes of a stranger, where nothing else breaks down with it.
pub(super) async fn apart<T, F>(work: F) -> Result<Option<T>>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Ok(Some(done)),
        Err(error) if error.is_panic() => Ok(None),
        Err(error) => Err(Error::Fault(Fault::Outside(format!("a picture: {error}")))),
    }
}

async fn turn(count: u32) -> Result<Option<SemaphorePermit<'static>>> {
    match tokio::time::timeout(WAIT, FREE.acquire_many(count)).await {
        // nobody closes it
        Ok(permit) => Ok(permit.ok()),
        Err(_elapsed) => Err(souk_db::Error::Overloaded.into()),
    }
}
