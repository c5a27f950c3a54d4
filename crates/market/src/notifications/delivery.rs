//! Mails on their way to the mail server.

use std::{any::Any, panic::AssertUnwindSafe, time::Duration};

use futures_util::{FutureExt as _, future::join_all};
use souk_db::BoxFuture;
use souk_domain::ids::MailId;

use super::{Written, kind::Kind, words::put_into_words};
use crate::{
    Actor, App, Fault, Result,
    faults::{FaultPoint, Struck, reach},
    mail::{self, Batch, Mail, OutgoingMail},
    queue::{Job, Lane, Started, Tried},
};

/// Mails of a batch that are handed on side by side, and then noted as sent.
const AT_ONCE: usize = 4;
/// How long one may take to be taken once it has its turn: so short that one that hangs does not use up the time of its batch.
const TAKEN_WITHIN: Duration = Duration::from_secs(25);

/// Hand the mails of a batch, which its first one stands for, to the mail server.
pub(crate) struct DeliverMails;

impl Job for DeliverMails {
    type Subject = MailId;
    const KIND: &'static str = "deliver_mails";
    const LANE: Lane = Lane::Mails;

    fn run(app: &App, first: MailId) -> BoxFuture<'_, Result<Tried>> {
        Box::pin(async move {
            match Self::start(app, vec![first]).await?.pop() {
                Some(delivery) => delivery.await,
                None => Ok(Tried::Done),
            }
        })
    }

    fn start(app: &App, firsts: Vec<MailId>) -> BoxFuture<'_, Result<Started<'_>>> {
        Box::pin(async move {
            let batches: Vec<Batch> = firsts.into_iter().map(Batch::of_mail).collect();
            let written = app.read_with(Actor::System, batches.clone(), |ctx, batches| {
                Box::pin(async move { put_into_words(ctx, mail::list_queued(ctx, batches).await?).await })
            });
            let mut written = written.await?;
            let deliveries = batches.into_iter().map(|batch| -> BoxFuture<'_, Result<Tried>> {
                let own = written.extract_if(.., |(mail, _)| Batch::of_mail(mail.id) == batch).collect();
                Box::pin(async move { deliver(app, own).await.map(|()| Tried::Done) })
            });
            Ok(deliveries.collect())
        })
    }
}

/// Delivers mails of a batch that were not delivered before. Errors: one was not taken; those that were are not handed
/// on again.
async fn deliver(app: &App, waiting: Vec<(Mail, Option<Written>)>) -> Result<()> {
    let mut failed = None;
    for some in waiting.chunks(AT_ONCE) {
        let handed_on = join_all(some.iter().map(|(mail, words)| hand_on(app, mail, words.as_ref()))).await;
        note(app, Noted::of(app, some, &handed_on)).await?;
        failed = failed.or(handed_on.into_iter().find_map(Result::err));
    }
    match failed {
        None => Ok(()),
        Some(NotTaken::Failed(fault)) => Err(fault.into()),
        // the lane tells of it as of any other
        Some(NotTaken::Panicked(panic)) => std::panic::resume_unwind(panic),
    }
}

/// Why a mail was not taken.
enum NotTaken {
    Failed(Fault),
    Panicked(Box<dyn Any + Send>),
}

/// Hands a mail on, once. True: it was taken; false: there is nobody any more whom it is about.
async fn hand_on(app: &App, mail: &Mail, words: Option<&Written>) -> Result<bool, NotTaken> {
    let Some(words) = words else { return Ok(false) };
    let outgoing = OutgoingMail {
        id: mail.id,
        recipient: mail.recipient.clone(),
        reply_to: mail.reply_to.clone(),
        subject: words.subject.clone(),
        text: words.text.clone(),
        html: words.html.clone(),
        written_at: mail.created_at,
    };
    // how long others take before it is no fault of this one
    let _turn = app.mailer().turn().await;
    reach(FaultPoint::BeforeMailSent);
    let sending = AssertUnwindSafe(async { app.mailer().send(&outgoing).await }).catch_unwind();
    match tokio::time::timeout(TAKEN_WITHIN, sending).await {
        Ok(Ok(taken)) => taken.map_err(NotTaken::Failed)?,
        // a simulated end of the process, which keeps no promise any more
        Ok(Err(panic)) if panic.is::<Struck>() => std::panic::resume_unwind(panic),
        Ok(Err(panic)) => return Err(NotTaken::Panicked(panic)),
        Err(_elapsed) => {
            return Err(NotTaken::Failed(Fault::Outside(format!("{} was not taken in time", mail.id))));
        }
    }
    reach(FaultPoint::AfterMailSent);
    Ok(true)
}

/// What became of mails.
struct Noted {
    taken: Vec<MailId>,
    /// There is nobody any more whom they are about.
    gone: Vec<MailId>,
    /// Of those that were taken, the ones whose words are not kept here once they are on their way: a stranger wrote them.
    private: Vec<MailId>,
}

impl Noted {
    fn of(app: &App, mails: &[(Mail, Option<Written>)], handed_on: &[Result<bool, NotTaken>]) -> Self {
        let keeps = app.mailer().keeps_mails();
        let mut noted = Self { taken: Vec::new(), gone: Vec::new(), private: Vec::new() };
        for ((mail, _), outcome) in mails.iter().zip(handed_on) {
            match outcome {
                Ok(true) => noted.taken.push(mail.id),
                Ok(false) => noted.gone.push(mail.id),
                Err(_not_taken) => continue,
            }
            if !keeps && mail.kind == Kind::Message.as_str() {
                noted.private.push(mail.id);
            }
        }
        noted
    }
}

async fn note(app: &App, noted: Noted) -> Result<()> {
    app.write_with(Actor::System, noted, |ctx, noted| {
        Box::pin(async move {
            mail::mark_sent(ctx, &noted.taken).await?;
            for mail in &noted.gone {
                mail::delete(ctx, *mail).await?;
            }
            for mail in &noted.private {
                mail::forget_words(ctx, *mail).await?;
            }
            Ok(())
        })
    })
    .await
}
