//! PREPARE: everything that makes an order, in one transaction.

use std::collections::BTreeMap;

use souk_domain::{
    address::Address,
    card::Card,
    ids::{
        AttemptId, CartKey, OrderId, OrderLineId, OrderNumber, PaymentId, ShippingMethodId, VendorId,
        VendorOrderId,
    },
    money::Currency,
    order::{CashCollector, OrderStatus, PaymentMethod, Placement},
    refusal::{CheckoutRefusal, PaymentRefusal, ShortLine},
    text::Email,
};

use super::{
    Answer,
    abuse::{self, Asker},
    answer::{replay, settle},
    finalise, in_progress,
    place::Under,
    quote::cash_offer,
    store,
};
use crate::{
    App, Ctx, Error, Result,
    cart::{self, CartContents, CartLineView, CartView, Delivery},
    commission,
    faults::{FaultPoint, reach},
    idempotency::{self, KeyClaim},
    inventory::{self, Demand},
    orders::{self, OrderRow, PlacedAs},
    payments::{self, BANK, CASH_OF_CARRIER, CASH_OF_VENDOR, CardFacts, Charge, Payment},
    promotions::{self, Used},
    queue::{self, EventKind},
    settings,
};

/// What a buyer asks for. Every field is part of what a key stands for.
#[derive(Clone, Hash)]
pub struct PlaceOrder {
    pub cart: CartKey,
    pub email: Email,
    pub phone: Option<String>,
    /// May be missing when nothing in the cart is shipped.
    pub shipping_address: Option<Address>,
    /// Missing means the same as the shipping address.
    pub billing_address: Option<Address>,
    /// Left out: each vendor's cheapest way.
    pub chosen: BTreeMap<VendorId, ShippingMethodId>,
    /// The total the buyer saw; without it the buyer takes the current one.
    pub expected_total: Option<(i64, Currency)>,
    /// What the buyer saw in the cart; without it the buyer takes what is there now.
    pub expected_contents: Option<CartContents>,
    pub method: PaymentMethod,
}

impl PlaceOrder {
    /// The least that an order needs; what else is known goes into its fields.
    pub fn new(cart: CartKey, email: Email, method: PaymentMethod) -> Self {
        Self {
            cart,
            email,
            phone: None,
            shipping_address: None,
            billing_address: None,
            chosen: BTreeMap::new(),
            expected_total: None,
            expected_contents: None,
            method,
        }
    }

    /// Where it goes and how.
    pub(super) fn delivery(&self) -> Delivery {
        Delivery {
            destination: self.shipping_address.as_ref().map(Address::destination),
            chosen: self.chosen.clone(),
            email_key: Some(self.email.key()),
        }
    }
}

/// What PREPARE rests on.
pub(super) struct Asked {
    pub(super) order: PlaceOrder,
    /// The client's network, for limits.
    pub(super) client: Option<String>,
    /// With [`PaymentMethod::Card`].
    pub(super) card: Option<CardFacts>,
    pub(super) under: Under,
}

/// What PREPARE came to.
pub(super) enum Prepared {
    /// The first answer to this key, or one that needs no gateway.
    Answered(Answer),
    /// Ask the gateway.
    Charge(Call),
    /// An earlier process died after opening this attempt.
    Resume { order: OrderId, attempt: AttemptId },
}

/// A call to a gateway that a committed attempt stands for.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) order: OrderId,
    pub(super) attempt: AttemptId,
    pub(super) gateway: String,
    /// What the gateway knows it by; none when it must be begun first.
    pub(super) reference: Option<String>,
    pub(super) charge: Charge,
}

impl Call {
    pub(super) fn new(app: &App, attempt: AttemptId, gateway: &str, payment: &Payment, number: &str) -> Self {
        let charge = Charge {
            key: attempt.to_string(),
            total: payment.total,
            currency: payment.currency,
            description: format!("Order {number}"),
            return_url: format!("{}/o/{number}/return", app.public_url()),
            webhook_url: format!("{}/api/v1/webhooks/payments/{gateway}", app.public_url()),
        };
        Self { order: payment.order, attempt, gateway: gateway.to_owned(), reference: None, charge }
    }
}

pub(super) async fn prepare(ctx: &Ctx<'_>, request: &Asked) -> Result<Prepared> {
    let Asked { order: asked, client, card, under } = request;
    let ids = (ctx.id(OrderId::from_parts), ctx.id(AttemptId::from_parts));
    match idempotency::begin(ctx, &under.key, (asked.method == PaymentMethod::Card).then_some(ids)).await? {
        KeyClaim::Fresh => {}
        KeyClaim::Resume { order, attempt } => return Ok(Prepared::Resume { order, attempt }),
        KeyClaim::Replay { response, order } => {
            return Ok(Prepared::Answered(replay(ctx, response, order).await?));
        }
    }
    let cart = open_cart(ctx, asked).await?;
    let email_key = asked.email.key();
    let client_key = client.as_ref().map(|client| ctx.app.key().keyed_hash("client", &[client.as_bytes()]));
    let described = card.as_ref().map(CardFacts::described);
    let asker = Asker {
        account: ctx.actor.account(),
        email_key: &email_key,
        client: client_key.as_ref(),
        card: described.as_deref(),
    };
    abuse::check_unpaid(ctx, asker).await?;
    abuse::check_declines(ctx, asker).await?;

    let method = if cart.priced.grand_total == 0 { PaymentMethod::None } else { asked.method };
    let placed = insert_order(ctx, asked, &cart, method, ids, client_key.as_ref()).await?;
    let prepared = match (placed.attempt, card) {
        (Some(attempt), Some(card)) => {
            Prepared::Charge(insert_attempt(ctx, attempt, &placed.payment, &placed.number, card).await?)
        }
        _ => {
            Prepared::Answered(settle_without_gateway(ctx, under, method, placed.payment.order, &cart).await?)
        }
    };
    reach(FaultPoint::BeforePrepareCommit);
    Ok(prepared)
}

/// What follows an order that no gateway is asked for.
async fn settle_without_gateway(
    ctx: &Ctx<'_>,
    under: &Under,
    method: PaymentMethod,
    order: OrderId,
    cart: &CartView,
) -> Result<Answer> {
    match method {
        PaymentMethod::Card => return Err(PaymentRefusal::MethodNotOffered.into()),
        PaymentMethod::BankTransfer => {
            require_transfer_offered(ctx, order).await?;
            queue::emit(ctx, EventKind::OrderPlaced, order.as_bytes()).await?;
        }
        PaymentMethod::CashOnDelivery => {
            if let Err(why) = cash_offer(ctx, cart).await? {
                return Err(PaymentRefusal::CashNotOffered { why }.into());
            }
            finalise::accept(ctx, order).await?;
        }
        // asked for by nobody: it is what a total of nothing comes to
        PaymentMethod::None if cart.priced.grand_total > 0 => {
            return Err(PaymentRefusal::MethodNotOffered.into());
        }
        PaymentMethod::None => finalise::pay_nothing(ctx, order).await?,
    }
    settle(ctx, under.both(), orders::load(ctx, order).await?, None).await
}

/// The cart, locked, priced for its destination, and such as the buyer expects.
async fn open_cart(ctx: &Ctx<'_>, asked: &PlaceOrder) -> Result<CartView> {
    let cart = cart::load_locked(ctx, asked.cart, &asked.delivery()).await.map_err(not_found_as_checkout)?;
    if let Some(order) = cart.order {
        return Err(CheckoutRefusal::CartOrdered { order }.into());
    }
    if cart.lines.is_empty() {
        return Err(CheckoutRefusal::CartEmpty.into());
    }
    let gone: Vec<_> = cart
        .lines
        .iter()
        .filter(|line| !line.purchasable.for_sale)
        .map(|line| line.purchasable.variant)
        .collect();
    if !gone.is_empty() {
        return Err(CheckoutRefusal::NotForSale { variants: gone }.into());
    }
    let is_away = |line: &&CartLineView| line.purchasable.away.is_some();
    if let Some(first) = cart.lines.iter().find(is_away) {
        let of_vendor =
            |line: &&CartLineView| is_away(line) && line.purchasable.vendor == first.purchasable.vendor;
        return Err(CheckoutRefusal::VendorAway {
            vendor: first.purchasable.vendor_name.clone(),
            until: first.purchasable.away.and_then(|closure| closure.until),
            variants: cart.lines.iter().filter(of_vendor).map(|line| line.purchasable.variant).collect(),
        }
        .into());
    }
    let sold: Vec<_> = (0_usize..)
        .zip(&cart.lines)
        .filter(|(_, line)| line.purchasable.sold)
        .map(|(place, line)| short_line(place, line.purchasable.variant, 0))
        .collect();
    if !sold.is_empty() {
        return Err(CheckoutRefusal::OutOfStock { lines: sold }.into());
    }
    if asked.shipping_address.is_none() && cart.lines.iter().any(|line| line.purchasable.requires_shipping) {
        let field = souk_domain::field::FieldError::new(
            "/shipping_address",
            "required",
            "Something in the cart is shipped: say where to.",
        );
        return Err(CheckoutRefusal::Invalid { fields: vec![field] }.into());
    }
    cart.priced.require_shippable()?;
    if let Some((total, currency)) = asked.expected_total {
        if currency != cart.currency {
            return Err(CheckoutRefusal::CurrencyMismatch { charged: cart.currency }.into());
        }
        if total != cart.priced.grand_total {
            return Err(CheckoutRefusal::TotalChanged { totals: cart.priced.totals() }.into());
        }
    }
    if asked.expected_contents.is_some_and(|contents| contents != cart.contents()) {
        return Err(CheckoutRefusal::ContentsChanged.into());
    }
    Ok(cart)
}

fn not_found_as_checkout(error: Error) -> Error {
    match error.refusal() {
        Some(souk_domain::refusal::Refusal::Cart(souk_domain::refusal::CartRefusal::NotFound)) => {
            CheckoutRefusal::CartNotFound.into()
        }
        _ => error,
    }
}

fn short_line(place: usize, variant: souk_domain::ids::VariantId, left: u32) -> ShortLine {
    ShortLine { pointer: format!("/lines/{place}"), variant, left }
}

/// An order that was written, and the payment that it waits for.
struct Placed {
    number: String,
    payment: Payment,
    /// The attempt that the payment was opened with: it is to be written yet.
    attempt: Option<AttemptId>,
}

async fn insert_order(
    ctx: &Ctx<'_>,
    asked: &PlaceOrder,
    cart: &CartView,
    method: PaymentMethod,
    (order, attempt): (OrderId, AttemptId),
    client_key: Option<&[u8; 32]>,
) -> Result<Placed> {
    let terms = commission::terms(ctx).await?;
    let placement = Placement::of(&cart.priced, &terms.of_sale());
    let number = OrderNumber::from_random(ctx.app.random_bytes()).to_string();
    let hold = jiff::SignedDuration::from_secs(i64::from(method.terms().hold_s));
    let json = |address: Option<&Address>| address.map(orders::address_to_json).transpose();
    let shipping_address = json(asked.shipping_address.as_ref())?;
    // the same one is written once
    let other = asked.billing_address.as_ref().filter(|other| asked.shipping_address.as_ref() != Some(other));
    let billing_address = json(other)?;
    let row = OrderRow {
        id: order,
        number,
        cart: cart.id,
        buyer: ctx.actor.account(),
        email: asked.email.as_str().to_owned(),
        email_key: asked.email.key(),
        phone: asked.phone.clone(),
        status: OrderStatus::Pending,
        currency: placement.totals.currency,
        tax_included: placement.tax_included,
        subtotal: placement.totals.subtotal,
        discount_total: placement.totals.discount_total,
        shipping_total: placement.totals.shipping_total,
        tax_total: placement.totals.tax_total,
        grand_total: placement.totals.grand_total,
        adjustments: u32::try_from(cart.priced.adjustments.len()).unwrap_or(u32::MAX),
        shipping_address,
        billing_address,
        client_key: client_key.copied(),
        token_version: 1,
        expires_at: (method.terms().hold_s > 0).then(|| ctx.now + hold),
        cancel_reason: None,
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    ctx.tx.insert(&row).await?;
    let is_cash = method == PaymentMethod::CashOnDelivery;
    let demands = insert_vendor_orders(ctx, order, cart, (&placement, is_cash)).await?;
    // the guard that makes one cart at most one order
    if !cart::mark_ordered(ctx, cart.id, order).await? {
        return Err(CheckoutRefusal::CartOrdered { order }.into());
    }
    let attempt = (method == PaymentMethod::Card).then_some(attempt);
    let payment = insert_payment(ctx, order, method, cart, attempt).await?;
    orders::insert_event(ctx, order, None, None, OrderStatus::Pending, None).await?;
    redeem(ctx, order, cart).await?;
    reserve(ctx, order, cart, &demands).await?;
    Ok(Placed { number: row.number, payment, attempt })
}

/// Takes the uses of what lowers the order: last before its stock.
async fn redeem(ctx: &Ctx<'_>, order: OrderId, cart: &CartView) -> Result<()> {
    match cart.customer {
        Some(customer) => {
            let used = Used { priced: &cart.priced, entered: &cart.codes, customer };
            promotions::redeem(ctx, order, used).await
        }
        None => Err(Error::broken(format!("nobody buys {order}"))),
    }
}

async fn insert_payment(
    ctx: &Ctx<'_>,
    order: OrderId,
    method: PaymentMethod,
    cart: &CartView,
    attempt: Option<AttemptId>,
) -> Result<Payment> {
    let gateway = match method {
        PaymentMethod::Card => ctx.app.gateways().card().ok_or(PaymentRefusal::MethodNotOffered)?.name(),
        PaymentMethod::BankTransfer => BANK,
        PaymentMethod::CashOnDelivery => match settings::load(ctx).await?.cash_collector {
            CashCollector::Vendor => CASH_OF_VENDOR,
            CashCollector::Carrier => CASH_OF_CARRIER,
        },
        PaymentMethod::None => "none",
    };
    let reference = (method == PaymentMethod::BankTransfer).then(|| new_reference(ctx));
    let payment = payments::NewPayment {
        id: ctx.id(PaymentId::from_parts),
        order,
        method,
        gateway,
        currency: cart.currency,
        total: cart.priced.grand_total,
        reference,
        open_attempt: attempt,
    };
    payments::insert(ctx, payment).await
}

/// A transfer holds stock for a week: a piece that exists once waits that long only when its vendor agreed to it.
pub(super) async fn require_transfer_offered(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    if store::holds_unique_without_transfer(ctx, order).await? {
        return Err(PaymentRefusal::MethodNotOffered.into());
    }
    Ok(())
}

/// What a buyer writes on a transfer: short, unique, told apart from an order number.
pub(super) fn new_reference(ctx: &Ctx<'_>) -> String {
    let number = OrderNumber::from_random(ctx.app.random_bytes()).to_string();
    number.replacen('S', "T", 1)
}

/// One vendor order per vendor, with its lines. Answers what stock each line wants.
async fn insert_vendor_orders(
    ctx: &Ctx<'_>,
    order: OrderId,
    cart: &CartView,
    (placement, is_cash): (&Placement<'_>, bool),
) -> Result<Vec<Demand>> {
    let (mut vendor_orders, mut lines) = (Vec::new(), Vec::with_capacity(cart.lines.len()));
    let mut placed_as = PlacedAs::default();
    let mut demands = Vec::with_capacity(cart.lines.len());
    for (position, placed) in (0_u32..).zip(&placement.vendor_orders) {
        let id = ctx.id(VendorOrderId::from_parts);
        let vendor_order = store::new_vendor_order(ctx, id, order, position, (placed, is_cash));
        // both in the order of the cart
        let own = cart.lines.iter().filter(|line| line.purchasable.vendor == placed.priced.vendor);
        for ((line, placed), position) in own.zip(&placed.lines).zip(lines.len()..) {
            let id = ctx.id(OrderLineId::from_parts);
            placed_as.lines.insert(line.id, (vendor_order.id, id));
            let position = u32::try_from(position).unwrap_or(u32::MAX);
            lines.push(store::NewLine::new(
                id,
                &vendor_order,
                position,
                &line.purchasable,
                (placed, placement.tax_remitter),
            ));
            demands.push(Demand::new(id, &line.purchasable, line.quantity));
        }
        placed_as.vendors.insert(vendor_order.vendor, vendor_order.id);
        vendor_orders.push(vendor_order);
    }
    ctx.tx.insert_all(&vendor_orders).await?;
    ctx.tx.insert_all(&lines).await?;
    orders::insert_adjustments(ctx, order, &cart.priced.adjustments, &placed_as).await?;
    Ok(demands)
}

async fn reserve(ctx: &Ctx<'_>, order: OrderId, cart: &CartView, demands: &[Demand]) -> Result<()> {
    let short = match inventory::reserve(ctx, order, demands).await? {
        Ok(()) => return Ok(()),
        Err(short) => short,
    };
    let lines = (0_usize..).zip(&cart.lines).filter_map(|(place, line)| {
        let (variant, left) = short.iter().find(|(variant, _)| *variant == line.purchasable.variant)?;
        Some(short_line(place, *variant, *left))
    });
    Err(CheckoutRefusal::OutOfStock { lines: lines.collect() }.into())
}

/// Opens the order's one attempt.
pub(super) async fn open_card_attempt(
    ctx: &Ctx<'_>,
    (order, attempt): (OrderId, AttemptId),
    number: &str,
    card: &CardFacts,
) -> Result<Call> {
    let payment = payments::lock_of_order(ctx, order).await?;
    if !payments::open_attempt(ctx, payment.id, attempt).await? {
        return Err(in_progress().into());
    }
    let payment = Payment { attempts: payment.attempts + 1, open_attempt: Some(attempt), ..payment };
    insert_attempt(ctx, attempt, &payment, number, card).await
}

/// Writes the attempt that a payment was opened with. Where its reference is known it is written as sent: from the commit on,
/// the gateway may have been asked to charge it.
async fn insert_attempt(
    ctx: &Ctx<'_>,
    attempt: AttemptId,
    payment: &Payment,
    number: &str,
    card: &CardFacts,
) -> Result<Call> {
    let gateway = ctx.app.gateways().card().ok_or(PaymentRefusal::MethodNotOffered)?;
    let call = Call::new(ctx.app, attempt, gateway.name(), payment, number);
    let call = Call { reference: gateway.known_reference(&call.charge.key), ..call };
    let reference = call.reference.as_deref();
    payments::insert_attempt(ctx, attempt, payment, gateway.name(), reference, card).await?;
    Ok(call)
}

pub(super) fn card_facts(card: &Card) -> CardFacts {
    CardFacts {
        brand: card.brand().as_str(),
        last4: card.last4(),
        exp_month: u8::try_from(card.expiry.month).unwrap_or_default(),
        exp_year: u16::try_from(card.expiry.year).unwrap_or_default(),
    }
}
