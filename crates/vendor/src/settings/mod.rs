//! What a vendor says of itself, who acts for it, when it is away, where its money goes, and how far it is set up.

use axum::http::Method;
use axum::response::Response;
use souk_http::{Access, Result, Route};
use souk_ui::redirect::see_other;

mod closure;
mod confirm;
mod onboarding;
mod papers;
mod payout;
mod profile;
mod sample;
mod team;

pub use closure::ClosurePage;
pub use onboarding::OnboardingPage;
pub use papers::{PaperOnPage, PapersPage};
pub use payout::PayoutPage;
pub use profile::ProfilePage;
pub use team::TeamPage;

use crate::routes;
use crate::shared::Worker;

/// The addresses of settings.
pub(crate) fn mounted() -> Vec<Route> {
    let member = Access::Account;
    let (get, post) = (Method::GET, Method::POST);
    vec![
        Route::new(get.clone(), routes::PROFILE, "desk_profile", member, profile::show),
        Route::new(post.clone(), routes::PROFILE, "desk_profile_change", member, profile::send),
        Route::new(get.clone(), routes::TEAM, "desk_team", member, team::show),
        Route::new(post.clone(), routes::TEAM, "desk_team_invite", member, team::invite),
        Route::new(get.clone(), routes::MEMBER, "desk_member_change_back", member, back),
        Route::new(get.clone(), routes::INVITATION, "desk_invitation_withdraw_back", member, back),
        Route::new(post.clone(), routes::MEMBER, "desk_member_change", member, team::change),
        Route::new(post.clone(), routes::INVITATION, "desk_invitation_withdraw", member, team::withdraw),
        Route::new(get.clone(), routes::CLOSURE, "desk_closure", member, closure::show),
        Route::new(post.clone(), routes::CLOSURE, "desk_closure_change", member, closure::send),
        Route::new(get.clone(), routes::PAYOUT, "desk_payout", member, payout::show),
        Route::new(post.clone(), routes::PAYOUT, "desk_payout_change", member, payout::send),
        Route::new(get.clone(), routes::PAPERS, "desk_papers", member, papers::show),
        Route::new(post.clone(), routes::PAPERS, "desk_paper_send", member, papers::send),
        Route::new(get.clone(), routes::PAPER, "desk_paper", member, papers::open),
        Route::new(post, routes::PAPER_REMOVE, "desk_paper_remove", member, papers::remove),
        Route::new(get, routes::ONBOARDING, "desk_onboarding", member, onboarding::show),
    ]
}

/// `GET` where only forms are sent: a page with what was wrong in one stands at such an address, and may be opened again.
async fn back(_worker: Worker) -> Result<Response> {
    Ok(see_other(routes::team(), None))
}
