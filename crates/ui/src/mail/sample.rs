use souk_domain::vendor::MemberRole;
use souk_market::{
    accounts::About,
    joining::VendorNews,
    notifications::{ParcelNews, StaffReason},
};

use super::{
    AccountNews, Head, LatePaymentReturned, MailLine, MailRefund, NewsOf, NotReceived, OrderCancelled,
    OrderLink, OrderNews, OrderPlaced, ParcelTold, PaymentFailed, PaymentReceived, PaymentStayedOpen,
    RefundContradicted, RefundLeftToStaff, StockRanLow, ToMarket, TransferAwaited, VendorNewOrder,
    VendorTold,
};
use crate::bill::Standing;
use crate::order::Goods;
use crate::samples::{at, bill, transfer, usd};

fn head(name: &str) -> Head {
    Head {
        market: "Souk".to_owned(),
        number: "S-7K2M-9QXT".to_owned(),
        name: name.to_owned(),
        link: "http://127.0.0.1:8080/o/S-7K2M-9QXT?token=b2s&v=1".to_owned(),
        contact: "help@souk.example".to_owned(),
        sandbox: true,
    }
}

fn line(quantity: u32, name: &str, options: &str, seller: &str, cents: i64) -> MailLine {
    MailLine {
        quantity,
        name: name.to_owned(),
        options: options.to_owned(),
        seller: seller.to_owned(),
        total: usd(cents),
        stays: false,
    }
}

fn address() -> Vec<String> {
    ["Maya Lindqvist", "418 Foster Street", "Durham, NC 27701", "United States"].map(str::to_owned).to_vec()
}

impl OrderPlaced {
    /// To be paid when it arrives.
    pub fn sample_cash() -> Self {
        let cash = [("Kiln & Fern", 11_660), ("Oak & Ash Workshop", 7_208), ("Small Hours Coffee", 2_067)];
        let cash = cash.map(|(seller, cents)| (seller.to_owned(), usd(cents))).to_vec();
        Self { head: head(""), address: Vec::new(), cash, bill: bill(Standing::Due), ..Self::sample() }
    }

    /// Paid by card.
    pub fn sample() -> Self {
        Self {
            head: head("Maya"),
            lines: vec![
                line(2, "Tall stoneware mug", "Lagoon, 12 oz", "Kiln & Fern", 5600),
                line(1, "Speckled bottle vase", "", "Kiln & Fern", 5400),
                line(1, "Walnut fruit bowl", "12 in, oiled", "Oak & Ash Workshop", 6800),
                line(1, "Night shift espresso", "Whole beans", "Small Hours Coffee", 1900),
            ],
            bill: bill(Standing::Paid),
            address: address(),
            transfer: None,
            cash: Vec::new(),
            goods: Goods::Shipped,
        }
    }

    /// To be transferred.
    pub fn sample_transfer() -> Self {
        Self { transfer: Some(transfer()), bill: bill(Standing::Due), ..Self::sample() }
    }
}

impl AccountNews {
    pub fn sample(about: About) -> Self {
        Self { head: head("Maya"), about }
    }
}

impl VendorTold {
    pub fn sample(news: VendorNews) -> Self {
        let is_invited = news == VendorNews::Invited;
        let is_member =
            matches!(news, VendorNews::MemberJoined | VendorNews::RoleChanged | VendorNews::MemberRemoved);
        Self {
            head: head(if is_invited { "" } else { "Maya" }),
            news,
            vendor: "Kiln & Fern".to_owned(),
            answer: match news {
                VendorNews::Refused => "Tell us where your clay comes from.".to_owned(),
                VendorNews::Suspended => "Buyers wait for parcels of last month.".to_owned(),
                VendorNews::DocumentAccepted => "register.pdf".to_owned(),
                VendorNews::DocumentRefused => "register.pdf: it is of another firm.".to_owned(),
                VendorNews::PayoutChanged => "DE89 •••• 3000".to_owned(),
                _ => String::new(),
            },
            member: if is_member { "Ida Sand".to_owned() } else { String::new() },
            role: (is_invited || is_member).then_some(MemberRole::Manager),
        }
    }
}

impl PaymentReceived {
    /// By a transfer that was a little too much.
    pub fn sample() -> Self {
        let OrderPlaced { head, lines, bill, address, goods, .. } = OrderPlaced::sample();
        Self { head, lines, bill, address, goods, paid_back: Some(usd(250)) }
    }
}

impl PaymentFailed {
    pub fn sample() -> Self {
        Self {
            head: head("Maya"),
            reason: "The bank declined the card.".to_owned(),
            total: usd(20_935),
            held_until: at(21, 16, 42),
        }
    }
}

impl OrderCancelled {
    pub fn sample() -> Self {
        Self { head: head("Maya"), reason: "It was not paid in time.".to_owned(), paid_back: None }
    }

    /// Charged, and on the way back.
    pub fn sample_paid_back() -> Self {
        Self { paid_back: Some(usd(20_935)), ..Self::sample() }
    }
}

impl LatePaymentReturned {
    pub fn sample() -> Self {
        Self { head: head("Maya"), paid_back: Some(usd(20_935)) }
    }
}

impl OrderLink {
    pub fn sample() -> Self {
        Self { head: head("Maya") }
    }
}

impl VendorNewOrder {
    /// To be paid when it arrives.
    pub fn sample_cash() -> Self {
        Self { collect: Some(usd(11_660)), ..Self::sample() }
    }

    pub fn sample() -> Self {
        Self {
            head: head("Kiln & Fern"),
            lines: OrderPlaced::sample().lines.into_iter().take(2).collect(),
            total: usd(11_000),
            collect: None,
            delivery: "Standard".to_owned(),
            address: address(),
            goods: Goods::Shipped,
        }
    }
}

fn refund(cents: i64, id: &str, why: StaffReason) -> MailRefund {
    MailRefund { sum: usd(cents), id: id.to_owned(), why }
}

impl RefundLeftToStaff {
    /// One of each reason.
    pub fn sample() -> Self {
        let refunds = vec![
            refund(250, "rf_0190f3c2a", StaffReason::Transfer),
            refund(20_935, "rf_0190f3c2b", StaffReason::Refused),
        ];
        Self { head: head(""), refunds }
    }
}

impl RefundContradicted {
    /// One of each reason.
    pub fn sample() -> Self {
        let refunds = vec![
            refund(250, "rf_0190f3c2a", StaffReason::PaidTwice),
            refund(20_935, "rf_0190f3c2b", StaffReason::OtherAmount),
        ];
        Self { head: head(""), refunds }
    }
}

impl OrderNews {
    pub fn sample(of: NewsOf) -> Self {
        Self {
            head: head("Maya"),
            of,
            things: vec!["1 × Tall stoneware mug".to_owned()],
            sum: Some(usd(2800)),
            speaker: "Kiln & Fern".to_owned(),
            words: "We are sorry that it broke.".to_owned(),
        }
    }
}

impl PaymentStayedOpen {
    pub fn sample() -> Self {
        Self { head: head(""), total: usd(20_935) }
    }
}

impl TransferAwaited {
    pub fn sample() -> Self {
        Self { head: head("Maya"), transfer: transfer() }
    }
}

impl ParcelTold {
    pub fn sample(news: ParcelNews) -> Self {
        Self {
            head: head("Maya"),
            news,
            seller: "Kiln & Fern".to_owned(),
            items: vec!["2 × Tall stoneware mug".to_owned(), "1 × Speckled bottle vase".to_owned()],
            handed_over: false,
            cash: None,
            carrier: "UPS".to_owned(),
            tracking_number: "1Z999AA10123456784".to_owned(),
            tracking: Some("https://www.ups.com/track?tracknum=1Z999AA10123456784".to_owned()),
        }
    }

    /// The same, paid at the door.
    pub fn sample_cash(news: ParcelNews) -> Self {
        Self { cash: Some(usd(11_660)), ..Self::sample(news) }
    }

    /// What nobody carried.
    pub fn sample_provided() -> Self {
        let items = vec!["1 × Sewing pattern".to_owned()];
        let (carrier, tracking_number) = (String::new(), String::new());
        Self {
            items,
            handed_over: true,
            carrier,
            tracking_number,
            tracking: None,
            ..Self::sample(ParcelNews::Delivered)
        }
    }
}

impl NotReceived {
    pub fn sample() -> Self {
        Self { head: head("Kiln & Fern"), parcels: vec!["UPS 1Z999AA10123456784".to_owned()] }
    }
}

impl StockRanLow {
    pub fn sample() -> Self {
        Self { head: head("Kiln & Fern"), thing: "Tall stoneware mug, Lagoon".to_owned(), left: 3 }
    }
}

impl ToMarket {
    /// A question about an order.
    pub fn sample() -> Self {
        Self {
            head: Head { contact: String::new(), ..head("Maya Lindqvist") },
            email: "maya.lindqvist@example.com".to_owned(),
            words: "The mug came with a crack.\n\nCan I send it back?".to_owned(),
        }
    }
}
