use std::{fmt, path::PathBuf, str::FromStr};

/// Which database, as `DATABASE_URL` names it. Its `Display` hides the password.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// `sqlite:PATH`, a file.
    Sqlite(PathBuf),
    /// `postgres://user:password@host:port/name`
    Postgres(String),
    /// `mysql://user:password@host:port/name`
    Mysql(String),
}

/// The text is no database URL Souk understands.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{0}` is no database URL: use sqlite:PATH, postgres://USER:PASSWORD@HOST/NAME or mysql://USER:PASSWORD@HOST/NAME"
)]
pub struct MalformedDatabaseUrl(String);

impl FromStr for DatabaseUrl {
    type Err = MalformedDatabaseUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || MalformedDatabaseUrl(hide_password(text));
        let (scheme, rest) = text.split_once(':').ok_or_else(refuse)?;
        match scheme {
            "sqlite" => {
                let path = rest.strip_prefix("//").unwrap_or(rest);
                if path.is_empty() { Err(refuse()) } else { Ok(Self::Sqlite(path.into())) }
            }
            "postgres" | "postgresql" if rest.starts_with("//") => Ok(Self::Postgres(text.to_owned())),
            "mysql" | "mariadb" if rest.starts_with("//") => Ok(Self::Mysql(format!("mysql:{rest}"))),
            _ => Err(refuse()),
        }
    }
}

fn hide_password(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    match rest.rsplit_once('@') {
        Some((login, host)) => {
            let user = login.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:***@{host}")
        }
        None => text.to_owned(),
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) | Self::Mysql(url) => f.write_str(&hide_password(url)),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::DatabaseUrl;

    #[test]
    fn a_url_names_its_database_and_never_shows_its_password() {
        let url: DatabaseUrl = "postgres://souk:p@ss:w@db.example/market".parse().expect("parses");
        assert_eq!(url.to_string(), "postgres://souk:***@db.example/market");
        let refused = "http://me:secret@x/y".parse::<DatabaseUrl>().expect_err("no database");
        assert!(!refused.to_string().contains("secret"));
        assert!(refused.to_string().contains("sqlite:PATH"));
    }
}
