//! What a promotion names, between the words of a page and ids: people copy addresses, and know no ids.

use souk_domain::{
    bounds::promotion::MAX_TARGETS,
    field::FieldErrors,
    ids::{CategoryId, ProductId, PromotionId, VariantId, VendorId},
    pricing::{Scope, ScopeKind},
    refusal::RequestRefusal,
    text::fold_key,
};

use super::{
    PromotionView, Whose,
    making::{find, views},
    store::targets,
    use_cases::{SEE, permitted},
};
use crate::{Actor, App, BoxFuture, Ctx, Result};

/// A promotion, with the last parts of the addresses of what it names.
#[derive(Clone, Debug)]
pub struct PromotionSheet {
    pub view: PromotionView,
    pub targets: Vec<String>,
}

/// One promotion as a form shows it. Errors: there is none, or it is another vendor's.
pub fn show_promotion_sheet(
    app: &App,
    actor: Actor,
    (whose, id): (Whose, PromotionId),
) -> BoxFuture<'static, Result<PromotionSheet>> {
    let found = app.read(actor, move |ctx| {
        Box::pin(async move {
            let stored = find(ctx, (whose.vendor(), id), false).await?;
            let targets = slugs_of(ctx, &stored.draft.scope).await?;
            let view = views(ctx, vec![stored]).await?.pop().ok_or(RequestRefusal::NotFound)?;
            Ok(PromotionSheet { view, targets })
        })
    });
    permitted(actor, whose.own(), SEE, found)
}

/// The scope of what was typed: each an id, or an address or the last part of one. Errors: what is not there, or not that vendor's,
/// at `/targets`; nothing or too much is named.
pub fn read_scope(
    app: &App,
    actor: Actor,
    whose: Whose,
    (kind, typed): (ScopeKind, Vec<String>),
) -> BoxFuture<'static, Result<Scope>> {
    let read = app.read_with(actor, typed, move |ctx, typed| {
        Box::pin(async move { scope_of(ctx, whose.own(), kind, typed).await })
    });
    permitted(actor, whose.own(), SEE, read)
}

async fn scope_of(ctx: &Ctx<'_>, of: Option<VendorId>, kind: ScopeKind, typed: &[String]) -> Result<Scope> {
    if kind == ScopeKind::All {
        return Ok(Scope::All);
    }
    let mut wrong = FieldErrors::default();
    if !(1..=MAX_TARGETS).contains(&typed.len()) {
        wrong.add("/targets", "out_of_range", format!("Name from 1 to {MAX_TARGETS}, one in each line."));
    }
    let mut ids = Vec::with_capacity(typed.len().min(MAX_TARGETS));
    for text in typed.iter().take(MAX_TARGETS) {
        let word = last_part(text);
        let found = match kind {
            ScopeKind::Products => match word.parse::<ProductId>() {
                Ok(id) => Some(*id.as_bytes()),
                Err(_) => targets::product(ctx, &fold_key(word), of).await?,
            },
            ScopeKind::Categories => match word.parse::<CategoryId>() {
                Ok(id) => Some(*id.as_bytes()),
                Err(_) => targets::category(ctx, &fold_key(word)).await?,
            },
            ScopeKind::Vendors | ScopeKind::All => match word.parse::<VendorId>() {
                Ok(id) => Some(*id.as_bytes()),
                Err(_) => targets::vendor(ctx, &fold_key(word)).await?,
            },
        };
        match found {
            Some(id) => ids.push(id),
            None => wrong.add(
                "/targets",
                "not_found",
                format!("“{text}” is not there. Copy the address of its page."),
            ),
        }
    }
    wrong.none().map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    let ids = ids.into_iter();
    Ok(match kind {
        ScopeKind::All => Scope::All,
        ScopeKind::Products => Scope::Products(ids.map(ProductId::from_bytes).collect()),
        ScopeKind::Categories => Scope::Categories(ids.map(CategoryId::from_bytes).collect()),
        ScopeKind::Vendors => Scope::Vendors(ids.map(VendorId::from_bytes).collect()),
    })
}

/// The last part of an address, without what stands behind its question mark.
fn last_part(text: &str) -> &str {
    let path = text.trim().split(['?', '#']).next().unwrap_or_default();
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

async fn slugs_of(ctx: &Ctx<'_>, scope: &Scope) -> Result<Vec<String>> {
    let mut slugs = Vec::new();
    match scope {
        Scope::All => {}
        Scope::Products(products) => {
            for id in products {
                slugs.extend(targets::product_slug(ctx, *id).await?);
            }
        }
        Scope::Categories(categories) => {
            for id in categories {
                slugs.extend(targets::category_slug(ctx, *id).await?);
            }
        }
        Scope::Vendors(vendors) => {
            for id in vendors {
                slugs.extend(targets::vendor_slug(ctx, *id).await?);
            }
        }
    }
    Ok(slugs)
}

/// The variant that a word means: its id, or the first of a product by the product's address. `None`: there is none, or it is not
/// that vendor's.
pub fn find_variant(
    app: &App,
    actor: Actor,
    whose: Whose,
    typed: String,
) -> BoxFuture<'static, Result<Option<VariantId>>> {
    let found = app.read_with(actor, typed, move |ctx, typed| {
        Box::pin(async move {
            let word = last_part(typed);
            match word.parse::<VariantId>() {
                Ok(id) => Ok(Some(id)),
                Err(_) => targets::variant(ctx, &fold_key(word), whose.own()).await,
            }
        })
    });
    permitted(actor, whose.own(), SEE, found)
}

#[cfg(test)]
mod tests {
    use super::last_part;

    #[test]
    fn people_copy_addresses() {
        for typed in [
            "tall-mug",
            " tall-mug ",
            "/p/tall-mug",
            "https://shop.example/p/tall-mug?variant=var_1#more",
            "https://shop.example/p/tall-mug/",
        ] {
            assert_eq!(last_part(typed), "tall-mug", "{typed}");
        }
    }
}
