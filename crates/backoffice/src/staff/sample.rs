use souk_domain::ids::{AccountId, SessionId, StaffInvitationId};
use souk_ui::Entry;
use souk_ui::form::Choice;

use super::{AskedOnPage, ColleagueOnPage, MemberPage, SessionOnPage, SignInOnPage, StaffPage};
use crate::shared::sample::around;

fn choices(names: [&str; 2]) -> Vec<Choice> {
    let choice =
        |name: &str| Choice { value: name.to_lowercase(), name: name.to_owned(), chosen: name == "Support" };
    names.into_iter().map(choice).collect()
}

fn person(number: u8, name: &str, role: &str, last: &str) -> ColleagueOnPage {
    ColleagueOnPage {
        account: AccountId::from_bytes([number; 16]).to_string(),
        name: name.to_owned(),
        email: format!("{}@souk.example", name.to_lowercase()),
        role: role.to_owned(),
        department: "Support".to_owned(),
        last: last.to_owned(),
        lacks_codes: last.is_empty(),
    }
}

impl StaffPage {
    /// Two of the staff, one that is asked, and an address that cannot be.
    pub fn sample() -> Self {
        let (frame, desk) = around("/admin/staff");
        let words = "Write an address such as name@example.org.".to_owned();
        Self {
            frame,
            desk,
            errors: vec![souk_ui::FormError { field: "email".to_owned(), words: words.clone() }],
            people: vec![
                person(1, "Mara", "Super Admin", "Sat, Nov 21, 4:12 pm UTC"),
                person(2, "Otto", "User", ""),
            ],
            asked: vec![AskedOnPage {
                id: StaffInvitationId::from_bytes([3; 16]).to_string(),
                email: "ida@souk.example".to_owned(),
                role: "Admin".to_owned(),
                department: "Finance".to_owned(),
                until: "Sat, Nov 28, 4:12 pm UTC".to_owned(),
            }],
            may_rule: true,
            email: Entry { value: "ida".to_owned(), error: Some(words) },
            roles: choices(["Admin", "User"]),
            departments: choices(["Finance", "Support"]),
            done: false,
        }
    }
}

impl MemberPage {
    /// Somebody who is signed in, and was refused before.
    pub fn sample() -> Self {
        let (frame, desk) = around("/admin/staff/acct");
        let moment = |what: &str, detail: &str| SignInOnPage {
            what: what.to_owned(),
            detail: detail.to_owned(),
            client: "192.0.2.7".to_owned(),
            when: "Sat, Nov 21, 4:12 pm UTC".to_owned(),
        };
        Self {
            frame,
            desk,
            errors: Vec::new(),
            account: AccountId::from_bytes([2; 16]).to_string(),
            name: "Otto Berg".to_owned(),
            email: "otto@souk.example".to_owned(),
            is: "User, Support".to_owned(),
            since: "Mon, Nov 2, 9:00 am UTC".to_owned(),
            codes: false,
            lacks_codes: true,
            may_rule: true,
            roles: choices(["Admin", "User"]),
            departments: choices(["Finance", "Support"]),
            sessions: vec![SessionOnPage {
                id: SessionId::from_bytes([4; 16]).to_string(),
                agent: "Firefox on Linux".to_owned(),
                began: "Sat, Nov 21, 4:12 pm UTC".to_owned(),
                used: "Sat, Nov 21, 5:00 pm UTC".to_owned(),
            }],
            sign_ins: vec![moment("Signed in", "Firefox on Linux"), moment("Refused", "A wrong password")],
            older: String::new(),
            done: false,
        }
    }
}
