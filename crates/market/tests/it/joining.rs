//! Becoming a vendor: by an application that the market answers, or by an invitation of one there is.

use jiff::SignedDuration;
use souk_db::{params, sql};
use souk_domain::{
    account::{Department, Permissions, Role},
    ids::{AccountId, VendorId},
    text::{Email, Slug},
    vendor::{AccountNumber, MemberRole, VendorStatus},
};
use souk_market::{
    Actor, Result,
    accounts::{self, NewPerson, Registration},
    audit,
    joining::{self, NewApplication, NewInvitation, NewPayout, OwnApplication},
    notifications,
    vendors::{self, Vendor, VendorChanges},
};
use souk_testkit::{
    Market,
    market::{CARD, address},
};

use super::{letters::with_contact, shop::refused};

const CONTACT: &str = "people@market.example";

/// An account whose address is proven.
pub(crate) async fn person(market: &Market, name: &str) -> AccountId {
    let new = NewPerson {
        username: None,
        email: Email::parse(&format!("{name}@example.org")).unwrap(),
        first_name: name.to_owned(),
        last_name: String::new(),
    };
    let made = market.app.write(Actor::Operator, move |ctx| {
        let new = new.clone();
        Box::pin(async move { accounts::add_person(ctx, &new).await })
    });
    made.await.unwrap()
}

pub(crate) fn application(name: &str) -> NewApplication {
    NewApplication {
        name: name.to_owned(),
        slug: None,
        story: "We throw on a kick wheel.".to_owned(),
        email: Email::parse("orders@kiln.example").unwrap(),
        address: address(),
        sells: "Stoneware.".to_owned(),
    }
}

pub(crate) async fn apply(
    market: &Market,
    account: AccountId,
    new: NewApplication,
) -> Result<OwnApplication> {
    let applied = joining::apply_as_vendor(&market.app, Actor::Account { account }, account, new, None);
    Ok(applied.await?.fresh().expect("it came under no key"))
}

pub(crate) async fn approve(market: &Market, actor: Actor, id: VendorId) -> Result<Vendor> {
    Ok(vendors::approve_vendor(&market.app, actor, id, None).await?.fresh().expect("under no key"))
}

pub(crate) async fn refuse(market: &Market, actor: Actor, id: VendorId, reason: &str) -> Result<Vendor> {
    let refusal = vendors::refuse_vendor(&market.app, actor, id, reason.to_owned(), None);
    Ok(refusal.await?.fresh().expect("under no key"))
}

/// What a reader of letters was told, the oldest first.
pub(crate) async fn letters_to(market: &Market, reader: &str) -> Vec<String> {
    market.settle().await;
    let letters = notifications::list_letters(&market.app).await.unwrap().into_iter();
    let mut told: Vec<String> =
        letters.filter(|letter| letter.recipient == reader).map(|letter| letter.words.subject).collect();
    told.reverse();
    told
}

/// The token in the newest letter to a reader.
pub(crate) async fn token_to(market: &Market, reader: &str) -> String {
    let newest = letters_to(market, reader).await.pop().expect("a letter");
    newest.split_once("token=").expect("a link").1.to_owned()
}

#[tokio::test]
async fn whoever_applies_is_answered_and_sells_once_approved() {
    let market = Market::open().await;
    with_contact(&market).await;
    let maya = person(&market, "maya").await;
    let applied = apply(&market, maya, application("Kiln & Fern")).await.unwrap();
    let id = applied.vendor.id;
    assert_eq!((applied.vendor.status, applied.role), (VendorStatus::Applied, MemberRole::Owner));
    assert_eq!((applied.vendor.city.as_str(), applied.vendor.country.as_str()), ("Portland", "US"));
    let mug = market.product(id, 2450, 3).await;
    assert_eq!(refused(market.try_cart(&[(mug, 1)]).await), "not_for_sale");
    assert!(vendors::show_open_vendor(&market.app, Actor::Guest, id.to_string()).await.is_err());

    approve(&market, Actor::Operator, id).await.unwrap();
    approve(&market, Actor::Operator, id).await.expect("done again it changes nothing");
    market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap();
    let url = market.app.public_url().to_owned();
    assert_eq!(
        letters_to(&market, "maya@example.org").await,
        [
            format!("vendor_applied Kiln & Fern  {url}/sell"),
            format!("vendor_approved Kiln & Fern  {url}/vendor")
        ]
    );
    let told = letters_to(&market, CONTACT).await;
    assert_eq!(told.iter().filter(|subject| subject.starts_with("vendor_to_review")).count(), 1, "{told:?}");
    market.close().await;
}

#[tokio::test]
async fn a_refusal_says_why_and_is_mended_under_the_same_id() {
    let market = Market::open().await;
    let maya = person(&market, "maya").await;
    let id = apply(&market, maya, application("Kiln")).await.unwrap().vendor.id;
    assert_eq!(refused(apply(&market, maya, application("Loom")).await), "already_applied");
    for nothing in ["", "  \n"] {
        assert_eq!(refused(refuse(&market, Actor::Operator, id, nothing).await), "invalid_input");
    }
    assert_eq!(
        refuse(&market, Actor::Operator, id, "Whose clay?").await.unwrap().status,
        VendorStatus::Refused
    );
    let own = joining::list_own_applications(&market.app, maya).await.unwrap();
    assert_eq!((own.len(), own[0].answer.as_str()), (1, "Whose clay?"));
    assert_eq!(refused(approve(&market, Actor::Operator, id).await), "vendor_step_not_allowed");
    let told = letters_to(&market, "maya@example.org").await;
    assert!(told[1].starts_with("vendor_refused Kiln Whose clay?"), "{told:?}");

    let mended = NewApplication {
        slug: Some(Slug::parse("kiln-of-maya").unwrap()),
        sells: "Stoneware of our own clay.".to_owned(),
        ..application("Kiln of Maya")
    };
    let again = apply(&market, maya, mended).await.unwrap().vendor;
    assert_eq!((again.id, again.status, again.slug.as_str()), (id, VendorStatus::Applied, "kiln-of-maya"));
    let told = joining::show_application(&market.app, Actor::Operator, id).await.unwrap();
    assert_eq!((told.answer.as_str(), told.sells.as_str()), ("", "Stoneware of our own clay."));
    assert_eq!(approve(&market, Actor::Operator, id).await.unwrap().status, VendorStatus::Active);
    market.close().await;
}

#[tokio::test]
async fn only_a_proven_address_applies_and_every_wrong_field_is_named_at_once() {
    let market = Market::open().await;
    let new = Registration {
        username: Some("guessing".to_owned()),
        email: "guess@example.org".to_owned(),
        password: "seven quiet otters".to_owned().into(),
        phone: None,
        first_name: String::new(),
        last_name: String::new(),
        client: None,
    };
    let guess = accounts::register(&market.app, new).await.unwrap().account.id;
    assert_eq!(refused(apply(&market, guess, application("Kiln")).await), "email_not_proven");
    let maya = person(&market, "maya").await;
    let wrong = NewApplication { name: String::new(), sells: String::new(), ..application("") };
    let error = apply(&market, maya, wrong).await.unwrap_err();
    let mut named: Vec<String> =
        error.refusal().unwrap().fields().into_iter().map(|field| field.pointer).collect();
    named.sort();
    assert_eq!(named, ["/name", "/sells"]);
    assert!(
        joining::list_own_applications(&market.app, maya).await.unwrap().is_empty(),
        "nothing is left of it"
    );
    market.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_decide_at_once_one_decides() {
    let market = Market::open().await;
    for round in 0..5 {
        let maya = person(&market, &format!("maya{round}")).await;
        let id = apply(&market, maya, application(&format!("Kiln {round}"))).await.unwrap().vendor.id;
        let (yes, no) = tokio::join!(
            approve(&market, Actor::Operator, id),
            refuse(&market, Actor::Operator, id, "Not now.")
        );
        let status = vendors::show_vendor(&market.app, Actor::Operator, id).await.unwrap().status;
        match (yes, no) {
            (Ok(_), no) => {
                assert_eq!((refused(no), status), ("vendor_step_not_allowed", VendorStatus::Active));
            }
            (yes, Ok(_)) => {
                assert_eq!((refused(yes), status), ("vendor_step_not_allowed", VendorStatus::Refused));
            }
            (yes, no) => panic!("nobody decided: {yes:?} {no:?}"),
        }
        let told = letters_to(&market, &format!("maya{round}@example.org")).await;
        assert_eq!(told.len(), 2, "the application and one answer: {told:?}");
    }
    market.close().await;
}

#[tokio::test]
async fn what_the_staff_decide_takes_its_permission_and_is_written_down() {
    let market = Market::open().await;
    let (maya, chief) = (person(&market, "maya").await, person(&market, "chief").await);
    let id = apply(&market, maya, application("Kiln")).await.unwrap().vendor.id;
    let as_staff =
        |role| Actor::Member { account: chief, permissions: Permissions::of(role, Department::Operations) };
    assert_eq!(refused(approve(&market, as_staff(Role::User), id).await), "forbidden");
    let who = as_staff(Role::Admin);
    approve(&market, who, id).await.unwrap();
    vendors::suspend_vendor(&market.app, who, id, "Late.".to_owned(), None).await.unwrap();
    vendors::reinstate_vendor(&market.app, who, id, None).await.unwrap();
    vendors::close_vendor(&market.app, who, id, None).await.unwrap();
    assert_eq!(
        refused(vendors::reinstate_vendor(&market.app, who, id, None).await),
        "vendor_step_not_allowed",
        "closed is closed"
    );
    let log =
        audit::list_audit(&market.app, Actor::Operator, Default::default(), None, 100).await.unwrap().items;
    let mut done: Vec<&str> = log
        .iter()
        .filter(|entry| entry.account == Some(chief) && entry.object == id.to_string())
        .map(|entry| entry.action.as_str())
        .collect();
    done.sort_unstable();
    assert_eq!(done, ["vendor.approved", "vendor.closed", "vendor.reinstated", "vendor.suspended"]);
    market.close().await;
}

#[tokio::test]
async fn what_was_ordered_of_a_vendor_goes_on_when_it_is_suspended() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln").await;
    let mug = market.product(kiln, 2450, 3).await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    market.deliver().await;
    vendors::suspend_vendor(&market.app, Actor::Operator, kiln, "Late.".to_owned(), None).await.unwrap();
    assert_eq!(refused(market.try_cart(&[(mug, 1)]).await), "not_for_sale");
    assert_eq!(market.ship_all(order).await.len(), 1);
    market.close().await;
}

/// A vendor that sells, with its owner.
pub(crate) async fn owned(market: &Market, owner: &str) -> (VendorId, AccountId) {
    let owner = person(market, owner).await;
    let id = apply(market, owner, application("Kiln")).await.unwrap().vendor.id;
    approve(market, Actor::Operator, id).await.unwrap();
    (id, owner)
}

pub(crate) const fn member(vendor: VendorId, account: AccountId, role: MemberRole) -> Actor {
    Actor::VendorMember { vendor, account, role }
}

pub(crate) fn invitation(email: &str, role: MemberRole) -> NewInvitation {
    NewInvitation { email: Email::parse(email).unwrap(), role }
}

#[tokio::test]
async fn an_invitation_is_taken_up_once_by_whoever_reads_its_address() {
    let market = Market::open().await;
    let (kiln, maya) = owned(&market, "maya").await;
    let owner = member(kiln, maya, MemberRole::Owner);
    let (ida, otto) = (person(&market, "ida").await, person(&market, "otto").await);
    let ask =
        |email: &'static str, role| joining::invite_member(&market.app, owner, kiln, invitation(email, role));
    assert_eq!(refused(ask("Maya@example.org", MemberRole::Manager).await), "already_member");
    ask("ida@example.org", MemberRole::ReadOnly).await.unwrap();
    let first = token_to(&market, "ida@example.org").await;
    ask("Ida@example.org", MemberRole::Fulfilment).await.unwrap();
    let token = token_to(&market, "Ida@example.org").await;
    let accept = |account, token: &str| joining::accept_invitation(&market.app, account, token.to_owned());
    assert_eq!(refused(accept(ida, &first).await), "link_invalid", "asked again, the link before ends");
    assert_eq!(refused(accept(otto, &token).await), "invitation_of_another");
    assert_eq!(accept(ida, &token).await.unwrap().role, MemberRole::Fulfilment);
    assert_eq!(refused(accept(ida, &token).await), "link_invalid");
    let members = vendors::list_members(&market.app, owner, kiln).await.unwrap();
    assert_eq!(members.iter().map(|one| one.account).collect::<Vec<_>>(), [maya, ida]);

    ask("otto@example.org", MemberRole::Manager).await.unwrap();
    let late = token_to(&market, "otto@example.org").await;
    market.clock.advance(joining::INVITATION_LIFE);
    assert_eq!(refused(accept(otto, &late).await), "link_invalid", "it has expired");
    let open = ask("otto@example.org", MemberRole::Manager).await.unwrap();
    let taken = token_to(&market, "otto@example.org").await;
    joining::withdraw_invitation(&market.app, owner, kiln, open.id).await.unwrap();
    assert_eq!(refused(accept(otto, &taken).await), "link_invalid", "it was taken back");
    assert!(joining::list_invitations(&market.app, owner, kiln).await.unwrap().is_empty());
    market.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_take_up_one_invitation_at_once_one_joins() {
    let market = Market::open().await;
    let (kiln, maya) = owned(&market, "maya").await;
    let ida = person(&market, "ida").await;
    let owner = member(kiln, maya, MemberRole::Owner);
    let new = invitation("ida@example.org", MemberRole::Manager);
    joining::invite_member(&market.app, owner, kiln, new).await.unwrap();
    let token = token_to(&market, "ida@example.org").await;
    let accept = || joining::accept_invitation(&market.app, ida, token.clone());
    let tried = [tokio::spawn(accept()), tokio::spawn(accept()), tokio::spawn(accept())];
    let mut joined = 0;
    for one in tried {
        match one.await.unwrap() {
            Ok(_) => joined += 1,
            other => assert_eq!(refused(other), "link_invalid"),
        }
    }
    assert_eq!(joined, 1);
    assert_eq!(vendors::list_members(&market.app, owner, kiln).await.unwrap().len(), 2);
    market.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_owners_who_leave_at_once_one_stays() {
    let market = Market::open().await;
    for round in 0..5 {
        let (kiln, maya) = owned(&market, &format!("maya{round}")).await;
        let ida = person(&market, &format!("ida{round}")).await;
        let appointed = vendors::appoint_member(&market.app, Actor::Operator, kiln, ida, MemberRole::Owner);
        appointed.await.unwrap();
        let leave =
            |who| vendors::remove_member(&market.app, member(kiln, who, MemberRole::Owner), kiln, who);
        let (first, second) = tokio::join!(leave(maya), leave(ida));
        assert_eq!(u8::from(first.is_ok()) + u8::from(second.is_ok()), 1);
        for left in [first, second] {
            if left.is_err() {
                assert_eq!(refused(left), "last_owner");
            }
        }
        let staff = vendors::list_members(&market.app, Actor::Operator, kiln).await.unwrap();
        assert_eq!(staff.len(), 1, "a vendor without an owner is nobody's");
    }
    market.close().await;
}

#[tokio::test]
async fn the_last_owner_neither_goes_nor_becomes_less_nor_deletes_the_account() {
    let market = Market::open().await;
    let (kiln, maya) = owned(&market, "maya").await;
    let owner = member(kiln, maya, MemberRole::Owner);
    let lower = vendors::change_member(&market.app, owner, kiln, maya, MemberRole::Manager).await;
    assert_eq!(refused(lower), "last_owner");
    assert_eq!(refused(vendors::remove_member(&market.app, owner, kiln, maya).await), "last_owner");
    let password = "seven quiet otters".to_owned();
    accounts::set_password(&market.app, maya, password.clone().into()).await.unwrap();
    let as_maya = Actor::Account { account: maya };
    let delete = || accounts::delete(&market.app, as_maya, maya, password.clone().into());
    assert_eq!(refused(delete().await), "last_owner");
    let ida = person(&market, "ida").await;
    vendors::appoint_member(&market.app, Actor::Operator, kiln, ida, MemberRole::Manager).await.unwrap();
    vendors::change_member(&market.app, owner, kiln, ida, MemberRole::Owner).await.unwrap();
    delete().await.unwrap();
    let left = vendors::list_members(&market.app, Actor::Operator, kiln).await.unwrap();
    assert_eq!(left.iter().map(|one| one.account).collect::<Vec<_>>(), [ida]);
    let gone = joining::show_application(&market.app, Actor::Operator, kiln).await;
    assert_eq!(refused(gone), "not_found", "what she told goes with her");
    market.close().await;
}

#[tokio::test]
async fn a_member_acts_for_the_vendor_it_names_and_for_no_other() {
    let market = Market::open().await;
    let (kiln, maya) = owned(&market, "maya").await;
    let loom = market.vendor("Loom").await;
    let find = |named: Option<VendorId>| {
        vendors::find_member(&market.app, maya, named.map(|vendor| vendor.to_string()))
    };
    assert_eq!(find(None).await.unwrap(), Some(member(kiln, maya, MemberRole::Owner)));
    assert_eq!(refused(find(Some(loom)).await), "not_found");
    vendors::appoint_member(&market.app, Actor::Operator, loom, maya, MemberRole::ReadOnly).await.unwrap();
    assert_eq!(refused(find(None).await), "vendor_not_named");
    assert_eq!(find(Some(loom)).await.unwrap(), Some(member(loom, maya, MemberRole::ReadOnly)));
    let nobody = person(&market, "nobody").await;
    assert_eq!(vendors::find_member(&market.app, nobody, None).await.unwrap(), None);
    market.close().await;
}

#[tokio::test]
async fn nobody_is_sent_letters_without_end() {
    let market = Market::open().await;
    let (kiln, maya) = owned(&market, "maya").await;
    let owner = member(kiln, maya, MemberRole::Owner);
    let ask = |number: u32| {
        let new = invitation(&format!("reader{number}@example.org"), MemberRole::ReadOnly);
        joining::invite_member(&market.app, owner, kiln, new)
    };
    for number in 0..20 {
        ask(number).await.unwrap();
    }
    assert_eq!(refused(ask(20).await), "too_many_requests");
    market.clock.advance(SignedDuration::from_hours(24));
    ask(20).await.unwrap();
    market.close().await;
}

#[tokio::test]
async fn a_checklist_fills_as_the_vendor_does_and_an_account_number_stands_nowhere() {
    let market = Market::open().await;
    let (kiln, maya) = owned(&market, "maya").await;
    let owner = member(kiln, maya, MemberRole::Owner);
    let done = async || {
        let found = joining::show_onboarding(&market.app, owner, kiln).await.unwrap();
        let steps = found.steps.into_iter().filter(|(_, done)| *done);
        steps.map(|(step, _)| step.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(done().await, ["address", "delivery"]);
    let changes = VendorChanges { tagline: Some("Fired twice".to_owned()), ..VendorChanges::default() };
    vendors::change_own_vendor(&market.app, owner, kiln, changes).await.unwrap();
    market.product(kiln, 2450, 3).await;
    let account = AccountNumber::iban("DE89 3704 0044 0532 0130 00").unwrap();
    let new = NewPayout { holder: "Maya Lind".to_owned(), account, bank: String::new() };
    joining::set_payout(&market.app, owner, kiln, new, None).await.unwrap();
    assert_eq!(done().await, ["profile", "address", "payout", "delivery", "first_product"]);
    let shown = joining::show_payout(&market.app, owner, kiln).await.unwrap().unwrap();
    assert_eq!(shown.masked, "DE89 •••• 3000");
    let told = letters_to(&market, "maya@example.org").await;
    assert!(told[2].starts_with("vendor_payout_changed Kiln DE89 •••• 3000"), "{told:?}");
    let sealed = market.app.read(Actor::System, move |ctx| {
        Box::pin(async move {
            let statement = sql!("select sealed from vendor_payout where vendor_id = ?");
            Ok(ctx.tx.one::<Vec<u8>>(statement, params![kiln]).await?)
        })
    });
    let sealed = sealed.await.unwrap();
    assert!(!sealed.windows(10).any(|part| part == b"0532013000"), "it is sealed");
    let whole = |vendor| {
        market.app.read(Actor::System, move |ctx| {
            Box::pin(async move {
                let found = joining::payout_account(ctx, vendor).await?;
                Ok(found.map(|account| account.reveal().to_owned()))
            })
        })
    };
    assert_eq!(whole(kiln).await.unwrap().as_deref(), Some("DE89370400440532013000"));
    let loom = market.vendor("Loom").await;
    assert_eq!(whole(loom).await.unwrap(), None);
    market
        .app
        .write(Actor::System, move |ctx| {
            Box::pin(async move {
                let moved = sql!("update vendor_payout set vendor_id = ? where vendor_id = ?");
                Ok(ctx.tx.run(moved, params![loom, kiln]).await?)
            })
        })
        .await
        .unwrap();
    assert!(whole(loom).await.is_err(), "what was sealed for one vendor opens for no other");
    market.close().await;
}
