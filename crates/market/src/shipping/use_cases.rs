//! What faces ask of ways to ship. A vendor acts on its own ways only; who of the staff has the permission, on all of them.

use souk_domain::{
    account::Permission,
    ids::{ShippingMethodId, VendorId},
    money::Currency,
    refusal::expect_revision,
    vendor::VendorPermission,
};

use super::{
    MethodChanges, NewMethod, OfferedMethod, TermsChanges, VendorTerms, archive_method, change_method,
    change_terms, create_method, find, list_methods, terms_of,
};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    idempotency::{Guard, Operation, Reply},
    settings, vendors,
};

/// Whose ways to ship somebody acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    /// The market's, as its staff.
    Market,
    /// One vendor's, as the market's staff.
    Vendor(VendorId),
    /// One vendor's, as that vendor.
    Own(VendorId),
}

impl Whose {
    fn vendor(self) -> Option<VendorId> {
        match self {
            Self::Market => None,
            Self::Vendor(vendor) | Self::Own(vendor) => Some(vendor),
        }
    }

    /// The vendor that asks of its own; `None`: the staff asks.
    fn own(self) -> Option<VendorId> {
        match self {
            Self::Market | Self::Vendor(_) => None,
            Self::Own(vendor) => Some(vendor),
        }
    }

    /// The vendor, which is there. Errors: it is not.
    async fn found(self, ctx: &Ctx<'_>) -> Result<Option<VendorId>> {
        if let Some(vendor) = self.vendor() {
            vendors::find(ctx, vendor).await?;
        }
        Ok(self.vendor())
    }
}

/// A way to ship with the currency that its fees are in.
pub type PricedMethod = (OfferedMethod, Currency);

/// The ways to ship that the market offers, or a vendor, in their order, with the currency that their fees are in. Errors: no such
/// vendor.
pub fn list_shipping_methods(
    app: &App,
    actor: Actor,
    whose: Whose,
) -> BoxFuture<'static, Result<(Vec<OfferedMethod>, Currency)>> {
    let listed = app.read(actor, move |ctx| {
        Box::pin(async move {
            let of = whose.found(ctx).await?;
            Ok((list_methods(ctx, of).await?, settings::load(ctx).await?.currency))
        })
    });
    permitted(actor, whose.own(), SEE, listed)
}

/// One way to ship that is offered. `of`: the vendor that asks, whose it must be; `None`: the staff asks. Errors: there is none.
pub fn show_shipping_method(
    app: &App,
    actor: Actor,
    (of, id): (Option<VendorId>, ShippingMethodId),
) -> BoxFuture<'static, Result<PricedMethod>> {
    let found = app.read(actor, move |ctx| Box::pin(shown(ctx, (of, id))));
    permitted(actor, of, SEE, found)
}

/// Offers a way to ship, after those offered already; whose it is, `whose` says alone.
/// Errors: no such vendor, fields that cannot be, too many.
pub fn create_shipping_method(
    app: &App,
    actor: Actor,
    whose: Whose,
    new: NewMethod,
    guard: Option<Guard<PricedMethod>>,
) -> BoxFuture<'static, Result<Reply<PricedMethod>>> {
    let operation = Operation::new("create_shipping_method", actor, guard);
    let operation = match whose.own() {
        Some(vendor) => operation.needs_of(vendor, CHANGE.1),
        None => operation.needs(CHANGE.0),
    };
    operation.run(app, (whose, new), |ctx, (whose, new)| {
        Box::pin(async move {
            let vendor = whose.found(ctx).await?;
            let id = create_method(ctx, &NewMethod { vendor, ..new.clone() }).await?;
            shown(ctx, (vendor, id)).await
        })
    })
}

/// Changes what is given. Errors: not found, changed meanwhile, fields that cannot be.
pub fn change_shipping_method(
    app: &App,
    actor: Actor,
    named: (Option<VendorId>, ShippingMethodId),
    changes: MethodChanges,
) -> BoxFuture<'static, Result<PricedMethod>> {
    let changed = app.write_with(actor, changes, move |ctx, changes| {
        Box::pin(async move {
            change_method(ctx, named, changes).await?;
            shown(ctx, named).await
        })
    });
    permitted(actor, named.0, CHANGE, changed)
}

/// Stops offering a way to ship; placed orders keep it. Errors: not found, changed meanwhile.
pub fn remove_shipping_method(
    app: &App,
    actor: Actor,
    named: (Option<VendorId>, ShippingMethodId),
    expected: Option<i64>,
) -> BoxFuture<'static, Result<()>> {
    let removed = app.write(actor, move |ctx| {
        Box::pin(async move {
            let found = find(ctx, named, true).await?;
            expect_revision(expected, found.revision)?;
            archive_method(ctx, found.method.method).await
        })
    });
    permitted(actor, named.0, CHANGE, removed)
}

/// How a vendor ships. `own`: that vendor asks; else the staff. Errors: no such vendor.
pub fn show_shipping_terms(
    app: &App,
    actor: Actor,
    (vendor, own): (VendorId, bool),
) -> BoxFuture<'static, Result<VendorTerms>> {
    let found = app.read(actor, move |ctx| {
        Box::pin(async move {
            vendors::find(ctx, vendor).await?;
            terms_of(ctx, vendor).await
        })
    });
    permitted(actor, own.then_some(vendor), SEE, found)
}

/// Changes how a vendor ships. `own`: that vendor asks; else the staff.
/// Errors: no such vendor, changed meanwhile, more days than anybody waits.
pub fn change_shipping_terms(
    app: &App,
    actor: Actor,
    (vendor, own): (VendorId, bool),
    changes: TermsChanges,
) -> BoxFuture<'static, Result<VendorTerms>> {
    let changed = app.write(actor, move |ctx| {
        Box::pin(async move {
            vendors::find(ctx, vendor).await?;
            change_terms(ctx, vendor, changes).await
        })
    });
    permitted(actor, own.then_some(vendor), CHANGE, changed)
}

async fn shown(ctx: &Ctx<'_>, named: (Option<VendorId>, ShippingMethodId)) -> Result<PricedMethod> {
    Ok((find(ctx, named, false).await?, settings::load(ctx).await?.currency))
}

/// What an operation asks for: of the staff, and of a vendor that acts on its own.
type Asked = (Permission, VendorPermission);

const SEE: Asked = (Permission::ShippingRead, VendorPermission::ShippingRead);
const CHANGE: Asked = (Permission::ShippingWrite, VendorPermission::ShippingWrite);

/// For who has the permission: `own`: of that vendor's people; else of the staff.
fn permitted<T: Send + 'static>(
    actor: Actor,
    own: Option<VendorId>,
    (staff, vendor): Asked,
    use_case: BoxFuture<'static, Result<T>>,
) -> BoxFuture<'static, Result<T>> {
    match own {
        Some(own) => actor.permitted_of(own, vendor, use_case),
        None => actor.permitted(staff, use_case),
    }
}
