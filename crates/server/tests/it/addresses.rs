//! Addresses on their way through every door: API, page, order, API.

use std::collections::BTreeMap;

use reqwest::{Client, header::SET_COOKIE};
use serde_json::{Value, json};
use souk_domain::address::{Address, Country, Part, RawAddress};
use souk_testkit::market::SeededRandom;

use crate::support::{Api, Ask, Place, Stall, api::text, shopper};

/// Addresses that are drawn: two of every country there is.
const DRAWN: usize = 500;
/// Where the draw begins; the same seed draws the same addresses.
const SEED: u64 = 20_261_128;
/// Buyers, each with a part of the addresses: they go through the doors side by side.
const BUYERS: usize = 4;
/// Every field of an address.
const FIELDS: [&str; 10] = [
    "name",
    "residence_number",
    "street",
    "line2",
    "city",
    "region",
    "postal_code",
    "country",
    "phone",
    "description",
];

/// An address as somebody types or pastes it, and as it must be kept, by field.
struct Drawn {
    typed: BTreeMap<&'static str, String>,
    kept: BTreeMap<&'static str, String>,
}

#[tokio::test]
#[allow(clippy::print_stdout, reason = "who reads of a failure draws the same addresses again")]
async fn five_hundred_addresses_come_back_from_api_page_and_order_as_they_were() {
    println!("addresses are drawn from the seed {SEED}");
    let place = Place::open().await;
    let place =
        place.with("SOUK_LIMITS_UNPAID_PER_EMAIL", "1000").with("SOUK_LIMITS_UNPAID_PER_CLIENT", "1000");
    let server = place.serve().await;
    let stall = Stall::open(&place, &server.api).await;
    let card = stall.product(&server.api, "Postcard", 100, 1_000).await;
    let drawn = draw(&SeededRandom::new(SEED));
    let mut buyers = Vec::new();
    for (number, part) in drawn.chunks(DRAWN / BUYERS).enumerate() {
        buyers.push(Buyer::meet(&server.api, &place.client, number).await.go(part, &card));
    }
    let seen: usize = futures_util::future::join_all(buyers).await.into_iter().sum();
    assert_eq!(seen, DRAWN);
    drop(server);
    place.close().await;
}

/// Somebody with an account, in a program and in a browser.
struct Buyer<'a> {
    api: &'a Api,
    client: &'a Client,
    email: String,
    token: String,
    /// The browser's cookies.
    cookie: String,
}

impl<'a> Buyer<'a> {
    async fn meet(api: &'a Api, client: &'a Client, number: usize) -> Self {
        let (name, email) = (format!("buyer{number}"), format!("buyer{number}@example.org"));
        let password = "seven teal looms";
        let new = json!({"username": name, "email": email, "password": password});
        api.ask(&Ask::post("accounts").json(&new)).await.expect(201);
        let entry = json!({"login": name, "password": password});
        let token = text(&api.ask(&Ask::post("sessions").json(&entry)).await.expect(201), "/token");
        let met = client.get(format!("{}/login", api.url)).send().await.expect("a page");
        let set = met.headers().get(SET_COOKIE).expect("a cookie").to_str().expect("text");
        let visitor = set.split(';').next().expect("a cookie").to_owned();
        let name = visitor.split('=').next().expect("a name");
        let cookie = format!("{visitor}; {name}_session={token}");
        Self { api, client, email, token, cookie }
    }

    /// Takes each address through the doors; two share an order. Answers how many went through.
    async fn go(self, part: &[Drawn], card: &str) -> usize {
        for two in part.chunks(2) {
            let mut booked = Vec::new();
            for drawn in two {
                booked.push((self.through_book_and_page(drawn).await, drawn));
            }
            self.through_an_order(&booked, card).await;
        }
        part.len()
    }

    /// Books it by the API, sends the form of its page as it is drawn, and answers what the API shows then.
    async fn through_book_and_page(&self, drawn: &Drawn) -> Value {
        let book = Ask::post("me/addresses").by(&self.token).json(&json!(drawn.typed));
        let booked = self.api.ask(&book).await.expect(201);
        assert_same(&booked, drawn, "booked");
        let id = text(&booked, "/id");
        let page = format!("{}/account/addresses/{id}", self.api.url);
        let shown = self.client.get(&page).header("cookie", &self.cookie).send().await.expect("a page");
        assert_eq!(shown.status(), 200, "{drawn:?}");
        let html = shown.text().await.expect("text");
        let mut form = fields(&html, &format!("/account/addresses/{id}"));
        for field in FIELDS {
            let in_form = form.get(field).map(|value| value.replace("\r\n", "\n")).unwrap_or_default();
            let kept = drawn.kept.get(field).cloned().unwrap_or_default();
            assert_eq!(in_form, kept, "the form's {field} of {drawn:?}");
        }
        form.insert("do".to_owned(), "save".to_owned());
        let sent = self.client.post(&page).header("cookie", &self.cookie).form(&form).send().await;
        let sent = sent.expect("an answer");
        assert_eq!(sent.status(), 303, "{drawn:?}: {}", sent.text().await.expect("text"));
        let one = format!("me/addresses/{id}");
        let after = self.api.ask(&Ask::get(one.as_str()).by(&self.token)).await.expect(200);
        assert_same(&after, drawn, "sent by the page");
        self.api.ask(&Ask::delete(one).by(&self.token)).await.expect(204);
        after
    }

    /// Orders with the first as the address of the parcel, and the last as that of the bill.
    async fn through_an_order(&self, booked: &[(Value, &Drawn)], card: &str) {
        let cart = shopper::cart(self.api, &[(card, 1)]).await;
        let mut body = shopper::order(&cart, &self.email, &json!({"method": "bank_transfer"}));
        for (address, door) in [(booked.first(), "shipping_address"), (booked.last(), "billing_address")] {
            let (address, _drawn) = address.expect("an address");
            let own = FIELDS.map(|field| (field.to_owned(), address[field].clone()));
            body[door] = Value::Object(own.into_iter().filter(|(_, value)| !value.is_null()).collect());
        }
        let placed = shopper::place(&body, &cart).by(&self.token);
        let order = shopper::Placed::of(&self.api.ask_patiently(&placed).await.expect(201));
        let order = self.api.ask(&shopper::look(&order)).await.expect(200);
        for (drawn, door) in [(booked.first(), "shipping_address"), (booked.last(), "billing_address")] {
            assert_same(&order[door], drawn.expect("an address").1, door);
        }
    }
}

impl std::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}, kept as {:?}", self.typed, self.kept)
    }
}

fn assert_same(shown: &Value, drawn: &Drawn, door: &str) {
    for field in FIELDS {
        let value = shown[field].as_str().unwrap_or_default();
        let kept = drawn.kept.get(field).map(String::as_str).unwrap_or_default();
        assert_eq!(value, kept, "{field}, {door}: {drawn:?}");
    }
}

fn draw(random: &SeededRandom) -> Vec<Drawn> {
    let countries: Vec<&Country> = Country::all().collect();
    let drawn: Vec<Drawn> =
        countries.iter().cycle().take(DRAWN).map(|country| one_of(random, country)).collect();
    assert!(countries.len() * 2 <= DRAWN, "two of each of {} countries", countries.len());
    drawn
}

/// An address of a country, with every field that its addresses may have more often than not.
fn one_of(random: &SeededRandom, country: &Country) -> Drawn {
    let mut drawn = Drawn { typed: BTreeMap::new(), kept: BTreeMap::new() };
    let mut put = |field, kept: String, typed: String| {
        drawn.kept.insert(field, kept);
        drawn.typed.insert(field, typed);
    };
    let often = || pick(random, &[true, true, false]);
    let lines =
        ["O'Brien & Søn <Ltd>", "Zoë “Ada” Byron", "Łódzka 7/9", "東京太郎", "عدّة ١٢", "12½ King's Road"];
    let code = country.code;
    put(
        "country",
        code.to_owned(),
        pick(random, &[code.to_owned(), code.to_lowercase(), format!(" {code} ")]),
    );
    for field in ["name", "street"] {
        let line = format!("{} {}", pick(random, &lines), random.next() % 1_000);
        put(field, line.clone(), pasted(random, &line));
    }
    for (field, words) in [("residence_number", "12-b/3"), ("line2", "c/o Müller, 3rd floor \"rear\"")] {
        if often() {
            put(field, words.to_owned(), pasted(random, words));
        }
    }
    if often() {
        let typed = ["+49\u{a0}(30)\u{202f}555\u{2011}0100", "\u{ff0b}49 (30) 555-\u{660}1\u{660}\u{660}"];
        put("phone", "+49 (30) 555-0100".to_owned(), pick(random, &typed).to_owned());
    }
    if often() {
        let way = "Second gate.\nRing <twice> & wait; the dog\tis \"kind\".";
        put("description", way.to_owned(), pick(random, &[way.to_owned(), way.replace('\n', "\r\n")]));
    }
    if country.needs(Part::City) || often() {
        let city = pick(random, &["São Paulo", "'s-Hertogenbosch", "Nuku‘alofa", "Århus & Omegn"]);
        put("city", city.to_owned(), pasted(random, city));
    }
    if let Some((kept, typed)) = region(random, country, often()) {
        put("region", kept, typed);
    }
    if country.needs(Part::PostalCode) || often() {
        let code = postal_code(random, country);
        if !code.is_empty() {
            let full_width = |c: char| char::from_u32(u32::from(c) + 0xfee0).filter(|_| c.is_ascii_digit());
            let wide = code.chars().map(|c| full_width(c).unwrap_or(c)).collect();
            let dashed = code.to_lowercase().replace('-', "\u{2013}").replace(' ', "\u{a0}");
            let typed = pick(random, &[code.clone(), wide, format!("\u{feff}{dashed}\u{200b} ")]);
            put("postal_code", code, typed);
        }
    }
    drawn
}

/// What pasting puts around a line.
fn pasted(random: &SeededRandom, line: &str) -> String {
    let (before, after) =
        pick(random, &[("", ""), (" ", "\u{a0}"), ("\u{2003}", "  "), ("\u{202a}", "\u{202c}")]);
    format!("{before}{line}{after}")
}

/// A region by its code or name, as the API takes it of any country that has some.
fn region(random: &SeededRandom, country: &Country, wanted: bool) -> Option<(String, String)> {
    if !wanted && !country.needs(Part::Region) {
        return None;
    }
    let Some(region) = country.regions().get(below(random, country.regions().len())) else {
        // nobody keeps a list of these
        return country.has(Part::Region).then(|| ("Îles du Vent".to_owned(), " Îles du Vent ".to_owned()));
    };
    let spelled = [
        region.code.to_owned(),
        region.code.to_lowercase(),
        format!("{}-{}", country.code, region.code),
        region.name.to_owned(),
        region.name.to_uppercase(),
    ];
    let typed = pick(random, &spelled);
    // a name may be that of another region too
    let kept = country.region(&typed).expect("it is one of theirs").code;
    Some((kept.to_owned(), typed))
}

/// A code as the country writes it: its example with other digits, where that is one too.
fn postal_code(random: &SeededRandom, country: &Country) -> String {
    let other = |c: char| match c {
        '0'..='9' => char::from(b'0' + u8::try_from(random.next() % 10).expect("a digit")),
        c => c,
    };
    let code: String = country.example.chars().map(other).collect();
    let raw = RawAddress {
        name: Some("Ada".to_owned()),
        street: Some("1".to_owned()),
        city: Some("Town".to_owned()),
        region: country.regions().first().map(|region| region.code.to_owned()),
        postal_code: Some(code.clone()),
        country: Some(country.code.to_owned()),
        ..RawAddress::default()
    };
    let is_one = Address::parse("", &raw).is_ok_and(|address| address.postal_code == code);
    if is_one { code } else { country.example.to_owned() }
}

fn pick<T: Clone>(random: &SeededRandom, some: &[T]) -> T {
    some[below(random, some.len())].clone()
}

fn below(random: &SeededRandom, end: usize) -> usize {
    usize::try_from(random.next() % (end.max(1) as u64)).expect("a place")
}

/// Names and values of a page's form, as a browser sends them when no button is pressed.
fn fields(html: &str, action: &str) -> BTreeMap<String, String> {
    let form = html.split("<form ").find(|form| attribute(form, "action").as_deref() == Some(action));
    let form = form.unwrap_or_else(|| panic!("no form for {action}: {html}"));
    let form = form.split("</form>").next().expect("a form");
    let mut found = BTreeMap::new();
    for tag in form.split("<input ").skip(1) {
        let may_be_off = attribute(tag, "type").is_some_and(|kind| kind == "checkbox" || kind == "radio");
        let is_on = tag.split('>').next().expect("a tag").ends_with(" checked");
        if let Some(name) = attribute(tag, "name").filter(|_| !may_be_off || is_on) {
            found.insert(name, attribute(tag, "value").unwrap_or_default());
        }
    }
    for select in form.split("<select ").skip(1) {
        let options: Vec<&str> =
            select.split("</select>").next().expect("options").split("<option ").skip(1).collect();
        let is_chosen = |option: &&&str| option.split('>').next().expect("a tag").ends_with(" selected");
        let chosen = options.iter().find(is_chosen).or(options.first()).expect("an option");
        let name = attribute(select, "name").expect("a name");
        found.insert(name, attribute(chosen, "value").unwrap_or_default());
    }
    for area in form.split("<textarea ").skip(1) {
        let words = area.split_once('>').expect("a tag").1.split("</textarea>").next().expect("words");
        let name = attribute(area, "name").expect("a name");
        found.insert(name, plain(words).replace('\n', "\r\n"));
    }
    found
}

/// The attribute of the tag that the text begins in.
fn attribute(text: &str, name: &str) -> Option<String> {
    let tag = text.split('>').next()?;
    let named = format!("{name}=\"");
    let mut parts = tag.split(named.as_str());
    let before = parts.next()?;
    let value = parts.next()?.split('"').next()?;
    (before.is_empty() || before.ends_with(' ')).then(|| plain(value))
}

fn plain(html: &str) -> String {
    [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")]
        .into_iter()
        .fold(html.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}
