//! For whom a form is: some pages are about one of several, and the form of one must not be sent for another.

use http::Extensions;

use super::pairs::Pairs;
use crate::Refusal;

/// What a hidden field of every form must hold, or else the refusal. An extractor that runs before the form is read puts it into the
/// extensions of the request.
#[derive(Clone)]
pub struct FormSubject {
    /// The name of the field.
    pub field: &'static str,
    /// What it holds on the pages of now.
    pub value: String,
    /// What is answered to a form of another.
    pub refusal: Refusal,
}

impl FormSubject {
    fn require(&self, sent: Option<&str>) -> Result<(), Refusal> {
        if sent == Some(self.value.as_str()) { Ok(()) } else { Err(self.refusal.clone()) }
    }
}

/// Takes the field out of the fields of a form. Errors: the form is another's.
pub(super) fn taken(extensions: &Extensions, mut pairs: Pairs) -> Result<Pairs, Refusal> {
    let Some(subject) = extensions.get::<FormSubject>() else { return Ok(pairs) };
    let sent = pairs.iter().position(|(name, _)| name == subject.field).map(|at| pairs.remove(at).1);
    subject.require(sent.as_deref())?;
    Ok(pairs)
}

/// The same for a form whose fields come one by one: this is the one behind its token.
pub(super) fn require(subject: &FormSubject, sent: Option<&(String, String)>) -> Result<(), Refusal> {
    let sent = sent.filter(|(name, _)| name == subject.field);
    subject.require(sent.map(|(_, value)| value.as_str()))
}
