//! A browser without script: cookies, links, forms.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use souk_http::{Access, ErrorPage, Face, HttpState, Route, Settings, Visitor, router};
use souk_market::App;
use tower::ServiceExt as _;

/// One visitor of the shop.
pub struct Browser {
    router: Router,
    host: String,
    cookies: BTreeMap<String, String>,
    client: SocketAddr,
}

/// What came back.
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub html: String,
}

/// A form of a page, as it would be sent.
#[derive(Clone, Debug)]
pub struct SentForm {
    pub action: String,
    pub fields: Vec<(String, String)>,
}

impl Browser {
    /// A visitor from far away, whom nobody knows yet, of a server that answers at these addresses.
    pub fn at(app: &App, mut routes: Vec<Route>, error_page: Option<ErrorPage>) -> Self {
        let http = HttpState::new(app.clone(), Settings::default(), error_page);
        // stands for the product page, whose form carries the token
        let token =
            Route::new(Method::GET, "/token", "token", Access::Anyone, |visitor: Visitor| async move {
                visitor.form_token()
            });
        routes.push(token.face(Face::Page));
        let host = app.public_url().split_once("://").unwrap().1.to_owned();
        let client = SocketAddr::from(([192, 0, 2, 7], 4711));
        Self { router: router(&http, routes), host, cookies: BTreeMap::new(), client }
    }

    /// Another visitor of the same market.
    pub fn stranger(&self) -> Self {
        let (router, host) = (self.router.clone(), self.host.clone());
        Self { router, host, cookies: BTreeMap::new(), client: SocketAddr::from(([192, 0, 2, 99], 4711)) }
    }

    /// The same visitor in a second tab, with the cookies of this moment.
    pub fn tab(&self) -> Self {
        Self { cookies: self.cookies.clone(), client: self.client, ..self.stranger() }
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Asks for one block of a page, as the script does.
    pub async fn get_block(&mut self, path: &str, block: &str) -> Page {
        self.send(Request::get(path).header("souk-fragment", block).body(Body::empty()).unwrap()).await
    }

    /// Posts without following.
    pub async fn post(&mut self, form: &SentForm) -> Page {
        let pair = |(name, value): &(String, String)| format!("{}={}", escaped(name), escaped(value));
        let body = form.fields.iter().map(pair).collect::<Vec<_>>().join("&");
        let request = Request::post(&form.action)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, format!("http://{}", self.host));
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Posts a form with files, each with its name, without following.
    pub async fn post_files(&mut self, form: &SentForm, field: &str, files: &[(&str, &[u8])]) -> Page {
        const BOUNDARY: &str = "between-parts";
        let mut body = Vec::new();
        let texts = form.fields.iter().filter(|(name, _)| name != field);
        for (name, value) in texts {
            let head =
                format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(head.as_bytes());
        }
        for (name, bytes) in files {
            let head = format!(
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 content-type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let request = Request::post(&form.action)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
            .header(header::ORIGIN, format!("http://{}", self.host));
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Posts and goes where it leads.
    pub async fn submit(&mut self, form: &SentForm) -> Page {
        let answer = self.post(form).await;
        self.follow(answer).await
    }

    /// Posts a form with a file, which has a name and its bytes, and goes where it leads.
    pub async fn upload(&mut self, form: &SentForm, field: &str, name: &str, bytes: &[u8]) -> Page {
        let mut body = Vec::new();
        for (name, value) in form.fields.iter().filter(|(name, _)| name != field) {
            body.extend(
                format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        let head =
            format!("--XX\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
        body.extend(head.bytes().chain(bytes.iter().copied()).chain(*b"\r\n--XX--\r\n"));
        let request = Request::post(&form.action)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=XX")
            .header(header::ORIGIN, format!("http://{}", self.host));
        let answer = self.send(request.body(Body::from(body)).unwrap()).await;
        self.follow(answer).await
    }

    /// Goes where answers lead, to the page at the end.
    pub async fn follow(&mut self, mut page: Page) -> Page {
        while page.status == StatusCode::SEE_OTHER {
            let to = page.leads_to().to_owned();
            page = self.get(&to).await;
        }
        page
    }

    /// Puts a variant into the cart as a product's page does.
    pub async fn add(&mut self, variant: impl ToString, quantity: u32) -> Page {
        let token = self.token().await;
        let fields = [("csrf", token), ("variant", variant.to_string()), ("quantity", quantity.to_string())];
        let fields = fields.map(|(name, value)| (name.to_owned(), value)).to_vec();
        self.submit(&SentForm { action: "/cart/lines".to_owned(), fields }).await
    }

    /// Holds a cookie that a server of its own gave it.
    pub fn hold(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// The token of this visitor's forms, as every page with a form hands it out.
    pub async fn token(&mut self) -> String {
        self.get("/token").await.html
    }

    /// A cookie that it holds.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Takes a cookie from it.
    pub fn forget(&mut self, name: &str) {
        self.cookies.remove(name);
    }

    async fn send(&mut self, mut request: Request<Body>) -> Page {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        request.headers_mut().insert(header::HOST, self.host.parse().unwrap());
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        request.extensions_mut().insert(ConnectInfo(self.client));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for set in parts.headers.get_all(header::SET_COOKIE) {
            let set = set.to_str().unwrap();
            assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax"), "{set}");
            let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
            if set.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let html = String::from_utf8(bytes.to_vec()).unwrap();
        Page { status: parts.status, headers: parts.headers, html }
    }
}

impl Page {
    /// A header of the answer; empty where it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Where a 303 leads; no answer of ours leads to another host.
    pub fn leads_to(&self) -> &str {
        let to = self.header("location");
        assert!(self.status == StatusCode::SEE_OTHER && to.starts_with('/'), "{} {to}", self.status);
        to
    }

    /// Whether the words are on the page, whatever tags stand between them.
    pub fn says(&self, words: &str) -> bool {
        self.words().contains(words)
    }

    /// The page without its tags, one space between words.
    pub fn words(&self) -> String {
        let (mut text, mut rest) = (String::new(), self.html.as_str());
        while let Some((before, after)) = rest.split_once('<') {
            text.push_str(before);
            text.push(' ');
            rest = after.split_once('>').map_or("", |(_, after)| after);
        }
        unescaped(&text)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace(" .", ".")
            .replace(" ,", ",")
    }

    /// The first form of an address with its fields as the page has them. Panics when there is none.
    pub fn form(&self, action: &str) -> SentForm {
        let found = self.forms().into_iter().find(|form| form.action == action);
        found.unwrap_or_else(|| panic!("no form for {action}: {}", self.words()))
    }

    /// Every form of the page.
    pub fn forms(&self) -> Vec<SentForm> {
        self.html
            .split("<form ")
            .skip(1)
            .map(|text| {
                let text = text.split("</form>").next().unwrap();
                let mut sent = fields(text, None);
                if let Some(id) = attribute(text, "id") {
                    sent.extend(fields(&self.html, Some(&id)));
                }
                SentForm { action: attribute(text, "action").unwrap_or_default(), fields: sent }
            })
            .collect()
    }

    /// The value of a field as the page shows it.
    pub fn value(&self, id: &str) -> String {
        let tag = self.html.split('<').find(|tag| attribute(tag, "id").as_deref() == Some(id));
        tag.and_then(|tag| attribute(tag, "value")).unwrap_or_default()
    }
}

impl SentForm {
    /// The same with one field set.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same without a field.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self
    }

    /// The value of a field.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Names and values that a browser would send when no button is pressed; those of controls that name `owner` as their form.
fn fields(form: &str, owner: Option<&str>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let is_its = |tag: &str| attribute(tag, "form").as_deref() == owner;
    for (at, _) in form.match_indices("<input ") {
        let tag = form[at..].split_once('>').unwrap().0;
        let kind = attribute(tag, "type").unwrap_or_default();
        let Some(name) = attribute(tag, "name").filter(|_| is_its(tag)) else { continue };
        if !matches!(kind.as_str(), "radio" | "checkbox") || tag.contains(" checked") {
            found.push((name, attribute(tag, "value").unwrap_or_default()));
        }
    }
    for (at, _) in form.match_indices("<select ").filter(|(at, _)| is_its(&form[*at..])) {
        let select = form[at..].split("</select>").next().unwrap();
        let options: Vec<&str> = select.split("<option ").skip(1).collect();
        let chosen = options.iter().find(|option| option.split('>').next().unwrap().contains(" selected"));
        let chosen = chosen.or(options.first()).unwrap();
        found.push((attribute(select, "name").unwrap(), attribute(chosen, "value").unwrap()));
    }
    for (at, _) in form.match_indices("<textarea ").filter(|(at, _)| is_its(&form[*at..])) {
        let (tag, rest) = form[at..].split_once('>').unwrap();
        let typed = unescaped(rest.split("</textarea>").next().unwrap()).replace('\n', "\r\n");
        found.push((attribute(tag, "name").unwrap(), typed));
    }
    found
}

/// The attribute of the tag that `text` starts in.
fn attribute(text: &str, name: &str) -> Option<String> {
    let tag = text.split('>').next().unwrap();
    let rest = tag
        .split_once(&format!("{name}=\""))
        .filter(|(before, _)| before.is_empty() || before.ends_with(' '));
    rest.map(|(_, rest)| unescaped(rest.split('"').next().unwrap()))
}

fn unescaped(text: &str) -> String {
    [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")]
        .into_iter()
        .fold(text.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}

fn escaped(text: &str) -> String {
    souk_domain::percent::encode(text)
}
