//! Every step of orders, parcels and vendors, taken or refused through use cases and held against the tables that decide. A status
//! without a case does not compile; a step that no case takes, and one that is taken and stands in no table, fail.

mod orders;
mod parcels;
mod vendors;

use std::{collections::BTreeSet, fmt::Debug};

use souk_domain::order::ActorKind;
use souk_market::{Error, Result};

/// A step from status to status, and who takes it.
type Walk<S> = (S, S, ActorKind);

/// What comes of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comes<S> {
    /// It stands there then.
    To(S),
    /// Nobody is told no, and it stands where it stood.
    Stays,
    /// The code of the refusal; it stands where it stood.
    Refused(&'static str),
}

impl<S: Copy + PartialEq> Comes<S> {
    /// What came of it, from where it stood before to where it stands now.
    fn of<T>(outcome: &Result<T>, before: S, now: S) -> Self {
        match outcome {
            Ok(_) if before == now => Self::Stays,
            Ok(_) => Self::To(now),
            Err(Error::Refused(refusal)) => {
                assert!(before == now, "what is refused changes nothing");
                Self::Refused(refusal.code().name)
            }
            Err(Error::Fault(fault)) => panic!("a fault instead of a refusal: {fault}"),
        }
    }
}

/// Whatever came otherwise than it should, all of it at once.
#[derive(Default)]
struct Surprises(Vec<String>);

impl Surprises {
    fn compare<S: Copy + Debug + PartialEq>(
        &mut self,
        what: impl Copy + Debug,
        came: Comes<S>,
        expected: Comes<S>,
    ) {
        if came != expected {
            self.0.push(format!("{what:?}: {came:?} instead of {expected:?}"));
        }
    }

    /// Every step of a table was taken by all who may, but for those that no use case takes; no other step was.
    fn require_all<S: Copy + Debug + Ord>(
        &mut self,
        walked: &BTreeSet<Walk<S>>,
        table: impl IntoIterator<Item = (S, S, &'static [ActorKind])>,
        unasked: &[Walk<S>],
    ) {
        let table =
            table.into_iter().flat_map(|(from, to, who)| who.iter().map(move |actor| (from, to, *actor)));
        let mut expected: BTreeSet<Walk<S>> = table.collect();
        for step in unasked {
            if !expected.remove(step) {
                self.0.push(format!("{step:?} is in no table any more"));
            }
        }
        self.0.extend(expected.difference(walked).map(|step| format!("{step:?} was never taken")));
        self.0.extend(walked.difference(&expected).map(|step| format!("{step:?} was taken")));
    }

    fn none(self) {
        assert!(self.0.is_empty(), "{} surprises:\n{}", self.0.len(), self.0.join("\n"));
    }
}
