use souk_domain::order::OrderStatus;
use souk_ui::address::{AddressForm, TypedAddress};
use souk_ui::order::Goods;
use souk_ui::samples::at;
use souk_ui::samples::{frame, photo, usd};
use souk_ui::{Entry, FormError, Frame, Pages, routes};

use super::addresses::Booked;
use super::codes::Codes;
use super::order_row::OrderRow;
use super::security::SignedPlace;
use super::*;

fn signed(path: &str) -> Frame {
    Frame { account: Some("Maya".to_owned()), ..frame(path) }
}

fn error(field: &str, words: &str) -> FormError {
    FormError { field: field.to_owned(), words: words.to_owned() }
}

const WRONG: &str = "E-mail or password is incorrect. Check both, or reset the password.";
const COMMON: &str =
    "This password is among the first that are tried. Choose another: three or four words do well.";
const NOT_CURRENT: &str = "That is not your current password.";
const TAKEN: &str = "An account has that e-mail address. Sign in, or reset its password.";

impl LoginPage {
    /// The empty form.
    pub fn sample() -> Self {
        Self {
            frame: frame("/login"),
            errors: Vec::new(),
            login: Entry::default(),
            password_error: None,
            code: None,
            next: "/checkout".to_owned(),
            done: String::new(),
        }
    }

    /// A name and password that do not belong together.
    pub fn sample_wrong() -> Self {
        Self { login: Entry::of("maya"), errors: vec![error("", WRONG)], ..Self::sample() }
    }

    /// After leaving.
    pub fn sample_done() -> Self {
        Self { done: "You are signed out.".to_owned(), ..Self::sample() }
    }

    /// The second step, with a wrong code.
    pub fn sample_code() -> Self {
        let wrong = "That code is not right. Codes change every 30 seconds; use the newest one.";
        Self {
            login: Entry::of("maya"),
            code: Some(Entry::wrong("", wrong)),
            errors: vec![error("code", wrong)],
            ..Self::sample()
        }
    }
}

impl RegisterPage {
    /// The empty form.
    pub fn sample() -> Self {
        Self {
            frame: frame("/register"),
            errors: Vec::new(),
            first_name: Entry::default(),
            last_name: Entry::default(),
            email: Entry::default(),
            username: Entry::default(),
            phone: Entry::default(),
            password_error: None,
            next: String::new(),
        }
    }

    /// An address that is taken, and a password that everybody tries.
    pub fn sample_wrong() -> Self {
        Self {
            first_name: Entry::of("Maya"),
            last_name: Entry::of("Lindqvist"),
            email: Entry::wrong("maya@example.org", TAKEN),
            phone: Entry::of("+1 919 555 0100"),
            password_error: Some(COMMON.to_owned()),
            errors: vec![error("email", TAKEN), error("password", COMMON)],
            ..Self::sample()
        }
    }
}

impl VerifyPage {
    /// For somebody who is not signed in.
    pub fn sample() -> Self {
        Self {
            frame: frame("/verify"),
            errors: Vec::new(),
            username: "maya".to_owned(),
            email: "maya@example.org".to_owned(),
            asks_password: true,
            current_error: None,
        }
    }
}

impl ForgotPage {
    /// The form.
    pub fn sample() -> Self {
        Self { frame: frame("/forgot"), errors: Vec::new(), email: Entry::default(), done: String::new() }
    }

    /// After it was sent.
    pub fn sample_asked() -> Self {
        Self {
            done: "If an account has that address, a link is on its way. It works for one hour.".to_owned(),
            ..Self::sample()
        }
    }
}

impl ResetPage {
    /// The form, with a password that cannot be.
    pub fn sample() -> Self {
        Self {
            frame: frame("/reset"),
            errors: vec![error("password", COMMON)],
            password_error: Some(COMMON.to_owned()),
            first: false,
        }
    }
}

impl DeadLinkPage {
    /// The words.
    pub fn sample() -> Self {
        Self { frame: frame("/reset") }
    }
}

impl SetupPage {
    /// The form.
    pub fn sample() -> Self {
        Self {
            frame: frame("/setup"),
            errors: Vec::new(),
            name: Entry::of("Souk"),
            countries: address("/").address.countries,
            country_error: None,
            currency: Entry::of("USD"),
            tax: Entry::of("8.25"),
            tax_included: false,
            email: Entry::default(),
            password_error: None,
        }
    }
}

fn placed(number: &str, status: OrderStatus, files: &[&str], more: usize, cents: i64) -> OrderRow {
    OrderRow {
        number: number.to_owned(),
        when: at(21, 16, 12),
        status,
        goods: Goods::Shipped,
        total: usd(cents),
        pieces: 5,
        pictures: files.iter().map(|file| photo(file, "")).collect(),
        more,
        first: "Tall stoneware mug".to_owned(),
    }
}

impl OverviewPage {
    /// Three orders, an address, an e-mail address that is not proven yet.
    pub fn sample() -> Self {
        Self {
            frame: signed("/account"),
            name: "Maya".to_owned(),
            email: Some("maya.lindqvist@example.com".to_owned()),
            email_verified: false,
            latest: OrdersPage::sample().orders,
            orders: 12,
            address: AddressesPage::sample().addresses.remove(0).lines,
            done: "Your account is ready. We sent you a link to confirm the e-mail address.".to_owned(),
            refused: String::new(),
        }
    }

    /// Nothing yet, and an address that another proved.
    pub fn sample_empty() -> Self {
        Self {
            email: None,
            latest: Vec::new(),
            orders: 0,
            address: Vec::new(),
            done: String::new(),
            refused: "Too many tries. Wait 12 minutes, then try again.".to_owned(),
            ..Self::sample()
        }
    }
}

impl OrdersPage {
    /// Orders in several states.
    pub fn sample() -> Self {
        Self {
            frame: signed("/account/orders"),
            orders: vec![
                placed(
                    "S-7K2M-9QXT",
                    OrderStatus::Processing,
                    &["mug-lagoon", "vase", "bowl", "coffee"],
                    2,
                    20_935,
                ),
                placed("S-4H8P-2WNR", OrderStatus::Pending, &["teapot"], 0, 9_600),
                placed("S-2C6D-8JVK", OrderStatus::Completed, &["stool", "lamp"], 0, 139_850),
            ],
            total: 12,
            pages: Pages {
                ahead: 10,
                here: 3,
                count: 23,
                previous: Some(routes::account_orders().to_owned()),
                next: Some(routes::account_orders_after("1790000000000000.ord_1")),
                ..Pages::default()
            },
        }
    }

    /// None yet.
    pub fn sample_empty() -> Self {
        Self { orders: Vec::new(), total: 0, pages: Pages::default(), ..Self::sample() }
    }
}

impl AddressesPage {
    /// Two addresses.
    pub fn sample() -> Self {
        let booked = |id: &str, lines: &[&str], shipping, billing| Booked {
            id: id.to_owned(),
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            shipping,
            billing,
        };
        Self {
            frame: signed("/account/addresses"),
            addresses: vec![
                booked(
                    "addr_1",
                    &["Maya Lindqvist", "418 Foster Street", "Durham, NC 27701", "United States"],
                    true,
                    true,
                ),
                booked(
                    "addr_2",
                    &["Studio Lindqvist", "77 Broadway", "Floor 3", "New York, NY 10003", "United States"],
                    false,
                    false,
                ),
            ],
            done: "The address is saved.".to_owned(),
        }
    }

    /// None yet.
    pub fn sample_empty() -> Self {
        Self { addresses: Vec::new(), done: String::new(), ..Self::sample() }
    }
}

fn address(path: &str) -> AddressPage {
    let place = TypedAddress {
        name: "Maya Lindqvist".to_owned(),
        country: "US".to_owned(),
        street: "418 Foster Street".to_owned(),
        postal_code: "2770".to_owned(),
        city: "Durham".to_owned(),
        region: "NC".to_owned(),
        ..TypedAddress::default()
    };
    let words = "ZIP codes have five digits. This one has four.";
    AddressPage {
        frame: signed(path),
        errors: vec![error("postal_code", words)],
        id: "addr_1".to_owned(),
        name: Entry::of(&place.name),
        address: AddressForm::of(&place, |field| (field == "postal_code").then(|| words.to_owned())),
        shipping: true,
        billing: false,
    }
}

impl AddressPage {
    /// A known address with something to mend.
    pub fn sample() -> Self {
        address("/account/addresses/addr_1")
    }
}

impl ProfilePage {
    /// The form.
    pub fn sample() -> Self {
        Self {
            frame: signed("/account/profile"),
            errors: Vec::new(),
            first_name: Entry::of("Maya"),
            last_name: Entry::of("Lindqvist"),
            username: Entry::of("maya"),
            phone: Entry::of("+19195550100"),
            revision: 1,
            done: "Saved.".to_owned(),
        }
    }
}

impl SecurityPage {
    /// Two places, codes on.
    pub fn sample() -> Self {
        let place = |id: &str, name: &str, this| SignedPlace {
            id: id.to_owned(),
            name: name.to_owned(),
            since: at(2, 9, 40),
            seen: at(21, 16, 12),
            this,
        };
        Self {
            frame: signed("/account/security"),
            email: "maya.lindqvist@example.com".to_owned(),
            email_verified: true,
            codes: true,
            recovery_codes_left: 9,
            sessions: vec![
                place("sess_1", "Firefox on Linux", true),
                place("sess_2", "Safari on iPhone", false),
            ],
            more_sessions: 3,
            done: String::new(),
        }
    }
}

impl PasswordPage {
    /// The form with both fields wrong.
    pub fn sample() -> Self {
        Self {
            frame: signed("/account/security/password"),
            errors: vec![error("current_password", NOT_CURRENT), error("password", COMMON)],
            login: "maya.lindqvist@example.com".to_owned(),
            current_error: Some(NOT_CURRENT.to_owned()),
            password_error: Some(COMMON.to_owned()),
        }
    }
}

impl EmailPage {
    /// The form.
    pub fn sample() -> Self {
        Self {
            frame: signed("/account/security/email"),
            errors: Vec::new(),
            current: "maya.lindqvist@example.com".to_owned(),
            email: Entry::default(),
            current_error: None,
        }
    }
}

impl CodesPage {
    fn of(state: Codes) -> Self {
        Self {
            frame: signed("/account/security/codes"),
            errors: Vec::new(),
            login: "maya.lindqvist@example.com".to_owned(),
            asked_by_role: matches!(state, Codes::Off),
            state,
            current_error: None,
        }
    }

    /// Before anything was set up.
    pub fn sample_off() -> Self {
        Self::of(Codes::Off)
    }

    /// The secret, as a drawing and as text.
    pub fn sample_started() -> Self {
        let url = "otpauth://totp/Souk:maya?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Souk";
        Self::of(codes::started(url, Entry::default()))
    }

    /// Turned on.
    pub fn sample_on() -> Self {
        Self::of(Codes::On { recovery_codes_left: 9 })
    }

    /// The recovery codes.
    pub fn sample_told() -> Self {
        let code = |number: u32| format!("k7mq{}-2xw9{}", number % 10, (number + 3) % 10);
        Self::of(Codes::Told { codes: (0..10).map(code).collect() })
    }
}

impl DataPage {
    /// Export and the way out.
    pub fn sample() -> Self {
        Self {
            frame: signed("/account/data"),
            errors: Vec::new(),
            login: "maya.lindqvist@example.com".to_owned(),
            current_error: None,
            under_way: 2,
        }
    }
}
