//! What a cart is priced with: the promotions that may meet it, the codes in it, and what is used up.

use std::collections::{BTreeMap, BTreeSet};

use souk_domain::{
    bounds::cart::MAX_CODES,
    ids::{CartId, PromotionCodeId, PromotionId, VendorId},
    pricing::{CodeStanding, EnteredCode, Promotion, UsedUp},
    promotion::code_key,
    refusal::CartRefusal,
};

use super::{
    StoredPromotion,
    store::{codes, rules, uses},
    uses::Customer,
};
use crate::{Ctx, Result};

/// Every promotion that is not archived, by whose it is.
pub(super) struct Offers {
    market: Vec<Offer>,
    of_vendors: BTreeMap<VendorId, Vec<Offer>>,
}

/// One of them, with its limits.
pub(super) struct Offer {
    pub(super) rule: Promotion,
    pub(super) limit_total: Option<u32>,
    pub(super) limit_per_customer: Option<u32>,
}

impl Offers {
    fn of(stored: &[StoredPromotion]) -> Self {
        let mut offers = Self { market: Vec::new(), of_vendors: BTreeMap::new() };
        for one in stored {
            let offer = Offer {
                rule: one.rule(),
                limit_total: one.draft.limit_total,
                limit_per_customer: one.draft.limit_per_customer,
            };
            match one.vendor {
                Some(vendor) => offers.of_vendors.entry(vendor).or_default().push(offer),
                None => offers.market.push(offer),
            }
        }
        offers
    }

    /// Those of the market and of some vendors.
    fn meeting<'o>(&'o self, vendors: &'o BTreeSet<VendorId>) -> impl Iterator<Item = &'o Offer> {
        let of_vendors = vendors.iter().filter_map(|vendor| self.of_vendors.get(vendor)).flatten();
        self.market.iter().chain(of_vendors)
    }

    pub(super) fn find(&self, id: PromotionId) -> Option<&Offer> {
        self.market.iter().chain(self.of_vendors.values().flatten()).find(|offer| offer.rule.id == id)
    }
}

pub(super) async fn offers(ctx: &Ctx<'_>) -> Result<std::sync::Arc<Offers>> {
    ctx.rule(async { Ok(Offers::of(&rules::list_active(ctx).await?)) }).await
}

/// What a cart is priced with.
#[derive(Default)]
pub(crate) struct ForCart {
    pub(crate) promotions: Vec<Promotion>,
    pub(crate) used_up: BTreeMap<PromotionId, UsedUp>,
}

/// Which promotions a cart is looked at with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// Those that apply by themselves, and those whose code was entered.
    Unlocked,
    /// All that meet it, to see why each does not apply.
    All,
}

/// The promotions that may meet a cart of some vendors with some codes, and which of them are used up. `customer`: whose limits
/// count, as far as it is known.
pub(crate) async fn for_cart(
    ctx: &Ctx<'_>,
    vendors: &BTreeSet<VendorId>,
    entered: &[(PromotionCodeId, EnteredCode)],
    customer: Option<&Customer>,
    which: Which,
) -> Result<ForCart> {
    let offers = offers(ctx).await?;
    let is_unlocked = |offer: &&Offer| {
        let code = || entered.iter().any(|(_, code)| code.promotion == offer.rule.id);
        which == Which::All || !offer.rule.needs_code || code()
    };
    let mut met: Vec<&Offer> = offers.meeting(vendors).filter(is_unlocked).collect();
    // a code of a vendor that sells nothing in the cart says so
    for (_, code) in entered {
        if !met.iter().any(|offer| offer.rule.id == code.promotion) {
            met.extend(offers.find(code.promotion));
        }
    }
    let used_up = used_up(ctx, &met, customer).await?;
    Ok(ForCart { promotions: met.into_iter().map(|offer| offer.rule.clone()).collect(), used_up })
}

/// Of those that are limited and could run now, which are used up.
async fn used_up(
    ctx: &Ctx<'_>,
    met: &[&Offer],
    customer: Option<&Customer>,
) -> Result<BTreeMap<PromotionId, UsedUp>> {
    let running = |offer: &&&Offer| {
        let rule = &offer.rule;
        rule.starts_at.is_none_or(|start| start <= ctx.now) && rule.ends_at.is_none_or(|end| ctx.now < end)
    };
    let (mut limited, mut of_each) = (BTreeMap::new(), BTreeMap::new());
    for offer in met.iter().filter(running) {
        limited.extend(offer.limit_total.map(|most| (offer.rule.id, i64::from(most))));
        of_each.extend(offer.limit_per_customer.map(|most| (offer.rule.id, i64::from(most))));
    }
    let mut used_up = BTreeMap::new();
    if let Some(customer) = customer.filter(|_| !of_each.is_empty()) {
        let ids: Vec<PromotionId> = of_each.keys().copied().collect();
        for (id, used) in uses::of_customer(ctx, customer.key(), &ids).await? {
            if of_each.get(&id).is_some_and(|most| used >= *most) {
                used_up.insert(id, UsedUp::ByBuyer);
            }
        }
    }
    if !limited.is_empty() {
        let ids: Vec<PromotionId> = limited.keys().copied().collect();
        for (id, used) in rules::uses(ctx, &ids).await? {
            if limited.get(&id).is_some_and(|most| used >= *most) {
                used_up.insert(id, UsedUp::ByAll);
            }
        }
    }
    Ok(used_up)
}

/// The codes of a cart, the first one first.
pub(crate) async fn entered_codes(
    ctx: &Ctx<'_>,
    cart: CartId,
) -> Result<Vec<(PromotionCodeId, EnteredCode)>> {
    codes::list_of_cart(ctx, cart).await
}

/// Codes as they are typed into a simulator: what unlocks nothing is left out.
pub(crate) async fn typed_codes(
    ctx: &Ctx<'_>,
    typed: &[String],
) -> Result<Vec<(PromotionCodeId, EnteredCode)>> {
    let mut entered = Vec::new();
    for code in typed {
        if let Some((id, code)) = find_code(ctx, code).await? {
            entered.push((id, code));
        }
    }
    Ok(entered)
}

async fn find_code(ctx: &Ctx<'_>, typed: &str) -> Result<Option<(PromotionCodeId, EnteredCode)>> {
    let Some(row) = codes::find_by_key(ctx, &code_key(typed)).await? else { return Ok(None) };
    let promotion = rules::load(ctx, row.promotion).await?;
    let standing = if promotion.archived { CodeStanding::Withdrawn } else { row.standing() };
    let name = promotion.draft.name;
    Ok(Some((row.id, EnteredCode { code: row.code, promotion: row.promotion, name, standing })))
}

/// Enters a code in a cart that is locked. Again it changes nothing. Answers how many the cart holds then.
/// Errors: it unlocks nothing, or the cart holds as many as it may.
pub(crate) async fn enter_code(ctx: &Ctx<'_>, cart: CartId, typed: &str) -> Result<usize> {
    let found = find_code(ctx, typed).await?;
    // what was taken back is told like what never was
    let Some((id, code)) = found.filter(|(_, code)| code.standing != CodeStanding::Withdrawn) else {
        return Err(CartRefusal::UnknownCode.into());
    };
    let there = codes::list_of_cart(ctx, cart).await?;
    if there.iter().any(|(there, _)| *there == id) {
        return Ok(there.len());
    }
    // another code of the same promotion takes the place of the one before: one use is all that it gives
    let others = || there.iter().filter(|(_, other)| other.promotion == code.promotion);
    let left = there.len() - others().count();
    if left >= MAX_CODES {
        return Err(CartRefusal::TooManyCodes { max: MAX_CODES }.into());
    }
    for (other, _) in others() {
        codes::take_out(ctx, cart, *other).await?;
    }
    codes::enter(ctx, cart, id).await?;
    Ok(left + 1)
}

/// Takes a code out of a cart that is locked. Answers how many are left; `None`: it was not there.
pub(crate) async fn take_code_out(ctx: &Ctx<'_>, cart: CartId, typed: &str) -> Result<Option<usize>> {
    let there = codes::list_of_cart(ctx, cart).await?;
    let key = code_key(typed);
    let Some((id, _)) = there.iter().find(|(_, code)| code_key(&code.code) == key) else { return Ok(None) };
    codes::take_out(ctx, cart, *id).await?;
    Ok(Some(there.len() - 1))
}

/// Enters the codes of one cart in another too, as far as there is room. Both are locked. Answers how many that holds then.
pub(crate) async fn copy_codes(ctx: &Ctx<'_>, from: CartId, to: CartId) -> Result<usize> {
    let mut there = codes::list_of_cart(ctx, to).await?;
    for (id, code) in codes::list_of_cart(ctx, from).await? {
        let is_known = there.iter().any(|(_, other)| other.promotion == code.promotion);
        if !is_known && there.len() < MAX_CODES {
            codes::enter(ctx, to, id).await?;
            there.push((id, code));
        }
    }
    Ok(there.len())
}

/// Forgets the codes of a cart that goes.
pub(crate) async fn forget_codes(ctx: &Ctx<'_>, cart: CartId) -> Result<()> {
    codes::take_all_out(ctx, cart).await
}
