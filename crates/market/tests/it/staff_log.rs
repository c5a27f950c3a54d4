//! What is written down of what people do: by whom, to what, how it was, from where; and who acted for whom.

use jiff::SignedDuration;
use souk_domain::{
    account::{Department, Permissions, Role},
    ids::AccountId,
};
use souk_market::{
    Actor, Origin,
    accounts::{self, NewStaff, SignIn},
    audit::{self, AuditEntry, AuditQuery},
    check,
    shipping::{self, TermsChanges},
    staff,
    vendors::{self, VendorChanges},
};
use souk_testkit::{Market, market::PASSWORD};
use zeroize::Zeroizing;

use super::{
    shop::refused,
    staff::{chief, colleague, session},
};

async fn log(market: &Market, query: AuditQuery) -> Vec<AuditEntry> {
    audit::list_audit(&market.app, Actor::Operator, query, None, 100).await.unwrap().items
}

fn of_action(action: &str) -> AuditQuery {
    AuditQuery { action: Some(action.to_owned()), ..AuditQuery::default() }
}

#[tokio::test]
async fn what_a_request_changes_is_written_down_with_where_it_came_from() {
    let market = Market::open().await;
    let (mara, account) = chief(&market, "Mara").await;
    let vendor = market.vendor("Loom").await;
    let origin = || Origin {
        client: Some("192.0.2.7".to_owned()),
        operation: Some("change_shipping_terms"),
        object: Some(vendor.to_string()),
    };
    let terms = TermsChanges { own_only: None, handling_days: Some(3), expected_revision: None };
    let changed = shipping::change_shipping_terms(&market.app, mara, (vendor, false), terms);
    origin().around(changed).await.unwrap();
    let refused_one = VendorChanges { story: Some("x".repeat(20_000)), ..VendorChanges::default() };
    let none = origin().around(vendors::change_vendor(&market.app, mara, vendor, refused_one)).await;
    assert_eq!(refused(none), "invalid_input");
    origin().around(vendors::show_vendor(&market.app, mara, vendor)).await.unwrap();
    let written = log(&market, of_action("change_shipping_terms")).await;
    assert_eq!(written.len(), 1, "what was refused and what was looked at is not: {written:?}");
    let entry = &written[0];
    assert_eq!((entry.account, entry.actor.clone()), (Some(account), format!("staff:{account}")));
    assert_eq!((entry.object_kind.as_str(), entry.object.clone()), ("vendor", vendor.to_string()));
    assert_eq!(entry.client.as_deref(), Some("192.0.2.7"));

    // what a use case says itself is said better, and once
    let suspend = Origin { operation: Some("suspend_vendor"), ..origin() };
    suspend
        .around(vendors::suspend_vendor(&market.app, mara, vendor, "Parcels are late.".to_owned(), None))
        .await
        .unwrap();
    let about = AuditQuery { object: Some(vendor.to_string()), ..AuditQuery::default() };
    let actions: Vec<String> = log(&market, about).await.into_iter().map(|entry| entry.action).collect();
    assert_eq!(actions.iter().filter(|action| *action == "vendor.suspended").count(), 1, "{actions:?}");
    assert!(!actions.iter().any(|action| action == "suspend_vendor"), "{actions:?}");

    let role = staff::RoleChange { requires_second_factor: Some(true), ..staff::RoleChange::default() };
    staff::change_role(&market.app, mara, "user".to_owned(), role).await.unwrap();
    let written = log(&market, of_action("staff_role.changed")).await;
    assert!(written[0].before.as_ref().unwrap().contains(r#""requires_second_factor":false"#));
    assert!(written[0].after.as_ref().unwrap().contains(r#""requires_second_factor":true"#));
    market.close().await;
}

#[tokio::test]
async fn the_log_is_looked_through_by_who_what_which_and_when_and_taken_out_as_a_table() {
    let market = Market::open().await;
    let (mara, account) = chief(&market, "Mara").await;
    for name in ["One, or \"two\"", "=Three"] {
        market.clock.advance(SignedDuration::from_hours(1));
        let new = staff::NewDepartment { name: name.to_owned(), permissions: Vec::new() };
        staff::create_department(&market.app, mara, new, None).await.unwrap();
    }
    let made = log(&market, of_action("staff_department.made")).await;
    assert_eq!(made.iter().map(|entry| entry.object.as_str()).collect::<Vec<_>>(), ["three", "one-or-two"]);
    let since = AuditQuery { from: Some(made[0].created_at), ..of_action("staff_department.made") };
    assert_eq!(log(&market, since).await.len(), 1);
    let until = AuditQuery { until: Some(made[0].created_at), ..of_action("staff_department.made") };
    assert_eq!(log(&market, until).await.len(), 1);
    let of_mara = AuditQuery { account: Some(account), ..of_action("staff_department.made") };
    assert_eq!(log(&market, of_mara).await.len(), 2);
    let of_thing = AuditQuery { object: Some("three".to_owned()), ..AuditQuery::default() };
    assert_eq!(log(&market, of_thing).await.len(), 1);
    let first =
        audit::list_audit(&market.app, mara, of_action("staff_department.made"), None, 1).await.unwrap();
    let rest = audit::list_audit(&market.app, mara, of_action("staff_department.made"), first.next, 1);
    assert_eq!(rest.await.unwrap().items[0].object, "one-or-two");

    let mut export = audit::export_audit(&market.app, mara, of_action("staff_department.made")).unwrap();
    let mut file = String::new();
    while let Some(part) = export.next_part().await.unwrap() {
        file.push_str(&part);
    }
    assert_eq!(file.lines().count(), 3, "{file}");
    assert!(file.starts_with("at,action,") && file.contains(",three,"), "{file}");
    let nosy = Actor::Member { account, permissions: Permissions::NONE };
    assert_eq!(
        refused(audit::export_audit(&market.app, nosy, AuditQuery::default()).map(|_| ())),
        "forbidden"
    );
    market.close().await;
}

#[tokio::test]
async fn an_entry_that_somebody_changed_is_found_out() {
    let market = Market::open().await;
    chief(&market, "Mara").await;
    for sql in [
        "update audit_entry set detail = 'nothing of that'",
        "update audit_entry set operation = 'of_another' where action = 'staff_member.joined'",
        "update audit_entry set created_at = created_at - 1",
    ] {
        let found = market.findings_after(sql).await;
        assert!(found.iter().any(|finding| finding.code == "audit_entry_changed"), "{sql}: {found:?}");
    }
    assert_eq!(check::run(&market.app).await.unwrap(), []);
    market.close().await;
}

async fn knock(market: &Market, name: &str, password: &str) -> souk_market::Result<String> {
    let asked = SignIn {
        login: format!("{}@people.example", name.to_lowercase()),
        password: Zeroizing::new(password.to_owned()),
        code: None,
        device: None,
        cart: None,
        agent: "A browser".to_owned(),
        client: None,
    };
    accounts::sign_in(&market.app, asked).await.map(|signed| signed.token.reveal().clone())
}

#[tokio::test]
async fn who_of_the_staff_signs_in_is_written_down_and_no_shopper() {
    let market = Market::open().await;
    let (mara, _) = chief(&market, "Mara").await;
    let (otto, _) = colleague(&market, "Otto", Role::User).await;
    market.person("Ida").await;
    for name in ["Otto", "Ida"] {
        assert_eq!(refused(knock(&market, name, "a guess").await), "wrong_credentials");
        market.clock.advance(SignedDuration::from_secs(1));
        let token = knock(&market, name, PASSWORD).await.unwrap();
        market.clock.advance(SignedDuration::from_secs(1));
        let session = session(&market, &token).await.unwrap();
        accounts::end_current_session(&market.app, session.account, session.id).await.unwrap();
    }
    let came = accounts::list_sign_ins_of(&market.app, mara, otto, None, 10).await.unwrap().items;
    let what: Vec<&str> = came.iter().map(|event| event.what.as_str()).collect();
    assert_eq!(what, ["session.ended", "session.began", "session.refused"]);
    assert_eq!((came[1].detail.as_str(), came[2].detail.as_str()), ("A browser", "password"));
    let all = log(&market, of_action("session.began")).await;
    assert!(all.iter().all(|entry| entry.account == Some(otto)), "{all:?}");
    let one = accounts::show_colleague(&market.app, mara, otto).await.unwrap();
    assert!(one.last_sign_in_at.is_some());

    // a super admin sees where somebody is signed in, and ends it
    let token = knock(&market, "Otto", PASSWORD).await.unwrap();
    let sessions = accounts::list_sessions_of(&market.app, mara, otto).await.unwrap();
    assert_eq!(sessions.len(), 2);
    accounts::end_session_of(&market.app, mara, otto, session(&market, &token).await.unwrap().id)
        .await
        .unwrap();
    assert!(session(&market, &token).await.is_none());
    assert_eq!(accounts::end_sessions_of(&market.app, mara, otto).await.unwrap(), 1);
    assert_eq!(log(&market, of_action("staff_member.sessions_ended")).await.len(), 2);
    market.close().await;
}

#[tokio::test]
async fn one_of_the_staff_acts_for_a_vendor_for_an_hour_and_both_are_written_down() {
    let market = Market::open().await;
    let (loom, kiln) = (market.vendor("Loom").await, market.vendor("Kiln").await);
    let (otto, token) = colleague(&market, "Otto", Role::Admin).await;
    let held = async || session(&market, &token).await.unwrap();
    let member = Actor::Member { account: otto, permissions: held().await.staff.unwrap() };
    let begin = async |vendor| {
        let id = session(&market, &token).await.map(|session| session.id);
        accounts::act_for_vendor(&market.app, member, id, vendor).await
    };
    let reader = Actor::Member { account: otto, permissions: Permissions::of(Role::User, Department::All) };
    let none = accounts::act_for_vendor(&market.app, reader, Some(held().await.id), loom).await;
    assert_eq!(refused(none), "forbidden");
    assert_eq!(refused(accounts::act_for_vendor(&market.app, member, None, loom).await), "session_needed");
    begin(loom).await.unwrap();
    assert_eq!(held().await.acting.unwrap().vendor, loom);

    let acting = Actor::Acting { vendor: loom, account: otto };
    let origin = || Origin { operation: Some("change_own_vendor"), ..Origin::default() };
    let changes = || VendorChanges { city: Some("Graz".to_owned()), ..VendorChanges::default() };
    let changed = origin().around(vendors::change_own_vendor(&market.app, acting, loom, changes())).await;
    changed.unwrap();
    let other = vendors::change_own_vendor(&market.app, acting, kiln, changes()).await;
    assert_eq!(refused(other), "not_found", "what is another's does not exist");
    let other = AccountId::from_bytes([9; 16]);
    let rules = vendors::remove_member(&market.app, acting, loom, other).await;
    assert_eq!(refused(rules), "forbidden", "a vendor's people are its own");
    let written = log(&market, of_action("vendor.changed")).await;
    let entry = &written[0];
    assert!(entry.after.as_ref().unwrap().contains("Graz"), "{entry:?}");
    assert_eq!(
        (entry.account, entry.vendor, entry.actor.clone()),
        (Some(otto), Some(loom), format!("acting:{otto}"))
    );

    accounts::stop_acting(&market.app, otto, held().await.id).await.unwrap();
    assert!(held().await.acting.is_none());
    begin(kiln).await.unwrap();
    market.clock.advance(SignedDuration::from_hours(1));
    assert!(held().await.acting.is_none(), "it ends by itself");
    begin(kiln).await.unwrap();
    // and with what it takes
    let new =
        NewStaff { email: "otto@people.example".to_owned(), role: Role::User, department: Department::All };
    let (mara, _) = chief(&market, "Mara").await;
    let _ = (mara, accounts::enrol_staff(&market.app, new).await.unwrap());
    assert!(held().await.acting.is_none());
    assert_eq!(log(&market, of_action("vendor.acting_began")).await.len(), 3);
    assert_eq!(log(&market, of_action("vendor.acting_ended")).await.len(), 1);
    market.close().await;
}
