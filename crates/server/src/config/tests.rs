use std::path::{Path, PathBuf};

use secrecy::ExposeSecret as _;

use super::*;

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("souk-config-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

fn gather(file: Option<&Path>, variables: &[(&str, &str)], flags: Flags) -> Result<Config> {
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::gather(file, variables.collect(), flags)
}

fn refusal(file: Option<&Path>, variables: &[(&str, &str)]) -> String {
    format!("{:#}", gather(file, variables, Flags::default()).map(|_| ()).unwrap_err())
}

#[test]
fn a_flag_wins_over_the_environment_that_over_the_file_and_that_over_the_default() {
    let folder = Folder::new("precedence");
    let file = folder
        .file("souk.toml", "listen = \"127.0.0.1:1001\"\nlog = \"json\"\n[limits]\nunpaid_per_email = 7\n");
    let listen = |file, variables: &[(&str, &str)], flags| {
        gather(file, variables, flags).unwrap().settings.listen.port()
    };
    let flagged = || Flags { listen: Some("127.0.0.1:1003".to_owned()), ..Flags::default() };
    let variable = &[("SOUK_LISTEN", "127.0.0.1:1002")][..];
    assert_eq!(listen(None, &[], Flags::default()), 8080);
    assert_eq!(listen(Some(&file), &[], Flags::default()), 1001);
    assert_eq!(listen(Some(&file), variable, Flags::default()), 1002);
    assert_eq!(listen(Some(&file), variable, flagged()), 1003);
    let settings = gather(Some(&file), &[], Flags::default()).unwrap().settings;
    assert_eq!((settings.log, settings.limits.unpaid_per_email), (LogFormat::Json, 7));
    assert!(settings.jobs);
}

#[test]
fn every_shape_of_setting_can_be_said_in_the_environment() {
    let variables = &[
        ("SOUK_JOBS", "off"),
        ("SOUK_DB_CONNECTIONS", "9"),
        ("SOUK_TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
        ("SOUK_LIMITS_DOUBT_CHECK_MS", "250"),
        ("SOUK_PAYMENTS_SANDBOX", "true"),
        ("DATABASE_URL", "postgres://a:b@c/d"),
        ("SOUK_SERVICE_HOST", "10.1.2.3"),
    ];
    let settings = gather(None, variables, Flags::default()).unwrap().settings;
    assert!(!settings.jobs);
    assert_eq!(settings.db_connections.0, 9);
    assert_eq!(settings.trusted_proxies.len(), 2);
    assert_eq!(settings.limits.doubt_check.as_millis(), 250);
    assert!(matches!(settings.sandbox, Sandbox::OwnBank));
    assert_eq!(settings.database.to_string(), "postgres://a:***@c/d");
    let ours = &[("DATABASE_URL", "postgres://x/y"), ("SOUK_DATABASE_URL", "sqlite:/tmp/z.db")];
    let settings = gather(None, ours, Flags::default()).unwrap().settings;
    assert_eq!(settings.database.to_string(), "sqlite:/tmp/z.db");
}

#[test]
fn unknown_names_are_refused_with_the_nearest_one_that_is() {
    let folder = Folder::new("unknown");
    let file = folder.file("souk.toml", "[payments]\nsandbx = true\n");
    assert!(refusal(Some(&file), &[]).contains("unknown setting `payments.sandbx`"));
    assert!(refusal(Some(&file), &[]).ends_with("did you mean `payments.sandbox`?"));
    assert!(refusal(None, &[("SOUK_PUBLIK_URL", "x")]).ends_with("did you mean `SOUK_PUBLIC_URL`?"));
    let file = folder.file("other.toml", "colour = 1");
    assert!(!refusal(Some(&file), &[]).contains("did you mean"));
}

#[test]
fn a_value_that_cannot_be_is_refused_with_its_name_and_what_to_write() {
    let folder = Folder::new("values");
    for (variable, value, said) in [
        ("SOUK_JOBS", "maybe", "SOUK_JOBS=maybe: use true or false"),
        ("SOUK_DB_CONNECTIONS", "many", "use a whole number"),
        ("SOUK_DB_CONNECTIONS", "100000", "from 1 to 256"),
        ("SOUK_LISTEN", "here", "`here` is no address"),
        ("SOUK_PUBLIC_URL", "shop.example", "https://shop.example"),
        ("SOUK_LOG", "loud", "use pretty or json"),
        ("SOUK_TRUSTED_PROXIES", "proxy", "trusted_proxies: `proxy`"),
        (
            "SOUK_OUTGOING_ALLOW_NETWORKS",
            "10.0.0.0/8,10.0.0.0/33",
            "outgoing.allow_networks: `10.0.0.0/33` is no network: use",
        ),
        ("SOUK_OUTGOING_ALLOW_NETWORKS", "localhost", "10.1.0.0/16"),
        ("SOUK_OUTGOING_ALLOW_NETWORK", "::1", "did you mean `SOUK_OUTGOING_ALLOW_NETWORKS`?"),
        ("SOUK_SMTP_URL", "smtp://x", "mail_from"),
        ("SOUK_PAYMENTS_SANDBOX_BANK_URL", "http://127.0.0.1:1", "payments.sandbox is not"),
        ("SOUK_DATABASE_URL", "oracle://u:secret@h/d", "is no database URL"),
    ] {
        let refused = refusal(None, &[(variable, value)]);
        assert!(refused.contains(said), "{variable}={value}: {refused}");
        assert!(!refused.contains("secret@"), "{refused}");
    }
    let file = folder.file("souk.toml", "jobs = \"yes\"");
    let refused = refusal(Some(&file), &[]);
    assert!(refused.contains("`jobs`") && refused.contains("souk.toml"), "{refused}");
    assert!(refusal(Some(&folder.0.join("gone.toml")), &[]).contains("cannot be read"));
}

#[test]
fn a_secret_may_stand_in_a_file_of_its_own_but_not_twice() {
    let folder = Folder::new("secrets");
    let token = folder.file("token", "let me in\n");
    let named = token.to_str().unwrap();
    let said = |config: Result<Config>| {
        let settings = config.unwrap().settings;
        settings.metrics_token.unwrap().expose_secret().to_owned()
    };
    assert_eq!(said(gather(None, &[("SOUK_METRICS_TOKEN_FILE", named)], Flags::default())), "let me in");
    let file = folder.file("souk.toml", &format!("metrics_token_file = {named:?}"));
    assert_eq!(said(gather(Some(&file), &[], Flags::default())), "let me in");
    assert_eq!(said(gather(Some(&file), &[("SOUK_METRICS_TOKEN", "other")], Flags::default())), "other");
    let twice = &[("SOUK_METRICS_TOKEN", "a"), ("SOUK_METRICS_TOKEN_FILE", named)];
    assert!(refusal(None, twice).contains("set one of them"));
    assert!(refusal(None, &[("SOUK_METRICS_TOKEN_FILE", "/nowhere/x")]).contains("SOUK_METRICS_TOKEN_FILE"));
}

#[test]
fn what_is_shown_tells_where_it_comes_from_and_hides_secrets() {
    let variables = &[("DATABASE_URL", "postgres://u:hunter2@h/d"), ("SOUK_LISTEN", "127.0.0.1:9")];
    let config = gather(None, variables, Flags { log: Some("json".to_owned()), ..Flags::default() }).unwrap();
    let lines = config.lines(Origins::Shown);
    assert_eq!(lines.len(), keys::KEYS.len());
    for line in [
        "listen = \"127.0.0.1:9\"  # environment",
        "log = \"json\"  # flag",
        "jobs = true  # default",
        "database_url = (hidden)  # environment",
        "smtp_url = (not set)",
    ] {
        assert!(lines.iter().any(|shown| shown == line), "{line} in {lines:#?}");
    }
    assert!(!lines.join("\n").contains("hunter2"));
}

#[test]
fn every_setting_of_the_table_can_be_set() {
    for key in keys::KEYS {
        let value = match key.shape {
            keys::Shape::Flag => "true",
            keys::Shape::Whole => "9",
            keys::Shape::List => "10.0.0.1",
            keys::Shape::Text | keys::Shape::Secret => match key.path {
                "listen" => "127.0.0.1:0",
                "log" => "json",
                "database_url" => "sqlite:x.db",
                "carrier_rates" => "ground US * 2000 5.90 USD",
                "carriers" => {
                    concat!("parcelpost=", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
                }
                _ => "http://127.0.0.1:1",
            },
        };
        let variable = key.variable();
        let beside = [
            ("SOUK_MAIL_FROM", "a@b.c"),
            ("SOUK_PAYMENTS_SANDBOX", "true"),
            ("SOUK_PAYMENTS_SANDBOX_BANK_SECRET", "s"),
        ];
        let mut variables: Vec<(&str, &str)> =
            beside.into_iter().filter(|(name, _)| *name != variable).collect();
        variables.push((&variable, value));
        let set = gather(None, &variables, Flags::default());
        assert!(set.is_ok(), "{variable}: {:#}", set.map(|_| ()).unwrap_err());
    }
}

#[test]
fn the_market_can_be_named_in_the_file_and_the_environment() {
    let folder = Folder::new("market");
    let file = folder.file("souk.toml", "[market]\nname = \"Harbour\"\ncontact = \"a@harbour.example\"\n");
    let variables = &[("SOUK_MARKET_CONTACT", "b@harbour.example"), ("SOUK_MARKET_ACCOUNT_NUMBER", "DE00 1")];
    let market = gather(Some(&file), variables, Flags::default()).unwrap().settings.market;
    let said = |text: &str| Some(text.to_owned());
    assert_eq!((market.name, market.contact), (said("Harbour"), said("b@harbour.example")));
    assert_eq!((market.account_number, market.account_bank), (said("DE00 1"), None));
    let wrong = folder.file("wrong.toml", "[market]\nacount_number = \"DE00 1\"\n");
    assert!(refusal(Some(&wrong), &[]).contains("market.account_number"));
}

#[test]
fn pictures_come_from_the_internet_and_from_networks_that_are_named() {
    let may_call =
        |settings: &Settings, address: &str| settings.outgoing.allows(address.parse().unwrap(), 8080);
    let usual = gather(None, &[], Flags::default()).unwrap().settings;
    assert!(!may_call(&usual, "127.0.0.1") && !may_call(&usual, "10.1.2.3"));
    let folder = Folder::new("outgoing");
    let file = folder.file("souk.toml", "[outgoing]\nallow_networks = [\"127.0.0.0/8\", \"::1\"]\n");
    let named = gather(Some(&file), &[], Flags::default()).unwrap().settings;
    assert!(may_call(&named, "127.0.0.1") && may_call(&named, "::1") && !may_call(&named, "10.1.2.3"));
}
