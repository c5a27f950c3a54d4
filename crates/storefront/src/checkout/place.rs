//! Placing the order.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use souk_domain::card::Card;
use souk_domain::field::FieldError;
use souk_domain::order::PaymentMethod;
use souk_domain::refusal::{CheckoutRefusal, IdempotencyRefusal, PricingRefusal, Refusal};
use souk_http::read::Form;
use souk_http::{Client, HttpState, Result, to_the_end};
use souk_market::checkout::{Payer, place_order};
use souk_market::shop::{self, Checkout};
use souk_market::{Error, orders};
use souk_ui::faults::Faults;
use souk_ui::redirect::see_other;
use souk_ui::request::PageRequest;
use souk_ui::routes;
use souk_ui::texts::say;

use super::CheckoutPage;
use super::buyer;
use super::form::{Checked, CheckoutForm, DELIVERY, Pressed, Typed};
use super::show::{answer, lead, look, shown};
use super::view::{Wrong, draw, travels};
use crate::shared::payment::{self, Way, kept_number};
use crate::shared::{order_cookies, sign_in};

/// `POST /checkout`: the figures anew, or the order. What is wrong comes back in the form, with all that was typed but the
/// card; whatever the bank says is told on the order's page. A guest with a password becomes an account first, and stays one
/// whatever becomes of the order.
pub(super) async fn place(
    State(http): State<HttpState>,
    request: PageRequest,
    client: Client,
    headers: HeaderMap,
    Form(mut sent): Form<CheckoutForm>,
) -> Result<Response> {
    let mut typed = std::mem::take(&mut sent.typed);
    let pressed = typed.pressed()?;
    let mut found = look(&http, &request, &typed).await?;
    if let Some(response) = ordered_elsewhere(&http, &request, &headers, &typed, &found).await? {
        return Ok(response);
    }
    if let (Some(vendor), Checkout::Page(page), Some(key)) = (typed.without.take(), &found, request.cart) {
        // of the cart that the form showed, and of none that was begun since
        if typed.cart.is_none_or(|shown| shown == page.cart.id) {
            shop::take_shipments_out(http.app(), request.actor(), key, vendor).await?;
            found = look(&http, &request, &typed).await?;
        }
    }
    if pressed == Pressed::Update {
        return Ok(match found {
            Checkout::Page(found) => {
                shown(StatusCode::OK, &headers, &draw(&http, &request, &found, &typed, &Wrong::default()))
            }
            elsewhere => lead(&http, &headers, &elsewhere),
        });
    }
    let password = std::mem::take(&mut sent.password);
    let joins = request.signed.is_none() && !password.is_empty();
    let page = match found {
        Checkout::Page(found) => draw(&http, &request, &found, &typed, &Wrong::default()),
        // the form was sent twice: the first has taken the cart along
        Checkout::Cart if joins => {
            let signed = buyer::sign_in(&http, &request, client, &headers, &typed, password.take()).await;
            let to = if signed.is_ok() { routes::account_orders() } else { routes::cart() };
            let mut response = see_other(to, None);
            if let Ok(signed) = &signed {
                sign_in::greet(&http, &mut response, signed);
            }
            return Ok(response);
        }
        elsewhere => return Ok(lead(&http, &headers, &elsewhere)),
    };
    let ready = match ready(&http, &page, &sent, &typed) {
        Ok(ready) => ready,
        Err(wrong) => {
            return answer(&http, &request, &headers, StatusCode::UNPROCESSABLE_ENTITY, typed, *wrong).await;
        }
    };
    let at = At { http, client, headers };
    if !joins {
        return at.order(&request, &page, typed, ready).await;
    }
    let joined = buyer::join(&at.http, &request, at.client, &at.headers, &typed, password.take()).await?;
    let signed = match joined {
        Ok(signed) => signed,
        Err(error) => return at.not_joined(&request, typed, error).await,
    };
    let known = buyer::known(&at.http, &request, &signed).await?;
    let mut response = at.order(&known, &page, Typed { keep: true, ..typed }, ready).await?;
    // an order takes the cart's cookie away, and this comes before that
    sign_in::greet_before(&at.http, &mut response, &signed);
    Ok(response)
}

/// To the order that the form's cart became, when the browser holds another cart by now, or none: it was placed in another tab.
async fn ordered_elsewhere(
    http: &HttpState,
    request: &PageRequest,
    headers: &HeaderMap,
    typed: &Typed,
    found: &Checkout,
) -> Result<Option<Response>> {
    let Some(cart) = typed.cart else { return Ok(None) };
    match found {
        Checkout::Order(_) => return Ok(None),
        Checkout::Page(page) if page.cart.id == cart => return Ok(None),
        Checkout::Page(_) | Checkout::Cart => {}
    }
    let order = shop::order_of_cart(http.app(), cart, order_cookies::keys(http, request, headers)).await?;
    Ok(order.map(|order| see_other(&routes::order_placed_before(&order.number), None)))
}

/// Where a form was sent.
struct At {
    http: HttpState,
    client: Client,
    headers: HeaderMap,
}

impl At {
    /// Places the order of a form that is ready.
    async fn order(
        &self,
        request: &PageRequest,
        page: &CheckoutPage,
        typed: Typed,
        ready: Ready,
    ) -> Result<Response> {
        let Self { http, client, headers } = self;
        let Some(key) = request.cart else { return Ok(see_other(routes::account_orders(), None)) };
        let address = ready.checked.address.clone().filter(|_| typed.keep);
        let payer = Payer { client: client.counted(), card: ready.card };
        let currency = page.checkout.bill.total.currency;
        let order = typed.order(key, ready.checked, ready.method, currency);
        let guard = kept_number(&typed.idempotency_key);
        let placing = place_order(http.app(), request.actor(), order, payer, guard);
        let placed = to_the_end(placing).await?;
        match placed {
            Ok(placed) => {
                if let Some(address) = address {
                    buyer::book(http, request, address).await;
                }
                let order = orders::load_order(http.app(), placed.order).await?;
                Ok(order_cookies::lead_to(http, headers, &order))
            }
            Err(error) => refused(http, request, headers, typed, error).await,
        }
    }

    /// Says what is wrong with the account that was to be made. Nothing was ordered.
    async fn not_joined(&self, request: &PageRequest, typed: Typed, error: Error) -> Result<Response> {
        let faults = Faults::of(error)?;
        let mut wrong = Wrong::default();
        for error in faults.summary(&["email", "password"]) {
            match error.field.as_str() {
                "" => wrong.whole.push(error.words),
                field => wrong.fields.push(FieldError::new(format!("/{field}"), "account", error.words)),
            }
        }
        let shown = answer(&self.http, request, &self.headers, faults.status(), typed, wrong).await?;
        Ok(faults.answered(shown))
    }
}

/// Everything an order needs.
struct Ready {
    checked: Checked,
    method: PaymentMethod,
    card: Option<Card>,
}

/// Checks the whole form at once.
fn ready(
    http: &HttpState,
    page: &CheckoutPage,
    sent: &CheckoutForm,
    typed: &Typed,
) -> Result<Ready, Box<Wrong>> {
    let checkout = &page.checkout;
    let mut wrong = Wrong::default();
    let checked = typed.check(travels(checkout)).map_err(|fields| wrong.fields = fields);
    let mut card = None;
    let mut method = PaymentMethod::Card;
    match PaymentMethod::parse(&typed.pay) {
        // nothing is due: the order is placed as it stands, and refused if something came due meanwhile
        _ if checkout.payment.ways.is_empty() => {}
        Some(PaymentMethod::BankTransfer) => method = PaymentMethod::BankTransfer,
        Some(PaymentMethod::CashOnDelivery) => method = PaymentMethod::CashOnDelivery,
        Some(PaymentMethod::Card) if checkout.payment.ways.contains(&Way::Card) => {
            match payment::read(&sent.number, &sent.exp, &sent.cvc, http.app().now()) {
                Ok(read) => card = Some(read),
                Err(found) => wrong.card = found.card,
            }
        }
        _ => wrong.whole.push(say("way-needed", &[])),
    }
    let undelivered = checkout.deliveries.iter().any(|delivery| delivery.error.is_some());
    match checked {
        Ok(checked)
            if !undelivered
                && wrong.whole.is_empty()
                && (card.is_some() || !needs_card(checkout, method)) =>
        {
            Ok(Ready { checked, method, card })
        }
        _ => Err(Box::new(wrong)),
    }
}

fn needs_card(checkout: &super::Checkout, method: PaymentMethod) -> bool {
    method == PaymentMethod::Card && !checkout.payment.ways.is_empty()
}

/// Says why there is no order, where it can be mended. Nothing was charged.
async fn refused(
    http: &HttpState,
    request: &PageRequest,
    headers: &HeaderMap,
    typed: Typed,
    error: Error,
) -> Result<Response> {
    let Some(refusal) = error.refusal() else { return Err(error.into()) };
    let mut wrong = Wrong::default();
    match refusal {
        // the cart's page shows what is short
        Refusal::Checkout(
            CheckoutRefusal::CartNotFound
            | CheckoutRefusal::CartEmpty
            | CheckoutRefusal::OutOfStock { .. }
            | CheckoutRefusal::NotForSale { .. }
            | CheckoutRefusal::VendorAway { .. },
        ) => return Ok(see_other(routes::cart(), None)),
        Refusal::Checkout(CheckoutRefusal::TotalChanged { totals }) => {
            let money = |minor| souk_domain::money::Money::new(minor, totals.currency);
            let (was, now) = (money(typed.expected_total), money(totals.grand_total));
            wrong.notice = say("checkout-total-changed", &[("was", &was), ("now", &now)]);
        }
        Refusal::Checkout(CheckoutRefusal::PromotionGone { name }) => {
            wrong.notice = say("checkout-promotion-gone", &[("name", name)]);
        }
        Refusal::Checkout(CheckoutRefusal::ContentsChanged) => {
            wrong.notice = say("checkout-contents-changed", &[]);
        }
        Refusal::Checkout(CheckoutRefusal::Invalid { fields }) => wrong.fields.clone_from(fields),
        Refusal::Pricing(PricingRefusal::ShippingMethodNotOffered { vendor }) => {
            let field = format!("/{DELIVERY}{vendor}");
            wrong.fields.push(FieldError::new(field, "not_offered", say("delivery-gone", &[])));
        }
        // a cart that is ordered by now is drawn as the way to its order, and whoever does not deliver there is named where
        // the deliveries stand
        Refusal::Checkout(CheckoutRefusal::CartOrdered { .. })
        | Refusal::Pricing(PricingRefusal::NoShippingMethod { .. }) => {}
        Refusal::Idempotency(IdempotencyRefusal::Conflict) => {
            wrong.notice = say("checkout-sent-before", &[]);
        }
        too_many @ Refusal::Checkout(
            CheckoutRefusal::TooManyUnpaid { .. }
            | CheckoutRefusal::TooManyUnpaidOfGuest { .. }
            | CheckoutRefusal::TooManyUnpaidOfClient { .. },
        ) => {
            wrong.whole.push(too_many.detail());
            let door =
                if request.signed.is_some() { routes::account_orders() } else { routes::order_lookup() };
            door.clone_into(&mut wrong.unpaid_href);
        }
        other => wrong.whole.push(other.detail()),
    }
    let status = StatusCode::from_u16(refusal.code().kind.status()).unwrap_or(StatusCode::CONFLICT);
    answer(http, request, headers, status, typed, wrong).await
}
