//! A private file that is too large to be in memory: it is written as it comes.

use super::removal::private_file;
use crate::{Actor, App, Error, Fault, Result, ports::FileWriter};

/// Bytes that are written at once: few turns of the disk, and little memory.
const PIECE_BYTES: usize = 256 * 1024;

/// A file on its way here. Dropped before a row shows it, it goes at once; where that fails, cleaning takes it.
pub(crate) struct ArrivingFile {
    app: App,
    name: String,
    writer: Option<Box<dyn FileWriter>>,
    waiting: Vec<u8>,
    bytes: u64,
    is_shown: bool,
}

impl ArrivingFile {
    /// Begins a file under a name of [`private_file`].
    pub(crate) async fn begin(app: &App, actor: Actor, id: &str, kind: &str) -> Result<Self> {
        let name = private_file(app, actor, id, kind).await?;
        let (files, own) = (app.files().clone(), name.clone());
        let writer = Some(aside(move || files.begin(&own)).await?);
        Ok(Self { app: app.clone(), name, writer, waiting: Vec::new(), bytes: 0, is_shown: false })
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// How much of it is here.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Adds the next piece. Errors: the disk fails.
    pub(crate) async fn write(&mut self, piece: &[u8]) -> Result<()> {
        self.bytes += piece.len() as u64;
        self.waiting.extend_from_slice(piece);
        if self.waiting.len() >= PIECE_BYTES { self.flush(false).await } else { Ok(()) }
    }

    /// All of it came: when this answers, it outlasts a loss of power. Errors: the disk fails.
    pub(crate) async fn end(&mut self) -> Result<()> {
        self.flush(true).await
    }

    /// A row shows it now.
    pub(crate) fn stays(mut self) {
        self.is_shown = true;
    }

    async fn flush(&mut self, ends: bool) -> Result<()> {
        let Some(mut writer) = self.writer.take() else { return Err(Error::broken("a file that was ended")) };
        let piece = std::mem::take(&mut self.waiting);
        let written = aside(move || {
            writer.write(&piece)?;
            if ends {
                writer.keep()?;
            }
            Ok((writer, piece))
        });
        let (writer, mut piece) = written.await?;
        piece.clear();
        (self.writer, self.waiting) = (Some(writer), piece);
        Ok(())
    }
}

impl Drop for ArrivingFile {
    fn drop(&mut self) {
        if self.is_shown {
            return;
        }
        let (files, name) = (self.app.files().clone(), std::mem::take(&mut self.name));
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn_blocking(move || {
                if let Err(error) = files.remove(&name) {
                    tracing::warn!(file = name, %error, "a file that nothing shows could not be removed");
                }
            });
        }
    }
}

/// Waits for the disk off the threads that answer requests.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T> {
    let outside =
        |error: &dyn std::error::Error| Error::Fault(Fault::Outside(format!("a file that comes: {error}")));
    let done = tokio::task::spawn_blocking(work).await.map_err(|error| outside(&error))?;
    done.map_err(|error| outside(&error))
}
