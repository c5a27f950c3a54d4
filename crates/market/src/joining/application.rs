//! Somebody who wants to sell here.

use jiff::{SignedDuration, Timestamp};
use souk_domain::{
    account::Permission,
    address::Address,
    bounds::vendor::{MAX_PER_ACCOUNT, MAX_SELLS_CHARS},
    field::FieldErrors,
    ids::{AccountId, VendorId},
    refusal::{Refusal, RequestRefusal, VendorRefusal},
    text::{Email, Slug, bounded_text},
    vendor::{MemberRole, VendorStatus},
};

use crate::{
    Actor, App, BoxFuture, Ctx, Error, Result, accounts,
    idempotency::{Guard, Operation, Reply},
    orders::{address_from_json, address_to_json},
    queue::{self, EventKind},
    throttle::{self, Rule},
    vendors::{self, Application, NewVendor, OwnVendor, Vendor, VendorChanges},
};

/// Applications of one account in a day: who mends one that was refused needs a few.
const SENT: Rule = Rule { name: "vendor-application", uses: 5, window: SignedDuration::from_hours(24) };

/// What somebody applies with.
#[derive(Clone, Debug, Hash)]
pub struct NewApplication {
    /// What the shop is called.
    pub name: String,
    /// Where its page stands; `None`: made from the name.
    pub slug: Option<Slug>,
    /// Markdown.
    pub story: String,
    /// Where orders are announced.
    pub email: Email,
    /// Where it does business; its town and country are shown.
    pub address: Address,
    /// What it wants to sell, in plain words, for the market alone.
    pub sells: String,
}

/// What somebody applied with, for the staff.
#[derive(Clone, Debug)]
pub struct VendorApplication {
    pub vendor: VendorId,
    pub account: AccountId,
    pub sells: String,
    pub address: Address,
    /// Why it was refused; empty: it was not.
    pub answer: String,
    pub applied_at: Timestamp,
}

/// A vendor of somebody's own, with why it was refused.
#[derive(Clone, Debug)]
pub struct OwnApplication {
    pub vendor: Vendor,
    pub role: MemberRole,
    /// Why it was refused, while it is; else empty.
    pub answer: String,
}

/// Applies for a vendor, and becomes its owner. One of the asker's that was refused is mended and sent again. Answers the vendor.
/// Errors: no proven e-mail address; an application of theirs waits already; fields that cannot be; a slug that is taken; too often.
pub fn apply_as_vendor(
    app: &App,
    actor: Actor,
    account: AccountId,
    new: NewApplication,
    guard: Option<Guard<OwnApplication>>,
) -> BoxFuture<'static, Result<Reply<OwnApplication>>> {
    Operation::new("apply_as_vendor", actor, guard).run(app, (account, new), |ctx, (account, new)| {
        Box::pin(async move {
            let id = apply(ctx, *account, new).await?;
            let vendor = vendors::find(ctx, id).await?;
            Ok(OwnApplication { vendor, role: MemberRole::Owner, answer: String::new() })
        })
    })
}

async fn apply(ctx: &Ctx<'_>, account: AccountId, new: &NewApplication) -> Result<VendorId> {
    // holds the account: of two applications at once the second sees the first
    accounts::lock_proven_email(ctx, account).await?.ok_or(VendorRefusal::EmailNotProven)?;
    let own = vendors::list_of_account(ctx, account).await?;
    let is_of = |status| move |own: &&OwnVendor| own.role == MemberRole::Owner && own.vendor.status == status;
    if let Some(waiting) = own.iter().find(is_of(VendorStatus::Applied)) {
        return Err(VendorRefusal::AlreadyApplied { name: waiting.vendor.name.clone() }.into());
    }
    let refused = own.iter().find(is_of(VendorStatus::Refused)).map(|own| own.vendor.id);
    if refused.is_none() && own.len() >= MAX_PER_ACCOUNT {
        return Err(RequestRefusal::ListFull { what: "vendors of one account", max: MAX_PER_ACCOUNT }.into());
    }
    throttle::spend(ctx, SENT, account.as_bytes()).await?;
    let mut wrong = FieldErrors::default();
    let sells = wrong.keep(bounded_text("/sells", &new.sells, 1, MAX_SELLS_CHARS));
    let written = match refused {
        Some(id) => mend(ctx, id, new).await,
        None => make(ctx, new).await,
    };
    let id = with_others(written, wrong)?;
    if refused.is_none() {
        vendors::join(ctx, id, account, MemberRole::Owner).await?;
    }
    let told = Application {
        vendor: id,
        account,
        sells,
        address: address_to_json(&new.address)?,
        answer: String::new(),
        applied_at: ctx.now,
    };
    vendors::put_application(ctx, told).await?;
    queue::emit(ctx, EventKind::VendorApplied, id.as_bytes()).await?;
    Ok(id)
}

async fn make(ctx: &Ctx<'_>, new: &NewApplication) -> Result<VendorId> {
    let vendor = NewVendor {
        name: new.name.clone(),
        email: new.email.clone(),
        slug: new.slug.clone(),
        tagline: String::new(),
        story: new.story.clone(),
        city: new.address.city.clone(),
        country: new.address.country.clone(),
    };
    vendors::create(ctx, &vendor).await
}

async fn mend(ctx: &Ctx<'_>, id: VendorId, new: &NewApplication) -> Result<VendorId> {
    vendors::apply_again(ctx, id).await?;
    let changes = VendorChanges {
        name: Some(new.name.clone()),
        email: Some(new.email.clone()),
        slug: new.slug.clone(),
        story: Some(new.story.clone()),
        city: Some(new.address.city.clone()),
        country: Some(new.address.country.clone()),
        ..VendorChanges::default()
    };
    vendors::update(ctx, id, &changes).await?;
    Ok(id)
}

/// What was written, unless other fields are wrong, which are named together with those that it was refused for.
fn with_others(written: Result<VendorId>, wrong: FieldErrors) -> Result<VendorId> {
    let own = match &written {
        Err(Error::Refused(Refusal::Vendor(refusal))) => refusal.fields(),
        Err(_) => return written,
        Ok(_) => Vec::new(),
    };
    let others = wrong.none().err().unwrap_or_default();
    if others.is_empty() {
        return written;
    }
    let fields = own.into_iter().chain(others).collect();
    Err(VendorRefusal::Invalid { fields }.into())
}

/// A vendor, and what was told by who applied for it; `None`: the staff made it, or who did has left.
#[derive(Clone, Debug)]
pub struct WaitingVendor {
    pub vendor: Vendor,
    pub told: Option<VendorApplication>,
}

/// A vendor with what was told by who applied for it.
pub(crate) async fn with_application(ctx: &Ctx<'_>, vendor: Vendor) -> Result<WaitingVendor> {
    let told = vendors::find_application(ctx, vendor.id).await?.map(shown).transpose()?;
    Ok(WaitingVendor { vendor, told })
}

fn shown(told: Application) -> Result<VendorApplication> {
    let address = address_from_json(&told.address)?;
    let Application { vendor, account, sells, answer, applied_at, .. } = told;
    Ok(VendorApplication { vendor, account, sells, address, answer, applied_at })
}

/// What was told by who applied for a vendor. Errors: nobody applied for it, or who did has left.
pub fn show_application(
    app: &App,
    actor: Actor,
    vendor: VendorId,
) -> BoxFuture<'static, Result<VendorApplication>> {
    let found = app.read(actor, move |ctx| {
        Box::pin(async move {
            shown(vendors::find_application(ctx, vendor).await?.ok_or(VendorRefusal::NotFound)?)
        })
    });
    actor.permitted(Permission::VendorsRead, found)
}

/// The vendors that somebody acts for, whatever their status, the oldest first.
pub fn list_own_applications(
    app: &App,
    account: AccountId,
) -> BoxFuture<'static, Result<Vec<OwnApplication>>> {
    app.read(Actor::Account { account }, move |ctx| {
        Box::pin(async move {
            let mut own = Vec::new();
            for OwnVendor { vendor, role } in vendors::list_of_account(ctx, account).await? {
                let told = match vendor.status {
                    VendorStatus::Refused => vendors::find_application(ctx, vendor.id).await?,
                    _ => None,
                };
                let answer = told.map(|told| told.answer).unwrap_or_default();
                own.push(OwnApplication { vendor, role, answer });
            }
            Ok(own)
        })
    })
}
