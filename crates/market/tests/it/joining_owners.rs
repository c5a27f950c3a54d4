//! Who owns a vendor, and what owners are told: nobody takes one over in silence.

use jiff::SignedDuration;
use souk_domain::vendor::{AccountNumber, MemberRole, VendorStatus};
use souk_market::{
    Actor, accounts, audit,
    joining::{self, NewPayout},
    vendors,
};
use souk_testkit::Market;

use super::{
    joining::{application, apply, approve, invitation, letters_to, member, owned, person, refuse, token_to},
    shop::refused,
};

/// The news of a vendor that a reader was told, without links.
async fn news_to(market: &Market, reader: &str) -> Vec<String> {
    let told = letters_to(market, &format!("{reader}@example.org")).await.into_iter();
    told.map(|subject| subject.split_once(" http").map(|(news, _)| news.to_owned()).unwrap_or(subject))
        .collect()
}

#[tokio::test]
async fn owners_hear_who_comes_and_goes_and_who_was_sent_off_hears_where_the_money_goes() {
    let market = Market::open().await;
    let (kiln, maya) = owned(&market, "maya").await;
    let before = news_to(&market, "maya").await.len();
    let ida = person(&market, "ida").await;
    vendors::appoint_member(&market.app, Actor::Operator, kiln, ida, MemberRole::Manager).await.unwrap();
    vendors::appoint_member(&market.app, Actor::Operator, kiln, ida, MemberRole::Owner).await.unwrap();
    let (by_maya, by_ida) = (member(kiln, maya, MemberRole::Owner), member(kiln, ida, MemberRole::Owner));
    vendors::change_member(&market.app, by_maya, kiln, ida, MemberRole::Owner).await.unwrap();
    // the second owner takes the vendor over before anybody reads a letter
    vendors::remove_member(&market.app, by_ida, kiln, maya).await.unwrap();
    let payout = |number: &str| NewPayout {
        holder: "Ida Sand".to_owned(),
        account: AccountNumber::iban(number).unwrap(),
        bank: String::new(),
    };
    let first = payout("DE89 3704 0044 0532 0130 00");
    joining::set_payout(&market.app, by_ida, kiln, first, None).await.unwrap();
    let about = |news: &str| format!("vendor_{news}");
    let joined = about("member_joined Kiln idamanager");
    let owns = about("role_changed Kiln idaowner");
    let gone = about("member_removed Kiln mayaowner");
    let money = about("payout_changed Kiln DE89 •••• 3000");
    let heard = news_to(&market, "maya").await.split_off(before);
    assert_eq!(heard, [&joined, &owns, &gone, &money].map(String::as_str));
    assert_eq!(news_to(&market, "ida").await, [joined, owns, gone, money]);
    // a week later it is theirs no more
    market.clock.advance(SignedDuration::from_hours(24 * 7));
    let second = payout("GB29 NWBK 6016 1331 9268 19");
    joining::set_payout(&market.app, by_ida, kiln, second, None).await.unwrap();
    assert_eq!(news_to(&market, "maya").await.len(), before + 4);
    assert_eq!(news_to(&market, "ida").await.len(), 5);

    let log =
        audit::list_audit(&market.app, Actor::Operator, Default::default(), None, 100).await.unwrap().items;
    let detail = |action: &str| {
        let found = log.iter().find(|entry| entry.action.as_str() == action);
        found.map(|entry| entry.detail.clone()).unwrap_or_default()
    };
    assert_eq!(detail("vendor_member.role_changed"), format!("{kiln} owner"));
    assert_eq!(detail("vendor_member.removed"), format!("{kiln} owner"));
    assert_eq!(detail("vendor_payout.changed"), "GB29 •••• 6819");
    market.close().await;
}

#[tokio::test]
async fn an_answer_is_told_as_it_was_given_whatever_became_of_the_application() {
    let market = Market::open().await;
    let maya = person(&market, "maya").await;
    let id = apply(&market, maya, application("Kiln")).await.unwrap().vendor.id;
    refuse(&market, Actor::Operator, id, "Whose clay?").await.unwrap();
    apply(&market, maya, application("Kiln")).await.unwrap();
    let told = news_to(&market, "maya").await;
    assert!(told.contains(&"vendor_refused Kiln Whose clay?".to_owned()), "{told:?}");
    market.close().await;
}

#[tokio::test]
async fn what_somebody_sent_who_may_ask_nobody_any_more_works_no_more() {
    let market = Market::open().await;
    let (kiln, maya) = owned(&market, "maya").await;
    let (ida, otto) = (person(&market, "ida").await, person(&market, "otto").await);
    vendors::appoint_member(&market.app, Actor::Operator, kiln, ida, MemberRole::Owner).await.unwrap();
    let (by_maya, by_ida) = (member(kiln, maya, MemberRole::Owner), member(kiln, ida, MemberRole::Owner));
    let asked = invitation("otto@example.org", MemberRole::Owner);
    joining::invite_member(&market.app, by_ida, kiln, asked).await.unwrap();
    let token = token_to(&market, "otto@example.org").await;
    vendors::change_member(&market.app, by_maya, kiln, ida, MemberRole::Manager).await.unwrap();
    let accepted = joining::accept_invitation(&market.app, otto, token.clone()).await;
    assert_eq!(refused(accepted), "link_invalid");
    let seen = joining::look_at_invitation(&market.app, Actor::Account { account: otto }, token).await;
    assert_eq!(refused(seen), "link_invalid");
    assert!(joining::list_invitations(&market.app, by_maya, kiln).await.unwrap().is_empty());
    market.close().await;
}

#[tokio::test]
async fn who_does_not_sell_here_sends_nobody_letters_and_one_person_not_many_for_several_vendors() {
    let market = Market::open().await;
    let maya = person(&market, "maya").await;
    let id = apply(&market, maya, application("You have won")).await.unwrap().vendor.id;
    let owner = member(id, maya, MemberRole::Owner);
    let new = |number: u32| invitation(&format!("reader{number}@example.org"), MemberRole::ReadOnly);
    let ask = |actor, vendor, number| joining::invite_member(&market.app, actor, vendor, new(number));
    assert_eq!(refused(ask(owner, id, 0).await), "vendor_step_not_allowed");
    approve(&market, Actor::Operator, id).await.unwrap();
    for number in 0..20 {
        ask(owner, id, number).await.unwrap();
    }
    let loom = market.vendor("Loom").await;
    vendors::appoint_member(&market.app, Actor::Operator, loom, maya, MemberRole::Owner).await.unwrap();
    let also = member(loom, maya, MemberRole::Owner);
    assert_eq!(refused(ask(also, loom, 20).await), "too_many_requests");
    market.close().await;
}

#[tokio::test]
async fn who_only_applied_may_leave_and_the_application_ends_with_them() {
    let market = Market::open().await;
    for (name, is_refused) in [("maya", false), ("ida", true)] {
        let account = person(&market, name).await;
        let id = apply(&market, account, application(name)).await.unwrap().vendor.id;
        if is_refused {
            refuse(&market, Actor::Operator, id, "Not now.").await.unwrap();
        }
        let password = "seven quiet otters".to_owned();
        accounts::set_password(&market.app, account, password.clone().into()).await.unwrap();
        let as_them = Actor::Account { account };
        accounts::delete(&market.app, as_them, account, password.into()).await.unwrap();
        let left = vendors::show_vendor(&market.app, Actor::Operator, id).await.unwrap();
        assert_eq!(left.status, VendorStatus::Closed);
        assert_eq!(refused(approve(&market, Actor::Operator, id).await), "vendor_step_not_allowed");
    }
    market.close().await;
}

#[tokio::test]
async fn a_suspended_vendor_changes_neither_its_people_nor_where_its_money_goes() {
    let market = Market::open().await;
    let (kiln, maya) = owned(&market, "maya").await;
    let ida = person(&market, "ida").await;
    vendors::appoint_member(&market.app, Actor::Operator, kiln, ida, MemberRole::Manager).await.unwrap();
    vendors::suspend_vendor(&market.app, Actor::Operator, kiln, "Late.".to_owned(), None).await.unwrap();
    let owner = member(kiln, maya, MemberRole::Owner);
    let account = AccountNumber::iban("DE89 3704 0044 0532 0130 00").unwrap();
    let new = NewPayout { holder: "Maya Lind".to_owned(), account, bank: String::new() };
    let said = "vendor_step_not_allowed";
    assert_eq!(refused(joining::set_payout(&market.app, owner, kiln, new, None).await), said);
    let raised = vendors::change_member(&market.app, owner, kiln, ida, MemberRole::Owner).await;
    assert_eq!(refused(raised), said);
    assert_eq!(refused(vendors::remove_member(&market.app, owner, kiln, ida).await), said);
    let new = invitation("otto@example.org", MemberRole::Owner);
    assert_eq!(refused(joining::invite_member(&market.app, owner, kiln, new).await), said);
    // everyone goes when they want
    vendors::remove_member(&market.app, member(kiln, ida, MemberRole::Manager), kiln, ida).await.unwrap();
    market.close().await;
}
