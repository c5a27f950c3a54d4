//! The API in process, over a real market.
