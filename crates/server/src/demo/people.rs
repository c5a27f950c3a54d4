//! The people of the demonstration: invented, as are their streets.

use souk_domain::{
    account::{Department, Role},
    address::Address,
    text::Email,
};
use souk_market::{accounts::NewPerson, ports::MADE_UP_DOMAIN};

/// Somebody who lives there.
pub(super) struct Person {
    pub(super) first: &'static str,
    pub(super) last: &'static str,
    pub(super) street: &'static str,
    /// City, region (may be empty), postal code, country.
    pub(super) place: (&'static str, &'static str, &'static str, &'static str),
    /// What stands before the @ where it is not the name: of whom visitors may be.
    login: Option<&'static str>,
}

impl Person {
    const fn new_at(
        first: &'static str,
        last: &'static str,
        street: &'static str,
        place: (&'static str, &'static str, &'static str, &'static str),
    ) -> Self {
        Self { first, last, street, place, login: None }
    }

    const fn of_login(self, login: &'static str) -> Self {
        Self { login: Some(login), ..self }
    }

    pub(super) fn registered(&self) -> souk_market::Result<NewPerson> {
        let email = Email::parse(&self.email())
            .map_err(|error| souk_market::Error::broken(format!("the demonstration's people: {error}")))?;
        Ok(NewPerson {
            username: None,
            email,
            first_name: self.first.to_owned(),
            last_name: self.last.to_owned(),
        })
    }

    pub(super) fn address(&self) -> Address {
        let (city, region, postal_code, country) = self.place;
        Address {
            name: format!("{} {}", self.first, self.last),
            residence_number: None,
            street: self.street.to_owned(),
            line2: None,
            city: city.to_owned(),
            region: (!region.is_empty()).then(|| region.to_owned()),
            postal_code: postal_code.to_owned(),
            country: country.to_owned(),
            phone: None,
            description: None,
        }
    }

    /// An address nobody's mail goes to.
    pub(super) fn email(&self) -> String {
        if let Some(name) = self.login {
            return format!("{name}@{MADE_UP_DOMAIN}");
        }
        let (first, last) = (self.first.to_ascii_lowercase(), self.last.to_ascii_lowercase());
        format!("{first}.{last}@{MADE_UP_DOMAIN}")
    }
}

/// Who sells: a visitor may be its owner.
pub(super) const SELLER: Person =
    Person::new_at("Rui", "Serrado", "Rua da Olaria 12", ("Barcelos", "", "4750-120", "PT"))
        .of_login("vendor");

/// Who runs the market, each with what they are; a visitor may be any of them.
pub(super) const STAFF: &[(Person, Role, Department)] = &[
    (of_staff("Mara", "Okafor", "admin"), Role::SuperAdmin, Department::All),
    (of_staff("Otto", "Reyes", "operations"), Role::Admin, Department::Operations),
    (of_staff("Carla", "Nilsen", "catalogue"), Role::Admin, Department::Catalogue),
    (of_staff("Sami", "Haddad", "support"), Role::Admin, Department::Support),
    (of_staff("Fenna", "Dekker", "finance"), Role::Admin, Department::Finance),
    (of_staff("Lou", "Arden", "reader"), Role::User, Department::All),
];

/// Somebody who runs the market: nobody sends them anything.
const fn of_staff(first: &'static str, last: &'static str, login: &'static str) -> Person {
    Person::new_at(first, last, "", ("", "", "", "")).of_login(login)
}

/// Everybody who buys; the first is the one whom visitors may be.
pub(super) const PEOPLE: &[Person] = &[
    Person::new_at("Maya", "Lindqvist", "418 Foster Street", ("Durham", "NC", "27701", "US"))
        .of_login("buyer"),
    Person::new_at("Jonah", "Marino", "191 Station Road", ("Austin", "TX", "78702", "US")),
    Person::new_at("Priya", "Whitfield", "312 Foster Street", ("Portland", "OR", "97209", "US")),
    Person::new_at("Tomas", "Porter", "134 Cooper Lane", ("Malmo", "", "211 22", "SE")),
    Person::new_at("Aiko", "Park", "278 Cooper Lane", ("Asheville", "NC", "28801", "US")),
    Person::new_at("Lena", "Conti", "120 Mill Road", ("Austin", "TX", "78702", "US")),
    Person::new_at("Omar", "Raman", "381 Foster Street", ("Graz", "", "8010", "AT")),
    Person::new_at("Sofia", "Solberg", "83 Station Road", ("Portland", "OR", "97209", "US")),
    Person::new_at("Caleb", "Mensah", "423 Chestnut Avenue", ("Durham", "NC", "27701", "US")),
    Person::new_at("Ingrid", "Moreau", "367 Orchard Row", ("Boise", "ID", "83702", "US")),
    Person::new_at("Mateo", "Barlow", "70 Quarry Hill", ("Asheville", "NC", "28801", "US")),
    Person::new_at("Hana", "Mehta", "255 Harbor Street", ("Austin", "TX", "78702", "US")),
    Person::new_at("Elias", "Tanaka", "400 Chestnut Avenue", ("Boise", "ID", "83702", "US")),
    Person::new_at("Noor", "Sato", "295 Quarry Hill", ("Boise", "ID", "83702", "US")),
    Person::new_at("Clara", "Castillo", "301 Harbor Street", ("Boise", "ID", "83702", "US")),
    Person::new_at("Dmitri", "Keller", "440 Chestnut Avenue", ("Lisbon", "", "1100-148", "PT")),
    Person::new_at("Amara", "Kowalski", "359 Quarry Hill", ("Bristol", "", "BS1 4DJ", "GB")),
    Person::new_at("Felix", "Dahl", "367 Harbor Street", ("Toronto", "ON", "M5V 2T6", "CA")),
    Person::new_at("Rosa", "Haddad", "147 Alder Lane", ("Tacoma", "WA", "98402", "US")),
    Person::new_at("Kenji", "Aziz", "47 Quarry Hill", ("Asheville", "NC", "28801", "US")),
    Person::new_at("Greta", "Holm", "461 Mill Road", ("Graz", "", "8010", "AT")),
    Person::new_at("Samuel", "Duarte", "395 Orchard Row", ("Boise", "ID", "83702", "US")),
    Person::new_at("Leila", "Sokolova", "311 Station Road", ("Lisbon", "", "1100-148", "PT")),
    Person::new_at("Hugo", "Okafor", "369 Station Road", ("Graz", "", "8010", "AT")),
    Person::new_at("Yara", "Brooks", "260 Harbor Street", ("Tacoma", "WA", "98402", "US")),
    Person::new_at("Anton", "Petrov", "5 Alder Lane", ("Leipzig", "", "04109", "DE")),
    Person::new_at("Bea", "Rahimi", "103 Orchard Row", ("Durham", "NC", "27701", "US")),
    Person::new_at("Rafael", "Nilsson", "81 Foster Street", ("Tacoma", "WA", "98402", "US")),
    Person::new_at("Mina", "Vance", "162 Quarry Hill", ("Utrecht", "", "3511 AB", "NL")),
    Person::new_at("Oscar", "Novak", "194 Lantern Street", ("Graz", "", "8010", "AT")),
    Person::new_at("Tessa", "Alvarez", "331 Station Road", ("Graz", "", "8010", "AT")),
    Person::new_at("Idris", "Laurent", "319 Cooper Lane", ("Portland", "OR", "97209", "US")),
    Person::new_at("Nadia", "Nasser", "156 Orchard Row", ("Madison", "WI", "53703", "US")),
    Person::new_at("Peter", "Bello", "282 Quarry Hill", ("Leipzig", "", "04109", "DE")),
    Person::new_at("Vera", "Bennett", "298 Quarry Hill", ("Boise", "ID", "83702", "US")),
    Person::new_at("Luca", "Fischer", "32 Quarry Hill", ("Austin", "TX", "78702", "US")),
    Person::new_at("Thea", "Weber", "313 Chestnut Avenue", ("Ithaca", "NY", "14850", "US")),
    Person::new_at("Arjun", "Mori", "303 Foster Street", ("Lisbon", "", "1100-148", "PT")),
    Person::new_at("Cora", "Finch", "191 Chestnut Avenue", ("Lisbon", "", "1100-148", "PT")),
    Person::new_at("Emil", "Grant", "305 Station Road", ("Tacoma", "WA", "98402", "US")),
    Person::new_at("Maya", "Aziz", "96 Quarry Hill", ("Ithaca", "NY", "14850", "US")),
    Person::new_at("Jonah", "Holm", "155 Orchard Row", ("Leipzig", "", "04109", "DE")),
    Person::new_at("Priya", "Duarte", "293 Mill Road", ("Durham", "NC", "27701", "US")),
    Person::new_at("Tomas", "Sokolova", "336 Chestnut Avenue", ("Madison", "WI", "53703", "US")),
    Person::new_at("Aiko", "Okafor", "349 Orchard Row", ("Austin", "TX", "78702", "US")),
    Person::new_at("Lena", "Brooks", "54 Station Road", ("Portland", "OR", "97209", "US")),
    Person::new_at("Omar", "Petrov", "347 Harbor Street", ("Ithaca", "NY", "14850", "US")),
    Person::new_at("Sofia", "Rahimi", "42 Quarry Hill", ("Austin", "TX", "78702", "US")),
    Person::new_at("Caleb", "Nilsson", "455 Station Road", ("Lyon", "", "69001", "FR")),
    Person::new_at("Ingrid", "Vance", "404 Alder Lane", ("Madison", "WI", "53703", "US")),
    Person::new_at("Mateo", "Novak", "163 Station Road", ("Madison", "WI", "53703", "US")),
    Person::new_at("Hana", "Alvarez", "176 Alder Lane", ("Tacoma", "WA", "98402", "US")),
    Person::new_at("Elias", "Laurent", "303 Mill Road", ("Utrecht", "", "3511 AB", "NL")),
    Person::new_at("Noor", "Nasser", "239 Quarry Hill", ("Tacoma", "WA", "98402", "US")),
    Person::new_at("Clara", "Bello", "216 Station Road", ("Tacoma", "WA", "98402", "US")),
    Person::new_at("Dmitri", "Bennett", "81 Harbor Street", ("Boise", "ID", "83702", "US")),
    Person::new_at("Amara", "Fischer", "288 Harbor Street", ("Boise", "ID", "83702", "US")),
    Person::new_at("Felix", "Weber", "430 Cooper Lane", ("Asheville", "NC", "28801", "US")),
    Person::new_at("Rosa", "Mori", "457 Harbor Street", ("Utrecht", "", "3511 AB", "NL")),
    Person::new_at("Kenji", "Finch", "63 Harbor Street", ("Leipzig", "", "04109", "DE")),
    Person::new_at("Greta", "Grant", "461 Orchard Row", ("Madison", "WI", "53703", "US")),
    Person::new_at("Samuel", "Lindqvist", "248 Alder Lane", ("Durham", "NC", "27701", "US")),
    Person::new_at("Leila", "Marino", "124 Foster Street", ("Tacoma", "WA", "98402", "US")),
    Person::new_at("Hugo", "Whitfield", "29 Station Road", ("Boise", "ID", "83702", "US")),
    Person::new_at("Yara", "Porter", "131 Cooper Lane", ("Austin", "TX", "78702", "US")),
    Person::new_at("Anton", "Park", "182 Harbor Street", ("Durham", "NC", "27701", "US")),
    Person::new_at("Bea", "Conti", "89 Harbor Street", ("Portland", "OR", "97209", "US")),
    Person::new_at("Rafael", "Raman", "423 Foster Street", ("Bristol", "", "BS1 4DJ", "GB")),
    Person::new_at("Mina", "Solberg", "27 Chestnut Avenue", ("Boise", "ID", "83702", "US")),
    Person::new_at("Oscar", "Mensah", "28 Lantern Street", ("Boise", "ID", "83702", "US")),
    Person::new_at("Tessa", "Moreau", "440 Foster Street", ("Durham", "NC", "27701", "US")),
    Person::new_at("Idris", "Barlow", "65 Foster Street", ("Lisbon", "", "1100-148", "PT")),
    Person::new_at("Nadia", "Mehta", "439 Alder Lane", ("Durham", "NC", "27701", "US")),
    Person::new_at("Peter", "Tanaka", "163 Mill Road", ("Asheville", "NC", "28801", "US")),
    Person::new_at("Vera", "Sato", "199 Orchard Row", ("Ithaca", "NY", "14850", "US")),
    Person::new_at("Luca", "Castillo", "137 Harbor Street", ("Ithaca", "NY", "14850", "US")),
    Person::new_at("Thea", "Keller", "65 Mill Road", ("Graz", "", "8010", "AT")),
    Person::new_at("Arjun", "Kowalski", "409 Alder Lane", ("Boise", "ID", "83702", "US")),
    Person::new_at("Cora", "Dahl", "193 Lantern Street", ("Durham", "NC", "27701", "US")),
    Person::new_at("Emil", "Haddad", "327 Foster Street", ("Boise", "ID", "83702", "US")),
];
