//! Photographs of what goes back: its buyer shows what is wrong with it, several at once.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use souk_domain::bounds::returns::MAX_PHOTOS;
use souk_domain::ids::{OrderNumber, ReturnId, ReturnPhotoId};
use souk_domain::refusal::{Refusal, ReturnRefusal};
use souk_http::read::{Parts, ThreeParts, Upload};
use souk_http::{Result, to_the_end};
use souk_market::Error;
use souk_market::catalogue::MAX_PICTURE_BYTES;
use souk_market::returns::{self, PhotoOf};
use souk_ui::FormError;
use souk_ui::texts::say;

use super::asked::AskedOrder;
use super::given_back::photos_field;
use super::show::{private, with_trouble};
use super::view::Trouble;

/// `POST /o/{number}/returns/{return}/photos`: each is kept as it comes; those that cannot be are named, and the others stay.
pub(super) async fn add(
    asked: AskedOrder,
    Parts(_, id): Parts<OrderNumber, ReturnId>,
    mut upload: Upload,
) -> Result<Response> {
    let (app, actor, order) = (asked.http.app(), asked.request.actor(), asked.order.id);
    let wrong = |words: String| FormError { field: photos_field(&id.to_string()), words };
    let (mut added, mut errors) = (0_usize, Vec::new());
    while let Some(part) = upload.next_part().await? {
        let Some(file) = part.file_name.clone().filter(|file| !file.is_empty()) else { continue };
        if added + errors.len() == MAX_PHOTOS {
            errors.push(wrong(say("pictures-too-many", &[("max", &MAX_PHOTOS)])));
            break;
        }
        let bytes = part.first_bytes(MAX_PICTURE_BYTES + 1).await?;
        match to_the_end(returns::add_return_photo(app, actor, order, id, bytes, None)).await? {
            Ok(_) => added += 1,
            Err(error) => errors.push(wrong(format!("{file}: {}", reason(error)?))),
        }
    }
    if added == 0 && errors.is_empty() {
        errors.push(wrong(say("pictures-none", &[])));
    }
    if errors.is_empty() {
        return Ok(asked.to_its_page());
    }
    let trouble = Trouble { photos: Some((id, errors)), ..Trouble::default() };
    with_trouble(&asked, StatusCode::UNPROCESSABLE_ENTITY, trouble).await
}

/// What is wrong with a photograph. Errors: what nobody can mend here.
fn reason(error: Error) -> Result<String> {
    match error.refusal() {
        Some(refusal) if !refusal.fields().is_empty() => {
            Ok(refusal.fields().into_iter().map(|field| field.detail).collect::<Vec<_>>().join(" "))
        }
        Some(refusal @ Refusal::Return(ReturnRefusal::TooManyPhotos { .. })) => Ok(refusal.detail()),
        _ => Err(error.into()),
    }
}

/// `GET /o/{number}/returns/{return}/photos/{photo}`: its buyer's to see, and kept by nobody on the way.
pub(super) async fn show(
    asked: AskedOrder,
    ThreeParts(_, id, photo): ThreeParts<OrderNumber, ReturnId, ReturnPhotoId>,
) -> Result<Response> {
    let (app, actor) = (asked.http.app(), asked.request.actor());
    let bytes = returns::show_return_photo(app, actor, PhotoOf::Order(asked.order.id), id, photo).await?;
    let mut response = private(Response::new(bytes.into()));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("image/webp"));
    Ok(response)
}
