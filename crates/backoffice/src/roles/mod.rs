//! Roles and departments of the staff. Both are a name and permissions, so that one page serves for both.

use axum::http::Method;
use souk_http::{Access, Route};

mod change;
mod one;
mod sample;
mod show;

pub use one::{OnePage, PermissionChoice};
pub use show::{GroupOnPage, GroupsPage};

use crate::routes;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Role,
    Department,
}

impl Kind {
    /// The address of all of them.
    pub(crate) fn all(self) -> &'static str {
        match self {
            Self::Role => routes::roles(),
            Self::Department => routes::departments(),
        }
    }

    /// The address of one.
    pub(crate) fn one(self, code: &str) -> String {
        match self {
            Self::Role => routes::role(code),
            Self::Department => routes::department(code),
        }
    }
}

/// The addresses of roles and departments.
pub(crate) fn mounted() -> Vec<Route> {
    let (staff, get, post) = (Access::Staff, Method::GET, Method::POST);
    vec![
        Route::new(get.clone(), routes::ROLES, "office_roles", staff, show::roles),
        Route::new(post.clone(), routes::ROLES, "office_role_make", staff, change::make_role),
        Route::new(get.clone(), routes::ROLE, "office_role", staff, one::role),
        Route::new(post.clone(), routes::ROLE, "office_role_change", staff, change::change_role),
        Route::new(get.clone(), routes::DEPARTMENTS, "office_departments", staff, show::departments),
        Route::new(
            post.clone(),
            routes::DEPARTMENTS,
            "office_department_make",
            staff,
            change::make_department,
        ),
        Route::new(get, routes::DEPARTMENT, "office_department", staff, one::department),
        Route::new(post, routes::DEPARTMENT, "office_department_change", staff, change::change_department),
    ]
}
