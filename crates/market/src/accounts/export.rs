//! What somebody may take along: everything kept about an account, as the file and the API answer it.

use serde::Serialize;
use souk_domain::{ids::AccountId, money::Currency};
use utoipa::ToSchema;

use super::{addresses, history, store};
use crate::{
    Ctx, Result, documents,
    orders::{OrderView, ShipmentView, StoredAddress, TrackingEventRow, address_from_json},
    returns::{self, ReturnView},
    reviews::{self, Review},
    tax,
    vendors::{self, OwnVendor},
};

/// Orders read at once.
const ORDERS_AT_ONCE: u32 = 100;

/// Everything kept about an account.
#[derive(Serialize, ToSchema)]
pub struct AccountExport {
    account: ExportedAccount,
    addresses: Vec<ExportedAddress>,
    sessions: Vec<ExportedSession>,
    orders: Vec<ExportedOrder>,
    vendors: Vec<ExportedVendor>,
    /// That it pays no tax, if the market said so.
    tax_exemption: Option<ExportedExemption>,
    /// What the account is of the market's staff; null: nothing.
    staff: Option<ExportedStaff>,
    /// Papers that this account sent the market for a vendor.
    papers: Vec<ExportedPaper>,
}

/// That the account pays no tax.
#[derive(Serialize, ToSchema)]
struct ExportedExemption {
    reason: String,
    /// Of the certificate or the business.
    number: String,
    ends_at: Option<String>,
}

/// What the account is of the market's staff.
#[derive(Serialize, ToSchema)]
struct ExportedStaff {
    role: String,
    department: String,
    since: String,
    last_sign_in: Option<String>,
}

/// A paper by which a vendor shows who it is.
#[derive(Serialize, ToSchema)]
struct ExportedPaper {
    id: String,
    name: String,
    sent_at: String,
    /// `waiting`, `accepted` or `refused`.
    status: &'static str,
    /// Why it was refused; empty: it was not.
    answer: String,
}

/// A vendor that the account acts for.
#[derive(Serialize, ToSchema)]
struct ExportedVendor {
    name: String,
    role: &'static str,
    status: &'static str,
    /// What was told to the market by who applied, if it was this account.
    sells: Option<String>,
    /// Where it does business, as was told then.
    address: Option<StoredAddress>,
}

/// The account itself.
#[derive(Serialize, ToSchema)]
struct ExportedAccount {
    id: String,
    username: String,
    email: Option<String>,
    email_verified: bool,
    phone: Option<String>,
    first_name: String,
    last_name: String,
    /// Whether signing in asks for a code.
    sign_in_codes: bool,
    created_at: String,
    updated_at: String,
}

/// An address of the address book.
#[derive(Serialize, ToSchema)]
struct ExportedAddress {
    id: String,
    address: StoredAddress,
    default_shipping: bool,
    default_billing: bool,
}

/// A session.
#[derive(Serialize, ToSchema)]
struct ExportedSession {
    /// As it named itself.
    program: String,
    /// Where it was begun, as limits count it.
    network: String,
    began: String,
    last_used: String,
}

/// An order.
#[derive(Serialize, ToSchema)]
struct ExportedOrder {
    number: String,
    placed_at: String,
    status: &'static str,
    email: String,
    phone: Option<String>,
    shipping_address: Option<StoredAddress>,
    billing_address: Option<StoredAddress>,
    lines: Vec<ExportedLine>,
    shipments: Vec<ExportedShipment>,
    returns: Vec<ExportedReturn>,
    reviews: Vec<ExportedReview>,
    subtotal: ExportedSum,
    discount: ExportedSum,
    shipping: ExportedSum,
    tax: ExportedSum,
    total: ExportedSum,
}

/// A line of an order.
#[derive(Serialize, ToSchema)]
struct ExportedLine {
    seller: String,
    name: String,
    sku: Option<String>,
    quantity: u32,
    unit_price: ExportedSum,
    total: ExportedSum,
}

/// A parcel.
#[derive(Serialize, ToSchema)]
struct ExportedShipment {
    seller: String,
    status: &'static str,
    carrier: Option<String>,
    tracking_number: Option<String>,
    events: Vec<ExportedTracking>,
}

/// A moment in the life of a parcel.
#[derive(Serialize, ToSchema)]
struct ExportedTracking {
    status: &'static str,
    text: Option<String>,
    place: Option<String>,
    at: String,
}

/// What was asked to be given back.
#[derive(Serialize, ToSchema)]
struct ExportedReturn {
    id: String,
    seller: String,
    asked_at: String,
    status: &'static str,
    reason: &'static str,
    words: String,
    /// The seller's.
    answer: String,
    /// The seller's, why it waits for the rest no more.
    closing: String,
    lines: Vec<ExportedReturnLine>,
    /// Ids of the photographs: the order's returns show them.
    photographs: Vec<String>,
}

/// Pieces of a line of a return.
#[derive(Serialize, ToSchema)]
struct ExportedReturnLine {
    name: String,
    sku: Option<String>,
    quantity: u32,
    /// Of those, back at the seller.
    received: u32,
}

/// What was said of a thing that was bought.
#[derive(Serialize, ToSchema)]
struct ExportedReview {
    name: String,
    written_at: String,
    /// As whom it shows its writer.
    author: String,
    rating: u32,
    comment: String,
    /// The seller's answer; empty: none.
    reply: String,
}

/// An amount of money in minor units of a currency: 1999 is 19.99 USD.
#[derive(Serialize, ToSchema)]
struct ExportedSum {
    amount: i64,
    /// ISO 4217.
    currency: &'static str,
}

/// Everything kept about an account: profile, addresses, sessions, orders with their returns and reviews, vendors with papers.
pub async fn export(ctx: &Ctx<'_>, account: AccountId) -> Result<AccountExport> {
    let own = super::load(ctx, account).await?;
    let book = addresses::list_addresses(ctx, account).await?;
    let sessions = store::list_sessions(ctx, account).await?;
    let mut orders = Vec::new();
    let mut after = None;
    loop {
        let page = history::list_orders(ctx, account, after, ORDERS_AT_ONCE).await?;
        for order in &page.orders {
            let returns = returns::list_of_order(ctx, order.id).await?;
            let reviews = reviews::list_of_order(ctx, order.id).await?;
            orders.push(ExportedOrder::of(order, &returns, &reviews));
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let mut own_vendors = Vec::new();
    for OwnVendor { vendor, role } in vendors::list_of_account(ctx, account).await? {
        let told = vendors::find_application(ctx, vendor.id).await?.filter(|told| told.account == account);
        let address = told.as_ref().map(|told| address_from_json(&told.address)).transpose()?;
        own_vendors.push(ExportedVendor {
            name: vendor.name,
            role: role.as_str(),
            status: vendor.status.as_str(),
            sells: told.map(|told| told.sells),
            address: address.as_ref().map(StoredAddress::from),
        });
    }
    let exemption = tax::exemption_of(ctx, account).await?;
    let paper = |paper: documents::Document| ExportedPaper {
        id: paper.id.to_string(),
        name: paper.name,
        sent_at: paper.created_at.to_string(),
        status: paper.status.as_str(),
        answer: paper.answer,
    };
    let papers = documents::list_of_account(ctx, account).await?.into_iter().map(paper).collect();
    let address = |booked: &addresses::BookedAddress| ExportedAddress {
        id: booked.id.to_string(),
        address: StoredAddress::from(&booked.address),
        default_shipping: booked.default_shipping,
        default_billing: booked.default_billing,
    };
    let session = |session: store::SessionRow| ExportedSession {
        program: session.agent,
        network: session.client,
        began: session.created_at.to_string(),
        last_used: session.seen_at.to_string(),
    };
    let colleague = store::find_colleague(ctx, own.id).await?.map(|row| ExportedStaff {
        role: row.role_name,
        department: row.department_name,
        since: row.staff.created_at.to_string(),
        last_sign_in: row.staff.last_sign_in_at.map(|at| at.to_string()),
    });
    Ok(AccountExport {
        staff: colleague,
        account: ExportedAccount {
            id: own.id.to_string(),
            username: own.username,
            email: own.email,
            email_verified: own.email_verified,
            phone: own.phone,
            first_name: own.first_name,
            last_name: own.last_name,
            sign_in_codes: own.second_factor,
            created_at: own.created_at.to_string(),
            updated_at: own.updated_at.to_string(),
        },
        addresses: book.iter().map(address).collect(),
        sessions: sessions.into_iter().map(session).collect(),
        orders,
        vendors: own_vendors,
        tax_exemption: exemption.map(|exemption| ExportedExemption {
            reason: exemption.reason,
            number: exemption.number,
            ends_at: exemption.ends_at.map(|end| end.to_string()),
        }),
        papers,
    })
}

impl ExportedOrder {
    fn of(order: &OrderView, returns: &[ReturnView], reviews: &[Review]) -> Self {
        let name_of = |review: &Review| {
            let mut lines = order.vendor_orders.iter().flat_map(|part| &part.lines);
            lines.find(|line| line.id == review.order_line).map(|line| line.name.clone()).unwrap_or_default()
        };
        let sum = |minor| ExportedSum::of(minor, order.currency);
        let lines = order.vendor_orders.iter().flat_map(|vendor_order| {
            vendor_order.lines.iter().map(move |line| ExportedLine {
                seller: vendor_order.vendor_name.clone(),
                name: line.name.clone(),
                sku: line.sku.clone(),
                quantity: line.quantity,
                unit_price: sum(line.unit_price),
                total: sum(line.total),
            })
        });
        let shipments = order.vendor_orders.iter().flat_map(|vendor_order| {
            vendor_order.shipments.iter().map(|sent| ExportedShipment::of(&vendor_order.vendor_name, sent))
        });
        Self {
            number: order.number.clone(),
            placed_at: order.created_at.to_string(),
            status: order.status.as_str(),
            email: order.email.clone(),
            phone: order.phone.clone(),
            shipping_address: order.shipping_address.as_ref().map(StoredAddress::from),
            billing_address: order.billing_address.as_ref().map(StoredAddress::from),
            lines: lines.collect(),
            shipments: shipments.collect(),
            returns: returns.iter().map(ExportedReturn::of).collect(),
            reviews: reviews.iter().map(|review| ExportedReview::of(name_of(review), review)).collect(),
            subtotal: sum(order.subtotal),
            discount: sum(order.discount_total),
            shipping: sum(order.shipping_total),
            tax: sum(order.tax_total),
            total: sum(order.grand_total),
        }
    }
}

impl ExportedShipment {
    fn of(seller: &str, sent: &ShipmentView) -> Self {
        let event = |event: &TrackingEventRow| ExportedTracking {
            status: event.status.as_str(),
            text: event.words.clone(),
            place: event.place.clone(),
            at: event.happened_at.to_string(),
        };
        Self {
            seller: seller.to_owned(),
            status: sent.status.as_str(),
            carrier: sent.carrier.clone(),
            tracking_number: sent.tracking_number.clone(),
            events: sent.events.iter().map(event).collect(),
        }
    }
}

impl ExportedReturn {
    fn of(back: &ReturnView) -> Self {
        let line = |line: &returns::ReturnedLine| ExportedReturnLine {
            name: line.name.clone(),
            sku: line.sku.clone(),
            quantity: line.quantity,
            received: line.received,
        };
        Self {
            id: back.id.to_string(),
            seller: back.vendor_name.clone(),
            asked_at: back.created_at.to_string(),
            status: back.status.as_str(),
            reason: back.reason.as_str(),
            words: back.words.clone(),
            answer: back.answer.clone(),
            closing: back.closing.clone(),
            lines: back.lines.iter().map(line).collect(),
            photographs: back.photos.iter().map(|photo| photo.id.to_string()).collect(),
        }
    }
}

impl ExportedReview {
    fn of(name: String, review: &Review) -> Self {
        Self {
            name,
            written_at: review.created_at.to_string(),
            author: review.author.clone(),
            rating: review.rating,
            comment: review.comment.clone(),
            reply: review.reply.clone(),
        }
    }
}

impl ExportedSum {
    fn of(minor: i64, currency: Currency) -> Self {
        Self { amount: minor, currency: currency.code() }
    }
}
