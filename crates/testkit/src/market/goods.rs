//! What vendors sell.

use souk_domain::{
    ids::{CartKey, VariantId, VendorId},
    quantity::Quantity,
    tax::TaxClassCode,
    text::{Email, Slug},
};
use souk_market::{
    Actor, Error, Result, accounts, cart,
    catalogue::{self, NewProduct, ProductChanges, ProductDetails, ProductStatus, VariantDraft},
    inventory::{self, Adjustment, Change, Reason},
    vendors::{self, NewVendor},
};

use super::Market;

/// A product with one variant.
#[derive(Clone, Debug)]
pub struct Good {
    draft: VariantDraft,
    tax_class: TaxClassCode,
}

impl Good {
    /// Counted, taxed and shipped. `price` is in minor units.
    pub fn new(price: i64, stock: i64) -> Self {
        Self { draft: VariantDraft::new(price, stock), tax_class: TaxClassCode::default() }
    }

    /// One piece that exists once.
    pub fn unique(price: i64) -> Self {
        let draft = VariantDraft { is_unique: true, ..VariantDraft::new(price, 1) };
        Self { draft, ..Self::new(price, 1) }
    }

    /// Never counted.
    #[must_use]
    pub fn untracked(mut self) -> Self {
        self.draft.tracked = false;
        self
    }

    /// May be promised beyond what is there.
    #[must_use]
    pub fn on_backorder(mut self) -> Self {
        self.draft.backorder = true;
        self
    }

    /// Needs no parcel and no address.
    #[must_use]
    pub fn not_shipped(mut self) -> Self {
        self.draft.requires_shipping = false;
        self
    }

    /// Of another tax class than the standard one.
    #[must_use]
    pub fn of_class(mut self, class: &str) -> Self {
        self.tax_class = TaxClassCode::parse(class).expect("the word of a class");
        self
    }

    /// Bears no tax.
    #[must_use]
    pub fn untaxed(mut self) -> Self {
        self.draft.taxable = false;
        self
    }
}

impl Market {
    /// An active vendor.
    pub async fn vendor(&self, name: &str) -> VendorId {
        let slug = Slug::from_name(name).expect("a name that makes a slug");
        let new = NewVendor {
            name: name.to_owned(),
            email: Email::parse(&format!("{slug}@vendors.example")).expect("an address"),
            slug: None,
            tagline: String::new(),
            story: String::new(),
            city: String::new(),
            country: String::new(),
        };
        let made = vendors::create_vendor(&self.app, Actor::Operator, new, None).await.expect("a vendor");
        let vendor = made.fresh().expect("it came under no key").id;
        vendors::approve_vendor(&self.app, Actor::Operator, vendor, None).await.expect("it may sell");
        vendor
    }

    /// A product of `stock` pieces at `price` minor units each.
    pub async fn product(&self, vendor: VendorId, price: i64, stock: i64) -> VariantId {
        self.sell(vendor, Good::new(price, stock)).await
    }

    /// A product as described.
    pub async fn sell(&self, vendor: VendorId, good: Good) -> VariantId {
        let new = NewProduct {
            category: self.category,
            name: format!("Thing {}", self.count()),
            description: String::new(),
            slug: None,
            handle: None,
            specs: Vec::new(),
            tags: Vec::new(),
            details: ProductDetails { tax_class: good.tax_class, ..ProductDetails::default() },
            status: ProductStatus::Active,
            options: Vec::new(),
            variants: vec![good.draft],
        };
        let made = catalogue::create_product(&self.app, Actor::Operator, vendor, new, None).await;
        let (page, _currency) = made.expect("a product").fresh().expect("it came under no key");
        page.variants.first().expect("its variant").variant.id
    }

    /// Changes what a variant made by [`Market::sell`] costs; nothing else of it but the flags of `good`.
    pub async fn reprice(&self, variant: VariantId, good: Good) {
        let made = self.app.write(Actor::Operator, move |ctx| {
            let draft = VariantDraft { id: Some(variant), ..good.draft.clone() };
            Box::pin(async move {
                let found =
                    catalogue::purchasable_variants(ctx, &[variant]).await?.pop().expect("the variant");
                let changes = ProductChanges { variants: Some(vec![draft]), ..ProductChanges::default() };
                catalogue::update_product(ctx, found.vendor, found.product, &changes).await
            })
        });
        made.await.expect("a new price");
    }

    /// Puts one more piece into a cart.
    pub async fn add_to(&self, cart: CartKey, variant: VariantId) -> Result<()> {
        let one = Quantity::parse(1).expect("a quantity");
        cart::add_cart_line(&self.app, Actor::Guest, cart, (variant, one), None).await.map(|_| ())
    }

    /// A vendor found so many more pieces at its first location, or lost them. Less than orders hold is left as it is.
    pub async fn count_stock(&self, vendor: VendorId, variant: VariantId, by: i64) {
        let adjustment = Adjustment {
            variant,
            location: None,
            change: Change::By(by),
            reason: Reason::Adjustment,
            note: None,
            cause: None,
        };
        match inventory::adjust_stock(&self.app, Actor::Operator, vendor, adjustment, None).await {
            Err(Error::Fault(fault)) => panic!("{fault}"),
            Ok(_) | Err(Error::Refused(_)) => {}
        }
    }

    /// A cart with these things in it.
    pub async fn cart(&self, wanted: &[(VariantId, u32)]) -> CartKey {
        self.try_cart(wanted).await.expect("a cart")
    }

    /// The same, where a refusal may be what is expected.
    pub async fn try_cart(&self, wanted: &[(VariantId, u32)]) -> Result<CartKey> {
        let (key, _empty) = accounts::open_cart(&self.app, Actor::Guest, None).await?;
        for (variant, quantity) in wanted {
            let quantity = Quantity::parse(i64::from(*quantity)).expect("a quantity");
            cart::add_cart_line(&self.app, Actor::Guest, key, (*variant, quantity), None).await?;
        }
        Ok(key)
    }
}
