//! The rows of promotions, their codes and their uses.

pub(super) mod codes;
pub(super) mod rules;
pub(super) mod targets;
pub(super) mod uses;
