//! What people are told who sell here, or want to.

use askama::Template;
use souk_domain::vendor::MemberRole;
use souk_market::joining::VendorNews;

use super::{Head, Letter};
use crate::prelude::filters;
use crate::texts::{Word, say};

/// To somebody who sells here or wants to, or to the market of such a one.
#[derive(Clone, Debug)]
pub struct VendorTold {
    pub head: Head,
    pub news: VendorNews,
    /// What the vendor is called.
    pub vendor: String,
    /// Why it or a paper was refused, or it was suspended; or where its money goes, masked; else empty.
    pub answer: String,
    /// Whom of its people it is about; may be empty.
    pub member: String,
    /// What whoever is invited would be; what that member is now, or was last.
    pub role: Option<MemberRole>,
}

impl VendorTold {
    /// The name of a text of this letter: `mail-vendor-approved-title`.
    fn word(&self, part: &str) -> String {
        let kind = match self.news {
            VendorNews::Applied => "applied",
            VendorNews::ToReview => "to-review",
            VendorNews::Approved => "approved",
            VendorNews::Refused => "refused",
            VendorNews::Suspended => "suspended",
            VendorNews::Reinstated => "reinstated",
            VendorNews::Closed => "closed",
            VendorNews::DocumentAccepted => "document-accepted",
            VendorNews::DocumentRefused => "document-refused",
            VendorNews::PayoutChanged => "payout",
            VendorNews::MemberJoined => "member-joined",
            VendorNews::RoleChanged => "role-changed",
            VendorNews::MemberRemoved => "member-removed",
            VendorNews::Invited => "invited",
        };
        format!("mail-vendor-{kind}-{part}")
    }

    /// The names of all texts of all these letters, which stand in no source.
    pub fn every_word() -> Vec<String> {
        let parts = ["subject", "title", "lead", "action"];
        let letters = VendorNews::ALL.iter().map(|news| Self::sample(*news));
        letters.flat_map(|letter| parts.map(|part| letter.word(part))).collect()
    }

    fn part(&self, part: &str) -> String {
        let role = self.role.map_or("", MemberRole::as_str);
        let somebody = say("mail-somebody", &[]);
        let member = if self.member.is_empty() { &somebody } else { &self.member };
        let args: [(&'static str, &dyn Word); 4] =
            [("vendor", &self.vendor), ("market", &self.head.market), ("role", &role), ("member", member)];
        say(&self.word(part), &args)
    }

    /// The letter in both forms.
    pub fn letter(&self) -> askama::Result<Letter> {
        let head = &self.head;
        Ok(Letter {
            subject: self.part("subject"),
            text: VendorToldText { head, mail: self }.render()?,
            html: VendorToldHtml { head, mail: self }.render()?,
        })
    }
}

#[derive(Template)]
#[template(path = "mail/vendor_news.txt")]
struct VendorToldText<'a> {
    head: &'a Head,
    mail: &'a VendorTold,
}

#[derive(Template)]
#[template(path = "mail/vendor_news.html")]
struct VendorToldHtml<'a> {
    head: &'a Head,
    mail: &'a VendorTold,
}
