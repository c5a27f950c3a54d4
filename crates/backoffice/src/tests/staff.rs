//! The staff, their roles and the log, as a browser without script walks them.

use axum::http::StatusCode;
use souk_domain::account::Role;
use souk_market::{Actor, accounts, audit, staff};
use souk_testkit::Market;
use souk_testkit::browser::Browser;

use super::rig::browser;

/// A super admin.
async fn chief(market: &Market) -> Browser {
    browser(market, "Mara", Some(Role::SuperAdmin)).await
}

#[tokio::test]
async fn somebody_is_asked_asked_again_and_not_asked_after_all() {
    let market = Market::open().await;
    let mut mara = chief(&market).await;
    let page = mara.get("/admin/staff").await;
    assert!(page.says("Mara Castellane") && page.says("Super Admin"), "{}", page.words());
    let wrong = mara.post(&page.form("/admin/staff").with("email", "nobody")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.html.contains("aria-invalid"), "{}", wrong.words());
    let form = wrong.form("/admin/staff").with("email", "otto@example.org").with("role", "user");
    let done = mara.submit(&form.with("department", "support")).await;
    assert!(done.says("otto@example.org") && done.says("User, Support"), "{}", done.words());
    let open = accounts::list_staff_invitations(&market.app, Actor::Operator).await.unwrap();
    let path = format!("/admin/staff/invitations/{}", open[0].id);
    let again = mara.submit(&done.form(&path).with("do", "resend")).await;
    assert!(again.says("otto@example.org"), "{}", again.words());
    let none = mara.submit(&again.form(&path).with("do", "withdraw")).await;
    assert!(!none.says("otto@example.org"), "{}", none.words());
    market.close().await;
}

#[tokio::test]
async fn a_member_is_given_another_role_is_signed_out_and_sent_off() {
    let market = Market::open().await;
    let mut mara = chief(&market).await;
    let mut otto = browser(&market, "Otto", Some(Role::Admin)).await;
    let members = accounts::list_colleagues(&market.app, Actor::Operator).await.unwrap();
    let account = members.iter().find(|one| one.first_name == "Otto").unwrap().account;
    let path = format!("/admin/staff/{account}");
    let page = mara.get(&path).await;
    assert!(page.says("Otto Castellane") && page.says("Admin, Operations"), "{}", page.words());
    let done = mara.submit(&page.form(&path).with("do", "change").with("role", "user")).await;
    assert!(done.says("User, Operations"), "{}", done.words());
    // nobody else has these forms, nor may send them
    let seen = otto.get("/admin/staff").await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN, "operations do not see the staff");
    let sessions = format!("{path}/sessions");
    let done = mara.submit(&done.form(&sessions).with("session", "")).await;
    assert!(done.says("Otto Castellane"), "{}", done.words());
    assert!(otto.get("/admin").await.leads_to().starts_with("/login"), "he is signed out");
    let gone = mara.submit(&done.form(&path).with("do", "remove")).await;
    assert!(!gone.says("Otto Castellane"), "{}", gone.words());
    market.close().await;
}

#[tokio::test]
async fn roles_and_departments_are_made_changed_and_taken_away() {
    let market = Market::open().await;
    let mut mara = chief(&market).await;
    for (all, name) in [("/admin/roles", "Packers"), ("/admin/departments", "Depot")] {
        let page = mara.get(all).await;
        let form = page.form(all).with("name", name).with("p.orders.read", "yes");
        let done = mara.submit(&form).await;
        assert!(done.says(name) && done.says("orders.read"), "{}", done.words());
        let taken = mara.post(&done.form(all).with("name", name)).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", taken.words());
        let one = format!("{all}/{}", name.to_lowercase());
        let page = mara.get(&one).await;
        assert!(!page.html.contains("p.staff.write"), "what is super admins' alone is not offered");
        let form = page.form(&one).with("name", "Senders").with("p.orders.write", "yes").with("do", "change");
        let done = mara.submit(&form).await;
        assert!(done.says("Senders") && done.says("orders.write"), "{}", done.words());
        let page = mara.get(&one).await;
        let none = mara.submit(&page.form(&one).with("do", "remove")).await;
        assert!(!none.says("Senders"), "{}", none.words());
    }
    // of one that every market has only codes are asked; who rules has to have some, too
    let page = mara.get("/admin/roles/user").await;
    let done = mara.submit(&page.form("/admin/roles/user").with("codes", "yes").with("do", "change")).await;
    assert!(done.says("asks for codes"), "{}", done.words());
    let roles = staff::list_roles(&market.app, Actor::Operator).await.unwrap();
    assert!(roles.iter().any(|role| role.code == "user" && role.requires_second_factor));
    let mut reader = browser(&market, "Ida", Some(Role::User)).await;
    assert_eq!(reader.get("/admin").await.leads_to(), "/account/security/codes");
    market.close().await;
}

#[tokio::test]
async fn the_log_is_looked_through_and_taken_out() {
    let market = Market::open().await;
    let mut mara = chief(&market).await;
    let page = mara.get("/admin/roles").await;
    mara.submit(&page.form("/admin/roles").with("name", "Packers")).await;
    let page = mara.get("/admin/audit?what=staff_role.made").await;
    assert!(page.says("staff_role.made") && page.says("packers"), "{}", page.words());
    assert!(!page.says("staff_member.joined"), "{}", page.words());
    let wrong = mara.get("/admin/audit?from=yesterday&who=mara").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let file = mara.get("/admin/audit/export?what=staff_role.made").await;
    assert!(file.html.starts_with("at,action,") && file.html.lines().count() == 2, "{}", file.html);
    let none = audit::AuditQuery { action: Some("office_role_make".to_owned()), ..Default::default() };
    let rows = audit::list_audit(&market.app, Actor::Operator, none, None, 10).await.unwrap();
    assert!(rows.items.is_empty(), "what a use case says is written once");
    market.close().await;
}

#[tokio::test]
async fn one_of_the_staff_goes_over_to_a_vendors_portal() {
    let market = Market::open().await;
    let vendor = market.vendor("Loom").await;
    let mut otto = browser(&market, "Otto", Some(Role::Admin)).await;
    let path = format!("/admin/vendors/{vendor}/act");
    assert!(
        otto.get(&format!("/admin/vendors/{vendor}")).await.forms().iter().any(|form| form.action == path)
    );
    let page = otto.get("/admin/acting").await;
    let over = otto.post(&page.form(&format!("/admin/vendors/{vendor}/act"))).await;
    assert_eq!(over.leads_to(), "/vendor");
    let mut reader = browser(&market, "Ida", Some(Role::User)).await;
    assert_eq!(reader.get("/admin/acting").await.status, StatusCode::OK, "who may see vendors may look");
    let page = reader.get("/admin/acting").await;
    let refused = reader.post(&page.form(&format!("/admin/vendors/{vendor}/act"))).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    market.close().await;
}
