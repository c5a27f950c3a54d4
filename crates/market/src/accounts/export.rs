//! What somebody may take along: everything kept about an account, as the file and the API answer it.

use serde::Serialize;
use souk_domain::{ids::AccountId, money::Currency};
use utoipa::ToSchema;

use super::{addresses, history, store};
use crate::{
    Ctx, Result,
    orders::{OrderView, ShipmentView, StoredAddress, TrackingEventRow, address_from_json},
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

/// An amount of money in minor units of a currency: 1999 is 19.99 USD.
#[derive(Serialize, ToSchema)]
struct ExportedSum {
    amount: i64,
    /// ISO 4217.
    currency: &'static str,
}

/// Everything kept about an account: profile, addresses, sessions, orders, vendors.
pub async fn export(ctx: &Ctx<'_>, account: AccountId) -> Result<AccountExport> {
    let own = super::load(ctx, account).await?;
    let book = addresses::list_addresses(ctx, account).await?;
    let sessions = store::list_sessions(ctx, account).await?;
    let mut orders = Vec::new();
    let mut after = None;
    loop {
        let page = history::list_orders(ctx, account, after, ORDERS_AT_ONCE).await?;
        orders.extend(page.orders.iter().map(ExportedOrder::of));
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
    Ok(AccountExport {
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
    })
}

impl ExportedOrder {
    fn of(order: &OrderView) -> Self {
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

impl ExportedSum {
    fn of(minor: i64, currency: Currency) -> Self {
        Self { amount: minor, currency: currency.code() }
    }
}
