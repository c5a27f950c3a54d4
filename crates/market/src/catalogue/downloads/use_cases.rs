//! What faces ask of a vendor's files.

use std::collections::BTreeSet;

use souk_domain::{
    bounds::download::{MAX_BYTES, MAX_GIB_PER_VENDOR, MAX_MIB, MAX_NAME_CHARS, MAX_PER_VARIANT},
    field::FieldError,
    ids::{DownloadId, ProductId, VariantId, VendorId},
    refusal::CatalogueRefusal,
    text::bounded_line,
    vendor::VendorPermission,
};

use super::{Download, KIND, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Result,
    catalogue::{ArrivingFile, keep_file, lock_products, use_cases::own_page},
    vendors,
};

/// A file on its way here. What is dropped before it is kept leaves nothing.
pub struct Upload {
    app: App,
    actor: Actor,
    download: Download,
    coming: ArrivingFile,
}

/// Begins to take in a file for a vendor's own variant. Errors: no such variant; a name that cannot be; so many are the most.
pub async fn begin_download(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    variant: VariantId,
    name: &str,
) -> Result<Upload> {
    let name = checked_name(name)?;
    // whoever may not, or has no such variant, need not send a file
    let asked = app.read(actor, move |ctx| {
        Box::pin(async move {
            require_room(ctx, vendor, variant, 0).await?;
            vendors::require_approved(ctx, vendor, "Files").await
        })
    });
    actor.permitted_of(vendor, VendorPermission::ProductsWrite, asked).await?;
    let now = app.now();
    let (unix_ms, random) = app.id_parts(now);
    let id = DownloadId::from_parts(unix_ms, random);
    let coming = ArrivingFile::begin(app, actor, &id.to_string(), KIND).await?;
    let file = coming.name().to_owned();
    let download = Download { id, variant, vendor, name, file, bytes: 0, created_at: now, removed_at: None };
    Ok(Upload { app: app.clone(), actor, download, coming })
}

impl Upload {
    /// Takes in what came next. Errors: that is too much; the disk fails.
    pub async fn push(&mut self, piece: &[u8]) -> Result<()> {
        if self.coming.bytes() + piece.len() as u64 > MAX_BYTES {
            return Err(invalid("too_large", format!("A file has at most {MAX_MIB} MiB: split it.")));
        }
        self.coming.write(piece).await
    }

    /// All of it is here: from now on buyers have it. Errors: nothing came; the variant is gone; so many are the most.
    pub async fn keep(self) -> Result<Download> {
        let Self { app, actor, mut download, mut coming } = self;
        download.bytes = coming.bytes().cast_signed();
        if download.bytes == 0 {
            return Err(invalid("required", "This file is empty. Choose another."));
        }
        coming.end().await?;
        let vendor = download.vendor;
        let kept = app.write_with(actor, download, |ctx, download| Box::pin(keep_in(ctx, download)));
        let kept = actor.permitted_of(vendor, VendorPermission::ProductsWrite, kept).await?;
        coming.stays();
        Ok(kept)
    }
}

async fn keep_in(ctx: &Ctx<'_>, download: &Download) -> Result<Download> {
    let found = store::find_product(ctx, download.vendor, download.variant).await?;
    let product = found.ok_or(CatalogueRefusal::VariantNotFound)?;
    lock_products(ctx, &BTreeSet::from([product])).await?;
    require_room(ctx, download.vendor, download.variant, download.bytes).await?;
    keep_file(ctx, &download.file).await?;
    ctx.tx.insert(download).await?;
    Ok(download.clone())
}

/// Errors: there is no such variant of the vendor; so many are the most. Two that come at once may go one file beyond what a vendor
/// may keep in all: that bound keeps the disk from filling up.
async fn require_room(ctx: &Ctx<'_>, vendor: VendorId, variant: VariantId, more: i64) -> Result<()> {
    store::find_product(ctx, vendor, variant).await?.ok_or(CatalogueRefusal::VariantNotFound)?;
    if store::count(ctx, variant).await? >= MAX_PER_VARIANT {
        return Err(invalid("too_many", format!("A variant has at most {MAX_PER_VARIANT} files.")));
    }
    let all = store::sum_of_vendor(ctx, vendor).await?.saturating_add(more);
    if all.unsigned_abs() > MAX_GIB_PER_VENDOR << 30 {
        let detail = format!("All your files have at most {MAX_GIB_PER_VENDOR} GiB: remove some first.");
        return Err(invalid("too_large", detail));
    }
    Ok(())
}

/// The files of a vendor's own product, variant by variant. Errors: there is no such product.
pub fn list_downloads(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    product: ProductId,
) -> BoxFuture<'static, Result<Vec<Download>>> {
    let listed = app.read(actor, move |ctx| {
        Box::pin(async move {
            own_page(ctx, vendor, product).await?;
            store::list(ctx, product).await
        })
    });
    actor.permitted_of(vendor, VendorPermission::ProductsRead, listed)
}

/// Takes a vendor's own file away; who bought it before has it still. Errors: there is no such file.
pub fn remove_download(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    id: DownloadId,
) -> BoxFuture<'static, Result<()>> {
    let removed = app.write(actor, move |ctx| {
        Box::pin(async move {
            // an order that is being placed in this moment has it too: whether anybody has is seen when that is over
            let removed = store::set_removed(ctx, vendor, id).await?;
            if removed { Ok(()) } else { Err(CatalogueRefusal::DownloadNotFound.into()) }
        })
    });
    actor.permitted_of(vendor, VendorPermission::ProductsWrite, removed)
}

/// The name as it is kept: the last part of a path, as some programs send one.
fn checked_name(name: &str) -> Result<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    bounded_line("/name", last, 1, MAX_NAME_CHARS)
        .map_err(|field| CatalogueRefusal::Invalid { fields: vec![field] }.into())
}

fn invalid(code: &'static str, detail: impl Into<String>) -> Error {
    CatalogueRefusal::Invalid { fields: vec![FieldError::new("/file", code, detail)] }.into()
}
