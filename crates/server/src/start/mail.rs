use std::sync::Arc;

use anyhow::{Context as _, Result};
use souk_market::mail::{KeptHere, Mailer, Smtp};

use crate::config::Settings;

/// Who takes mails: the mail server of the settings, else the shop's own mailbox.
pub(super) fn mailer(settings: &Settings, public_url: &str) -> Result<Arc<dyn Mailer>> {
    match &settings.mail {
        None => Ok(Arc::new(KeptHere)),
        Some(server) => {
            Ok(Arc::new(Smtp::new(server.url(), &server.from, public_url).context("smtp_url or mail_from")?))
        }
    }
}
