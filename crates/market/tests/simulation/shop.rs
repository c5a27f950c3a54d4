//! The shop of the simulation: a real database and the real use cases, under a clock and a chance of the driver's.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use souk_db::{Db, scratch::Scratch};
use souk_domain::{
    ids::{ProductId, VariantId},
    text::Email,
};
use souk_market::{
    Actor, App, Parts,
    catalogue::{
        NewCategory, NewProduct, ProductDetails, ProductStatus, VariantDraft, create_category_in,
        create_product_in, list_variants,
    },
    limits::Limits,
    mail::KeptHere,
    notifications::{Letter, Letterhead, Letters, Written, letter_port},
    payments::Gateways,
    ports::{Carriers, Clock, Folder, OutgoingPolicy, RateSources, TaxSource},
    secrets::ServerKey,
    shipping, vendors,
};

use super::{chance::Chance, line::Line};

/// 2026-03-01T00:00:00Z
const START_MS: i64 = 1_772_323_200_000;

pub(crate) struct SimClock(AtomicI64);

impl SimClock {
    pub(crate) fn new() -> Self {
        Self(AtomicI64::new(START_MS))
    }

    pub(crate) fn advance(&self, by: SignedDuration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).expect("a short while"), Ordering::SeqCst);
    }
}

impl Clock for SimClock {
    fn now(&self) -> Timestamp {
        // time passes between any two looks, as it does in life
        Timestamp::from_millisecond(self.0.fetch_add(1, Ordering::SeqCst)).expect("a time")
    }

    fn elapsed(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.load(Ordering::SeqCst)).expect("after 1970"))
    }
}

struct Plain;

impl Letters for Plain {
    fn write(&self, _head: &Letterhead, letter: &Letter<'_>) -> Written {
        let subject = match letter {
            Letter::OrderPlaced { .. } => "placed",
            Letter::PaymentReceived { .. } => "received",
            Letter::PaymentFailed { .. } => "failed",
            Letter::OrderCancelled { .. } => "cancelled",
            Letter::LatePaymentReturned { .. } => "returned",
            Letter::OrderLink { .. } => "link",
            Letter::VendorNewOrder { .. } => "new order",
            Letter::RefundLeftToStaff { .. } | Letter::RefundContradicted { .. } | Letter::Refund { .. } => {
                "refund"
            }
            Letter::Return { .. } | Letter::VendorReturn { .. } => "return",
            Letter::PaymentStayedOpen { .. } => "open",
            Letter::TransferAwaited { .. } => "awaited",
            Letter::Parcel { news, .. } => news.as_str(),
            Letter::NotReceived { .. } => "not received",
            Letter::ReviewAsked { .. } => "review asked",
            Letter::CalledOff { .. } => "called off",
            Letter::StockRanLow { .. } => "few left",
            Letter::Account(_) => "account",
            Letter::Vendor(_) => "vendor",
            Letter::ToMarket { .. } => "to the market",
        };
        Written { subject: subject.to_owned(), text: subject.to_owned(), html: subject.to_owned() }
    }
}

/// One life of the shop's process; the database, the bank and time outlive it.
pub(crate) fn start(
    db: &Db,
    scratch: &Scratch,
    clock: &Arc<SimClock>,
    chance: &Arc<Chance>,
    line: &Arc<Line>,
) -> App {
    App::new(Parts {
        db: db.clone(),
        clock: Arc::clone(clock) as _,
        random: Arc::clone(chance) as _,
        key: ServerKey::new([7; 32]),
        gateways: Gateways::new(vec![Arc::clone(line) as _]),
        carriers: Carriers::default(),
        carrier_rates: RateSources::default(),
        taxes: TaxSource::default(),
        letters: letter_port(Plain),
        mailer: Arc::new(KeptHere),
        files: Arc::new(Folder::open(scratch.directory().join("media")).expect("a folder")),
        public_url: "http://shop.test".to_owned(),
        outgoing: OutgoingPolicy::default(),
        limits: Limits { unpaid_per_email: 1000, declines_per_quarter_hour: 100_000, ..Limits::default() },
    })
}

/// What is for sale, by how it behaves.
pub(crate) struct Goods {
    pub(crate) variants: Vec<VariantId>,
}

/// Two vendors with a unique piece, a scarce thing, a plentiful one, one that is not counted, one on backorder and one that
/// is not shipped.
pub(crate) async fn stock_up(app: &App) -> Goods {
    let products = app
        .write(Actor::Operator, |ctx| {
            Box::pin(async move {
                shipping::ensure_default_methods(ctx).await?;
                let category = create_category_in(
                    ctx,
                    &NewCategory {
                        name: "Things".to_owned(),
                        slug: None,
                        description: String::new(),
                        parent: None,
                    },
                )
                .await?;
                let mut products: Vec<ProductId> = Vec::new();
                for (name, kinds) in [("Kiln & Fern", 0..3), ("Fennel & Son", 3..6)] {
                    let new = vendors::NewVendor {
                        name: name.to_owned(),
                        email: Email::parse("maker@example.com").expect("an address"),
                        slug: None,
                        tagline: String::new(),
                        story: String::new(),
                        city: "Porto".to_owned(),
                        country: "PT".to_owned(),
                    };
                    let vendor = vendors::create(ctx, &new).await?;
                    vendors::approve(ctx, vendor).await?;
                    for kind in kinds {
                        let product = NewProduct {
                            category,
                            name: format!("Thing {kind}"),
                            description: "A thing.".to_owned(),
                            slug: None,
                            handle: None,
                            specs: Vec::new(),
                            tags: Vec::new(),
                            details: ProductDetails::default(),
                            status: ProductStatus::Active,
                            options: Vec::new(),
                            variants: vec![draft(kind)],
                        };
                        products.push(create_product_in(ctx, vendor, &product).await?);
                    }
                }
                Ok(products)
            })
        })
        .await
        .expect("the shop is stocked");
    let variants = app
        .read(Actor::Operator, move |ctx| {
            let products = products.clone();
            Box::pin(async move {
                let mut variants = Vec::new();
                for product in products {
                    variants.extend(list_variants(ctx, product).await?.into_iter().map(|variant| variant.id));
                }
                Ok(variants)
            })
        })
        .await
        .expect("the variants are there");
    Goods { variants }
}

fn draft(kind: usize) -> VariantDraft {
    let draft = VariantDraft {
        weight_g: 500,
        ..VariantDraft::new(1999 + 137 * i64::try_from(kind).expect("small"), 3)
    };
    match kind {
        0 => VariantDraft { is_unique: true, stock: 1, ..draft },
        1 => VariantDraft { stock: 40, ..draft },
        2 => VariantDraft { tracked: false, stock: 0, ..draft },
        3 => VariantDraft { backorder: true, stock: 1, ..draft },
        4 => VariantDraft { requires_shipping: false, stock: 6, ..draft },
        _ => draft,
    }
}
