use souk_db::{params, sql};
use souk_domain::{
    account::{Department, Permissions, Role},
    ids::{AccountId, ApiKeyId},
    refusal::{Refusal, RequestRefusal},
};
use souk_market::{
    Actor, Error, Result,
    access::{self, Scope},
    accounts::{self, NewStaff},
    audit::{self, AuditAction, AuditEntry, AuditQuery},
    secrets::ApiSecret,
    vendors,
};

use crate::setting::Shop;

/// What was written down of a key: action, who, which key, whose.
type Written = (String, Option<AccountId>, String, String);

/// All of it, in one order: the clock of a test stands still.
async fn written(shop: &Shop) -> Vec<Written> {
    let all = audit::list_audit(shop.app(), Actor::Operator, AuditQuery::default(), None, 100);
    let page = all.await.expect("the log opens");
    let of_keys = page.items.into_iter().filter(|entry| entry.action.starts_with("api_key."));
    let row = |entry: AuditEntry| (entry.action, entry.account, entry.object, entry.detail);
    let mut rows: Vec<Written> = of_keys.map(row).collect();
    rows.sort();
    rows
}

#[tokio::test]
async fn every_key_that_is_made_or_ended_is_written_down_once() {
    let shop = Shop::open().await;
    let chief = member(&shop, "chief@example.org", Role::SuperAdmin).await;
    let actor = Actor::Member { account: chief, permissions: Permissions::all() };
    let (till, _) = make(&shop, actor, Scope::Vendor(shop.vendor)).await.expect("a key");
    let (desk, _) = make(&shop, actor, Scope::Staff).await.expect("a key");
    let by_key = Actor::Staff { key: desk, account: Some(chief), permissions: Permissions::all() };
    for _ in 0..2 {
        access::revoke_api_key(shop.app(), by_key, till).await.expect("ended");
    }
    access::revoke_api_key(shop.app(), Actor::Operator, desk).await.expect("ended");
    let reader = Permissions::of(Role::Admin, Department::Operations);
    let refused = make(&shop, Actor::Member { account: chief, permissions: reader }, Scope::Staff).await;
    assert!(is_forbidden(&refused), "and what was refused is not");
    let word = |action: AuditAction| action.as_str().to_owned();
    let (made, ended) = (word(AuditAction::ApiKeyMade), word(AuditAction::ApiKeyEnded));
    let (till, desk, vendor) = (till.to_string(), desk.to_string(), shop.vendor.to_string());
    let mut expected = [
        (made.clone(), Some(chief), till.clone(), vendor.clone()),
        (made, Some(chief), desk.clone(), "staff".to_owned()),
        (ended.clone(), Some(chief), till, vendor),
        (ended, None, desk, "staff".to_owned()),
    ];
    expected.sort();
    assert_eq!(written(&shop).await, expected);
    let made = AuditQuery { action: Some("api_key.made".to_owned()), ..AuditQuery::default() };
    let page = |after| audit::list_audit(shop.app(), Actor::Operator, made.clone(), after, 1);
    let first = page(None).await.expect("a page");
    let rest = page(first.next).await.expect("a page");
    assert_eq!((first.items.len(), rest.items.len(), rest.next), (1, 1, None));
    let nosy = Actor::Member { account: chief, permissions: reader };
    assert!(is_forbidden(&audit::list_audit(shop.app(), nosy, AuditQuery::default(), None, 3).await));
}

async fn who(shop: &Shop, secret: &str) -> Option<Actor> {
    let secret = secret.to_owned();
    shop.write(move |ctx| {
        let secret = secret.clone();
        Box::pin(async move { access::authenticate(ctx, &secret).await })
    })
    .await
    .expect("an answer")
}

#[tokio::test]
async fn a_key_speaks_for_its_vendor_wherever_that_stands_until_it_is_revoked() {
    let shop = Shop::open().await;
    let vendor = shop.vendor;
    let make = || {
        shop.write(move |ctx| {
            Box::pin(async move { access::create(ctx, Scope::Vendor(vendor), "till").await })
        })
    };
    let (key, secret) = make().await.expect("a key");
    let (other, kept) = make().await.expect("a key");
    assert!(secret.reveal().starts_with("sk_"));
    assert_eq!(format!("{secret:?}"), "ApiSecret(hidden)");
    assert_eq!(who(&shop, &secret.reveal()).await, Some(Actor::Vendor { vendor, key }));
    shop.write(move |ctx| Box::pin(async move { access::revoke(ctx, key).await })).await.expect("revoked");
    assert_eq!(who(&shop, &secret.reveal()).await, None);
    assert_eq!(who(&shop, &kept.reveal()).await, Some(Actor::Vendor { vendor, key: other }));
    shop.write(move |ctx| Box::pin(async move { vendors::suspend(ctx, vendor).await }))
        .await
        .expect("suspended");
    assert_eq!(who(&shop, &kept.reveal()).await, Some(Actor::Vendor { vendor, key: other }));
    let keys = shop.write(move |ctx| Box::pin(access::list(ctx, Scope::Vendor(vendor), None, 10))).await;
    assert_eq!(keys.expect("keys").items.len(), 2);
}

#[tokio::test]
async fn what_is_no_secret_speaks_for_nobody() {
    let shop = Shop::open().await;
    let (key, secret) = shop
        .write(|ctx| Box::pin(async move { access::create(ctx, Scope::Staff, "desk").await }))
        .await
        .expect("a key");
    assert_eq!(
        who(&shop, &secret.reveal()).await,
        Some(Actor::Staff { key, account: None, permissions: Permissions::all() })
    );
    let secret = secret.reveal();
    for wrong in ["", "sk_", "sk_0", &secret[3..], &secret.to_uppercase(), "sk_00000000000000000000000000"] {
        assert_eq!(who(&shop, wrong).await, None, "{wrong}");
    }
}

/// A member of the staff with this role; whoever was one before has it from now on.
async fn member(shop: &Shop, email: &str, role: Role) -> AccountId {
    let new = NewStaff { email: email.to_owned(), role, department: Department::All };
    accounts::enrol_staff(shop.app(), new).await.expect("a member").0.id
}

async fn make(shop: &Shop, actor: Actor, scope: Scope) -> Result<(ApiKeyId, ApiSecret)> {
    access::create_api_key(shop.app(), actor, scope, "a key".to_owned()).await
}

fn is_forbidden<T>(outcome: &Result<T>) -> bool {
    matches!(outcome, Err(Error::Refused(Refusal::Request(RequestRefusal::Forbidden { .. }))))
}

#[tokio::test]
async fn a_key_of_the_staff_may_what_its_maker_may_and_ends_with_them() {
    let shop = Shop::open().await;
    let _other = member(&shop, "other@example.org", Role::SuperAdmin).await;
    let chief = member(&shop, "chief@example.org", Role::SuperAdmin).await;
    let admin = member(&shop, "admin@example.org", Role::Admin).await;
    let may = |role| Permissions::of(role, Department::All);
    let as_member = |account, role| Actor::Member { account, permissions: may(role) };
    for (account, role) in [(admin, Role::Admin), (admin, Role::User)] {
        assert!(is_forbidden(&make(&shop, as_member(account, role), Scope::Staff).await), "{role:?}");
    }
    let vendor = Scope::Vendor(shop.vendor);
    assert!(is_forbidden(&make(&shop, as_member(admin, Role::User), vendor).await), "who only looks");
    let (till, _) = make(&shop, as_member(admin, Role::Admin), vendor).await.expect("a vendor's key");

    let (key, secret) = make(&shop, as_member(chief, Role::SuperAdmin), Scope::Staff).await.expect("a key");
    let secret = secret.reveal();
    let speaks = Actor::Staff { key, account: Some(chief), permissions: may(Role::SuperAdmin) };
    assert_eq!(who(&shop, &secret).await, Some(speaks));
    let (_, child) = make(&shop, speaks, Scope::Staff).await.expect("a key that a key made");
    let child = child.reveal();

    assert_eq!(member(&shop, "chief@example.org", Role::User).await, chief);
    let lowered = Actor::Staff { key, account: Some(chief), permissions: may(Role::User) };
    assert_eq!(who(&shop, &secret).await, Some(lowered), "with the role of today");
    assert!(is_forbidden(&make(&shop, lowered, Scope::Staff).await));
    let suspended = vendors::suspend_vendor(shop.app(), lowered, shop.vendor, "Late.".to_owned(), None).await;
    assert!(is_forbidden(&suspended), "who only looks changes nothing, whoever asks for it");
    assert!(is_forbidden(&access::revoke_api_key(shop.app(), lowered, till).await));

    shop.write(move |ctx| {
        Box::pin(async move {
            ctx.tx.run(sql!("delete from staff where account_id = ?"), params![chief]).await?;
            Ok(())
        })
    })
    .await
    .expect("no longer of the staff");
    assert_eq!(who(&shop, &secret).await, None);
    assert_eq!(who(&shop, &child).await, None, "nor does what the key made outlive its maker");
}
