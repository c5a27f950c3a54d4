//! The small shop the tests stand in.

use souk_db::{params, sql};
use souk_domain::{
    ids::{
        CartId, CategoryId, OrderId, OrderLineId, OrderNumber, ProductId, VariantId, VendorId, VendorOrderId,
    },
    refusal::{CartRefusal, Refusal},
    text::Email,
};
use souk_market::{
    Actor, App, BoxFuture, Ctx, Error, Result,
    catalogue::{self, NewCategory, NewProduct, ProductDetails, ProductStatus, VariantDraft},
    inventory::{self, Demand},
    vendors::{self, NewVendor},
};
pub(crate) use souk_testkit::market::Market;

pub(crate) struct Shop {
    pub(crate) market: Market,
    pub(crate) vendor: VendorId,
    pub(crate) category: CategoryId,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        Self::within(Market::open().await).await
    }

    pub(crate) async fn within(market: Market) -> Self {
        let (vendor, category) = market
            .app
            .write(Actor::Operator, |ctx| {
                Box::pin(async move {
                    let vendor = vendors::create(ctx, &vendor_named("Clay & Co")).await?;
                    vendors::approve(ctx, vendor).await?;
                    let new = NewCategory {
                        name: "Pottery".to_owned(),
                        slug: None,
                        description: String::new(),
                        parent: None,
                    };
                    Ok((vendor, catalogue::create_category_in(ctx, &new).await?))
                })
            })
            .await
            .expect("a vendor and a category");
        Self { market, vendor, category }
    }

    pub(crate) fn app(&self) -> &App {
        &self.market.app
    }

    pub(crate) async fn write<T: Send + 'static>(
        &self,
        body: impl for<'a, 'c> Fn(&'a Ctx<'c>) -> BoxFuture<'a, Result<T>> + Send + Sync + 'static,
    ) -> Result<T> {
        self.app().write(Actor::Operator, body).await
    }

    /// An active product with one variant.
    pub(crate) async fn product(&self, name: &str, variant: VariantDraft) -> (ProductId, VariantId) {
        let (vendor, new) = (self.vendor, product_named(self.category, name, variant));
        self.write(move |ctx| {
            let new = new.clone();
            Box::pin(async move {
                let id = catalogue::create_product_in(ctx, vendor, &new).await?;
                let variants = catalogue::list_variants(ctx, id).await?;
                Ok((id, variants[0].id))
            })
        })
        .await
        .expect("a product")
    }

    /// What the cart would see of a variant.
    pub(crate) async fn purchasable(&self, variant: VariantId) -> catalogue::PurchasableVariant {
        self.write(move |ctx| Box::pin(async move { catalogue::purchasable_variants(ctx, &[variant]).await }))
            .await
            .expect("an answer")
            .pop()
            .expect("the variant")
    }

    /// One number of the database.
    pub(crate) async fn number(&self, statement: &'static souk_db::Statement) -> i64 {
        self.write(move |ctx| Box::pin(async move { Ok(ctx.tx.one::<i64>(statement, &[]).await?) }))
            .await
            .expect("a number")
    }
}

pub(crate) fn vendor_named(name: &str) -> NewVendor {
    NewVendor {
        name: name.to_owned(),
        email: Email::parse("clay@example.org").expect("an address"),
        slug: None,
        tagline: String::new(),
        story: String::new(),
        city: "Porto".to_owned(),
        country: "PT".to_owned(),
    }
}

pub(crate) fn product_named(category: CategoryId, name: &str, variant: VariantDraft) -> NewProduct {
    NewProduct {
        category,
        name: name.to_owned(),
        description: "Thrown by hand.".to_owned(),
        slug: None,
        handle: None,
        specs: Vec::new(),
        tags: Vec::new(),
        details: ProductDetails::default(),
        status: ProductStatus::Active,
        options: Vec::new(),
        variants: vec![variant],
    }
}

/// A line of an order, its variant and how many of it.
pub(crate) type Line = (OrderLineId, VariantId, u32);

impl Shop {
    /// An order of some lines, as checkout makes it before it reserves: one of each variant and quantity.
    pub(crate) async fn order(&self, lines: &[(VariantId, u32)]) -> (OrderId, Vec<Line>) {
        let (app, vendor, lines) = (self.app().clone(), self.vendor, lines.to_vec());
        self.write(move |ctx| {
            let (app, lines) = (app.clone(), lines.clone());
            Box::pin(async move { insert_order(&app, ctx, vendor, &lines).await })
        })
        .await
        .expect("an order")
    }

    /// Reserves as checkout does: a shortage rolls everything back.
    pub(crate) async fn reserve(
        &self,
        order: OrderId,
        lines: Vec<Line>,
    ) -> Result<(), Vec<(VariantId, u32)>> {
        let reserved = self
            .write(move |ctx| {
                let lines = lines.clone();
                Box::pin(async move {
                    let mut demands = Vec::new();
                    for (line, variant, quantity) in lines {
                        let found = catalogue::purchasable_variants(ctx, &[variant]).await?;
                        demands.push(Demand::new(line, found.first().expect("the variant"), quantity));
                    }
                    match inventory::reserve(ctx, order, &demands).await? {
                        Ok(()) => Ok(()),
                        Err(short) => {
                            let (variant, left) = short[0];
                            Err(CartRefusal::OutOfStock { variant, left }.into())
                        }
                    }
                })
            })
            .await;
        match reserved {
            Ok(()) => Ok(()),
            Err(Error::Refused(Refusal::Cart(CartRefusal::OutOfStock { variant, left }))) => {
                Err(vec![(variant, left)])
            }
            Err(other) => panic!("{other}"),
        }
    }
}

async fn insert_order(
    app: &App,
    ctx: &Ctx<'_>,
    vendor: VendorId,
    lines: &[(VariantId, u32)],
) -> Result<(OrderId, Vec<Line>)> {
    let (cart, order, part) =
        (ctx.id(CartId::from_parts), ctx.id(OrderId::from_parts), ctx.id(VendorOrderId::from_parts));
    ctx.tx
        .run(
            sql!(
                "insert into cart (id, key_hash, status, order_id, currency, codes, revision, created_at, updated_at) \
                 values (?, ?, 'ordered', null, 'USD', 0, 1, ?, ?)"
            ),
            params![cart, app.random_bytes::<32>(), ctx.now, ctx.now],
        )
        .await?;
    let number = OrderNumber::from_random(app.random_bytes()).to_string();
    ctx.tx
        .run(
            sql!(
                "insert into orders (id, number, cart_id, email, email_key, status, currency, tax_included, subtotal, \
                 discount_total, shipping_total, tax_total, grand_total, adjustments, token_version, revision, created_at, updated_at) \
                 values (?, ?, ?, 'a@b.example', 'a@b.example', 'pending', 'USD', ?, 0, 0, 0, 0, 0, 0, 1, 1, ?, ?)"
            ),
            params![order, number, cart, false, ctx.now, ctx.now],
        )
        .await?;
    ctx.tx
        .run(
            sql!(
                "insert into vendor_order (id, order_id, vendor_id, position, status, subtotal, discount_total, \
                 platform_discount, shipping, shipping_tax, tax_total, total, commission, commission_tax, \
                 shipping_commission, shipping_commission_tax, tax_remitted, vendor_net, holds, revision, created_at, updated_at) \
                 values (?, ?, ?, 1, 'pending', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, ?, ?)"
            ),
            params![part, order, vendor, ctx.now, ctx.now],
        )
        .await?;
    let mut made = Vec::new();
    for (variant, quantity) in lines {
        let line = ctx.id(OrderLineId::from_parts);
        ctx.tx
            .run(
                sql!(
                    "insert into order_line (id, order_id, vendor_order_id, position, product_id, variant_id, name, \
                     options, unit_price, quantity, discount, platform_discount, tax_bps, tax_class, tax_remitter, tax, total, \
                     commission_bps, commission, commission_tax, tax_remitted, vendor_net, requires_shipping, is_unique, fulfilled, cancelled, \
                     returned, refunded, refunded_total) \
                     select ?, o.id, ?, 1, v.product_id, v.id, 'x', '', 0, 1, 0, 0, 0, 'standard', 'market', 0, 0, 0, 0, 0, 0, 0, v.taxable, \
                     v.is_unique, 0, 0, 0, 0, 0 from orders o join variant v on v.id = ? where o.id = ?"
                ),
                params![line, part, variant, order],
            )
            .await?;
        made.push((line, *variant, *quantity));
    }
    Ok((order, made))
}
