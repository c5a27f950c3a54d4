//! What stands around every operation that reads: an answer its caller has already is not sent again, and what is the same
//! for everyone is sent compressed.

use axum::{
    extract::Request,
    handler::Handler,
    middleware::{Next, from_fn, map_response},
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use souk_http::{Access, HttpState, Route, compressing, read::is_held};

/// The route of an operation that reads.
pub(crate) fn route<H, T>(path: &'static str, name: &'static str, access: Access, handler: H) -> Route
where
    H: Handler<T, HttpState>,
    T: 'static,
{
    let handler = handler.layer(from_fn(unless_held));
    match access {
        // alone here no answer holds a secret beside words of the caller's choice, whose length would give it away
        Access::Anyone => {
            let handler = handler.layer(compressing()).layer(map_response(weakened));
            Route::new(http::Method::GET, path, name, access, handler)
        }
        _ => Route::new(http::Method::GET, path, name, access, handler),
    }
}

/// Two encodings of one text are not the same bytes, which a strong `ETag` promises (RFC 9110, 8.8.1).
async fn weakened(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    let is_encoded = headers.contains_key(header::CONTENT_ENCODING);
    let strong = headers.get(header::ETAG).filter(|tag| is_encoded && tag.as_bytes().starts_with(b"\""));
    let weak = strong.and_then(|tag| HeaderValue::from_bytes(&[b"W/", tag.as_bytes()].concat()).ok());
    if let Some(weak) = weak {
        headers.insert(header::ETAG, weak);
    }
    answer
}

/// 304 without a body for who holds this very answer (RFC 9110, 13.1.2).
async fn unless_held(request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    let answer = next.run(request).await;
    let tag = answer.headers().get(header::ETAG).filter(|_| answer.status() == StatusCode::OK);
    let Some(tag) = tag.and_then(|tag| tag.to_str().ok()) else { return answer };
    if !is_held(&asked, tag) {
        return answer;
    }
    let kept = [header::ETAG, header::CACHE_CONTROL];
    let kept = kept.into_iter().filter_map(|name| Some((name.clone(), answer.headers().get(name)?.clone())));
    (StatusCode::NOT_MODIFIED, kept.collect::<HeaderMap>()).into_response()
}
