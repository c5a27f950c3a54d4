//! From a product of the market to its page, with one variant chosen.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::{SignedDuration, Timestamp};
use souk_domain::content::Content;
use souk_domain::ids::VariantId;
use souk_domain::refusal::CatalogueRefusal;
use souk_domain::vendor::Closure;
use souk_http::read::Part;
use souk_http::{HttpState, Result};
use souk_market::catalogue::{ImageOnPage, ProductPage as Found, Ratings, VariantOnPage, description_html};
use souk_market::reviews::{Review, list_product_reviews};
use souk_market::shop;
use souk_market::{Actor, Error};
use souk_ui::address::countries;
use souk_ui::bill::percent;
use souk_ui::common::{Common, common};
use souk_ui::page::{browsed, fragment_or_page};
use souk_ui::request::{PageRequest, Setting};
use souk_ui::routes;
use souk_ui::texts::say;
use souk_ui::{Availability, CleanHtml, Crumb, Frame, Load, Picture, Seller, dates, drawn, words};

use super::picker::{Offer, groups};
use super::{DeliveryEstimate, Product, ProductPage, ReviewOnPage, UnitPrice};
use crate::shared::away::{self, Away};
use crate::shared::cards;
use crate::shared::makers::place_of;

/// The parameter that chooses a variant.
const VARIANT: &str = "variant";
/// The parameter that says how many.
const QUANTITY: &str = "quantity";
/// The parameter that goes on to older reviews.
const REVIEWS: &str = "reviews";
/// From here down the page says how many are left.
const FEW: i64 = 6;
/// What search engines show of a description.
const SUMMARY_CHARS: usize = 160;
/// How long a page stands that says the lowest price of thirty days.
const LOWEST_LOOKED_AT: SignedDuration = SignedDuration::from_hours(1);

/// `GET /p/{slug}`: a product, by slug or id; `?variant=` chooses, and what it does not know is ignored.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    Part(slug): Part<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response> {
    let wished = wished_variant(&uri);
    let nobody = request.nobody();
    let address = match wished {
        Some(variant) => routes::product_variant(&slug, &variant.to_string()),
        None => routes::product(&slug),
    };
    let look = async {
        let found = shop::product(http.app(), nobody.viewer(), slug.clone(), wished).await?;
        page(&nobody, found, http.app().now())
    };
    let shown = common(&http, &request, &address, look).await?;
    // one product has one address
    let product = &shown.page().product;
    if slug != product.slug {
        let href = match wished {
            Some(variant) => routes::product_variant(&product.slug, &variant.to_string()),
            None => routes::product(&product.slug),
        };
        return Ok(Redirect::permanent(&href).into_response());
    }
    let quantity = wished_quantity(&uri).unwrap_or(1).clamp(1, product.most().max(1));
    let older = older_reviews(&http, &product.slug, &uri).await?;
    if quantity == product.quantity && older.is_none() {
        return Ok(browsed(shown.fragment_or_page(&headers)));
    }
    let mut page = shown.into_own();
    page.product.quantity = quantity;
    if let Some((reviews, next)) = older {
        page.product.reviews = reviews;
        page.product.older_reviews = next;
    }
    Ok(browsed(fragment_or_page(StatusCode::OK, &headers, &page)))
}

impl Common for ProductPage {
    fn frame(&mut self) -> &mut Frame {
        &mut self.frame
    }

    fn good_until(&self) -> Option<Timestamp> {
        self.product.good_until
    }
}

/// A lowest price goes up by time alone, once the one before is too long ago.
fn good_until(closure: Option<Closure>, lowest: Option<i64>, now: Timestamp) -> Option<Timestamp> {
    let turn = closure.and_then(|closure| closure.next_turn(now));
    let looked_at_again = lowest.map(|_| now + LOWEST_LOOKED_AT);
    turn.into_iter().chain(looked_at_again).min()
}

fn wished_variant(uri: &Uri) -> Option<VariantId> {
    let mut pairs = uri.query()?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(name, _)| *name == VARIANT)?.1.parse().ok()
}

/// How many the visitor wants, where the stepper could not count for them. It is theirs alone and in no key.
fn wished_quantity(uri: &Uri) -> Option<u32> {
    let mut pairs = uri.query()?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(name, _)| *name == QUANTITY)?.1.parse().ok()
}

/// The reviews behind others, and where older ones are. None: nobody asks for them, or behind a place that there is none of.
async fn older_reviews(
    http: &HttpState,
    slug: &str,
    uri: &Uri,
) -> Result<Option<(Vec<ReviewOnPage>, String)>> {
    let mut pairs = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let Some((_, after)) = pairs.find(|(name, _)| *name == REVIEWS) else { return Ok(None) };
    let (slug, after) = (slug.to_owned(), Some(after.to_owned()));
    match list_product_reviews(http.app(), Actor::Guest, slug.clone(), after, shop::REVIEWS).await {
        Ok(found) => Ok(Some((found.page.items.iter().map(review).collect(), next(&slug, found.page.next)))),
        Err(Error::Refused(_)) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

/// Where the reviews behind a cursor are; empty without one.
fn next(slug: &str, cursor: Option<String>) -> String {
    cursor.map(|cursor| routes::product_reviews(slug, &cursor)).unwrap_or_default()
}

fn page(request: &PageRequest, page: shop::ProductPage, now: Timestamp) -> souk_market::Result<ProductPage> {
    let variant = page.variant().cloned().ok_or(CatalogueRefusal::ProductNotFound)?;
    let shop::ProductPage {
        layout,
        found,
        chosen,
        delivery,
        tax,
        lowest,
        vendor_products,
        reviews,
        more,
        related,
    } = page;
    let mut setting = request.setting(layout);
    setting.frame.path = routes::product(&found.product.slug);
    let description = description_html(&found.product.description);
    let own = &variant.variant;
    let closure = found.vendor.closure();
    let away = closure.filter(|closure| closure.holds(now)).map(|closure| Away {
        words: away::away(&found.vendor.name, closure.until),
        notice: found.vendor.closure_notice.clone(),
    });
    let summary = summary(&description, &found);
    let said = |words: &str, otherwise: &str| if words.is_empty() { otherwise } else { words }.to_owned();
    let product = Product {
        title: said(&found.product.seo_title, &found.product.name),
        about: said(&found.product.seo_description, &summary),
        brand: said(&found.product.brand, &found.vendor.name),
        slug: found.product.slug.clone(),
        name: found.product.name.clone(),
        crumbs: crumbs(&found),
        seller: Seller {
            name: found.vendor.name.clone(),
            slug: found.vendor.slug.clone(),
            place: place_of(&found.vendor.city, &found.vendor.country),
        },
        seller_story: found.vendor.tagline.clone(),
        seller_things: u32::try_from(vendor_products).unwrap_or(u32::MAX),
        seller_since: dates::month(found.vendor.created_at),
        return_note: found.vendor.return_note.clone(),
        pictures: pictures(&found, own.id),
        options: groups(&found.product.slug, &found.options, &offers(&found, &setting), chosen),
        variant: own.id.to_string(),
        sku: own.sku.clone().unwrap_or_default(),
        price: cards::price(&setting, setting.money(own.price), own.compare_at, false),
        tax_note: tax.map(tax_note).unwrap_or_default(),
        lowest: lowest.map(|minor| setting.money(minor)),
        availability: availability(&variant),
        away,
        unique: own.is_unique,
        unit_price: own.content().and_then(|content| unit_price(&setting, content, &variant)),
        quantity: 1,
        ships_to: countries::name_of(&setting.country),
        ships_to_code: setting.country.clone(),
        delivery: delivery.into_iter().map(estimate).collect(),
        needs_no_delivery: !own.requires_shipping,
        summary,
        description: CleanHtml::sanitised(description),
        specs: specs(&found, &variant),
        rating: cards::mean(found.ratings.stars(), found.ratings.count()),
        review_count: u32::try_from(found.ratings.count()).unwrap_or(u32::MAX),
        histogram: histogram(found.ratings),
        good_until: good_until(closure, lowest, now),
        older_reviews: next(&found.product.slug, reviews.next),
        reviews: reviews.items.iter().map(review).collect(),
        related: cards::cards(&setting, &related),
        more: cards::cards(&setting, &more),
    };
    Ok(ProductPage { frame: setting.frame, product })
}

/// The best first.
fn histogram(ratings: Ratings) -> Vec<(u32, u32)> {
    let counts = (1..).zip(ratings.0).map(|(stars, count)| (stars, u32::try_from(count).unwrap_or(u32::MAX)));
    let mut counts: Vec<(u32, u32)> = counts.collect();
    counts.reverse();
    counts
}

fn review(found: &Review) -> ReviewOnPage {
    ReviewOnPage {
        author: found.author.clone(),
        stars: found.rating,
        when: dates::at(found.created_at).date(),
        comment: found.comment.clone(),
        reply: found.reply.clone(),
    }
}

fn estimate(found: shop::DeliveryEstimate) -> DeliveryEstimate {
    let shop::DeliveryEstimate { method, fee, earliest, latest } = found;
    DeliveryEstimate { method, fee, earliest, latest }
}

/// "plus 6 % sales tax", "tax included".
fn tax_note(tax: shop::TaxOnPrice) -> String {
    if tax.included { say("tax-included", &[]) } else { say("tax-plus", &[("rate", &percent(tax.bps))]) }
}

fn unit_price(setting: &Setting, content: Content, variant: &VariantOnPage) -> Option<UnitPrice> {
    let (minor, measure) = content.price_per(variant.variant.price)?;
    Some(UnitPrice { price: setting.money(minor), measure })
}

fn availability(variant: &VariantOnPage) -> Availability {
    if variant.is_sold {
        return Availability::SoldOut;
    }
    if variant.on_hold {
        return Availability::OnHold;
    }
    match (variant.available, variant.variant.backorder) {
        (Some(left), true) if left <= 0 => Availability::Backorder,
        (Some(left), false) if left <= 0 => Availability::SoldOut,
        (Some(left), false) if left <= FEW => Availability::Few(u32::try_from(left).unwrap_or_default()),
        (None | Some(_), _) => Availability::InStock,
    }
}

fn offers(found: &Found, setting: &Setting) -> Vec<Offer> {
    let offer = |variant: &VariantOnPage| Offer {
        variant: variant.variant.id.to_string(),
        values: variant.variant.values(),
        price: setting.money(variant.variant.price),
        availability: availability(variant),
        picture: found
            .images
            .iter()
            .find(|image| image.variants.contains(&variant.variant.id))
            .and_then(small),
    };
    found.variants.iter().map(offer).collect()
}

/// A picture beside the name that says what it shows.
fn small(image: &ImageOnPage) -> Option<Picture> {
    image.file.as_deref().map(|file| Picture::of(file, ""))
}

/// The chosen variant's own pictures first, then those of all, then those of others; a drawing when there is none.
fn pictures(found: &Found, chosen: VariantId) -> Vec<Picture> {
    let mut images: Vec<_> = found.images.iter().filter(|image| image.file.is_some()).collect();
    images.sort_by_key(|image| match image.variants.as_slice() {
        own if own.contains(&chosen) => 0,
        [] => 1,
        _ => 2,
    });
    let mut pictures: Vec<Picture> = images
        .iter()
        .enumerate()
        .map(|(place, image)| {
            let alt = if image.alt.is_empty() { alt(found, image, place + 1) } else { image.alt.clone() };
            Picture::of(image.file.as_deref().unwrap_or_default(), alt)
        })
        .collect();
    if pictures.is_empty() {
        let name = &found.product.name;
        let category = found.path.last().map_or("", |category| category.slug.as_str());
        let mut drawing = drawn::picture(name, category);
        drawing.alt.clone_from(name);
        pictures.push(drawing);
    }
    if let Some(first) = pictures.first_mut() {
        first.load = Load::First;
    }
    pictures
}

/// What to say of a picture of which its seller said nothing: what it is of, and which one it is.
fn alt(found: &Found, image: &ImageOnPage, number: usize) -> String {
    let own = found.variants.iter().find(|variant| image.variants.contains(&variant.variant.id));
    let mut what = vec![found.product.name.clone()];
    what.extend(own.map(|variant| variant.variant.values()).unwrap_or_default());
    say("picture-of", &[("what", &what.join(", ")), ("number", &number)])
}

fn crumbs(found: &Found) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb::to(say("home", &[]), routes::home())];
    crumbs.extend(found.path.iter().map(|step| Crumb::to(step.name.clone(), routes::category(&step.slug))));
    crumbs.push(Crumb::here(found.product.name.clone()));
    crumbs
}

fn summary(description: &str, found: &Found) -> String {
    let summary = words::plain(description, SUMMARY_CHARS);
    if summary.is_empty() { format!("{} · {}", found.product.name, found.vendor.name) } else { summary }
}

fn specs(found: &Found, variant: &VariantOnPage) -> Vec<(String, String)> {
    let mut specs = found.product.specs();
    specs.extend(variant.variant.sku.iter().map(|sku| (say("sku", &[]), sku.clone())));
    specs
}
