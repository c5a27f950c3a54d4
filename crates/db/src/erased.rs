//! Transaction bodies without their types.
//!
//! Every use case is a closure of its own type. Were the drivers generic over it, each use case would be compiled with all
//! of them, in the crate that calls it; so a body's answer and error travel boxed, and the drivers are compiled once, here.

use std::{any::Any, sync::Arc};

use futures_util::future::BoxFuture;

use crate::{Abort, Error, Result, Tx};

/// What a body ended with.
pub(crate) type Outcome = Result<Box<dyn Any + Send>, Failure>;

/// A body that may run more than once.
pub(crate) type Body = Arc<dyn for<'a> Fn(&'a Tx<'a>) -> BoxFuture<'a, Outcome> + Send + Sync>;

/// The error a body ended with, or the database's own.
pub(crate) struct Failure {
    database: Option<Error>,
    /// The body's error, where it was the body that ended it.
    body: Option<Box<dyn Any + Send>>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { database: Some(error), body: None }
    }
}

impl Abort for Failure {
    fn database(&self) -> Option<&Error> {
        self.database.as_ref()
    }
}

pub(crate) fn body<T, E, F>(body: F) -> Body
where
    F: for<'a> Fn(&'a Tx<'a>) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
    T: Send + 'static,
    E: Abort,
{
    Arc::new(move |tx| {
        let answer = body(tx);
        Box::pin(async move {
            match answer.await {
                Ok(value) => Ok(Box::new(value) as Box<dyn Any + Send>),
                Err(error) => {
                    Err(Failure { database: error.database().cloned(), body: Some(Box::new(error)) })
                }
            }
        })
    })
}

/// Gives an outcome its types again; `T` and `E` are those of the body it came from.
pub(crate) fn given_back<T: Send + 'static, E: Abort>(outcome: Outcome) -> Result<T, E> {
    match outcome {
        Ok(value) => value.downcast().map_or_else(|_other| Err(Error::Panicked.into()), |value| Ok(*value)),
        Err(Failure { database, body }) => match body.and_then(|body| body.downcast().ok()) {
            Some(error) => Err(*error),
            None => Err(database.unwrap_or(Error::Panicked).into()),
        },
    }
}
