use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use souk_domain::path;
use souk_product_import::ImportedProduct;

use super::DryRun;
use crate::{
    App, Error, Fault, Result,
    catalogue::{self, PictureName},
    ports::FileStore,
};

/// Pictures that a file names and that are kept here, by their addresses.
pub(super) type Kept = BTreeMap<String, PictureName>;

/// The picture that an address of a market like this one names. The name is that of its bytes, so whose market it was does not
/// matter.
pub(super) fn named(url: &str) -> Option<PictureName> {
    let (_, file) = url.rsplit_once('/')?;
    let name = PictureName::parse(file)?;
    url.ends_with(&path::filled(path::MEDIA, file)).then_some(name)
}

/// Looks for the pictures that products name: among those that are kept here, then in `from`, out of which they are kept
/// here too. To be asked before the transaction.
pub(super) async fn find(
    app: &App,
    products: &[Arc<ImportedProduct>],
    from: Option<&Arc<dyn FileStore>>,
    dry_run: DryRun,
) -> Result<Kept> {
    let urls: BTreeSet<&String> = products.iter().flat_map(|product| urls_of(product)).collect();
    let wanted: Vec<(String, PictureName)> =
        urls.into_iter().filter_map(|url| Some((url.clone(), named(url)?))).collect();
    if wanted.is_empty() {
        return Ok(Kept::new());
    }
    let files = Arc::clone(app.files());
    let looked = on_disk(move || {
        let mut kept = Kept::new();
        let mut missing = Vec::new();
        for (url, name) in wanted {
            if files.has(&name.to_string())? {
                kept.insert(url, name);
            } else {
                missing.push((url, name));
            }
        }
        Ok((kept, missing))
    });
    let (mut kept, missing) = looked.await?;
    for (url, name) in missing {
        let Some(from) = from.map(Arc::clone) else { break };
        let file = name.to_string();
        let Some(bytes) = on_disk(move || from.get(&file)).await? else { continue };
        if dry_run == DryRun::Yes || catalogue::keep_by_name(app, name.clone(), bytes).await? {
            kept.insert(url, name);
        }
    }
    Ok(kept)
}

fn urls_of(product: &ImportedProduct) -> impl Iterator<Item = &String> {
    let gallery = product.images.iter().flatten().map(|image| &image.url);
    gallery.chain(product.variants.iter().flat_map(|variant| variant.image_urls.iter().flatten()))
}

async fn on_disk<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T> {
    let outside = |error: &dyn std::error::Error| Error::Fault(Fault::Outside(format!("a picture: {error}")));
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| outside(&error))?.map_err(|error| outside(&error))
}
