pub(crate) mod backlog;
pub(crate) mod outbox;
