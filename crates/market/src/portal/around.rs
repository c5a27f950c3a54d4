use souk_db::BoxFuture;
use souk_domain::{
    ids::{AccountId, VendorId},
    vendor::{MemberRole, VendorPermission},
};

use super::store;
use crate::{
    Actor, App, Ctx, Result,
    settings::{self, Market},
    vendors::{self, Vendor},
};

/// Who works for which vendor, and as what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    pub account: AccountId,
    pub vendor: VendorId,
    pub role: MemberRole,
    /// Whether it is one of the staff who acts for the vendor.
    pub as_staff: bool,
}

impl Seat {
    /// Who asks, as use cases take it.
    pub fn actor(&self) -> Actor {
        let Self { account, vendor, role, as_staff } = *self;
        if as_staff {
            Actor::Acting { vendor, account }
        } else {
            Actor::VendorMember { vendor, account, role }
        }
    }

    /// Whether the role has a permission.
    pub fn may(&self, permission: VendorPermission) -> bool {
        self.role.may(permission)
    }
}

/// What stands around every page of a vendor.
#[derive(Clone, Debug)]
pub struct Around {
    pub market: Market,
    pub vendor: Vendor,
    pub waiting: Waiting,
}

/// What waits for a vendor, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Vendor orders of which something is to be packed, or is packed and waits.
    pub to_ship: i64,
    /// Those of them that were to be sent by now.
    pub late: i64,
    /// Returns to be answered, received or paid back.
    pub returns: i64,
    /// Reviews that nobody answered.
    pub reviews: i64,
}

/// What stands around a page that shows nothing else from the database. Errors: there is no such vendor.
pub fn around(app: &App, seat: Seat) -> BoxFuture<'static, Result<Around>> {
    app.read(seat.actor(), move |ctx| Box::pin(load(ctx, seat)))
}

/// The same within the read of a page's own data.
pub(super) async fn load(ctx: &Ctx<'_>, seat: Seat) -> Result<Around> {
    let vendor = vendors::find(ctx, seat.vendor).await?;
    Ok(Around { market: settings::load(ctx).await?, vendor, waiting: waiting(ctx, seat.vendor).await? })
}

async fn waiting(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Waiting> {
    Ok(Waiting {
        to_ship: store::count_to_ship(ctx, vendor).await?,
        late: store::count_late(ctx, vendor).await?,
        returns: store::count_open_returns(ctx, vendor).await?,
        reviews: store::count_unanswered_reviews(ctx, vendor).await?,
    })
}
