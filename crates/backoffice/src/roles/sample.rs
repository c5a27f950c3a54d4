use souk_domain::account::{Department, Permission, Permissions, Role};
use souk_ui::Entry;

use super::one::choices;
use super::{GroupOnPage, GroupsPage, Kind, OnePage};
use crate::shared::sample::around;

impl GroupsPage {
    /// The roles that every market has, and one of its own.
    pub fn sample() -> Self {
        let (frame, desk) = around("/admin/roles");
        let group = |code: &str, name: &str, permissions: &str, codes: bool, members: i64| GroupOnPage {
            code: code.to_owned(),
            name: name.to_owned(),
            permissions: permissions.to_owned(),
            codes,
            members,
        };
        Self {
            frame,
            desk,
            errors: Vec::new(),
            kind: Kind::Role,
            groups: vec![
                group(Role::Admin.as_str(), "Admin", "", false, 4),
                group("packers", "Packers", "orders.read, orders.write", true, 2),
                group(Role::SuperAdmin.as_str(), "Super Admin", "", true, 1),
                group(Role::User.as_str(), "User", "", false, 0),
            ],
            may_rule: true,
            key: "0123".to_owned(),
            name: Entry::default(),
            permissions: choices(Permissions::NONE),
            codes: false,
            done: true,
        }
    }
}

impl OnePage {
    /// A department that is changed, under a name that is taken.
    pub fn sample() -> Self {
        let (frame, desk) = around("/admin/departments/support");
        let words = "“Finance” is there already. Choose another name.".to_owned();
        Self {
            frame,
            desk,
            errors: vec![souk_ui::FormError { field: "name".to_owned(), words: words.clone() }],
            kind: Kind::Department,
            code: Department::Support.as_str().to_owned(),
            title: "Support".to_owned(),
            revision: 2,
            name: Entry { value: "Finance".to_owned(), error: Some(words) },
            permissions: choices(Permissions::of_department(Department::Support)),
            codes: false,
            is_built_in: false,
            members: 3,
            may_rule: true,
        }
    }

    /// A role that every market has, looked at by somebody who changes nothing.
    pub fn sample_read_only() -> Self {
        let (frame, desk) = around("/admin/roles/packers");
        let chosen: Permissions = [Permission::OrdersRead, Permission::OrdersWrite].into_iter().collect();
        Self {
            frame,
            desk,
            errors: Vec::new(),
            kind: Kind::Role,
            code: "packers".to_owned(),
            title: "Packers".to_owned(),
            name: Entry::default(),
            permissions: choices(chosen),
            may_rule: false,
            ..Self::sample()
        }
    }
}
