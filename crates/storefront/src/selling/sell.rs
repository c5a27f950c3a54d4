//! What selling here is, the form to apply, and where one's own shops stand.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use souk_domain::text::{Email, Slug};
use souk_domain::vendor::{MemberRole, VendorStatus};
use souk_http::read::Form;
use souk_http::{HttpState, Result};
use souk_market::accounts::Session;
use souk_market::joining::{self, NewApplication, OwnApplication};
use souk_ui::address::{AddressForm, TypedAddress};
use souk_ui::faults::Faults;
use souk_ui::page::{confidential, page};
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::{PageRequest, setting};
use souk_ui::texts::say;
use souk_ui::{Entry, FormError};

/// The button that draws the form anew for another country.
const UPDATE: &str = "update";

/// The page. Its form posts `csrf`, `do`, `shop`, `handle`, `email`, `sells`, `story` and an address as checkout does.
#[derive(Clone, Debug, Template)]
#[template(path = "selling/sell.html")]
pub struct SellPage {
    pub frame: Frame,
    /// Shops that the visitor acts for.
    pub shops: Vec<OwnShop>,
    /// What to do before one may apply; none: who is signed in may.
    pub hurdle: Option<Hurdle>,
    /// None while an application waits, or nobody may apply.
    pub form: Option<SellForm>,
    pub errors: Vec<FormError>,
}

/// What stands before the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hurdle {
    /// Nobody is signed in.
    SignIn,
    /// The account's address is not proven.
    Prove,
}

/// A shop of the visitor's own.
#[derive(Clone, Debug)]
pub struct OwnShop {
    pub name: String,
    pub slug: String,
    pub status: VendorStatus,
    /// Why it was refused; else empty.
    pub answer: String,
}

/// The form with what was typed.
#[derive(Clone, Debug)]
pub struct SellForm {
    pub shop: Entry,
    pub handle: Entry,
    pub email: Entry,
    pub sells: Entry,
    pub story: Entry,
    pub address: AddressForm,
    /// Whether it mends an application that was refused.
    pub again: bool,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct SentApplication {
    shop: String,
    handle: String,
    email: String,
    sells: String,
    story: String,
    #[serde(flatten)]
    place: TypedAddress,
    #[serde(rename = "do")]
    pressed: String,
    /// There is no other field.
    #[serde(flatten, deserialize_with = "nothing_else")]
    _rest: (),
}

fn nothing_else<'de, D: Deserializer<'de>>(reader: D) -> std::result::Result<(), D::Error> {
    let rest = BTreeMap::<String, serde::de::IgnoredAny>::deserialize(reader)?;
    rest.keys()
        .next()
        .map_or(Ok(()), |name| Err(D::Error::unknown_field(name, &["the fields of an application"])))
}

impl OwnShop {
    /// The key of the words for its status.
    fn words(&self) -> &'static str {
        match self.status {
            VendorStatus::Applied => "sell-status-applied",
            VendorStatus::Active => "sell-status-active",
            VendorStatus::Refused => "sell-status-refused",
            VendorStatus::Suspended => "sell-status-suspended",
            VendorStatus::Closed => "sell-status-closed",
        }
    }

    fn is_open(&self) -> bool {
        self.status == VendorStatus::Active
    }
}

/// `GET /sell`.
pub(super) async fn show(State(http): State<HttpState>, request: PageRequest) -> Result<Response> {
    draw(&http, &request, None, &Faults::default()).await
}

/// `POST /sell`: applies; what cannot be comes back in the form.
pub(super) async fn send(
    State(http): State<HttpState>,
    request: PageRequest,
    Form(sent): Form<SentApplication>,
) -> Result<Response> {
    let Some(session) = request.signed.clone() else {
        return Ok(see_other(&routes::login_then(routes::sell()), None));
    };
    if sent.pressed == UPDATE {
        return draw(&http, &request, Some(sent), &Faults::default()).await;
    }
    let new = match ready(&sent) {
        Ok(new) => new,
        Err(faults) => return draw(&http, &request, Some(sent), &faults).await,
    };
    match joining::apply_as_vendor(http.app(), request.actor(), session.account, new, None).await {
        Ok(_applied) => Ok(see_other(routes::sell(), None)),
        Err(error) => {
            let faults = Faults::of(error)?;
            draw(&http, &request, Some(sent), &faults).await
        }
    }
}

/// The application. Errors: every field that cannot be.
fn ready(sent: &SentApplication) -> Result<NewApplication, Faults> {
    let mut faults = Faults::default();
    // a business is addressed by its own name
    let place = TypedAddress { name: sent.shop.clone(), ..sent.place.clone() };
    let address = place.address();
    if let Err(fields) = &address {
        for field in fields {
            let name = field.pointer.trim_start_matches('/');
            faults.put(if name == "name" { "shop" } else { name }, field.detail.clone());
        }
    }
    let slug = Some(sent.handle.trim()).filter(|typed| !typed.is_empty()).map(Slug::parse).transpose();
    if slug.is_err() {
        faults.put("handle", say("sell-handle-malformed", &[]));
    }
    let email = Email::parse(&sent.email);
    if email.is_err() {
        let key = if sent.email.trim().is_empty() { "email-needed" } else { "email-malformed" };
        faults.put("email", say(key, &[]));
    }
    if sent.sells.trim().is_empty() {
        faults.put("sells", say("sell-sells-needed", &[]));
    }
    match (address, slug, email) {
        (Ok(address), Ok(slug), Ok(email)) if faults.is_empty() => Ok(NewApplication {
            name: sent.shop.clone(),
            slug,
            story: sent.story.clone(),
            email,
            address,
            sells: sent.sells.clone(),
        }),
        _ => Err(faults),
    }
}

async fn draw(
    http: &HttpState,
    request: &PageRequest,
    sent: Option<SentApplication>,
    faults: &Faults,
) -> Result<Response> {
    let own = match &request.signed {
        Some(session) => joining::list_own_applications(http.app(), session.account).await?,
        None => Vec::new(),
    };
    let setting = setting(http, request).await?;
    let hurdle = match &request.signed {
        None => Some(Hurdle::SignIn),
        Some(session) if !session.email_verified => Some(Hurdle::Prove),
        Some(_) => None,
    };
    let is_of =
        |status| move |own: &&OwnApplication| own.role == MemberRole::Owner && own.vendor.status == status;
    let waits = own.iter().any(|own| is_of(VendorStatus::Applied)(&own));
    let refused = own.iter().find(is_of(VendorStatus::Refused));
    let form = (hurdle.is_none() && !waits).then(|| {
        let mut sent = sent.unwrap_or_else(|| begun(request.signed.as_ref(), refused));
        if sent.place.country.is_empty() {
            sent.place.country.clone_from(&setting.market.country);
        }
        let address = AddressForm::of(&sent.place, |field| faults.words(field));
        SellForm {
            shop: Entry { value: sent.shop, error: faults.words("shop").or_else(|| faults.words("name")) },
            handle: Entry {
                value: sent.handle,
                error: faults.words("handle").or_else(|| faults.words("slug")),
            },
            email: faults.entry("email", &sent.email),
            sells: faults.entry("sells", &sent.sells),
            story: faults.entry("story", &sent.story),
            address,
            again: refused.is_some(),
        }
    });
    let errors = form.as_ref().map(|form| summary(form, faults)).unwrap_or_default();
    let shops = own.into_iter().map(|own| OwnShop {
        name: own.vendor.name,
        slug: own.vendor.slug,
        status: own.vendor.status,
        answer: own.answer,
    });
    let drawn = SellPage { frame: setting.frame, shops: shops.collect(), hurdle, form, errors };
    Ok(faults.answered(confidential(page(faults.status(), &drawn))))
}

/// What is wrong, at the fields as this form calls them.
fn summary(form: &SellForm, faults: &Faults) -> Vec<FormError> {
    let mut order = vec!["shop", "handle", "email", "sells", "story"];
    order.extend(form.address.order().into_iter().filter(|field| *field != "name"));
    let mut errors = faults.summary(&order);
    for error in &mut errors {
        let named = [("shop", &form.shop), ("handle", &form.handle)];
        let of = named.iter().find(|(_, entry)| entry.error.as_ref() == Some(&error.words));
        if let (true, Some((field, _))) = (error.field.is_empty(), of) {
            (*field).clone_into(&mut error.field);
        }
    }
    errors
}

/// What is known already: of the account, or of the application that was refused.
fn begun(session: Option<&Session>, refused: Option<&OwnApplication>) -> SentApplication {
    let email = session.and_then(|session| session.email.clone()).unwrap_or_default();
    match refused {
        None => SentApplication { email, ..SentApplication::default() },
        Some(own) => SentApplication {
            shop: own.vendor.name.clone(),
            handle: own.vendor.slug.clone(),
            email: own.vendor.email.clone(),
            story: own.vendor.story.clone(),
            ..SentApplication::default()
        },
    }
}
