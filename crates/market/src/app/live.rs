//! What carriers and a provider of taxes said a moment ago: it belongs to the process, and is asked again when it is gone.

use std::{
    any::Any,
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// How long an answer counts: a buyer reads a checkout for some minutes, and prices of carriers change once a day.
const ANSWER_LIFE: Duration = Duration::from_secs(10 * 60);
/// How long somebody who did not answer is left alone with the same question: only the first quote waits for it.
const SILENCE_LIFE: Duration = Duration::from_secs(30);
/// Answers that are kept, some hundred bytes each: beyond, all are let go, and asked again.
const MAX_ANSWERS: usize = 20_000;

/// What was said to questions, each until the process is so old.
pub(crate) struct LiveAnswers<Q, A>(Mutex<BTreeMap<Q, Kept<A>>>);

struct Kept<A> {
    /// `None`: nobody answered, or there is nothing to say.
    answer: Option<A>,
    until: Duration,
}

impl<Q, A> Default for LiveAnswers<Q, A> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<Q: Ord, A: Clone> LiveAnswers<Q, A> {
    /// What was said to a question, if it still counts by now.
    pub(crate) fn find(&self, question: &Q, now: Duration) -> Option<Option<A>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(question).filter(|kept| now < kept.until).map(|kept| kept.answer.clone())
    }

    /// Keeps what was said now.
    pub(crate) fn keep(&self, question: Q, answer: Option<A>, now: Duration) {
        let life = if answer.is_some() { ANSWER_LIFE } else { SILENCE_LIFE };
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_ANSWERS {
            kept.clear();
        }
        kept.insert(question, Kept { answer, until: now + life });
    }
}

/// What one step of long work leaves for the next in the same process: whoever finds nothing begins from what is stored.
#[derive(Default)]
pub(crate) struct LeftOver(Mutex<Option<Box<dyn Any + Send>>>);

impl LeftOver {
    pub(crate) fn leave(&self, what: impl Any + Send) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(what));
    }

    /// What was left, if it is of that kind; it is gone then, whatever it was.
    pub(crate) fn take<T: Any>(&self) -> Option<T> {
        let left = self.0.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        left.downcast().ok().map(|left| *left)
    }
}

#[cfg(test)]
mod tests {
    use souk_domain::{
        ids::VendorId,
        pricing::{CarrierQuestion, Destination},
    };

    use super::*;

    fn question(weight_g: u64) -> CarrierQuestion {
        CarrierQuestion {
            carrier: "table".to_owned(),
            service: "ground".to_owned(),
            vendor: VendorId::from_bytes([1; 16]),
            weight_g,
            to: Destination { country: "US".to_owned(), region: None, postal_code: String::new() },
        }
    }

    #[test]
    fn an_answer_counts_longer_than_a_silence() {
        let (answers, start) = (LiveAnswers::default(), Duration::from_secs(5));
        answers.keep(question(1), Some(590), start);
        answers.keep(question(2), None, start);
        assert_eq!(answers.find(&question(1), start), Some(Some(590)));
        assert_eq!(answers.find(&question(2), start), Some(None));
        assert_eq!(answers.find(&question(3), start), None);
        assert_eq!(answers.find(&question(2), start + SILENCE_LIFE), None);
        assert_eq!(answers.find(&question(1), start + SILENCE_LIFE), Some(Some(590)));
        assert_eq!(answers.find(&question(1), start + ANSWER_LIFE), None);
    }

    #[test]
    fn no_more_answers_are_kept_than_memory_should_hold() {
        let answers = LiveAnswers::default();
        for weight in 0..=u64::try_from(MAX_ANSWERS).unwrap() {
            answers.keep(question(weight), Some(1), Duration::ZERO);
        }
        assert_eq!(answers.0.lock().unwrap().len(), 1);
    }
}
