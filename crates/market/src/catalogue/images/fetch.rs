use std::{net::SocketAddr, time::Duration};

use reqwest::{Client, Response, Url, header::LOCATION, redirect::Policy};
use souk_domain::ids::ImageId;
use souk_pictures::{MAX_PICTURE_BYTES, MAX_PICTURE_MIB};

use super::{CopyImage, add::keep, store};
use crate::{Actor, App, Error, Fault, Result, ports::OutgoingPolicy, queue};

/// Addresses one fetch may be sent on to.
const MAX_REDIRECTS: u32 = 3;
/// For one picture, redirects included: below the lease of its job.
const TIME_LIMIT: Duration = Duration::from_secs(20);
/// For the connection alone.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);

/// Why a picture could not be had.
#[derive(Debug)]
enum Failure {
    /// Trying again would end the same.
    ForGood(String),
    /// Trying again may help.
    ForNow(String),
}

/// Fetches a picture that waits, from an address this server may call. Errors: it may work later.
pub async fn fetch_image(app: &App, image: ImageId) -> Result<()> {
    fetch_image_under(app, image, app.outgoing()).await
}

/// Fetches a picture that waits, from an address the policy allows; does nothing when it waits no longer.
/// A failure that trying again cannot mend marks it as failed. Errors: it may work later.
pub async fn fetch_image_under(app: &App, image: ImageId, policy: &OutgoingPolicy) -> Result<()> {
    let url = app
        .read(Actor::System, move |ctx| Box::pin(async move { store::find_waiting(ctx, image).await }))
        .await?;
    let Some(url) = url else { return Ok(()) };
    let fetched = tokio::time::timeout(TIME_LIMIT, fetch(&url, policy)).await;
    let fetched = fetched.unwrap_or_else(|_| Err(Failure::ForNow("it took too long".to_owned())));
    let kept = match fetched {
        Ok(bytes) => keep(app, bytes).await?.map_err(|unfit| Failure::ForGood(unfit.words().to_owned())),
        Err(failure) => Err(failure),
    };
    match kept {
        Ok(name) => {
            app.write(Actor::System, move |ctx| {
                let name = name.clone();
                Box::pin(async move {
                    store::set_ready(ctx, image, &name).await?;
                    queue::enqueue::<CopyImage>(ctx, image).await
                })
            })
            .await
        }
        Err(Failure::ForGood(reason)) => {
            tracing::warn!(%image, reason, "a picture cannot be had");
            app.write(Actor::System, move |ctx| Box::pin(async move { store::set_failed(ctx, image).await }))
                .await
        }
        Err(Failure::ForNow(reason)) => Err(Error::Fault(Fault::Outside(format!("a picture: {reason}")))),
    }
}

async fn fetch(url: &str, policy: &OutgoingPolicy) -> Result<Vec<u8>, Failure> {
    let mut url = Url::parse(url).map_err(|_| Failure::ForGood("no web address".to_owned()))?;
    for _ in 0..=MAX_REDIRECTS {
        let answer = ask(&url, policy).await?;
        let status = answer.status();
        if status.is_redirection() {
            let to = answer.headers().get(LOCATION).and_then(|to| to.to_str().ok());
            let to = to.and_then(|to| url.join(to).ok());
            url = to.ok_or_else(|| Failure::ForGood("sent on to nowhere".to_owned()))?;
        } else if status.is_success() {
            return body(answer).await;
        } else if status.is_server_error() || matches!(status.as_u16(), 408 | 425 | 429) {
            return Err(Failure::ForNow(format!("the server answered {status}")));
        } else {
            return Err(Failure::ForGood(format!("the server answered {status}")));
        }
    }
    Err(Failure::ForGood("sent on too often".to_owned()))
}

/// Asks exactly the address that was checked: the name is looked up once, and never again by the client.
async fn ask(url: &Url, policy: &OutgoingPolicy) -> Result<Response, Failure> {
    let good_scheme = matches!(url.scheme(), "http" | "https");
    let (Some(host), Some(port), true) = (url.host_str(), url.port_or_known_default(), good_scheme) else {
        return Err(Failure::ForGood("no web address".to_owned()));
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Failure::ForGood("an address with a password".to_owned()));
    }
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let found = tokio::net::lookup_host((bare, port)).await;
    let found: Vec<SocketAddr> = found.map_err(|error| Failure::ForNow(error.to_string()))?.collect();
    // one forbidden address among several is a trick, not an accident
    let allowed = !found.is_empty() && found.iter().all(|address| policy.allows(address.ip(), port));
    let Some(address) = found.first().filter(|_| allowed) else {
        return Err(Failure::ForGood(format!("{host} is not an address in the internet")));
    };
    let client = client(host, *address).map_err(|error| Failure::ForNow(error.to_string()))?;
    client.get(url.clone()).send().await.map_err(|error| Failure::ForNow(error.without_url().to_string()))
}

fn client(host: &str, address: SocketAddr) -> Result<Client, Box<dyn std::error::Error + Send + Sync>> {
    Ok(Client::builder()
        .tls_backend_preconfigured(crate::tls::trusting()?)
        .resolve_to_addrs(host, &[address])
        .redirect(Policy::none())
        .referer(false)
        .no_proxy()
        .connect_timeout(CONNECT_LIMIT)
        .timeout(TIME_LIMIT)
        .build()?)
}

async fn body(mut answer: Response) -> Result<Vec<u8>, Failure> {
    let too_large = || Failure::ForGood(format!("larger than {MAX_PICTURE_MIB} MiB"));
    if answer.content_length().is_some_and(|length| length > MAX_PICTURE_BYTES as u64) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    while let Some(some) =
        answer.chunk().await.map_err(|error| Failure::ForNow(error.without_url().to_string()))?
    {
        if bytes.len() + some.len() > MAX_PICTURE_BYTES {
            return Err(too_large());
        }
        bytes.extend_from_slice(&some);
    }
    Ok(bytes)
}
