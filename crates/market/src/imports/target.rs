use souk_domain::{
    ids::{CategoryId, VendorId},
    refusal::VendorRefusal,
    text::{Email, Slug, fold_key},
};
use souk_product_import::ImportedProduct;

use super::report::Report;
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
    /// All this vendor's, whatever the file says.
    Vendor(VendorId),
    /// The vendors' the file names; those that are not here yet are made and may sell at once.
    VendorsFromFile,
}

/// Whether to keep what is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DryRun {
    Yes,
    No,
}

/// The vendor of a product, made when it is not here yet. Errors: the file names none.
pub(super) async fn vendor(
    ctx: &Ctx<'_>,
    product: &ImportedProduct,
    target: Target,
    report: &mut Report,
) -> Result<VendorId> {
    let Target::VendorsFromFile = target else {
        let Target::Vendor(vendor) = target else { return Err(VendorRefusal::NotFound.into()) };
        return Ok(vendor);
    };
    let name = product.vendor.as_deref().ok_or(VendorRefusal::NotFound)?;
    if let Some(vendor) = vendors::find_by_name(ctx, name).await? {
        return Ok(vendor);
    }
    let id = vendors::create(ctx, &new_vendor(name)?).await?;
    vendors::approve(ctx, id).await?;
    report.vendors_created.insert(name.to_owned());
    Ok(id)
}

/// A file says no more than the name. Its address is one that can never receive mail, until the vendor gives its own.
fn new_vendor(name: &str) -> Result<NewVendor> {
    let local = Slug::from_name(name).map_or_else(|| "vendor".to_owned(), |slug| slug.to_string());
    let local: String = local.chars().take(60).collect();
    let email = Email::parse(&format!("{}@vendors.invalid", local.trim_end_matches('-')));
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

/// The category of a product's type: one of that name wherever it is, else a new one at the top.
pub(super) async fn category(
    ctx: &Ctx<'_>,
    product: &ImportedProduct,
    report: &mut Report,
) -> Result<CategoryId> {
    let name = product.product_type.as_deref().unwrap_or(NO_TYPE);
    if let Some(category) = catalogue::find_category_by_name(ctx, &fold_key(name)).await? {
        return Ok(category);
    }
    let id = catalogue::create_category_in(
        ctx,
        &NewCategory { name: name.to_owned(), slug: None, description: String::new(), parent: None },
    )
    .await?;
    report.categories_created.insert(name.to_owned());
    Ok(id)
}
