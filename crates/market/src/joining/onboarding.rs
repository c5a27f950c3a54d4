//! How far a vendor is set up.

use souk_domain::{
    ids::VendorId,
    vendor::{VendorPermission, VendorStatus},
};

use super::store;
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    catalogue::{self, OwnFilter},
    shipping,
    stored::stored_words,
    vendors,
};

/// Something a vendor does before it sells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetupStep {
    /// Say who it is.
    Profile,
    /// Say where it is.
    Address,
    /// Say where its money goes.
    Payout,
    /// Be able to deliver.
    Delivery,
    /// Make a product.
    FirstProduct,
}

stored_words!(SetupStep {
    Profile = "profile",
    Address = "address",
    Payout = "payout",
    Delivery = "delivery",
    FirstProduct = "first_product",
});

/// How far a vendor is set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Onboarding {
    pub status: VendorStatus,
    /// Every step in its order, and whether it is done.
    pub steps: Vec<(SetupStep, bool)>,
}

impl Onboarding {
    /// How many steps are done.
    pub fn done(&self) -> usize {
        self.steps.iter().filter(|(_, done)| *done).count()
    }
}

/// How far a vendor is set up. Errors: who asks may not see it.
pub fn show_onboarding(app: &App, actor: Actor, vendor: VendorId) -> BoxFuture<'static, Result<Onboarding>> {
    let found = app.snapshot(actor, move |ctx| Box::pin(onboarding(ctx, vendor)));
    actor.permitted_of(vendor, VendorPermission::SettingsRead, found)
}

/// The same within the read of a page.
pub(crate) async fn onboarding(ctx: &Ctx<'_>, id: VendorId) -> Result<Onboarding> {
    let vendor = vendors::find(ctx, id).await?;
    let any = OwnFilter::default();
    let has_product = !catalogue::list_own_products_in(ctx, id, &any, None, 1).await?.items.is_empty();
    // what its buyers could choose of
    let has_way = shipping::rules(ctx).await?.offered_by(id).next().is_some();
    let mut steps = Vec::with_capacity(SetupStep::ALL.len());
    for step in SetupStep::ALL.iter().copied() {
        let done = match step {
            SetupStep::Profile => !vendor.tagline.is_empty() && !vendor.story.is_empty(),
            SetupStep::Address => !vendor.country.is_empty() && !vendor.city.is_empty(),
            SetupStep::Payout => store::find_payout(ctx, id).await?.is_some(),
            SetupStep::Delivery => has_way,
            SetupStep::FirstProduct => has_product,
        };
        steps.push((step, done));
    }
    Ok(Onboarding { status: vendor.status, steps })
}
