//! Who of a vendor's people may do what. Every operation of a vendor asks for one named permission; which role has which is
//! one table.

use crate::words::words;

/// What a member does for a vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MemberRole {
    /// Everything, its people, its papers and its money's way out included.
    Owner,
    /// Everything but those.
    Manager,
    /// Stock and parcels.
    Fulfilment,
    /// Look at everything, change nothing.
    ReadOnly,
}

words!(MemberRole {
    Owner = "owner",
    Manager = "manager",
    Fulfilment = "fulfilment",
    ReadOnly = "read_only",
});

/// What an operation of a vendor asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VendorPermission {
    /// See its products, shown or not.
    ProductsRead,
    /// Make and change products and their pictures.
    ProductsWrite,
    /// See its stock.
    StockRead,
    /// Count and change stock.
    StockWrite,
    /// See its orders and parcels.
    OrdersRead,
    /// Send, hand over and track.
    ParcelsWrite,
    /// Give money back.
    RefundsWrite,
    /// See what buyers give back.
    ReturnsRead,
    /// Answer and receive what buyers give back.
    ReturnsWrite,
    /// See what buyers say.
    ReviewsRead,
    /// Answer what buyers say.
    ReviewsWrite,
    /// See what it earns.
    MoneyRead,
    /// See its ways to ship.
    ShippingRead,
    /// Change its ways to ship.
    ShippingWrite,
    /// See its promotions and their codes.
    PromotionsRead,
    /// Make, change and end its promotions.
    PromotionsWrite,
    /// See what it says of itself, its people and how far it is set up.
    SettingsRead,
    /// Change what it says of itself, and when it is away.
    SettingsWrite,
    /// Ask people to join, give them roles and send them off.
    MembersWrite,
    /// See, masked, and change where its money goes.
    PayoutWrite,
    /// See, send and take away the papers that show who it is.
    DocumentsWrite,
}

words!(VendorPermission {
    ProductsRead = "vendor.products.read",
    ProductsWrite = "vendor.products.write",
    StockRead = "vendor.stock.read",
    StockWrite = "vendor.stock.write",
    OrdersRead = "vendor.orders.read",
    ParcelsWrite = "vendor.parcels.write",
    RefundsWrite = "vendor.refunds.write",
    ReturnsRead = "vendor.returns.read",
    ReturnsWrite = "vendor.returns.write",
    ReviewsRead = "vendor.reviews.read",
    ReviewsWrite = "vendor.reviews.write",
    MoneyRead = "vendor.money.read",
    ShippingRead = "vendor.shipping.read",
    ShippingWrite = "vendor.shipping.write",
    PromotionsRead = "vendor.promotions.read",
    PromotionsWrite = "vendor.promotions.write",
    SettingsRead = "vendor.settings.read",
    SettingsWrite = "vendor.settings.write",
    MembersWrite = "vendor.members.write",
    PayoutWrite = "vendor.payout.write",
    DocumentsWrite = "vendor.documents.write",
});

use VendorPermission::{
    MoneyRead, OrdersRead, ParcelsWrite, ProductsRead, ProductsWrite, PromotionsRead, PromotionsWrite,
    RefundsWrite, ReturnsRead, ReturnsWrite, ReviewsRead, ReviewsWrite, SettingsRead, SettingsWrite,
    ShippingRead, ShippingWrite, StockRead, StockWrite,
};

/// What each role may do, whole.
const ROLES: &[(MemberRole, &[VendorPermission])] = &[
    (MemberRole::Owner, VendorPermission::ALL),
    (
        MemberRole::Manager,
        &[
            ProductsRead,
            ProductsWrite,
            StockRead,
            StockWrite,
            OrdersRead,
            ParcelsWrite,
            RefundsWrite,
            ReturnsRead,
            ReturnsWrite,
            ReviewsRead,
            ReviewsWrite,
            MoneyRead,
            ShippingRead,
            ShippingWrite,
            PromotionsRead,
            PromotionsWrite,
            SettingsRead,
            SettingsWrite,
        ],
    ),
    (
        MemberRole::Fulfilment,
        &[
            ProductsRead,
            StockRead,
            StockWrite,
            OrdersRead,
            ParcelsWrite,
            ReturnsRead,
            ShippingRead,
            SettingsRead,
        ],
    ),
    (
        MemberRole::ReadOnly,
        &[
            ProductsRead,
            StockRead,
            OrdersRead,
            ReturnsRead,
            ReviewsRead,
            MoneyRead,
            ShippingRead,
            PromotionsRead,
            SettingsRead,
        ],
    ),
];

impl MemberRole {
    /// What a key of the API may do for its vendor: one that is lost adds no owner, and sends no money elsewhere.
    pub const OF_A_KEY: Self = Self::Manager;
    /// What somebody of the staff may do who acts for a vendor: its people and the way its money goes are its own.
    pub const OF_STAFF: Self = Self::Manager;

    /// Whether the role has a permission.
    pub fn may(self, permission: VendorPermission) -> bool {
        ROLES.iter().any(|(role, has)| *role == self && has.contains(&permission))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use VendorPermission::{DocumentsWrite, MembersWrite, PayoutWrite};

    #[test]
    fn every_role_has_one_row_and_each_permission_once() {
        let rows: Vec<MemberRole> = ROLES.iter().map(|(role, _)| *role).collect();
        assert_eq!(rows, MemberRole::ALL);
        for (role, has) in ROLES {
            for permission in *has {
                assert_eq!(has.iter().filter(|other| *other == permission).count(), 1, "{role} {permission}");
            }
        }
    }

    #[test]
    fn whoever_only_looks_changes_nothing_and_owners_alone_rule_people_payouts_and_papers() {
        for permission in VendorPermission::ALL {
            let reads = permission.as_str().ends_with(".read");
            assert_eq!(MemberRole::ReadOnly.may(*permission), reads, "{permission}");
            assert!(MemberRole::Owner.may(*permission), "{permission}");
            let owners_own = matches!(permission, MembersWrite | PayoutWrite | DocumentsWrite);
            assert_eq!(MemberRole::Manager.may(*permission), !owners_own, "{permission}");
        }
    }

    #[test]
    fn fulfilment_moves_stock_and_parcels_and_no_money() {
        let may = |permission: &&VendorPermission| MemberRole::Fulfilment.may(**permission);
        let writes: Vec<&VendorPermission> =
            VendorPermission::ALL.iter().filter(may).filter(|one| one.as_str().ends_with(".write")).collect();
        assert_eq!(writes, [&StockWrite, &ParcelsWrite]);
        assert!(!MemberRole::Fulfilment.may(MoneyRead));
    }
}
