//! Pictures are decoded and encoded in turns, beside the threads that answer: they take much of processor and memory.

use std::time::Duration;

use souk_pictures::MAX_MEMORY_BYTES;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{Error, Fault, Result};

/// Pictures worked on at once in this process.
const TURNS: usize = 2;
/// Memory is counted in these.
const UNIT_BYTES: u64 = 1 << 20;
/// How long one waits for a turn: less than the time limit of a request.
const WAIT: Duration = Duration::from_secs(15);

static FREE: Semaphore = Semaphore::const_new(TURNS);
/// What all pictures at once may take of memory.
static MEMORY: Semaphore = Semaphore::const_new((MAX_MEMORY_BYTES / UNIT_BYTES) as usize);

/// Does `work` that takes so many bytes of memory, when its turn has come. The turn ends with the work, whoever still waits for
/// it. `None` when it broke down: decoders do so on what was made to break them. Errors: too many wait.
pub(super) async fn in_turn<T, F>(memory: u64, work: F) -> Result<Option<T>>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let turn = turn(memory).await?;
    apart(move || {
        let done = work();
        drop(turn);
        done
    })
    .await
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

/// One of the turns, and memory. Errors: not in time.
async fn turn(memory: u64) -> Result<(SemaphorePermit<'static>, SemaphorePermit<'static>)> {
    let units = u32::try_from(memory.min(MAX_MEMORY_BYTES) / UNIT_BYTES).unwrap_or(u32::MAX);
    let taken = async {
        // who has a turn and waits for memory waits for one who has both, and so comes to an end
        let turn = FREE.acquire().await?;
        Ok::<_, tokio::sync::AcquireError>((turn, MEMORY.acquire_many(units).await?))
    };
    match tokio::time::timeout(WAIT, taken).await {
        Ok(Ok(turn)) => Ok(turn),
        // nobody closes them
        Ok(Err(closed)) => Err(Error::Fault(Fault::Outside(format!("a picture: {closed}")))),
        Err(_elapsed) => Err(souk_db::Error::Overloaded.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn who_hangs_up_gives_no_turn_back_while_the_work_goes_on() {
        let (begun, has_begun) = mpsc::channel();
        let (end, ended) = mpsc::channel::<()>();
        let waiting = tokio::spawn(in_turn(MAX_MEMORY_BYTES, move || {
            begun.send(()).unwrap();
            ended.recv().unwrap();
        }));
        tokio::task::spawn_blocking(move || has_begun.recv().unwrap()).await.unwrap();
        waiting.abort();
        assert!(waiting.await.unwrap_err().is_cancelled());
        assert_eq!((FREE.available_permits(), MEMORY.available_permits()), (TURNS - 1, 0));
        end.send(()).unwrap();
        // comes when the work has ended
        assert_eq!(in_turn(MAX_MEMORY_BYTES, || 7).await.unwrap(), Some(7));
    }
}
