pub(crate) mod jobs;
pub(crate) mod outbox;
