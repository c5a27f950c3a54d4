//! Files that were bought: who has paid for a variant may download them, by links that run out.
//!
//! A link is made when its order is shown, and opens one file of one line. What its buyer opens and needs no parcel has arrived.

mod store;

use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};
use souk_domain::{
    ids::{DownloadId, OrderId, OrderLineId, VendorOrderId},
    order::{OrderStatus, Pieces},
    refusal::{CatalogueRefusal, OrderRefusal, Refusal, ShipmentRefusal},
};

use store::Bought;

use super::parcel;
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Fault, Result,
    orders::{self, OrderView},
};

/// How long a link opens its file: whoever has an order open for longer reloads it.
const LINK_LIVES: SignedDuration = SignedDuration::from_hours(24);

/// A file that the buyer of an order may download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoughtFile {
    /// The line it was bought with.
    pub line: OrderLineId,
    pub id: DownloadId,
    pub name: String,
    pub bytes: i64,
    /// What opens it, and until when.
    pub link: String,
    pub expires_at: Timestamp,
}

/// A file that a link opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedFile {
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
}

impl Bought {
    fn pieces(&self) -> Pieces {
        let Self { quantity, cancelled, fulfilled, returned, refunded, .. } = *self;
        Pieces { quantity, cancelled, fulfilled, returned, refunded }
    }

    /// Whether its buyer may have it: it is paid, and was not paid back.
    fn is_open(&self) -> bool {
        let is_paid = !matches!(self.status, OrderStatus::Pending | OrderStatus::Cancelled);
        is_paid && self.pieces().opens_downloads()
    }

    /// Whether opening it is how it arrives.
    fn arrives_by_it(&self) -> bool {
        self.status == OrderStatus::Processing && !self.requires_shipping && self.pieces().open() > 0
    }
}

/// The files that whoever holds the order may download, in the order of its lines.
pub(crate) async fn list_bought(ctx: &Ctx<'_>, order: &OrderView) -> Result<Vec<BoughtFile>> {
    let found = store::list_of_order(ctx, order.id).await?;
    let expires_at = ctx.now + LINK_LIVES;
    let offered = |one: Bought| BoughtFile {
        line: one.line,
        id: one.id,
        link: ctx.app.key().download_link(one.line, one.id, expires_at),
        name: one.name,
        bytes: one.bytes,
        expires_at,
    };
    Ok(found.into_iter().filter(Bought::is_open).map(offered).collect())
}

/// The same for a face that has shown the order.
pub fn list_files(app: &App, actor: Actor, order: OrderId) -> BoxFuture<'static, Result<Vec<BoughtFile>>> {
    app.snapshot(actor, move |ctx| {
        Box::pin(async move {
            let order = orders::load(ctx, order).await?;
            list_bought(ctx, &order).await
        })
    })
}

/// What a link opens. What needs no parcel has arrived by that. Errors: there is no such file, or it was paid back; the link's time
/// is over.
pub fn open_download(app: &App, link: String) -> BoxFuture<'static, Result<OpenedFile>> {
    let app = app.clone();
    Box::pin(async move {
        let read = app.key().read_download_link(&link);
        let (line, download, until) = read.ok_or(CatalogueRefusal::DownloadNotFound)?;
        if until < app.now() {
            return Err(CatalogueRefusal::DownloadLinkExpired.into());
        }
        let found = app.read(Actor::Guest, move |ctx| Box::pin(store::find(ctx, line, download))).await?;
        let found = found.filter(Bought::is_open).ok_or(CatalogueRefusal::DownloadNotFound)?;
        let path = app.files().locate(&found.file).map_err(|error| outside(&error))?;
        let path = path.ok_or_else(|| Error::broken(format!("the file of {download} is not there")))?;
        if found.arrives_by_it() {
            let vendor_order = found.vendor_order;
            app.write(Actor::System, move |ctx| Box::pin(hand_over(ctx, vendor_order, line))).await?;
        }
        Ok(OpenedFile { name: found.name, path })
    })
}

/// Marks what was opened as arrived; who opens it twice at once, or while it is called off, changes nothing the second time.
async fn hand_over(ctx: &Ctx<'_>, vendor_order: VendorOrderId, line: OrderLineId) -> Result<()> {
    match parcel::provide(ctx, (None, vendor_order), None, Some(line)).await {
        Ok(_)
        | Err(Error::Refused(
            Refusal::Shipment(ShipmentRefusal::NothingToSend { .. }) | Refusal::Order(OrderRefusal::NotFound),
        )) => Ok(()),
        Err(error) => Err(error),
    }
}

fn outside(error: &dyn std::error::Error) -> Error {
    Error::Fault(Fault::Outside(format!("a file to download: {error}")))
}
