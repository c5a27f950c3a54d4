//! The money path's use cases, on the database `SOUK_TEST_DATABASE` names. Every test ends with the proof that no
//! invariant is broken.

mod paid;
