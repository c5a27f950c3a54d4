//! The gateways of this shop, and the test bank when the shop runs one itself.

use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use jiff::SignedDuration;
use secrecy::ExposeSecret as _;
use souk_bank::{Bank, BankSettings};
use souk_domain::hex::hex;
use souk_market::{
    payments::{self, Gateways, PaymentGateway, References},
    secrets::ServerKey,
};
use tokio::{sync::oneshot, task::JoinHandle};

use super::data_dir;
use crate::{
    config::{Sandbox, Settings},
    serving::listen,
};

/// How the shop takes money.
pub(crate) struct Payments {
    pub(crate) gateways: Gateways,
    pub(crate) own_bank: Option<OwnBank>,
}

/// The test bank inside this process: a listener and a file of its own, so that it stays another party.
pub(crate) struct OwnBank {
    stop: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
}

impl OwnBank {
    /// Ends it, after the shop.
    pub(crate) async fn end(self) {
        let _told = self.stop.send(());
        if let Ok(Err(error)) = self.serving.await {
            tracing::warn!(%error, "the test bank did not end well");
        }
    }
}

impl Payments {
    /// For commands that move no money.
    pub(crate) fn none() -> Self {
        Self { gateways: Gateways::default(), own_bank: None }
    }

    /// For the shop itself, which listens on `port`; starts the test bank where it is the shop's own.
    pub(crate) fn of_the_shop(settings: &Settings, key: &ServerKey, port: u16) -> Result<Self> {
        match &settings.sandbox {
            Sandbox::OwnBank => with_own_bank(settings, key, port),
            Sandbox::Off | Sandbox::BankAt { .. } => Self::beside_a_shop(settings),
        }
    }

    /// For a process beside the shop: it needs a bank that both can reach.
    pub(crate) fn beside_a_shop(settings: &Settings) -> Result<Self> {
        match &settings.sandbox {
            Sandbox::Off => Ok(Self::none()),
            Sandbox::BankAt { url, secret } => {
                let gateways = sandbox(
                    url,
                    secret.expose_secret(),
                    settings.limits.gateway_timeout,
                    references_of(settings),
                )?;
                Ok(Self { gateways, own_bank: None })
            }
            Sandbox::OwnBank => bail!(
                "the test bank is inside `souk serve` and cannot be reached from here: run `souk bank` and set \
                 payments.sandbox_bank_url and payments.sandbox_bank_secret for both"
            ),
        }
    }
}

fn references_of(settings: &Settings) -> References {
    if settings.sandbox_references { References::OfTheBank } else { References::OfTheShop }
}

fn sandbox(url: &str, secret: &str, timeout: SignedDuration, references: References) -> Result<Gateways> {
    let key = souk_bank::signing_key(secret).context("payments.sandbox_bank_secret")?;
    let gateway = payments::Sandbox::new(url, &key, timeout, references).context("the test bank's client")?;
    let gateway: Arc<dyn PaymentGateway> = Arc::new(gateway);
    Ok(Gateways::new(vec![gateway]))
}

fn with_own_bank(settings: &Settings, key: &ServerKey, port: u16) -> Result<Payments> {
    let secret = hex(&key.keyed_hash("sandbox bank", &[]));
    // the same port at every start, so that a confirmation page that is open in a browser goes on working
    let listener = listen::bind_near(port.saturating_add(1))?;
    let url = format!("http://{}", listener.local_addr()?);
    let bank =
        Bank::open(&data_dir::bank_file(&settings.data), BankSettings::new(secret.as_str(), url.as_str()))?;
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = async move {
        let _told = stopped.await;
    };
    let serving = tokio::spawn(souk_bank::serve(listener, bank, stopped));
    let gateways = sandbox(&url, &secret, settings.limits.gateway_timeout, references_of(settings))?;
    Ok(Payments { gateways, own_bank: Some(OwnBank { stop, serving }) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of the published example of Standard Webhooks.
    const CODED: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const NEWS: &[u8] = br#"{"id":"evt_1","type":"charge.succeeded"}"#;

    fn shop(secret: &str) -> Result<Gateways> {
        start_of_process();
        sandbox("http://127.0.0.1:9", secret, SignedDuration::from_secs(1), References::OfTheShop)
    }

    fn start_of_process() {
        // another test of this process may have done it
        let _chosen = rustls::crypto::ring::default_provider().install_default();
    }

    async fn believes(gateways: &Gateways, signature: &str) -> bool {
        let headers =
            [("webhook-id", "msg_1"), ("webhook-timestamp", "1614265330"), ("webhook-signature", signature)];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        gateways.find("sandbox").unwrap().verify(&headers, NEWS).await == payments::Genuine::Yes
    }

    #[tokio::test]
    async fn the_shop_reads_a_coded_secret_as_the_bank_that_signs_with_it() {
        // HMAC-SHA256 under the 24 bytes that the secret's base64 stands for, as `openssl dgst -hmac` has it
        let signed = "v1,X3N1QLeh93zfwBV+TkC5oqIwrXaMVqGx83neFDCyQyY=";
        assert!(believes(&shop(CODED).unwrap(), signed).await);
        assert!(!believes(&shop("plain words").unwrap(), signed).await);
        for wrong in ["", "whsec_", "whsec_*"] {
            let error = format!("{:#}", shop(wrong).err().unwrap());
            assert!(error.contains("payments.sandbox_bank_secret") && error.contains("base64"), "{error}");
        }
    }
}
