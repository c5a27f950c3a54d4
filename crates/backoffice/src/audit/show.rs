//! Looking at the log.

use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::AccountId;
use souk_domain::percent;
use souk_http::Result;
use souk_http::read::Query;
use souk_market::audit::{self, AuditEntry, AuditQuery};
use souk_market::office;
use souk_ui::desk::{Mistakes, end_moment, first_moment, private};
use souk_ui::texts::say;
use souk_ui::{Entry, FormError, dates};

use crate::prelude::*;
use crate::shared::Clerk;

/// Entries on one page.
const ROWS: u32 = 50;

/// Entries, the newest first, with what is looked for.
#[derive(Clone, Debug, Template)]
#[template(path = "audit/show.html")]
pub struct AuditPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub who: Entry,
    pub what: Entry,
    pub object: Entry,
    pub from: Entry,
    pub to: Entry,
    pub entries: Vec<EntryOnPage>,
    /// Where older ones are; empty: there are none.
    pub older: String,
    /// Where the same is as a file.
    pub file: String,
}

/// An entry.
#[derive(Clone, Debug)]
pub struct EntryOnPage {
    pub when: String,
    pub action: String,
    pub actor: String,
    /// Who is behind it, to look for; may be empty.
    pub account: String,
    pub object_kind: String,
    pub object: String,
    pub detail: String,
    pub before: String,
    pub after: String,
    pub client: String,
}

/// What is looked for, as the address says it.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct AuditForm {
    who: String,
    what: String,
    object: String,
    from: String,
    to: String,
    after: Option<String>,
}

impl AuditForm {
    /// What it asks, and what of it cannot be.
    pub(super) fn read(&self) -> (AuditQuery, Mistakes) {
        let mut mistakes = Mistakes::default();
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let account = said(&self.who).map(|who| who.parse::<AccountId>());
        if matches!(account, Some(Err(_))) {
            mistakes.add("who", say("office-audit-who-wrong", &[]));
        }
        let (from, until) = (first_moment(&self.from), end_moment(&self.to));
        for (field, moment) in [("from", &from), ("to", &until)] {
            if moment.is_err() {
                mistakes.add(field, say("office-audit-day-wrong", &[]));
            }
        }
        let query = AuditQuery {
            account: account.and_then(std::result::Result::ok),
            vendor: None,
            action: said(&self.what),
            object: said(&self.object),
            from: from.ok().flatten(),
            until: until.ok().flatten(),
        };
        (query, mistakes)
    }

    fn address(&self, page: &str, after: Option<&str>) -> String {
        let mut pairs = Vec::new();
        let asked = [
            ("who", &self.who),
            ("what", &self.what),
            ("object", &self.object),
            ("from", &self.from),
            ("to", &self.to),
        ];
        for (name, value) in asked.into_iter().filter(|(_, value)| !value.is_empty()) {
            pairs.push(format!("{name}={}", percent::encode(value)));
        }
        pairs.extend(after.map(|after| format!("after={after}")));
        if pairs.is_empty() { page.to_owned() } else { format!("{page}?{}", pairs.join("&")) }
    }
}

/// `GET /admin/audit`.
pub(super) async fn show(clerk: Clerk, Query(asked): Query<AuditForm>) -> Result<Response> {
    let (app, actor) = (clerk.http.app(), clerk.actor);
    let (query, mut mistakes) = asked.read();
    let found = audit::list_audit(app, actor, query, asked.after.clone(), ROWS).await;
    let (entries, next) = match found {
        Ok(page) => (page.items, page.next),
        Err(error) => {
            let wrong = Mistakes::of(error, |pointer| match pointer {
                "/action" => "what".to_owned(),
                "/object" => "object".to_owned(),
                _ => String::new(),
            })?;
            for error in wrong.all() {
                mistakes.add(&error.field, error.words);
            }
            (Vec::new(), None)
        }
    };
    let (frame, desk) = clerk.frame(&office::around(app, actor).await?);
    let entry = |name: &str, value: &str| Entry { value: value.to_owned(), error: mistakes.words(name) };
    let page = AuditPage {
        frame,
        desk,
        errors: mistakes.all(),
        who: entry("who", &asked.who),
        what: entry("what", &asked.what),
        object: entry("object", &asked.object),
        from: entry("from", &asked.from),
        to: entry("to", &asked.to),
        entries: entries.into_iter().map(on_page).collect(),
        older: next.map(|next| asked.address(ways::audit(), Some(&next))).unwrap_or_default(),
        file: asked.address(ways::audit_file(), None),
    };
    Ok(private(mistakes.status(), &page))
}

fn on_page(entry: AuditEntry) -> EntryOnPage {
    EntryOnPage {
        when: dates::moment(&dates::at(entry.created_at)),
        action: entry.action,
        actor: entry.actor,
        account: entry.account.map(|account| account.to_string()).unwrap_or_default(),
        object_kind: entry.object_kind,
        object: entry.object,
        detail: entry.detail,
        before: entry.before.unwrap_or_default(),
        after: entry.after.unwrap_or_default(),
        client: entry.client.unwrap_or_default(),
    }
}

impl AuditPage {
    /// Two entries, and a day that is none.
    pub fn sample() -> Self {
        let (frame, desk) = crate::shared::sample::around("/admin/audit");
        let words = say("office-audit-day-wrong", &[]);
        let entry = |action: &str, before: &str, after: &str| EntryOnPage {
            when: "Sat, Nov 21, 4:12 pm UTC".to_owned(),
            action: action.to_owned(),
            actor: "staff:acct_1".to_owned(),
            account: "acct_1".to_owned(),
            object_kind: "staff_role".to_owned(),
            object: "packers".to_owned(),
            detail: String::new(),
            before: before.to_owned(),
            after: after.to_owned(),
            client: "192.0.2.7".to_owned(),
        };
        Self {
            frame,
            desk,
            errors: vec![FormError { field: "from".to_owned(), words: words.clone() }],
            who: Entry::default(),
            what: Entry::default(),
            object: Entry::default(),
            from: Entry { value: "x".to_owned(), error: Some(words) },
            to: Entry::default(),
            entries: vec![
                entry("staff_role.changed", r#"{"permissions":"orders.read"}"#, r#"{"permissions":""}"#),
                entry("settle_report", "", ""),
            ],
            older: ways::audit().to_owned(),
            file: ways::audit_file().to_owned(),
        }
    }
}
