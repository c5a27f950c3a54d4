//! Who of the staff may do what. Every operation of the staff asks for one named permission; which role has which in which
//! department is one table.

use std::fmt;

use super::Role;
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
    /// See which keys of the API there are.
    KeysRead,
    /// See the books.
    LedgerRead,
    /// See every order.
    OrdersRead,
    /// Tell of shipments, settle what buyers missed, and end orders.
    OrdersWrite,
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
    /// Make and end keys of the staff.
    StaffKeysWrite,
    /// See what came to the market's bank account.
    TransfersRead,
    /// Book, apply and return what came to the market's bank account.
    TransfersWrite,
    /// Make and end keys of vendors.
    VendorKeysWrite,
    /// See every vendor.
    VendorsRead,
    /// Make, change, approve and suspend vendors.
    VendorsWrite,
}

words!(Permission {
    AuditRead = "audit.read",
    CatalogueRead = "catalogue.read",
    CatalogueWrite = "catalogue.write",
    KeysRead = "keys.read",
    LedgerRead = "ledger.read",
    OrdersRead = "orders.read",
    OrdersWrite = "orders.write",
    RefundsRead = "refunds.read",
    RefundsWrite = "refunds.write",
    ReturnsRead = "returns.read",
    ReturnsWrite = "returns.write",
    ReviewsModerate = "reviews.moderate",
    ReviewsRead = "reviews.read",
    ShippingRead = "shipping.read",
    ShippingWrite = "shipping.write",
    StaffKeysWrite = "staff_keys.write",
    TransfersRead = "transfers.read",
    TransfersWrite = "transfers.write",
    VendorKeysWrite = "vendor_keys.write",
    VendorsRead = "vendors.read",
    VendorsWrite = "vendors.write"
});

use Permission::{
    AuditRead, CatalogueRead, CatalogueWrite, KeysRead, LedgerRead, OrdersRead, OrdersWrite, RefundsRead,
    RefundsWrite, ReturnsRead, ReturnsWrite, ReviewsModerate, ReviewsRead, ShippingRead, ShippingWrite,
    TransfersRead, TransfersWrite, VendorKeysWrite, VendorsRead, VendorsWrite,
};

/// What an admin may do in each department. A user may do what of it only reads.
const ADMINS: &[(Department, &[Permission])] = &[
    (
        Department::All,
        &[
            AuditRead,
            CatalogueRead,
            CatalogueWrite,
            KeysRead,
            LedgerRead,
            OrdersRead,
            OrdersWrite,
            RefundsRead,
            RefundsWrite,
            ReturnsRead,
            ReturnsWrite,
            ReviewsModerate,
            ReviewsRead,
            ShippingRead,
            ShippingWrite,
            TransfersRead,
            TransfersWrite,
            VendorKeysWrite,
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
            RefundsRead,
            ReturnsRead,
            ReturnsWrite,
            ReviewsRead,
            ShippingRead,
            ShippingWrite,
            TransfersRead,
            VendorKeysWrite,
            VendorsRead,
            VendorsWrite,
        ],
    ),
    (
        Department::Catalogue,
        &[CatalogueRead, CatalogueWrite, ReviewsModerate, ReviewsRead, ShippingRead, VendorsRead],
    ),
    (
        Department::Support,
        &[
            CatalogueRead,
            OrdersRead,
            OrdersWrite,
            RefundsRead,
            ReturnsRead,
            ReturnsWrite,
            ReviewsModerate,
            ReviewsRead,
            ShippingRead,
            TransfersRead,
            VendorsRead,
        ],
    ),
    (
        Department::Finance,
        &[
            AuditRead,
            LedgerRead,
            OrdersRead,
            RefundsRead,
            RefundsWrite,
            ReturnsRead,
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

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// What somebody of the staff may do.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Permissions(u32);

impl Permissions {
    /// Nothing.
    pub const NONE: Self = Self(0);

    /// Everything.
    pub fn all() -> Self {
        Permission::ALL.iter().copied().collect()
    }

    /// What a role may do in a department.
    pub fn of(role: Role, department: Department) -> Self {
        let of_admin = || {
            let rows = ADMINS.iter().filter(|(known, _)| *known == department);
            rows.flat_map(|(_, permissions)| permissions.iter().copied())
        };
        match role {
            Role::SuperAdmin => Self::all(),
            Role::Admin => of_admin().collect(),
            Role::User => of_admin().filter(|permission| permission.only_reads()).collect(),
        }
    }

    /// Whether it is among them.
    pub const fn has(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    /// Each of them, in the order of the documentation.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |permission| self.has(*permission))
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        Self(permissions.into_iter().fold(0, |all, permission| all | permission.bit()))
    }
}

impl fmt::Debug for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
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
                "ledger.read",
                "orders.read",
                "refunds.read",
                "returns.read",
                "transfers.read",
                "vendors.read"
            ]
        );
        assert_eq!(
            words(Role::User, Department::Support),
            [
                "catalogue.read",
                "orders.read",
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
