//! Photographs of what is given back: cleaned like any picture, and shown to nobody but buyer, vendor and staff.

use sha2::{Digest as _, Sha256};
use souk_domain::{
    bounds::returns::MAX_PHOTOS,
    ids::{OrderId, ReturnId, ReturnPhotoId},
    refusal::{OrderRefusal, ReturnRefusal},
};

use super::{
    ReturnPhoto, ReturnView, store,
    use_cases::{SEES, shown},
};
use crate::{
    Actor, App, BoxFuture, Ctx, Result, catalogue,
    idempotency::{Guard, Operation, Reply},
    orders,
    refunds::Seller,
};

/// Who looks at the photographs of a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoOf {
    /// Whoever holds the order.
    Order(OrderId),
    Seller(Seller),
}

/// Adds a photograph to a return that its vendor has not received. Errors: no such return of the order, no picture we take,
/// too large, too many.
pub fn add_return_photo(
    app: &App,
    actor: Actor,
    order: OrderId,
    id: ReturnId,
    bytes: Vec<u8>,
    guard: Option<Guard<ReturnView>>,
) -> BoxFuture<'static, Result<Reply<ReturnView>>> {
    let app = app.clone();
    Box::pin(async move {
        let sent: [u8; 32] = Sha256::digest(&bytes).into();
        let operation = Operation::new("add_return_photo", actor, guard).owned_by(order.as_bytes());
        let asked = (order, id, sent);
        // the last of them took the room that is looked for next
        if let Some(kept) = operation.answered(&app, &asked).await? {
            return Ok(kept);
        }
        // whoever has no such return need not have a picture written anew
        app.read(actor, move |ctx| Box::pin(async move { require_room(ctx, order, id).await })).await?;
        let (unix_ms, random) = app.id_parts(app.now());
        let photo = ReturnPhotoId::from_parts(unix_ms, random);
        let file = catalogue::private_file(&app, actor, &photo.to_string(), "webp").await?;
        catalogue::keep_private_picture(&app, &file, bytes).await?;
        operation
            .run(&app, asked, move |ctx, (order, id, _)| {
                let file = file.clone();
                Box::pin(async move {
                    orders::lock(ctx, *order).await?.ok_or(OrderRefusal::NotFound)?;
                    require_room(ctx, *order, *id).await?;
                    catalogue::keep_file(ctx, &file).await?;
                    let photo = ReturnPhoto { id: photo, return_id: *id, file, created_at: ctx.now };
                    ctx.tx.insert(&photo).await?;
                    shown(ctx, *id).await
                })
            })
            .await
    })
}

async fn require_room(ctx: &Ctx<'_>, order: OrderId, id: ReturnId) -> Result<()> {
    let found = store::find(ctx, id).await?.filter(|found| found.order == order && found.status.is_open());
    let found = found.ok_or(ReturnRefusal::NotFound)?;
    if store::list_photos(ctx, &[found.id]).await?.len() >= MAX_PHOTOS {
        return Err(ReturnRefusal::TooManyPhotos { max: MAX_PHOTOS }.into());
    }
    Ok(())
}

/// The bytes of a photograph, a WebP. Errors: there is none such, or it is not for this one to see.
pub fn show_return_photo(
    app: &App,
    actor: Actor,
    who: PhotoOf,
    id: ReturnId,
    photo: ReturnPhotoId,
) -> BoxFuture<'static, Result<Vec<u8>>> {
    let app = app.clone();
    let shown: BoxFuture<'static, Result<Vec<u8>>> = Box::pin(async move {
        let file = app.read(actor, move |ctx| Box::pin(find_file(ctx, who, id, photo))).await?;
        let bytes = catalogue::find_private_picture(&app, &file).await?;
        bytes.ok_or_else(|| ReturnRefusal::NotFound.into())
    });
    match who {
        PhotoOf::Order(_) => shown,
        PhotoOf::Seller(seller) => seller.seeing(SEES, actor, shown),
    }
}

async fn find_file(ctx: &Ctx<'_>, who: PhotoOf, id: ReturnId, photo: ReturnPhotoId) -> Result<String> {
    let may_see = |found: &super::NamedReturn| match who {
        PhotoOf::Order(order) => found.order == order,
        PhotoOf::Seller(seller) => seller.may_decide(found.vendor),
    };
    store::find(ctx, id).await?.filter(may_see).ok_or(ReturnRefusal::NotFound)?;
    let photos = store::list_photos(ctx, &[id]).await?;
    let found = photos.into_iter().find(|found| found.id == photo);
    Ok(found.ok_or(ReturnRefusal::NotFound)?.file)
}
