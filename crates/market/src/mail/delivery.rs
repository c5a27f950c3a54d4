use souk_db::BoxFuture;
use souk_domain::ids::MailId;

use super::store;
use crate::{
    Actor, App, Result,
    faults::{FaultPoint, reach},
    queue::{Job, Lane},
};

/// Hand a mail to the mail server.
pub(crate) struct DeliverMail(pub(crate) MailId);

impl Job for DeliverMail {
    const KIND: &'static str = "deliver_mail";
    const LANE: Lane = Lane::Mails;

    fn payload(&self) -> String {
        self.0.to_string()
    }

    fn parse(payload: &str) -> Option<Self> {
        payload.parse().ok().map(Self)
    }

    fn run(self, app: &App) -> BoxFuture<'_, Result<()>> {
        Box::pin(deliver(app, self.0))
    }
}

/// Delivers one mail, unless it was delivered before.
async fn deliver(app: &App, id: MailId) -> Result<()> {
    let waiting = app.read(Actor::System, move |ctx| Box::pin(store::find_queued(ctx, id))).await?;
    let Some(mail) = waiting else { return Ok(()) };
    reach(FaultPoint::BeforeMailSent);
    app.mailer().send(&mail.outgoing()).await?;
    reach(FaultPoint::AfterMailSent);
    // links in letters open things, so words that are on their way are not kept here
    let keep = app.mailer().keeps_mails();
    app.write(Actor::System, move |ctx| {
        Box::pin(async move {
            store::mark_sent(ctx, id).await?;
            if keep { Ok(()) } else { store::forget_words(ctx, id).await }
        })
    })
    .await
}
