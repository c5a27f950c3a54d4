//! What faces ask of taxes: the staff changes them, vendors choose among the classes.

use souk_domain::{
    account::Permission,
    ids::{AccountId, TaxZoneId, VendorId},
    pricing::Destination,
    tax::{TaxClass, TaxClassCode, TaxRank, TaxTerms, TaxZone},
    vendor::VendorPermission,
};

use super::{
    ClassChanges, ExemptAccount, ExemptionChange, StoredClass, StoredZone, ZoneChanges, classes, create_zone,
    exemptions, list_classes, live, rules, store, zones,
};
use crate::{
    Actor, App, BoxFuture, Result,
    idempotency::{Guard, Operation, Reply},
    paging::Page,
};

/// Every class, the standard one first.
pub fn list_tax_classes(app: &App, actor: Actor) -> BoxFuture<'static, Result<Vec<StoredClass>>> {
    let listed = app.read(actor, |ctx| Box::pin(list_classes(ctx)));
    actor.permitted(Permission::TaxesRead, listed)
}

/// The classes that a vendor gives its products, the standard one first.
pub fn vendor_tax_classes(
    app: &App,
    actor: Actor,
    vendor: VendorId,
) -> BoxFuture<'static, Result<Vec<TaxClass>>> {
    let listed = app.read(actor, |ctx| {
        Box::pin(async move { Ok(list_classes(ctx).await?.into_iter().map(|stored| stored.class).collect()) })
    });
    actor.permitted_of(vendor, VendorPermission::ProductsRead, listed)
}

/// Makes a class. Errors: fields that cannot be, a word that is taken, too many.
pub fn create_tax_class(
    app: &App,
    actor: Actor,
    class: TaxClass,
    guard: Option<Guard<StoredClass>>,
) -> BoxFuture<'static, Result<Reply<StoredClass>>> {
    let operation = Operation::new("create_tax_class", actor, guard).needs(Permission::TaxesWrite);
    operation.run(app, class, |ctx, class| Box::pin(classes::create(ctx, class)))
}

/// Changes what is given. Errors: not found, changed meanwhile, fields that cannot be.
pub fn change_tax_class(
    app: &App,
    actor: Actor,
    code: TaxClassCode,
    changes: ClassChanges,
) -> BoxFuture<'static, Result<StoredClass>> {
    let changed = app.write_with(actor, (code, changes), |ctx, (code, changes)| {
        Box::pin(classes::change(ctx, code, changes))
    });
    actor.permitted(Permission::TaxesWrite, changed)
}

/// Removes a class that no product has. Errors: not found, changed meanwhile; it is the standard one; a product has it.
pub fn remove_tax_class(
    app: &App,
    actor: Actor,
    code: TaxClassCode,
    expected: Option<i64>,
) -> BoxFuture<'static, Result<()>> {
    let removed =
        app.write_with(actor, code, move |ctx, code| Box::pin(classes::remove(ctx, code, expected)));
    actor.permitted(Permission::TaxesWrite, removed)
}

/// Every zone, by name.
pub fn list_tax_zones(app: &App, actor: Actor) -> BoxFuture<'static, Result<Vec<StoredZone>>> {
    let listed = app.read(actor, |ctx| Box::pin(store::list_zones(ctx)));
    actor.permitted(Permission::TaxesRead, listed)
}

/// One zone. Errors: not found.
pub fn show_tax_zone(app: &App, actor: Actor, id: TaxZoneId) -> BoxFuture<'static, Result<StoredZone>> {
    let found = app.read(actor, move |ctx| Box::pin(zones::find(ctx, id)));
    actor.permitted(Permission::TaxesRead, found)
}

/// Makes a zone. Errors: fields that cannot be, a place that another zone holds, too many.
pub fn create_tax_zone(
    app: &App,
    actor: Actor,
    zone: TaxZone,
    guard: Option<Guard<StoredZone>>,
) -> BoxFuture<'static, Result<Reply<StoredZone>>> {
    let operation = Operation::new("create_tax_zone", actor, guard).needs(Permission::TaxesWrite);
    operation.run(app, zone, |ctx, zone| {
        Box::pin(async move {
            let id = create_zone(ctx, zone).await?;
            zones::find(ctx, id).await
        })
    })
}

/// Changes what is given. Errors: not found, changed meanwhile, those of [`create_tax_zone`].
pub fn change_tax_zone(
    app: &App,
    actor: Actor,
    id: TaxZoneId,
    changes: ZoneChanges,
) -> BoxFuture<'static, Result<StoredZone>> {
    let changed =
        app.write_with(actor, changes, move |ctx, changes| Box::pin(zones::change(ctx, id, changes)));
    actor.permitted(Permission::TaxesWrite, changed)
}

/// Removes a zone. Errors: not found, changed meanwhile.
pub fn remove_tax_zone(
    app: &App,
    actor: Actor,
    id: TaxZoneId,
    expected: Option<i64>,
) -> BoxFuture<'static, Result<()>> {
    let removed = app.write(actor, move |ctx| Box::pin(zones::remove(ctx, id, expected)));
    actor.permitted(Permission::TaxesWrite, removed)
}

/// What is due at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxAtPlace {
    /// The zone it is in, and how it came to be that one; `None`: none, so what the market says of everywhere else counts.
    pub zone: Option<(String, TaxRank)>,
    /// Who said it: the provider's name.
    pub provider: String,
    /// Whether the provider did not answer, so that the market's own zones count.
    pub is_fallback: bool,
    pub terms: TaxTerms,
    pub classes: Vec<TaxClass>,
}

/// What is due at a place: what an order that goes there would be priced by.
pub fn show_tax_at(app: &App, actor: Actor, place: Destination) -> BoxFuture<'static, Result<TaxAtPlace>> {
    let asking = app.clone();
    let shown = Box::pin(async move {
        live::ask(&asking, Some(&place)).await?;
        let read = asking.read_with(actor, place, |ctx, place| {
            Box::pin(async move {
                let rules = rules(ctx).await?;
                let provider = ctx.app.tax_provider();
                let told = provider.at_once(&rules, Some(place)).or_else(|| live::known(ctx.app, place));
                let zone = rules.zone_at(Some(place));
                Ok(TaxAtPlace {
                    zone: zone.map(|zone| (zone.name.clone(), zone.rank_at(place))),
                    provider: provider.name().to_owned(),
                    is_fallback: told.is_none(),
                    terms: told.unwrap_or_else(|| rules.due(Some(place))),
                    classes: rules.classes.clone(),
                })
            })
        });
        read.await
    });
    actor.permitted(Permission::TaxesRead, shown)
}

/// The accounts with an exemption, ended ones too. Errors: a malformed cursor.
pub fn list_exempt_accounts(
    app: &App,
    actor: Actor,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<ExemptAccount>>> {
    let listed = app
        .read_with(actor, after, move |ctx, after| Box::pin(exemptions::list(ctx, after.as_deref(), limit)));
    actor.permitted(Permission::TaxesRead, listed)
}

/// An account with its exemption, if it has one. Errors: no such account.
pub fn show_exempt_account(
    app: &App,
    actor: Actor,
    account: AccountId,
) -> BoxFuture<'static, Result<ExemptAccount>> {
    let found = app.read(actor, move |ctx| Box::pin(exemptions::find(ctx, account)));
    actor.permitted(Permission::TaxesRead, found)
}

/// The account of an id, a username or an e-mail address. Errors: there is none.
pub fn find_account_to_exempt(
    app: &App,
    actor: Actor,
    typed: String,
) -> BoxFuture<'static, Result<AccountId>> {
    let found = app.read_with(actor, typed, |ctx, typed| Box::pin(exemptions::find_named(ctx, typed)));
    actor.permitted(Permission::TaxesRead, found)
}

/// Lets an account pay no tax, or changes why and until when. Errors: no such account, changed meanwhile, fields that cannot be, too
/// many.
pub fn exempt_from_tax(
    app: &App,
    actor: Actor,
    account: AccountId,
    change: ExemptionChange,
) -> BoxFuture<'static, Result<ExemptAccount>> {
    let put =
        app.write_with(actor, change, move |ctx, change| Box::pin(exemptions::put(ctx, account, change)));
    actor.permitted(Permission::TaxesWrite, put)
}

/// Lets an account pay taxes again. Errors: it is not exempt, changed meanwhile.
pub fn tax_again(
    app: &App,
    actor: Actor,
    account: AccountId,
    expected: Option<i64>,
) -> BoxFuture<'static, Result<()>> {
    let ended = app.write(actor, move |ctx| Box::pin(exemptions::take_back(ctx, account, expected)));
    actor.permitted(Permission::TaxesWrite, ended)
}
