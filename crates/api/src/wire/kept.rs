//! Public answers, made once for all who ask until something that is shown changes.

use std::future::Future;

use axum::{
    body::Bytes,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, HeaderValue, Uri, header};
use jiff::Timestamp;
use souk_http::{HttpState, Result};
use souk_market::Cacheable;

use super::Answer;

struct Kept {
    headers: HeaderMap,
    body: Bytes,
    good_until: Option<Timestamp>,
}

impl Cacheable for Kept {
    fn bytes(&self) -> usize {
        let names = self.headers.iter().map(|(name, value)| name.as_str().len() + value.len());
        self.body.len() + names.sum::<usize>()
    }

    fn good_until(&self) -> Option<Timestamp> {
        self.good_until
    }
}

/// The answer to a read that everyone may do, which is told to everyone alike. Errors: those of `make`.
pub(crate) async fn kept(
    http: &HttpState,
    uri: &Uri,
    make: impl Future<Output = Result<Answer>>,
) -> Result<Response> {
    let target = uri.path_and_query().map_or("", |target| target.as_str());
    let kept = http.app().shown(target, async { make.await.map(of) }).await?;
    Ok((kept.headers.clone(), kept.body.clone()).into_response())
}

fn of(answer: Answer) -> Kept {
    let Answer { mut headers, body, good_until, .. } = answer.public();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Kept { headers, body: body.into(), good_until }
}
