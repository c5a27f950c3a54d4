//! Who of the staff may do what. Every operation of the staff asks for one named permission; which role has which in which
//! department is one table.

use crate::words::words;

/// Where somebody of the staff works. It narrows what an admin and a user may do; a super admin may do everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Department {
    /// The whole market.
    All,
    /// Vendors, orders and shipments.
    Operations,
    /// What is sold, and how it is arranged.
    Catalogue,
    /// Questions of buyers.
    Support,
    /// Money.
    Finance,
}

words!(Department {
    All = "all",
    Operations = "operations",
    Catalogue = "catalogue",
    Support = "support",
    Finance = "finance"
});

/// What an operation of the staff asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// See what was written down of changes to rights.
    AuditRead,
    /// See every category and product, shown or not.
    CatalogueRead,
    /// Change categories.
    CatalogueWrite,
    /// See the rates of the market's commission.
    CommissionRead,
    /// Change them.
    CommissionWrite,
    /// See which keys of the API there are.
    KeysRead,
    /// See the books.
    LedgerRead,
    /// See every order.
    OrdersRead,
    /// Tell of shipments, settle what buyers missed, and end orders.
    OrdersWrite,
    /// See every promotion and its codes, and try carts under them.
    PromotionsRead,
    /// Make, change and end promotions.
    PromotionsWrite,
    /// See every refund.
    RefundsRead,
    /// Give money back, try refunds again, and write down what was refunded by hand.
    RefundsWrite,
    /// See every return, with its photographs.
    ReturnsRead,
    /// Answer returns in place of their vendors.
    ReturnsWrite,
    /// Take reviews off the shop's pages.
    ReviewsModerate,
    /// See the reviews that readers told the market of.
    ReviewsRead,
    /// See every way to ship.
    ShippingRead,
    /// Offer ways to ship.
    ShippingWrite,
    /// See who is of the staff, and which roles and departments there are.
    StaffRead,
    /// Ask people to join the staff, give them roles and send them off; make roles and departments.
    StaffWrite,
    /// Make and end keys of the staff.
    StaffKeysWrite,
    /// See what tax is due where, and which accounts pay none.
    TaxesRead,
    /// Change that.
    TaxesWrite,
    /// See what came to the market's bank account.
    TransfersRead,
    /// Book, apply and return what came to the market's bank account.
    TransfersWrite,
    /// Make and end keys of vendors.
    VendorKeysWrite,
    /// Act for a vendor, as one of its managers would.
    VendorsAct,
    /// See every vendor.
    VendorsRead,
    /// Make, change, approve and suspend vendors.
    VendorsWrite,
}

words!(Permission {
    AuditRead = "audit.read",
    CatalogueRead = "catalogue.read",
    CatalogueWrite = "catalogue.write",
    CommissionRead = "commission.read",
    CommissionWrite = "commission.write",
    KeysRead = "keys.read",
    LedgerRead = "ledger.read",
    OrdersRead = "orders.read",
    OrdersWrite = "orders.write",
    PromotionsRead = "promotions.read",
    PromotionsWrite = "promotions.write",
    RefundsRead = "refunds.read",
    RefundsWrite = "refunds.write",
    ReturnsRead = "returns.read",
    ReturnsWrite = "returns.write",
    ReviewsModerate = "reviews.moderate",
    ReviewsRead = "reviews.read",
    ShippingRead = "shipping.read",
    ShippingWrite = "shipping.write",
    StaffRead = "staff.read",
    StaffWrite = "staff.write",
    StaffKeysWrite = "staff_keys.write",
    TaxesRead = "taxes.read",
    TaxesWrite = "taxes.write",
    TransfersRead = "transfers.read",
    TransfersWrite = "transfers.write",
    VendorKeysWrite = "vendor_keys.write",
    VendorsAct = "vendors.act",
    VendorsRead = "vendors.read",
    VendorsWrite = "vendors.write"
});

use Permission::{
    AuditRead, CatalogueRead, CatalogueWrite, CommissionRead, CommissionWrite, KeysRead, LedgerRead,
    OrdersRead, OrdersWrite, PromotionsRead, PromotionsWrite, RefundsRead, RefundsWrite, ReturnsRead,
    ReturnsWrite, ReviewsModerate, ReviewsRead, ShippingRead, ShippingWrite, StaffRead, TaxesRead,
    TaxesWrite, TransfersRead, TransfersWrite, VendorKeysWrite, VendorsAct, VendorsRead, VendorsWrite,
};

/// What the departments that a market begins with have, until somebody says otherwise: an admin may do all of it, a user what of it
/// only reads.
pub(super) const ADMINS: &[(Department, &[Permission])] = &[
    (
        Department::All,
        &[
            AuditRead,
            CatalogueRead,
            CatalogueWrite,
            CommissionRead,
            CommissionWrite,
            KeysRead,
            LedgerRead,
            OrdersRead,
            OrdersWrite,
            PromotionsRead,
            PromotionsWrite,
            RefundsRead,
            RefundsWrite,
            ReturnsRead,
            ReturnsWrite,
            ReviewsModerate,
            ReviewsRead,
            ShippingRead,
            ShippingWrite,
            StaffRead,
            TaxesRead,
            TaxesWrite,
            TransfersRead,
            TransfersWrite,
            VendorKeysWrite,
            VendorsAct,
            VendorsRead,
            VendorsWrite,
        ],
    ),
    (
        Department::Operations,
        &[
            CatalogueRead,
            KeysRead,
            OrdersRead,
            OrdersWrite,
            PromotionsRead,
            RefundsRead,
            ReturnsRead,
            ReturnsWrite,
            ReviewsRead,
            ShippingRead,
            ShippingWrite,
            TransfersRead,
            VendorKeysWrite,
            VendorsAct,
            VendorsRead,
            VendorsWrite,
        ],
    ),
    (
        Department::Catalogue,
        &[
            CatalogueRead,
            CatalogueWrite,
            PromotionsRead,
            PromotionsWrite,
            ReviewsModerate,
            ReviewsRead,
            ShippingRead,
            VendorsRead,
        ],
    ),
    (
        Department::Support,
        &[
            CatalogueRead,
            OrdersRead,
            OrdersWrite,
            PromotionsRead,
            RefundsRead,
            ReturnsRead,
            ReturnsWrite,
            ReviewsModerate,
            ReviewsRead,
            ShippingRead,
            TransfersRead,
            VendorsAct,
            VendorsRead,
        ],
    ),
    (
        Department::Finance,
        &[
            AuditRead,
            CommissionRead,
            CommissionWrite,
            LedgerRead,
            OrdersRead,
            PromotionsRead,
            PromotionsWrite,
            RefundsRead,
            RefundsWrite,
            ReturnsRead,
            TaxesRead,
            TaxesWrite,
            TransfersRead,
            TransfersWrite,
            VendorsRead,
        ],
    ),
];

impl Permission {
    /// Whether it lets nobody change anything.
    pub fn only_reads(self) -> bool {
        self.as_str().ends_with(".read")
    }

    /// Whether it is the super admins' alone: no role that somebody makes and no department holds it.
    pub const fn is_reserved(self) -> bool {
        matches!(self, Self::StaffWrite | Self::StaffKeysWrite)
    }

    pub(super) const fn bit(self) -> u64 {
        1 << self as u32
    }
}

// a set has room for every one
const _: () = assert!(Permission::ALL.len() <= u64::BITS as usize);

#[cfg(test)]
mod tests {
    use super::super::{Permissions, Role};
    use super::*;

    fn words(role: Role, department: Department) -> Vec<&'static str> {
        Permissions::of(role, department).iter().map(Permission::as_str).collect()
    }

    #[test]
    fn every_department_has_one_row_and_each_permission_once() {
        let rows: Vec<Department> = ADMINS.iter().map(|(department, _)| *department).collect();
        assert_eq!(rows, Department::ALL);
        for (department, permissions) in ADMINS {
            let set: Permissions = permissions.iter().copied().collect();
            assert_eq!(set.iter().count(), permissions.len(), "{department}");
        }
    }

    #[test]
    fn whoever_only_looks_changes_nothing_and_nobody_but_a_super_admin_makes_keys_of_the_staff() {
        for department in Department::ALL {
            let (admin, user) =
                (Permissions::of(Role::Admin, *department), Permissions::of(Role::User, *department));
            assert!(
                user.iter().all(|permission| permission.only_reads() && admin.has(permission)),
                "{department}"
            );
            assert!(!admin.has(Permission::StaffKeysWrite), "{department}");
            assert_eq!(Permissions::of(Role::SuperAdmin, *department), Permissions::all());
        }
    }

    #[test]
    fn a_department_sees_what_it_works_with() {
        assert_eq!(
            words(Role::Admin, Department::Catalogue),
            [
                "catalogue.read",
                "catalogue.write",
                "promotions.read",
                "promotions.write",
                "reviews.moderate",
                "reviews.read",
                "shipping.read",
                "vendors.read"
            ]
        );
        assert_eq!(
            words(Role::User, Department::Finance),
            [
                "audit.read",
                "commission.read",
                "ledger.read",
                "orders.read",
                "promotions.read",
                "refunds.read",
                "returns.read",
                "taxes.read",
                "transfers.read",
                "vendors.read"
            ]
        );
        assert_eq!(
            words(Role::User, Department::Support),
            [
                "catalogue.read",
                "orders.read",
                "promotions.read",
                "refunds.read",
                "returns.read",
                "reviews.read",
                "shipping.read",
                "transfers.read",
                "vendors.read"
            ]
        );
        assert!(words(Role::Admin, Department::Operations).contains(&"returns.write"));
        assert!(!words(Role::Admin, Department::Operations).contains(&"refunds.write"));
        assert!(!words(Role::Admin, Department::Support).contains(&"ledger.read"));
    }
}
