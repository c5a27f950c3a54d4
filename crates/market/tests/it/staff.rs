//! The market's own people: asked to join, given roles, sent off; and the roles and departments themselves.

use souk_domain::{
    account::{Department, Permission, Permissions, Role},
    ids::AccountId,
};
use souk_market::{
    Actor,
    access::{self, Scope},
    accounts::{self, NewStaff, NewStaffInvitation, Session},
    secrets::SessionToken,
    staff::{self, DepartmentChange, NewDepartment, NewRole, RoleChange},
};
use souk_testkit::Market;

use super::{
    joining::{letters_to, person, token_to},
    shop::refused,
};

/// Somebody who is signed in and of the staff; the account, the token of a session.
pub(crate) async fn colleague(market: &Market, name: &str, role: Role) -> (AccountId, String) {
    let (account, token) = market.person(name).await;
    let email = format!("{}@people.example", name.to_lowercase());
    let new = NewStaff { email, role, department: Department::All };
    accounts::enrol_staff(&market.app, new).await.unwrap();
    (account, token)
}

/// A super admin, as use cases take one.
pub(crate) async fn chief(market: &Market, name: &str) -> (Actor, AccountId) {
    let (account, _) = colleague(market, name, Role::SuperAdmin).await;
    (Actor::Member { account, permissions: Permissions::all() }, account)
}

pub(crate) async fn session(market: &Market, token: &str) -> Option<Session> {
    accounts::find_session(&market.app, SessionToken::parse(token).unwrap()).await.unwrap()
}

fn asked(email: &str, role: &str) -> NewStaffInvitation {
    NewStaffInvitation { email: email.to_owned(), role: role.to_owned(), department: "support".to_owned() }
}

#[tokio::test]
async fn an_invitation_is_taken_up_once_by_whoever_reads_its_address() {
    let market = Market::open().await;
    let (mara, _) = chief(&market, "Mara").await;
    let app = &market.app;
    let ask = |email: &str, role: &str| accounts::invite_staff(app, mara, asked(email, role));
    assert_eq!(refused(ask("no address", "admin").await), "invalid_input");
    assert_eq!(refused(ask("otto@example.org", "emperor").await), "not_found");
    assert_eq!(refused(ask("Mara@people.example", "user").await), "already_member");

    // who has no account is made one, which sets its password by what it is told
    let first = ask("otto@example.org", "admin").await.unwrap();
    let old = token_to(&market, "otto@example.org").await;
    accounts::resend_staff_invitation(app, mara, first.id).await.unwrap();
    let token = token_to(&market, "otto@example.org").await;
    let join = |who, token: &str| accounts::join_staff(app, who, token.to_owned());
    assert_eq!(refused(join(None, &old).await), "link_invalid", "sent again, the link before ends");
    let open = accounts::look_at_staff_invitation(app, token.clone()).await.unwrap();
    assert_eq!((open.role.as_str(), open.department.as_str(), open.has_account), ("Admin", "Support", false));
    let joined = join(None, &token).await.unwrap();
    assert!(joined.password_token.is_some());
    assert_eq!(refused(join(None, &token).await), "link_invalid");
    assert!(accounts::list_staff_invitations(app, mara).await.unwrap().is_empty());

    // who has one takes it up as that account
    let (ida, _) = market.person("Ida").await;
    let nina = person(&market, "nina").await;
    ask("ida@people.example", "user").await.unwrap();
    let token = token_to(&market, "ida@people.example").await;
    assert_eq!(refused(join(None, &token).await), "unauthenticated");
    assert_eq!(refused(join(Some(nina), &token).await), "invitation_of_another");
    assert_eq!(join(Some(ida), &token).await.unwrap().password_token, None);
    let members = accounts::list_colleagues(app, mara).await.unwrap();
    let roles: Vec<(&str, &str)> =
        members.iter().map(|one| (one.role.as_str(), one.department.as_str())).collect();
    assert_eq!(roles, [("super_admin", "all"), ("admin", "support"), ("user", "support")]);

    // it lapses, and may be taken back
    let late = ask("late@example.org", "user").await.unwrap();
    let token = token_to(&market, "late@example.org").await;
    market.clock.advance(jiff::SignedDuration::from_hours(24 * 7));
    assert_eq!(refused(join(None, &token).await), "link_invalid");
    accounts::resend_staff_invitation(app, mara, late.id).await.unwrap();
    let token = token_to(&market, "late@example.org").await;
    accounts::withdraw_staff_invitation(app, mara, late.id).await.unwrap();
    assert_eq!(refused(join(None, &token).await), "link_invalid");
    assert_eq!(refused(accounts::withdraw_staff_invitation(app, mara, late.id).await), "not_found");
    market.close().await;
}

#[tokio::test]
async fn who_asked_and_was_sent_off_has_asked_nobody() {
    let market = Market::open().await;
    let ((mara, mara_id), (nils, _)) = (chief(&market, "Mara").await, chief(&market, "Nils").await);
    accounts::invite_staff(&market.app, mara, asked("otto@example.org", "super_admin")).await.unwrap();
    let token = token_to(&market, "otto@example.org").await;
    accounts::remove_colleague(&market.app, nils, mara_id).await.unwrap();
    assert_eq!(refused(accounts::join_staff(&market.app, None, token).await), "link_invalid");
    // nor does what she may hold in her hands still count
    let again = accounts::invite_staff(&market.app, mara, asked("ida@example.org", "user")).await;
    assert_eq!(refused(again), "forbidden");
    assert!(letters_to(&market, "ida@example.org").await.is_empty());
    market.close().await;
}

#[tokio::test]
async fn who_is_sent_off_has_no_session_and_no_key_left() {
    let market = Market::open().await;
    let (mara, mara_id) = chief(&market, "Mara").await;
    let (otto, token) = colleague(&market, "Otto", Role::SuperAdmin).await;
    let as_otto = Actor::Member { account: otto, permissions: Permissions::all() };
    let (_, secret) =
        access::create_api_key(&market.app, as_otto, Scope::Staff, "desk".to_owned()).await.unwrap();
    let holder = || access::find_key_holder(&market.app, secret.reveal());
    assert!(holder().await.unwrap().is_some() && session(&market, &token).await.is_some());
    let remove = |who| accounts::remove_colleague(&market.app, mara, who);
    assert_eq!(refused(remove(mara_id).await), "own_rights");
    remove(otto).await.unwrap();
    assert_eq!(refused(remove(otto).await), "not_found");
    assert!(holder().await.unwrap().is_none() && session(&market, &token).await.is_none());
    // back again, the old key stays ended
    let new = NewStaff {
        email: "otto@people.example".to_owned(),
        role: Role::SuperAdmin,
        department: Department::All,
    };
    accounts::enrol_staff(&market.app, new).await.unwrap();
    assert!(holder().await.unwrap().is_none());
    market.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_super_admins_who_send_each_other_off_at_once_one_stays() {
    let market = Market::open().await;
    for round in 0..5 {
        let (first, first_id) = chief(&market, &format!("Mara{round}")).await;
        let (second, second_id) = chief(&market, &format!("Nils{round}")).await;
        let (one, other) = tokio::join!(
            accounts::remove_colleague(&market.app, first, second_id),
            accounts::remove_colleague(&market.app, second, first_id)
        );
        assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1, "{one:?} {other:?}");
        // and the last one neither goes nor is lowered, whoever asks
        let left = if one.is_ok() { first_id } else { second_id };
        let lowered =
            accounts::change_colleague(&market.app, Actor::Operator, left, Some("user".to_owned()), None);
        assert_eq!(refused(lowered.await), "last_super_admin");
        assert_eq!(
            refused(accounts::remove_colleague(&market.app, Actor::Operator, left).await),
            "last_super_admin"
        );
        market.raw("delete from staff").await;
    }
    market.close().await;
}

#[tokio::test]
async fn a_role_counts_from_the_next_request_on_and_is_kept_while_somebody_has_it() {
    let market = Market::open().await;
    let app = &market.app;
    let (mara, mara_id) = chief(&market, "Mara").await;
    let (otto, token) = colleague(&market, "Otto", Role::User).await;
    let make = |name: &str, permissions: &[&str]| {
        let permissions = permissions.iter().map(|word| (*word).to_owned()).collect();
        let new = NewRole { name: name.to_owned(), permissions, requires_second_factor: false };
        staff::create_role(app, mara, new, None)
    };
    for words in [["staff.write"], ["staff_keys.write"], ["everything"]] {
        assert_eq!(refused(make("Odd", &words).await), "invalid_input", "{words:?}");
    }
    let role = make("Packers & Senders", &["orders.read", "orders.write", "ledger.read"]).await.unwrap();
    let code = role.fresh().unwrap().code;
    assert_eq!(code, "packers-senders");
    assert_eq!(refused(make("packers & senders", &[]).await), "name_taken");

    let give = |role: &str, department: &str| {
        let (role, department) = (Some(role.to_owned()), Some(department.to_owned()));
        accounts::change_colleague(app, mara, otto, role, department)
    };
    assert_eq!(refused(give("nobody", "all").await), "not_found");
    give(&code, "operations").await.unwrap();
    let may = async || session(&market, &token).await.unwrap().staff.unwrap().to_words();
    // operations do not see the books
    assert_eq!(may().await, "orders.read orders.write");
    let fewer = RoleChange { permissions: Some(vec!["orders.read".to_owned()]), ..RoleChange::default() };
    let changed = staff::change_role(app, mara, code.clone(), fewer).await.unwrap();
    assert_eq!(may().await, "orders.read");
    let stale = RoleChange { expected: Some(changed.revision - 1), ..RoleChange::default() };
    assert_eq!(refused(staff::change_role(app, mara, code.clone(), stale).await), "precondition_failed");
    assert_eq!(refused(staff::delete_role(app, mara, code.clone()).await), "still_referenced");
    assert_eq!(refused(staff::delete_role(app, mara, "admin".to_owned()).await), "built_in");
    let renamed = RoleChange { name: Some("Boss".to_owned()), ..RoleChange::default() };
    assert_eq!(refused(staff::change_role(app, mara, "user".to_owned(), renamed).await), "built_in");
    give("user", "operations").await.unwrap();
    staff::delete_role(app, mara, code).await.unwrap();

    // a department narrows everybody who works there, but for super admins
    let none = DepartmentChange { permissions: Some(Vec::new()), ..DepartmentChange::default() };
    staff::change_department(app, mara, "operations".to_owned(), none).await.unwrap();
    assert_eq!(may().await, "");
    let new = NewDepartment { name: "Depot".to_owned(), permissions: vec!["shipping.read".to_owned()] };
    staff::create_department(app, mara, new, None).await.unwrap();
    give("admin", "depot").await.unwrap();
    assert_eq!(may().await, "shipping.read");
    assert_eq!(refused(staff::delete_department(app, mara, "depot".to_owned()).await), "still_referenced");

    // nobody lifts themselves, and nobody else manages the staff
    let own = accounts::change_colleague(app, mara, mara_id, Some("admin".to_owned()), None);
    assert_eq!(refused(own.await), "own_rights");
    let every = Permissions::all().filter(|permission| permission != Permission::StaffWrite);
    let admin = Actor::Member { account: otto, permissions: every };
    let lifted = accounts::change_colleague(app, admin, otto, Some("super_admin".to_owned()), None);
    assert_eq!(refused(lifted.await), "forbidden");
    market.close().await;
}

#[tokio::test]
async fn a_role_that_asks_for_codes_holds_back_who_has_none() {
    let market = Market::open().await;
    let (mara, _) = chief(&market, "Mara").await;
    let (otto, token) = colleague(&market, "Otto", Role::SuperAdmin).await;
    let as_otto = Actor::Member { account: otto, permissions: Permissions::all() };
    let (_, secret) =
        access::create_api_key(&market.app, as_otto, Scope::Staff, "desk".to_owned()).await.unwrap();
    let asks = |asks| {
        let change = RoleChange { requires_second_factor: Some(asks), ..RoleChange::default() };
        staff::change_role(&market.app, mara, "super_admin".to_owned(), change)
    };
    assert!(!session(&market, &token).await.unwrap().lacks_second_factor);
    asks(true).await.unwrap();
    assert!(session(&market, &token).await.unwrap().lacks_second_factor);
    let holder = access::find_key_holder(&market.app, secret.reveal()).await;
    assert_eq!(refused(holder), "second_factor_required", "nor does a key of theirs open anything");
    asks(false).await.unwrap();
    assert!(!session(&market, &token).await.unwrap().lacks_second_factor);
    market.close().await;
}
