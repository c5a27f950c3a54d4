use souk_domain::order::{RefundStatus, ReturnStatus};
use souk_ui::bill::Standing as Owed;
use souk_ui::samples::{at, bill, frame, hours, kiln, oak, transfer, usd};
use souk_ui::{Choice, Entry};

use super::*;
use crate::shared::items::items;

fn step(words: &str, when: Option<Zoned>, reached: Reached) -> TimelineStep {
    TimelineStep { words: words.to_owned(), when, more: String::new(), reached }
}

fn parcel(
    seller: Seller,
    status: OrderStatus,
    steps: Vec<TimelineStep>,
    from: usize,
    count: usize,
) -> Parcel {
    let items = items().into_iter().skip(from).take(count).collect();
    let shipment = Some(from.max(1));
    let (sent, receipt) = (Vec::new(), None);
    Parcel { seller, status, goods: Goods::Shipped, shipment, steps, items, cash: None, sent, receipt }
}

/// On its way, with a carrier whose page is known.
fn sent() -> SentParcel {
    let link = "https://www.ups.com/track?tracknum=1Z999AA10123456784";
    SentParcel {
        number: Some(1),
        is_all: false,
        status: ShipmentStatus::InTransit,
        items: vec!["2 × Tall stoneware mug".to_owned(), "1 × Speckled bottle vase".to_owned()],
        carrier: "UPS".to_owned(),
        tracking_number: "1Z999AA10123456784".to_owned(),
        link: Some(link.to_owned()),
        steps: vec![
            step("Packed", Some(at(22, 9, 30)), Reached::Done),
            TimelineStep {
                more: "Handed to the carrier · Durham, NC".to_owned(),
                ..step("With the carrier", Some(at(23, 8, 5)), Reached::Now)
            },
        ],
    }
}

fn receipt(reported: bool) -> Receipt {
    let confirms = (!reported).then(|| at(30, 13, 41));
    Receipt { vendor_order: "vord_0190f3c2a".to_owned(), reported, confirms }
}

impl OrderPage {
    /// Paid by card; one parcel in each state.
    pub fn sample() -> Self {
        let paid = || step("Placed and paid", Some(at(21, 16, 12)), Reached::Done);
        let mut parcels = vec![
            parcel(
                kiln(),
                OrderStatus::Shipped,
                vec![
                    paid(),
                    step("With the carrier", Some(at(23, 8, 5)), Reached::Now),
                    TimelineStep {
                        more: "By Tue, Nov 24".to_owned(),
                        ..step("Arrives", None, Reached::Next)
                    },
                ],
                0,
                2,
            ),
            parcel(
                oak(),
                OrderStatus::Processing,
                vec![
                    paid(),
                    step("The seller has been told", None, Reached::Now),
                    TimelineStep {
                        more: "By Fri, Nov 27".to_owned(),
                        ..step("Arrives", None, Reached::Next)
                    },
                ],
                2,
                1,
            ),
            parcel(
                hours(),
                OrderStatus::Delivered,
                vec![paid(), step("Delivered", Some(at(23, 13, 41)), Reached::Done)],
                3,
                1,
            ),
        ];
        if let [first, _, last] = parcels.as_mut_slice() {
            first.sent = vec![sent()];
            first.receipt = Some(receipt(true));
            last.receipt = Some(receipt(false));
        }
        Self {
            frame: frame("/o/S-7K2M-9QXT"),
            order: Order {
                number: "S-7K2M-9QXT".to_owned(),
                buyer: "Maya".to_owned(),
                email: "maya.lindqvist@example.com".to_owned(),
                placed: at(21, 16, 12),
                is_new: true,
                placed_before: false,
                standing: Standing::Paid,
                status: OrderStatus::Processing,
                parcels,
                bill: bill(Owed::Paid),
                address: ["Maya Lindqvist", "418 Foster Street", "Durham, NC 27701", "United States"]
                    .map(str::to_owned)
                    .to_vec(),
                paid_by: Some(PaidBy::Card { brand: "Visa".to_owned(), last4: "4242".to_owned() }),
                paid_back: None,
                received: None,
                may_cancel: false,
                refunds: Vec::new(),
                returns: Vec::new(),
                files: vec![FileOnPage {
                    name: "Mug pattern, A4.pdf".to_owned(),
                    size: "3.4 MB".to_owned(),
                    href: routes::download("sealed"),
                    until: at(29, 9, 30),
                }],
                may_return: false,
                may_review: false,
                contact: "help@souk.example".to_owned(),
                join: Some(Join::default()),
            },
        }
    }

    /// Paid when it arrives, of which one part has.
    pub fn sample_cash() -> Self {
        let mut page = Self::sample();
        page.order.standing = Standing::Paid;
        page.order.paid_by = Some(PaidBy::Cash);
        page.order.bill.standing = Owed::Due;
        for (parcel, cents) in page.order.parcels.iter_mut().zip([11_000, 6_800, 1_900]) {
            let is_paid = parcel.status == OrderStatus::Delivered;
            parcel.cash = Some(CashOnPage { due: usd(cents), is_paid });
        }
        page
    }

    /// Some of it goes back.
    pub fn sample_given_back() -> Self {
        let mut page = Self::sample();
        page.order.is_new = false;
        page.order.may_return = true;
        page.order.may_review = true;
        let refund = |status, things: &str, note: &str| RefundOnPage {
            sum: usd(2800),
            seller: "Kiln & Fern".to_owned(),
            things: things.to_owned(),
            note: note.to_owned(),
            status,
        };
        page.order.refunds = vec![
            refund(RefundStatus::Succeeded, "1 × Tall stoneware mug", "It broke when we packed it."),
            refund(RefundStatus::Requested, "", ""),
            refund(RefundStatus::Failed, "", ""),
        ];
        let one = |status: ReturnStatus, answer: &str| ReturnOnPage {
            id: format!("ret-{status}"),
            things: "1 × Walnut fruit bowl".to_owned(),
            seller: "Oak & Ash Workshop".to_owned(),
            answer: answer.to_owned(),
            arrived: String::new(),
            closing: String::new(),
            status,
            photos: vec![routes::order_return_photo("S-7K2M-9QXT", "ret_1", "rpho_1")],
            room: if status.is_open() { 7 } else { 0 },
            errors: Vec::new(),
        };
        page.order.returns =
            ReturnStatus::ALL.iter().map(|status| one(*status, "Send it to 12 Mill Lane.")).collect();
        if let Some(last) = page.order.returns.last_mut() {
            last.things = "2 × Walnut fruit bowl".to_owned();
            last.arrived = "1 of 2 × Walnut fruit bowl".to_owned();
            last.closing = "The other one never came.".to_owned();
        }
        if let Some(first) = page.order.returns.first_mut() {
            let words = "scan.pdf: Send a WebP, JPEG, PNG or GIF.".to_owned();
            first.errors = vec![FormError { field: first.photos_field(), words }];
        }
        page
    }

    fn waiting(standing: Standing) -> Self {
        let mut page = Self::sample();
        for parcel in &mut page.order.parcels {
            (parcel.sent, parcel.receipt) = (Vec::new(), None);
            parcel.status = OrderStatus::Pending;
            parcel.steps = vec![
                step("Placed", Some(at(21, 16, 12)), Reached::Done),
                step("Waiting for the payment", None, Reached::Now),
            ];
        }
        page.order.bill.standing = Owed::Due;
        page.order.paid_by = None;
        page.order.may_cancel = true;
        page.order.standing = standing;
        page
    }

    /// Declined; a card may be tried again.
    pub fn sample_unpaid() -> Self {
        let wrong = "The card number has a typing error: the digits do not add up.";
        Self::waiting(Standing::Unpaid(PayAgain {
            reason: "The bank declined the card: not enough money in the account. Nothing has been charged."
                .to_owned(),
            tries_left: 4,
            held_until: at(21, 16, 42),
            errors: vec![FormError { field: "number".to_owned(), words: wrong.to_owned() }],
            card: CardErrors { number: Some(wrong.to_owned()), ..CardErrors::default() },
            idempotency_key: "0190-sample-key".to_owned(),
        }))
    }

    /// Nobody knows yet.
    pub fn sample_confirming() -> Self {
        let mut page = Self::waiting(Standing::Confirming);
        page.order.may_cancel = false;
        page
    }

    /// The bank wants a word with the buyer.
    pub fn sample_needs_confirmation() -> Self {
        Self::waiting(Standing::NeedsConfirmation { href: "http://127.0.0.1:8081/confirm/1".to_owned() })
    }

    /// By bank transfer.
    pub fn sample_transfer() -> Self {
        Self::waiting(Standing::AwaitingTransfer(transfer()))
    }

    /// By bank transfer, of which a part came.
    pub fn sample_transfer_part() -> Self {
        let (received, outstanding) = (Some(usd(5000)), usd(15_935));
        let mut page =
            Self::waiting(Standing::AwaitingTransfer(Transfer { received, outstanding, ..transfer() }));
        page.order.received = received;
        page
    }

    /// By bank transfer, to a market that named no account.
    pub fn sample_transfer_unnamed() -> Self {
        Self::waiting(Standing::AwaitingTransfer(Transfer { account: None, ..transfer() }))
    }

    /// Cancelled before anything was charged.
    pub fn sample_cancelled() -> Self {
        let mut page = Self::waiting(Standing::Cancelled { paid_back: None, why: String::new() });
        for parcel in &mut page.order.parcels {
            parcel.status = OrderStatus::Cancelled;
        }
        page.order.may_cancel = false;
        page.order.bill.standing = Owed::Open;
        page
    }
}

impl ReturnPage {
    /// With a mistake.
    pub fn sample() -> Self {
        let wrong = "Of this line 1 pieces can go back still.";
        Self {
            frame: frame("/o/S-7K2M-9QXT/returns"),
            number: "S-7K2M-9QXT".to_owned(),
            things: vec![Choice {
                value: "line_1".to_owned(),
                name: "Tall stoneware mug, up to 1".to_owned(),
                chosen: true,
            }],
            quantity: Entry::wrong("2", wrong),
            reasons: returns::reasons("damaged"),
            words: Entry::of("The handle came off."),
            errors: vec![FormError { field: "quantity".to_owned(), words: wrong.to_owned() }],
        }
    }

    /// Nothing may be given back.
    pub fn sample_nothing() -> Self {
        Self { things: Vec::new(), errors: Vec::new(), ..Self::sample() }
    }
}

impl ReviewPage {
    pub fn sample() -> Self {
        Self {
            frame: frame("/o/S-7K2M-9QXT/review"),
            number: "S-7K2M-9QXT".to_owned(),
            things: vec![Choice {
                value: "line_1".to_owned(),
                name: "Tall stoneware mug".to_owned(),
                chosen: true,
            }],
            stars: review::stars("5"),
            comment: Entry::default(),
            errors: Vec::new(),
        }
    }

    /// All of it is reviewed.
    pub fn sample_nothing() -> Self {
        Self { things: Vec::new(), ..Self::sample() }
    }
}
