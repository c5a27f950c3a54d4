use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;
use souk_domain::ids::OrderNumber;
use souk_http::read::Part;
use souk_http::{HttpState, Refusal};
use souk_market::orders::OrderView;
use souk_market::shop;
use souk_ui::redirect::see_other;
use souk_ui::request::PageRequest;
use souk_ui::routes;

use crate::shared::order_cookies;

/// A request for an order by somebody whose browser holds its token, or whose account's it is; for everybody else there is no such
/// order.
pub(super) struct AskedOrder {
    pub(super) http: HttpState,
    pub(super) request: PageRequest,
    pub(super) headers: HeaderMap,
    pub(super) number: OrderNumber,
    pub(super) order: OrderView,
}

impl FromRequestParts<HttpState> for AskedOrder {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, http: &HttpState) -> Result<Self, Refusal> {
        let request = PageRequest::from_request_parts(parts, http).await?;
        let Part(number) = Part::<OrderNumber>::from_request_parts(parts, http).await?;
        let headers = parts.headers.clone();
        let keys = order_cookies::keys(http, &request, &headers);
        let order = shop::find_order(http.app(), number, keys).await?;
        Ok(Self { http: http.clone(), request, headers, number, order })
    }
}

impl AskedOrder {
    /// To the order's page.
    pub(super) fn to_its_page(&self) -> Response {
        see_other(&routes::order(&self.number.to_string()), None)
    }
}
