//! Jobs: effects outside the database, promised in a transaction and done after it, at least once.
//!
//! A job is taken with a lease; a process that dies lets it lapse, and another takes the job again. So every job must be
//! safe to do twice. Each has a key that keeps the same promise from being made twice.

mod runner;
mod store;

use souk_domain::ids::{ImageId, JobId, MailId, RefundId};

pub use runner::{JobsReport, run_due, work};

use crate::{Ctx, Result};

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Hand a mail to the mail server.
    DeliverMail(MailId),
    /// Ask the gateway to give money back.
    SendRefund(RefundId),
    /// Fetch a picture that an import named by its address.
    FetchImage(ImageId),
    /// Make the smaller copies of a picture.
    CopyImage(ImageId),
}

/// Jobs that wait for each other: pictures come from strangers' slow machines, and what was promised does not wait for them.
#[derive(Clone, Copy, Debug)]
enum Lane {
    Promises,
    Pictures,
}

impl Lane {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Promises => "promises",
            Self::Pictures => "pictures",
        }
    }
}

impl Job {
    const fn kind(self) -> &'static str {
        match self {
            Self::DeliverMail(_) => "deliver_mail",
            Self::SendRefund(_) => "send_refund",
            Self::FetchImage(_) => "fetch_image",
            Self::CopyImage(_) => "copy_image",
        }
    }

    fn subject(self) -> String {
        match self {
            Self::DeliverMail(id) => id.to_string(),
            Self::SendRefund(id) => id.to_string(),
            Self::FetchImage(id) | Self::CopyImage(id) => id.to_string(),
        }
    }

    fn parse(kind: &str, subject: &str) -> Option<Self> {
        match kind {
            "deliver_mail" => Some(Self::DeliverMail(subject.parse().ok()?)),
            "send_refund" => Some(Self::SendRefund(subject.parse().ok()?)),
            "fetch_image" => Some(Self::FetchImage(subject.parse().ok()?)),
            "copy_image" => Some(Self::CopyImage(subject.parse().ok()?)),
            _ => None,
        }
    }
}

/// Promises a job in this transaction; promising the same one again changes nothing.
pub(crate) async fn enqueue(ctx: &Ctx<'_>, job: Job) -> Result<()> {
    let subject = job.subject();
    let key = format!("{}:{subject}", job.kind());
    store::insert_if_new(ctx, ctx.id(JobId::from_parts), job.kind(), &key, &subject).await
}
