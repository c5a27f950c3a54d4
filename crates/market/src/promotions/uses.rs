//! An order takes uses of its promotions, and gives them back when it ends unpaid.

use std::collections::BTreeMap;

use souk_domain::{
    ids::{AccountId, OrderId, PromotionCodeId, PromotionId},
    pricing::{CodeStanding, EnteredCode, PricedCart},
    refusal::CheckoutRefusal,
};

use super::{
    offers::offers,
    store::uses::{self, RedemptionRow},
};
use crate::{App, Ctx, Result};

/// Who uses a promotion: the account, or for a guest the e-mail address, as a keyed hash, so that what is kept of it names nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Customer([u8; 32]);

impl Customer {
    /// `None`: nobody knows yet who buys.
    pub(crate) fn of(app: &App, account: Option<AccountId>, email_key: Option<&str>) -> Option<Self> {
        let hash = |kind: &str, who: &[u8]| Self(app.key().keyed_hash("customer", &[kind.as_bytes(), who]));
        match account {
            Some(account) => Some(hash("account", account.as_bytes())),
            None => email_key.map(|email| hash("email", email.as_bytes())),
        }
    }

    pub(super) fn key(&self) -> &[u8; 32] {
        &self.0
    }
}

/// What an order is about to use.
pub(crate) struct Used<'a> {
    pub(crate) priced: &'a PricedCart,
    pub(crate) entered: &'a [(PromotionCodeId, EnteredCode)],
    pub(crate) customer: Customer,
}

/// Takes one use of each promotion that lowers the order, in the order of their ids: of the promotion, of the customer, of the
/// code. Every row is locked from then on. Errors: the last use went to somebody else since the cart was priced.
pub(crate) async fn redeem(ctx: &Ctx<'_>, order: OrderId, used: Used<'_>) -> Result<()> {
    let names: BTreeMap<PromotionId, &str> =
        used.priced.adjustments.iter().map(|given| (given.promotion, given.name.as_str())).collect();
    if names.is_empty() {
        return Ok(());
    }
    let offers = offers(ctx).await?;
    for (promotion, name) in names {
        let gone = || CheckoutRefusal::PromotionGone { name: name.to_owned() };
        let offer = offers.find(promotion).ok_or_else(gone)?;
        let customer = used.customer.key();
        let open = |(_, code): &&(PromotionCodeId, EnteredCode)| {
            code.promotion == promotion && code.standing == CodeStanding::Open
        };
        let code = used.entered.iter().find(open).filter(|_| offer.rule.needs_code).map(|(id, _)| *id);
        let is_taken = uses::take(ctx, promotion, offer.limit_total).await?
            && uses::take_of_customer(ctx, promotion, customer, offer.limit_per_customer).await?
            && match code {
                Some(code) => uses::take_of_code(ctx, code).await?,
                None => true,
            };
        if !is_taken {
            return Err(gone().into());
        }
        let row = RedemptionRow {
            promotion,
            order,
            customer_key: *customer,
            code,
            given_back_at: None,
            created_at: ctx.now,
        };
        uses::insert_redemption(ctx, &row).await?;
    }
    Ok(())
}

/// Gives back what an order used that ends unpaid; again it changes nothing. The order is locked.
pub(crate) async fn give_back(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    for used in uses::list_redemptions(ctx, order).await? {
        uses::give_back(ctx, &used).await?;
    }
    Ok(())
}
