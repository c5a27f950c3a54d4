use souk_domain::{
    account::MAX_ADDRESSES,
    address::Address,
    ids::{AccountId, AddressId},
    refusal::AccountRefusal,
};

use super::store;
use crate::{
    Ctx, Result,
    orders::{address_from_json, address_to_json},
};

/// An address of an address book.
#[derive(Clone, Debug)]
pub struct BookedAddress {
    pub id: AddressId,
    pub address: Address,
    /// Chosen where nothing else is.
    pub default_shipping: bool,
    /// As above, for bills.
    pub default_billing: bool,
    pub created_at: jiff::Timestamp,
    pub updated_at: jiff::Timestamp,
}

/// An address to be booked.
#[derive(Clone, Debug, Hash)]
pub struct NewBookedAddress {
    pub address: Address,
    pub default_shipping: bool,
    pub default_billing: bool,
}

/// The address book, in the order it was filled.
pub async fn list_addresses(ctx: &Ctx<'_>, account: AccountId) -> Result<Vec<BookedAddress>> {
    let rows = store::list_addresses(ctx, account).await?;
    rows.into_iter()
        .map(|row| {
            Ok(BookedAddress {
                id: row.id,
                address: address_from_json(&row.address)?,
                default_shipping: row.default_shipping,
                default_billing: row.default_billing,
                created_at: row.created_at,
                updated_at: row.updated_at,
            })
        })
        .collect()
}

/// Adds an address; the first one is the default for everything. Errors: the book is full.
pub async fn add_address(ctx: &Ctx<'_>, account: AccountId, new: &NewBookedAddress) -> Result<AddressId> {
    super::lock(ctx, account).await?;
    let there = store::list_addresses(ctx, account).await?.len();
    if there >= MAX_ADDRESSES {
        return Err(AccountRefusal::TooManyAddresses { max: MAX_ADDRESSES }.into());
    }
    let first = there == 0;
    let defaults = (new.default_shipping || first, new.default_billing || first);
    let id = ctx.id(AddressId::from_parts);
    store::insert_address(ctx, id, account, &address_to_json(&new.address)?, defaults).await?;
    take_defaults(ctx, account, id, defaults).await?;
    Ok(id)
}

/// Rewrites an address. Errors: the book has no such address.
pub async fn update_address(
    ctx: &Ctx<'_>,
    account: AccountId,
    id: AddressId,
    new: &NewBookedAddress,
) -> Result<()> {
    super::lock(ctx, account).await?;
    let defaults = (new.default_shipping, new.default_billing);
    if !store::update_address(ctx, account, id, &address_to_json(&new.address)?, defaults).await? {
        return Err(AccountRefusal::AddressNotFound.into());
    }
    take_defaults(ctx, account, id, defaults).await
}

/// Takes an address out. Errors: the book has no such address.
pub async fn remove_address(ctx: &Ctx<'_>, account: AccountId, id: AddressId) -> Result<()> {
    let removed = store::delete_address(ctx, account, id).await?;
    removed.then_some(()).ok_or_else(|| AccountRefusal::AddressNotFound.into())
}

async fn take_defaults(
    ctx: &Ctx<'_>,
    account: AccountId,
    id: AddressId,
    (shipping, billing): (bool, bool),
) -> Result<()> {
    if shipping {
        store::take_default_shipping(ctx, account, id).await?;
    }
    if billing {
        store::take_default_billing(ctx, account, id).await?;
    }
    Ok(())
}
