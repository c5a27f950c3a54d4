//! What many operations say in the same words.

mod address;
mod answer;
mod choices;
mod closure;
mod kept;
mod list;
mod metadata;
mod money;
mod once;
mod patch;
mod picture;
mod secret;
mod short;
mod text;
mod words;

pub(crate) use address::{Address, NewAddress, destination};
pub(crate) use answer::Answer;
pub(crate) use choices::Choices;
pub(crate) use closure::Closure;
pub(crate) use kept::kept;
pub(crate) use list::{ListQuery, MAX_CURSOR_CHARS, default_limit, limit, list};
pub(crate) use metadata::{Metadata, MetadataPatch};
pub(crate) use money::{Money, Price, currency};
pub(crate) use once::{Once, REPLAYED};
pub(crate) use patch::required;
pub(crate) use picture::picture_url;
pub(crate) use secret::{Code, MAX_CODE_CHARS, Password};
pub(crate) use short::page_of;
pub(crate) use text::{asked_moment, email, id, moment, optional_id, quantity, slug, time};
pub(crate) use words::words_for;
