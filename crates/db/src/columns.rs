//! How the domain's own types stand in columns: ids as 16 bytes, words by their stored spelling.

use souk_domain::{
    ids::*,
    money::Currency,
    order::{
        AttemptStatus, CancelReason, OrderStatus, PaymentMethod, PaymentStatus, RefundStatus, ReturnReason,
        ReturnStatus,
    },
    pricing::{BenefitKind, ScopeKind, Stacking},
    shipment::{DeliveredBy, ShipmentStatus},
    tax::{TaxClassCode, TaxRemitter, TaxRounding},
    vendor::{MemberRole, VendorStatus},
};

use crate::{Column, Error, Param, Result, Row, ToParam, params::to_param, row::column_through};

macro_rules! ids {
    ($($(#[$about:meta])* $id:ident = $prefix:literal;)+) => {
        to_param! { $($id: Bytes, |v| v.as_bytes();)+ }
        column_through! { $($id: [u8; 16], |v| Some($id::from_bytes(v));)+ }
    };
}
souk_domain::each_id!(ids);

macro_rules! words {
    ($($word:ty),*) => {
        to_param! { $($word: Text, |v| v.as_str();)* }
        column_through! { $($word: String, |v| <$word>::parse(&v);)* }
    };
}
words! {
    CancelReason, OrderStatus, PaymentMethod, PaymentStatus, AttemptStatus, RefundStatus, ReturnReason, ReturnStatus,
    ShipmentStatus, DeliveredBy, TaxRemitter, TaxRounding, VendorStatus, MemberRole, BenefitKind, ScopeKind,
    Stacking
}

to_param! { TaxClassCode: Text, |v| v.as_str(); }
column_through! { TaxClassCode: String, |v| TaxClassCode::parse(&v).ok(); }

to_param! { Currency: Text, |v| v.code(); }
column_through! { Currency: String, |v| Currency::parse(&v).ok(); }
