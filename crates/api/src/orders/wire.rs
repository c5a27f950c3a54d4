use serde::Serialize;
use souk_domain::money::Currency;
use souk_domain::order::AttemptStatus;
use souk_domain::shipment::DeliveredBy;
use souk_market::orders::{EventView, LineView, OrderView, ShipmentView, TrackingEventRow, VendorOrderView};
use utoipa::ToSchema;

use crate::wire::{Address, Money, picture_url, time};

/// An order as it was placed, and where it stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct Order {
    id: String,
    /// What a buyer reads out.
    number: String,
    /// `pending`, `processing`, `shipped`, `delivered`, `confirmed`, `completed`, `reviewed` or `cancelled`.
    status: &'static str,
    created_at: String,
    updated_at: String,
    /// Whose it is: `account`, or `guest` while it is no account's.
    placed_by: &'static str,
    email: String,
    phone: Option<String>,
    shipping_address: Option<Address>,
    billing_address: Option<Address>,
    currency: String,
    /// Whether prices include their tax.
    tax_included: bool,
    subtotal: Money,
    discount_total: Money,
    shipping_total: Money,
    tax_total: Money,
    grand_total: Money,
    /// What promotions took off, as it was granted.
    adjustments: Vec<OrderAdjustment>,
    payment: OrderPayment,
    vendor_orders: Vec<VendorOrder>,
    /// When it ends by itself if it is not paid.
    expires_at: Option<String>,
    cancel_reason: Option<String>,
    /// The steps it took, the oldest first.
    events: Vec<OrderStep>,
}

/// What a promotion took off an order.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrderAdjustment {
    promotion_id: String,
    name: String,
    code: Option<String>,
    vendor_order_id: String,
    /// The line it was taken off; null: the shipping.
    order_line_id: Option<String>,
    /// What was taken off, positive; of shipping it is in `shipping_total` already.
    discount: Money,
}

/// An order that was just placed or paid.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "documents what is put together from a stored answer")]
pub(crate) struct PlacedOrder {
    #[serde(flatten)]
    order: Order,
    /// The order's capability: who has it may look at it, pay and cancel it.
    access_token: String,
}

/// How it is paid.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrderPayment {
    id: String,
    /// `card`, `bank_transfer`, `cash_on_delivery` or `none`.
    method: &'static str,
    /// `pending`, `authorised`, `completed`, `failed` or `cancelled`.
    status: &'static str,
    amount: Money,
    captured: Money,
    refunded: Money,
    transaction_id: Option<String>,
    created_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    brand: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last4: Option<String>,
    /// What to write on a bank transfer.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_action: Option<NextAction>,
}

/// What the buyer must do now.
#[derive(Serialize, ToSchema)]
pub(crate) struct NextAction {
    /// `redirect`: send the buyer to `url`.
    r#type: &'static str,
    url: String,
}

/// What one vendor sells and sends of an order.
#[derive(Serialize, ToSchema)]
pub(crate) struct VendorOrder {
    id: String,
    vendor: OrderVendor,
    status: &'static str,
    lines: Vec<OrderLine>,
    shipping_method: Option<String>,
    /// The parcels it is sent in.
    shipments: Vec<Shipment>,
    subtotal: Money,
    discount_total: Money,
    shipping_total: Money,
    tax_total: Money,
    total: Money,
    /// Between when and when it is promised to be there: counted from when it was paid, and before that from when it was placed.
    arrives_from: Option<String>,
    arrives_by: Option<String>,
    /// When all of it had arrived.
    delivered_at: Option<String>,
    /// What whoever brings it collects in cash, or collected; null where it is paid otherwise.
    cash_due: Option<Money>,
    /// When that was collected.
    collected_at: Option<String>,
    /// Whether a return, a dispute or a report of its buyer keeps it from being confirmed and completed.
    on_hold: bool,
}

/// Who sells it.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrderVendor {
    id: String,
    slug: String,
    name: String,
}

/// A parcel, or what was handed over without one.
#[derive(Serialize, ToSchema)]
pub(crate) struct Shipment {
    #[schema(example = "shp_01hf7yat00e8g8v5m6n7p8q9r0")]
    id: String,
    vendor_order_id: String,
    /// `pending`, `packed`, `in_transit`, `out_for_delivery`, `delivered`, `lost` or `returned`.
    #[schema(example = "in_transit")]
    status: &'static str,
    /// Null: nobody carries it.
    #[schema(example = "UPS")]
    carrier: Option<String>,
    #[schema(example = "1Z999AA10123456784")]
    tracking_number: Option<String>,
    /// Where its carrier tells of it, where that is known.
    #[schema(example = "https://www.ups.com/track?tracknum=1Z999AA10123456784")]
    tracking_url: Option<String>,
    /// Until when it was promised to be there.
    estimated_delivery: Option<String>,
    shipped_at: Option<String>,
    delivered_at: Option<String>,
    /// Whose word that is: `buyer`, `carrier` or `vendor`.
    delivered_by: Option<&'static str>,
    /// What is in it.
    lines: Vec<ShipmentLine>,
    /// What was told of it, the oldest first.
    events: Vec<TrackingEvent>,
    created_at: String,
    updated_at: String,
}

/// Pieces of a line in a parcel.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShipmentLine {
    order_line_id: String,
    quantity: u32,
}

/// A moment in the life of a parcel.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrackingEvent {
    #[schema(example = "in_transit")]
    status: &'static str,
    #[schema(example = "Handed to the carrier")]
    text: Option<String>,
    #[schema(example = "Portland, OR")]
    place: Option<String>,
    at: String,
    /// The time that its carrier gave it, where that cannot be: long ago, far ahead or before the order. It moved nothing then, and `at` is
    /// when it was told.
    claimed_at: Option<String>,
}

impl Shipment {
    /// A parcel as its buyer, or its vendor, may see it.
    pub(crate) fn of(found: &ShipmentView) -> Self {
        Self {
            id: found.id.to_string(),
            vendor_order_id: found.vendor_order.to_string(),
            status: found.status.as_str(),
            carrier: found.carrier.clone(),
            tracking_number: found.tracking_number.clone(),
            tracking_url: found.tracking_link(),
            estimated_delivery: found.estimated_delivery.map(time),
            shipped_at: found.shipped_at.map(time),
            delivered_at: found.delivered_at.map(time),
            delivered_by: found.delivered_by.map(DeliveredBy::as_str),
            lines: found
                .lines
                .iter()
                .map(|line| ShipmentLine { order_line_id: line.line.to_string(), quantity: line.quantity })
                .collect(),
            events: found.events.iter().map(tracking_event).collect(),
            created_at: time(found.created_at),
            updated_at: time(found.updated_at),
        }
    }
}

fn tracking_event(event: &TrackingEventRow) -> TrackingEvent {
    TrackingEvent {
        status: event.status.as_str(),
        text: event.words.clone(),
        place: event.place.clone(),
        at: time(event.happened_at),
        claimed_at: event.claimed_at.map(time),
    }
}

/// A line as it was placed.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrderLine {
    id: String,
    product_id: String,
    product_slug: String,
    variant_id: String,
    name: String,
    /// Such as `Colour: Teal, Size: M`.
    options: String,
    sku: Option<String>,
    image: Option<String>,
    quantity: u32,
    unit_price: Money,
    discount: Money,
    tax: Money,
    /// The rate of it, in basis points.
    tax_bps: u32,
    /// The class that the rate is of.
    tax_class: String,
    /// `market` or `vendor`: who pays it on.
    tax_remitter: &'static str,
    total: Money,
    /// Pieces in parcels that are neither lost nor returned.
    fulfilled: u32,
    /// Pieces called off after they were paid: they will not be sent.
    cancelled: u32,
    /// Pieces returned.
    returned: u32,
    /// Pieces whose money went back, or is on its way.
    refunded_quantity: u32,
    /// All that went back for the line, or is on its way.
    refunded: Money,
}

/// A step of an order.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrderStep {
    /// The vendor order, when it is not of the whole.
    vendor_order_id: Option<String>,
    from: Option<&'static str>,
    to: &'static str,
    reason: Option<String>,
    at: String,
}

impl Order {
    /// The order as its buyer may see it.
    pub(crate) fn of(public_url: &str, view: &OrderView) -> Self {
        let of = |minor| Money::of(minor, view.currency);
        Self {
            id: view.id.to_string(),
            number: view.number.clone(),
            status: view.status.as_str(),
            created_at: time(view.created_at),
            updated_at: time(view.updated_at),
            placed_by: if view.buyer.is_some() { "account" } else { "guest" },
            email: view.email.clone(),
            phone: view.phone.clone(),
            shipping_address: view.shipping_address.as_ref().map(Address::from),
            billing_address: view.billing_address.as_ref().map(Address::from),
            currency: view.currency.code().to_owned(),
            tax_included: view.tax_included,
            subtotal: of(view.subtotal),
            discount_total: of(view.discount_total),
            shipping_total: of(view.shipping_total),
            tax_total: of(view.tax_total),
            grand_total: of(view.grand_total),
            adjustments: view
                .adjustments
                .iter()
                .map(|given| OrderAdjustment {
                    promotion_id: given.promotion.to_string(),
                    name: given.name.clone(),
                    code: given.code.clone(),
                    vendor_order_id: given.vendor_order.to_string(),
                    order_line_id: given.line.map(|line| line.to_string()),
                    discount: of(given.discount),
                })
                .collect(),
            payment: payment(view),
            vendor_orders: view
                .vendor_orders
                .iter()
                .map(|found| vendor_order(public_url, view.currency, found))
                .collect(),
            expires_at: view.expires_at.map(time),
            cancel_reason: view.cancel_reason.map(|reason| reason.as_str().to_owned()),
            events: view.events.iter().map(step).collect(),
        }
    }
}

fn payment(view: &OrderView) -> OrderPayment {
    let payment = &view.payment;
    let of = |minor| Money::of(minor, payment.currency);
    let waiting =
        view.last_attempt.as_ref().filter(|attempt| attempt.status == AttemptStatus::RequiresAction);
    OrderPayment {
        id: payment.id.to_string(),
        method: payment.method.as_str(),
        status: payment.status.as_str(),
        amount: of(payment.total),
        captured: of(payment.captured),
        refunded: of(payment.refunded),
        transaction_id: payment.transaction_id.clone(),
        created_at: time(payment.created_at),
        brand: payment.brand.clone(),
        last4: payment.last4.clone(),
        reference: payment.reference.clone(),
        next_action: waiting
            .and_then(|attempt| attempt.next_action_url.clone())
            .map(|url| NextAction { r#type: "redirect", url }),
    }
}

/// A vendor order as its buyer, or its vendor, may see it.
pub(crate) fn vendor_order(public_url: &str, currency: Currency, found: &VendorOrderView) -> VendorOrder {
    let of = |minor| Money::of(minor, currency);
    VendorOrder {
        id: found.id.to_string(),
        vendor: OrderVendor {
            id: found.vendor.to_string(),
            slug: found.vendor_slug.clone(),
            name: found.vendor_name.clone(),
        },
        status: found.status.as_str(),
        lines: found.lines.iter().map(|own| line(public_url, currency, own)).collect(),
        shipping_method: found.shipping_method_name.clone(),
        shipments: found.shipments.iter().map(Shipment::of).collect(),
        subtotal: of(found.subtotal),
        discount_total: of(found.discount_total),
        shipping_total: of(found.shipping),
        tax_total: of(found.tax_total),
        total: of(found.total),
        arrives_from: found.arrives_from.map(time),
        arrives_by: found.arrives_by.map(time),
        delivered_at: found.delivered_at.map(time),
        cash_due: found.cash_due.map(of),
        collected_at: found.collected_at.map(time),
        on_hold: found.holds > 0,
    }
}

fn line(public_url: &str, currency: Currency, found: &LineView) -> OrderLine {
    let of = |minor| Money::of(minor, currency);
    OrderLine {
        id: found.id.to_string(),
        product_id: found.product.to_string(),
        product_slug: found.product_slug.clone(),
        variant_id: found.variant.to_string(),
        name: found.name.clone(),
        options: found.options.clone(),
        sku: found.sku.clone(),
        image: found.image.as_ref().map(|file| picture_url(public_url, file)),
        quantity: found.quantity,
        unit_price: of(found.unit_price),
        discount: of(found.discount),
        tax: of(found.tax),
        tax_bps: found.tax_bps,
        tax_class: found.tax_class.to_string(),
        tax_remitter: found.tax_remitter.as_str(),
        total: of(found.total),
        fulfilled: found.fulfilled,
        cancelled: found.cancelled,
        returned: found.returned,
        refunded_quantity: found.refunded,
        refunded: of(found.refunded_total),
    }
}

fn step(found: &EventView) -> OrderStep {
    OrderStep {
        vendor_order_id: found.vendor_order.map(|id| id.to_string()),
        from: found.from.map(souk_domain::order::OrderStatus::as_str),
        to: found.to.as_str(),
        reason: found.reason.clone(),
        at: time(found.at),
    }
}
