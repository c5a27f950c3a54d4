use souk_domain::{
    ids::{CategoryId, VendorId},
    order::ActorKind,
    text::{Email, Slug, fold_key},
};
use souk_product_import::{FindingCode, ImportedProduct, Severity};

use super::report::Stored;
use crate::{
    Ctx, Error, Result,
    catalogue::{self, NewCategory},
    vendors::{self, NewVendor},
};

/// Where products without a type go.
const NO_TYPE: &str = "Other";

/// Whose the products become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// All this vendor's; the names in the file are brands.
    Vendor(VendorId),
    /// The vendors' the file names; those that are not here yet are made and may sell at once. A product without a name is
    /// this one's.
    VendorsFromFile { nameless: Option<VendorId> },
}

/// Whether to keep what is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DryRun {
    Yes,
    No,
}

/// Whose a product is.
pub(super) enum Owner {
    Here(VendorId),
    /// A vendor of that name is still to be made.
    New(String),
    /// The file does not say.
    Nobody,
}

/// Whose a product is, without making anybody.
pub(super) async fn owner(ctx: &Ctx<'_>, product: &ImportedProduct, target: Target) -> Result<Owner> {
    let nameless = match target {
        Target::Vendor(vendor) => return Ok(Owner::Here(vendor)),
        Target::VendorsFromFile { nameless } => nameless,
    };
    let Some(name) = &product.vendor else { return Ok(nameless.map_or(Owner::Nobody, Owner::Here)) };
    let found = vendors::find_by_name(ctx, name).await?;
    Ok(found.map_or_else(|| Owner::New(name.clone()), Owner::Here))
}

/// Makes the vendor of a name, who may sell at once.
pub(super) async fn make_vendor(ctx: &Ctx<'_>, name: &str, stored: &mut Stored) -> Result<VendorId> {
    let id = vendors::create(ctx, &new_vendor(name)?).await?;
    vendors::remember_name(ctx, id, name).await?;
    vendors::approve(ctx, id).await?;
    stored.vendor_created = Some(name.to_owned());
    Ok(id)
}

/// A file says no more than the name. Its address is one that can never receive mail, until the vendor gives its own.
fn new_vendor(name: &str) -> Result<NewVendor> {
    let slug = Slug::from_name(name).map(|slug| slug.to_string()).unwrap_or_default();
    let local: String = slug.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(60).collect();
    let local = Some(local.trim_matches('-')).filter(|local| !local.is_empty()).unwrap_or("vendor");
    let email = Email::parse(&format!("{local}@vendors.invalid"));
    Ok(NewVendor {
        name: name.to_owned(),
        email: email.map_err(|error| Error::broken(error.to_string()))?,
        slug: None,
        tagline: String::new(),
        story: String::new(),
        city: String::new(),
        country: String::new(),
    })
}

/// The category a product is said to be in: one of its type's name wherever that is, else the standard one with those above
/// it, made where they are not here. `None`: the file says none.
pub(super) async fn category(
    ctx: &Ctx<'_>,
    product: &ImportedProduct,
    stored: &mut Stored,
) -> Result<Option<CategoryId>> {
    let may_make = matches!(ctx.actor.kind(), ActorKind::Staff | ActorKind::System);
    if let Some(name) = product.product_type.as_deref().filter(|name| !name.is_empty()) {
        match catalogue::find_category_by_name(ctx, &fold_key(name)).await? {
            Some(category) => return Ok(Some(category)),
            None if may_make => return make(ctx, name, None, stored).await.map(Some),
            None => unknown(product, name, stored),
        }
    }
    let mut below = None;
    for level in product.category.iter().flatten() {
        let found = catalogue::find_child_category(ctx, below, &fold_key(level)).await?;
        below = Some(match found {
            Some(category) => category,
            None if may_make => make(ctx, level, below, stored).await?,
            None => {
                unknown(product, level, stored);
                break;
            }
        });
    }
    Ok(below)
}

/// The categories are the market's: what a vendor names beside them is told, and the nearest is taken.
fn unknown(product: &ImportedProduct, name: &str, stored: &mut Stored) {
    let message = format!(
        "The market has no category \"{name}\". The nearest one that it has was taken; ask the market for another."
    );
    stored.note(product.line, Severity::Warning, FindingCode::CategoryUnknown, message);
}

/// Where a new product goes that is said to be in no category.
pub(super) async fn no_category(ctx: &Ctx<'_>, stored: &mut Stored) -> Result<CategoryId> {
    of_name(ctx, NO_TYPE, stored).await
}

async fn of_name(ctx: &Ctx<'_>, name: &str, stored: &mut Stored) -> Result<CategoryId> {
    match catalogue::find_category_by_name(ctx, &fold_key(name)).await? {
        Some(category) => Ok(category),
        None => make(ctx, name, None, stored).await,
    }
}

async fn make(
    ctx: &Ctx<'_>,
    name: &str,
    parent: Option<CategoryId>,
    stored: &mut Stored,
) -> Result<CategoryId> {
    let new = NewCategory { name: name.to_owned(), slug: None, description: String::new(), parent };
    let id = catalogue::create_category_in(ctx, &new).await?;
    stored.categories_created.push(name.to_owned());
    Ok(id)
}
