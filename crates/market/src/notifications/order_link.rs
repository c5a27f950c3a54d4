//! A fresh link to an order, for whoever knows its number and reads the letters of its address.

use jiff::SignedDuration;
use souk_domain::{
    field::{FieldError, FieldErrors},
    ids::OrderNumber,
    text::{Email, email_key},
};

use crate::{
    Actor, App, BoxFuture, Ctx, Result, orders,
    queue::{self, EventKind},
    throttle::{self, Rule},
};

/// Links one client may ask for in an hour.
const BY_CLIENT: Rule = Rule { name: "order-link-client", uses: 20, window: SignedDuration::from_hours(1) };
/// Letters one address is sent in an hour, whoever asks and for whichever orders.
const OF_ADDRESS: Rule = Rule { name: "order-link-address", uses: 5, window: SignedDuration::from_hours(1) };

/// Somebody who looks for an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedOrderLink {
    pub number: OrderNumber,
    pub email: Email,
    /// The client's network, for limits; `None` for an unforwarded peer on this machine.
    pub client: Option<String>,
}

impl AskedOrderLink {
    /// What can be looked for. Errors: both fields that cannot be, by their names.
    pub fn checked(
        number: &str,
        email: &str,
        client: Option<String>,
    ) -> std::result::Result<Self, Vec<FieldError>> {
        let mut wrong = FieldErrors::default();
        let number = wrong.take(number.parse().map_err(|_| {
            FieldError::new("/number", "invalid_value", "An order number looks like S-7K2M-9QXT.")
        }));
        let email =
            wrong
                .take(Email::parse(email).map_err(|malformed| {
                    FieldError::new("/email", "malformed_email", malformed.to_string())
                }));
        match (number, email) {
            (Some(number), Some(email)) => Ok(Self { number, email, client }),
            _ => Err(wrong.none().err().unwrap_or_default()),
        }
    }
}

/// Promises a letter with a link to the order, when number and address belong together. The answer is the same when they do
/// not, or when the address was sent enough of late. Errors: the client asked too often.
pub fn ask_order_link(app: &App, asked: AskedOrderLink) -> BoxFuture<'static, Result<()>> {
    app.write_with(Actor::Guest, asked, |ctx, asked| Box::pin(ask(ctx, asked)))
}

async fn ask(ctx: &Ctx<'_>, asked: &AskedOrderLink) -> Result<()> {
    if let Some(client) = &asked.client {
        throttle::spend(ctx, BY_CLIENT, client.as_bytes()).await?;
    }
    let key = asked.email.key();
    throttle::record(ctx, OF_ADDRESS, key.as_bytes()).await?;
    let enough = throttle::uses(ctx, OF_ADDRESS, key.as_bytes()).await? > i64::from(OF_ADDRESS.uses);
    let found = orders::find_by_number(ctx, &asked.number.to_string()).await?;
    match found.filter(|order| !enough && email_key(&order.email) == key) {
        Some(order) => {
            if orders::token_has_lapsed(order.status, order.updated_at, ctx.now) {
                orders::renew_token(ctx, order.id).await?;
            }
            queue::emit(ctx, EventKind::OrderLinkAsked, order.id.as_bytes()).await
        }
        None => Ok(()),
    }
}
