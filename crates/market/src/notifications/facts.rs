//! What is kept of a letter until it is put into words: ids, and whatever it tells that may be otherwise by then. What an
//! order froze when it was placed is not repeated here, and no link is: it is made of an id when the letter is written.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use souk_domain::{
    ids::{AccountId, AccountTokenId, OrderLineId, OrderNumber, RefundId, ReturnId, ShipmentId, VariantId},
    money::{Currency, Money},
    order::{AttemptStatus, CancelReason, OrderStatus, PaymentMethod},
    text::Email,
    vendor::MemberRole,
};

use super::{CheckedMessage, StaffReason, StaffRefund, store::OrderNow};
use crate::{
    Error, Result,
    accounts::AccountNews,
    joining::{Told, VendorNews},
    orders::OrderView,
    payments::Attempt,
};

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Facts {
    /// To a buyer: the order as it stood.
    Order(OrderThen),
    /// To a vendor: which vendor order of the order is its own.
    VendorOrder(u32),
    /// To a vendor: a variant of which few are left, and how many there were.
    Stock {
        variant: String,
        left: i64,
    },
    /// To a buyer: the parcel.
    Shipment(String),
    /// To a buyer: the lines that nobody reviewed.
    ToReview(Vec<String>),
    /// To a buyer: money that went back, or did not. What it gives back stands with it.
    Refund(String),
    /// To a buyer, or to a vendor: a return, and the vendor's answer as it was.
    Return {
        id: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        answer: String,
    },
    /// To people of the market: refunds that they must look at.
    Refunds(Vec<RefundThen>),
    Account {
        /// None: it goes to whoever reads the address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        account: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        link: Option<String>,
    },
    Vendor(VendorThen),
    Message {
        name: String,
        email: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order: Option<String>,
        words: String,
    },
}

/// What is told of a vendor, as it was when it happened. What is nothing is not written.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct VendorThen {
    vendor: String,
    vendor_name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    answer: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    member: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    invitation: Option<String>,
}

/// An order as it stood when something happened to it. What is nothing is not written.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct OrderThen {
    status: String,
    method: String,
    /// Until when it was kept, in milliseconds; none where it was not waiting.
    #[serde(skip_serializing_if = "Option::is_none")]
    held_until: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cancel_reason: Option<String>,
    #[serde(skip_serializing_if = "is_nothing")]
    received: i64,
    #[serde(skip_serializing_if = "is_nothing")]
    captured: i64,
    #[serde(skip_serializing_if = "is_nothing")]
    refunded: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    attempt: Option<AttemptThen>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct AttemptThen {
    status: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    decline_code: Option<String>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RefundThen {
    id: String,
    total: i64,
    currency: String,
    why: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands references")]
const fn is_nothing(sum: &i64) -> bool {
    *sum == 0
}

impl Facts {
    pub(super) fn to_words(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|error| Error::broken(format!("facts of a letter: {error}")))
    }

    pub(super) fn parse(words: &str) -> Result<Self> {
        serde_json::from_str(words).map_err(|_| unreadable())
    }

    pub(super) fn of_account(news: &AccountNews) -> Self {
        let link = news.link.map(|link| link.to_string());
        Self::Account { account: news.account.map(|account| account.to_string()), link }
    }

    pub(super) fn of_vendor(told: &Told) -> Self {
        Self::Vendor(VendorThen {
            vendor: told.vendor.to_string(),
            vendor_name: told.vendor_name.clone(),
            name: told.name.clone(),
            answer: told.answer.clone(),
            member: told.member.clone(),
            role: told.role.map(|role| role.as_str().to_owned()),
            invitation: told.invitation.map(|id| id.to_string()),
        })
    }

    pub(super) fn of_message(message: &CheckedMessage) -> Self {
        Self::Message {
            name: message.name.clone(),
            email: message.email.as_str().to_owned(),
            order: message.order.map(|number| number.to_string()),
            words: message.words.clone(),
        }
    }

    pub(super) fn of_refunds(refunds: &[StaffRefund]) -> Self {
        let then = |refund: &StaffRefund| RefundThen {
            id: refund.id.to_string(),
            total: refund.total.minor,
            currency: refund.total.currency.code().to_owned(),
            why: refund.why.as_str().to_owned(),
        };
        Self::Refunds(refunds.iter().map(then).collect())
    }
}

impl OrderThen {
    /// `attempt` is the one that the letter is about, `received` what came by transfer.
    pub(super) fn of(now: &OrderNow, received: i64, attempt: Option<&Attempt>) -> Self {
        let waits = now.status == OrderStatus::Pending;
        Self {
            status: now.status.as_str().to_owned(),
            method: now.method.as_str().to_owned(),
            held_until: waits.then(|| now.expires_at.unwrap_or(now.updated_at).as_millisecond()),
            cancel_reason: now.cancel_reason.map(|reason| reason.as_str().to_owned()),
            received,
            captured: now.captured,
            refunded: now.refunded,
            attempt: attempt.map(|attempt| AttemptThen {
                status: attempt.status.as_str().to_owned(),
                decline_code: attempt.decline_code.clone(),
            }),
        }
    }

    /// Makes of the order as it is the order as it was.
    pub(super) fn turn_back(self, order: &mut OrderView) -> Result<()> {
        order.row.status = OrderStatus::parse(&self.status).ok_or_else(unreadable)?;
        let reason = |word: String| CancelReason::parse(&word).ok_or_else(unreadable);
        order.row.cancel_reason = self.cancel_reason.map(reason).transpose()?;
        order.row.expires_at = self
            .held_until
            .map(|at| Timestamp::from_millisecond(at).map_err(|_| unreadable()))
            .transpose()?;
        order.payment.method = PaymentMethod::parse(&self.method).ok_or_else(unreadable)?;
        (order.payment.captured, order.payment.refunded) = (self.captured, self.refunded);
        order.received = self.received;
        order.last_attempt = match (order.last_attempt.take(), self.attempt) {
            (Some(mut last), Some(then)) => {
                last.row.status = AttemptStatus::parse(&then.status).ok_or_else(unreadable)?;
                last.row.decline_code = then.decline_code;
                Some(last)
            }
            _ => None,
        };
        Ok(())
    }
}

pub(super) fn refunds(then: &[RefundThen]) -> Result<Vec<StaffRefund>> {
    let read = |refund: &RefundThen| {
        let id: RefundId = refund.id.parse().map_err(|_| unreadable())?;
        let currency = Currency::parse(&refund.currency).map_err(|_| unreadable())?;
        let why = StaffReason::parse(&refund.why).ok_or_else(unreadable)?;
        Ok(StaffRefund { id, total: Money::new(refund.total, currency), why })
    };
    then.iter().map(read).collect()
}

pub(super) fn variant(id: &str) -> Result<VariantId> {
    id.parse().map_err(|_| unreadable())
}

pub(super) fn shipment(shipment: &str) -> Result<ShipmentId> {
    shipment.parse().map_err(|_| unreadable())
}

pub(super) fn lines(ids: &[String]) -> Result<Vec<OrderLineId>> {
    ids.iter().map(|id| id.parse().map_err(|_| unreadable())).collect()
}

pub(super) fn refund(id: &str) -> Result<RefundId> {
    id.parse().map_err(|_| unreadable())
}

pub(super) fn return_id(id: &str) -> Result<ReturnId> {
    id.parse().map_err(|_| unreadable())
}

pub(super) fn account(
    account: Option<&str>,
    link: Option<&str>,
) -> Result<(Option<AccountId>, Option<AccountTokenId>)> {
    let link = link.map(|link| link.parse().map_err(|_| unreadable())).transpose()?;
    Ok((account.map(|account| account.parse().map_err(|_| unreadable())).transpose()?, link))
}

/// What was told of a vendor; whoever it was sent to is not asked.
pub(super) fn vendor(news: VendorNews, then: VendorThen) -> Result<Told> {
    let VendorThen { vendor, vendor_name, name, answer, member, role, invitation } = then;
    Ok(Told {
        news,
        vendor: vendor.parse().map_err(|_| unreadable())?,
        vendor_name,
        name,
        answer,
        member,
        role: role.map(|role| MemberRole::parse(&role).ok_or_else(unreadable)).transpose()?,
        invitation: invitation.map(|id| id.parse().map_err(|_| unreadable())).transpose()?,
        recipient: String::new(),
    })
}

pub(super) fn message(
    name: String,
    email: &str,
    order: Option<&str>,
    words: String,
) -> Result<CheckedMessage> {
    let order: Option<OrderNumber> =
        order.map(|number| number.parse().map_err(|_| unreadable())).transpose()?;
    let email = Email::parse(email).map_err(|_| unreadable())?;
    Ok(CheckedMessage { name, email, order, words })
}

fn unreadable() -> Error {
    Error::broken("the facts of a letter cannot be read")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_read_as_they_were_written_and_nothing_takes_no_room() {
        let then = OrderThen {
            status: "processing".to_owned(),
            method: "card".to_owned(),
            captured: 13_507,
            ..OrderThen::default()
        };
        let facts = Facts::Order(then);
        let words = facts.to_words().unwrap();
        assert_eq!(words, r#"{"order":{"status":"processing","method":"card","captured":13507}}"#);
        assert_eq!(Facts::parse(&words).unwrap(), facts);
        assert_eq!(Facts::VendorOrder(1).to_words().unwrap(), r#"{"vendor_order":1}"#);
        assert!(Facts::parse("").is_err());
    }
}
