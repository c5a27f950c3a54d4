//! Smaller copies of kept pictures. They lie beside them and may be thrown away at any time: whoever asks next has them
//! made again.

use souk_domain::ids::ImageId;
use souk_pictures::{CopyKind, Master, PictureFile, PictureName, Unwritten};

use super::{PRIVATE, store, turns::in_turn};
use crate::{Actor, App, BoxFuture, Error, Fault, Result};

/// The bytes of a picture's file; a copy that is not there is made. `None` when there is no such picture or copy.
/// Errors: too many wait to have theirs made.
pub fn find_picture<'a>(app: &'a App, file: &'a str) -> BoxFuture<'a, Result<Option<Vec<u8>>>> {
    Box::pin(async move {
        if file.starts_with(PRIVATE) {
            return Ok(None);
        }
        if let Some(found) = read(app, file.to_owned()).await? {
            return Ok(Some(found));
        }
        match PictureFile::parse(file) {
            Some(PictureFile::Copy(name, copy)) => make(app, &name, vec![copy]).await,
            _ => Ok(None),
        }
    })
}

/// The bytes of a picture that no address of the shop shows.
pub(crate) async fn find_private_picture(app: &App, file: &str) -> Result<Option<Vec<u8>>> {
    read(app, file.to_owned()).await
}

/// Makes all copies of a product's picture, so that the first who looks does not wait for them.
pub async fn make_copies(app: &App, image: ImageId) -> Result<()> {
    let file = app
        .read(Actor::System, move |ctx| Box::pin(async move { store::find_file(ctx, image).await }))
        .await?;
    let Some(name) = file.as_deref().and_then(PictureName::parse) else { return Ok(()) };
    make(app, &name, name.copies()).await?;
    Ok(())
}

/// Makes those of the copies that are not there. Answers the last one's bytes.
async fn make(app: &App, name: &PictureName, copies: Vec<CopyKind>) -> Result<Option<Vec<u8>>> {
    let (files, name) = (app.files().clone(), name.clone());
    let memory = souk_pictures::memory_for_copies(name.width(), name.height());
    let made = in_turn(memory, move || -> Result<Option<Vec<u8>>, MakeError> {
        let (mut master, mut last) = (None, None);
        for copy in copies {
            let file = name.file_of(copy);
            // whoever waited for the same copy finds it made
            if let Some(bytes) = files.get(&file)? {
                last = Some(bytes);
                continue;
            }
            if master.is_none() {
                let Some(bytes) = files.get(&name.to_string())? else { return Ok(None) };
                master = Some(Master::read(name.clone(), &bytes).ok_or(MakeError::Damaged)?);
            }
            let Some(master) = &master else { return Ok(None) };
            let bytes = master.copy(copy)?;
            files.put_copy(&file, &bytes)?;
            last = Some(bytes);
        }
        Ok(last)
    });
    match made.await? {
        Some(Ok(made)) => Ok(made),
        Some(Err(error)) => Err(outside(&error)),
        None => Err(outside(&MakeError::Damaged)),
    }
}

#[derive(Debug, thiserror::Error)]
enum MakeError {
    #[error("the kept picture is damaged")]
    Damaged,
    #[error(transparent)]
    Unwritten(#[from] Unwritten),
    #[error(transparent)]
    File(#[from] std::io::Error),
}

async fn read(app: &App, file: String) -> Result<Option<Vec<u8>>> {
    let files = app.files().clone();
    let read = tokio::task::spawn_blocking(move || files.get(&file)).await;
    read.map_err(|error| outside(&error))?.map_err(|error| outside(&error))
}

fn outside(error: &dyn std::error::Error) -> Error {
    Error::Fault(Fault::Outside(format!("a picture: {error}")))
}
