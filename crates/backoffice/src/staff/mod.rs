//! The market's own people: who they are, who is asked to join, where they are signed in.

use axum::http::Method;
use souk_http::{Access, Route};

mod change;
mod list;
mod member;
mod sample;

pub use list::{AskedOnPage, ColleagueOnPage, StaffPage};
pub use member::{MemberPage, SessionOnPage, SignInOnPage};

use crate::routes;

/// The addresses of the staff.
pub(crate) fn mounted() -> Vec<Route> {
    let (staff, get, post) = (Access::Staff, Method::GET, Method::POST);
    vec![
        Route::new(get.clone(), routes::STAFF, "office_staff", staff, list::show),
        Route::new(post.clone(), routes::STAFF, "office_staff_invite", staff, change::invite),
        Route::new(get, routes::MEMBER, "office_staff_member", staff, member::show),
        Route::new(post.clone(), routes::MEMBER, "office_staff_change", staff, change::change),
        Route::new(
            post.clone(),
            routes::MEMBER_SESSIONS,
            "office_staff_sessions_end",
            staff,
            change::end_sessions,
        ),
        Route::new(post, routes::INVITATION, "office_staff_invitation", staff, change::invitation),
    ]
}
