//! One operation: its route and its documentation, said once.

use crate::reading;
use axum::handler::Handler;
use http::Method;
use souk_domain::refusal::Code;
use souk_http::{Access, HttpState, Route, Shed};
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{
        RefOr, Schema, path::Parameter, path::ParameterIn, schema::ArrayBuilder, schema::ObjectBuilder,
        schema::SchemaType, schema::Type,
    },
};

/// A name and its schema, as the document lists them once.
pub(crate) type Named = (String, RefOr<Schema>);

/// Whether an operation takes an `Idempotency-Key`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    /// It is ignored.
    Ignored,
    /// It may be sent: the effect then comes once.
    Accepted,
    /// It must be sent.
    Required,
}

/// What the bodies of most answers are.
const JSON: &str = "application/json";
/// A file of any kind.
const FILE: &str = "application/octet-stream";
/// What exports are.
pub(crate) const CSV: &str = "text/csv; charset=utf-8";

/// One operation of the API.
#[derive(Clone)]
pub struct Operation {
    pub route: Route,
    pub group: &'static str,
    pub summary: &'static str,
    pub(crate) description: &'static str,
    pub(crate) key: Key,
    pub takes: Option<RefOr<Schema>>,
    /// Whether its body may be left out.
    pub(crate) body_is_optional: bool,
    /// What its body may say it is.
    pub body_types: &'static [&'static str],
    pub(crate) query: Vec<Parameter>,
    pub answers: Answers,
    pub(crate) refuses: Vec<&'static Code>,
    pub names: Vec<Named>,
}

/// What comes back when all is well.
#[derive(Clone)]
pub struct Answers {
    pub status: u16,
    /// What its body says it is.
    pub body_type: &'static str,
    pub(crate) body: Option<RefOr<Schema>>,
}

impl Operation {
    /// An operation at `path`. Its group is the documentation's heading.
    pub(crate) fn new<H, T>(
        method: Method,
        path: &'static str,
        name: &'static str,
        access: Access,
        handler: H,
    ) -> Self
    where
        H: Handler<T, HttpState>,
        T: 'static,
    {
        let key = if method == Method::POST { Key::Accepted } else { Key::Ignored };
        let route = if method == Method::GET {
            reading::route(path, name, access, handler)
        } else {
            Route::new(method, path, name, access, handler)
        };
        Self {
            route,
            group: "",
            summary: "",
            description: "",
            key,
            takes: None,
            body_is_optional: false,
            body_types: &["application/json"],
            query: Vec::new(),
            answers: Answers { status: 200, body_type: JSON, body: None },
            refuses: Vec::new(),
            names: Vec::new(),
        }
    }

    /// Its one line, and what else a reader must know.
    pub(crate) fn says(self, summary: &'static str, description: &'static str) -> Self {
        Self { summary, description, ..self }
    }

    /// The query parameters it takes.
    pub(crate) fn query<T: IntoParams>(self) -> Self {
        Self { query: T::into_params(|| Some(ParameterIn::Query)), ..self }
    }

    /// The body it takes.
    pub(crate) fn takes<T: ToSchema>(mut self) -> Self {
        self.takes = Some(self.refer::<T>());
        self
    }

    /// It takes a body that says nothing which must be said: one may be sent or none.
    pub(crate) fn takes_if_sent<T: ToSchema>(self) -> Self {
        Self { body_is_optional: true, ..self.takes::<T>() }
    }

    /// It takes a picture: its bytes are the body (OpenAPI 3.1 says so by a schema without a type).
    pub(crate) fn takes_picture(self) -> Self {
        let takes = ObjectBuilder::new().schema_type(SchemaType::AnyValue).build();
        Self { takes: Some(RefOr::T(takes.into())), body_types: &souk_http::read::PICTURES, ..self }
    }

    /// It takes a file of some kind: its bytes are the body.
    pub(crate) fn takes_file<K: souk_http::read::FileKind>(self) -> Self {
        Self { body_types: K::TYPES, ..self.takes_picture() }
    }

    /// The body it answers with.
    pub(crate) fn answers<T: ToSchema>(mut self, status: u16) -> Self {
        self.answers = Answers { status, body_type: JSON, body: Some(self.refer::<T>()) };
        self
    }

    /// It answers with a list of `T` in pages.
    pub(crate) fn answers_list<T: ToSchema>(mut self) -> Self {
        let item = self.refer::<T>();
        let list = ObjectBuilder::new()
            .property(
                "items",
                ArrayBuilder::new().items(item).max_items(Some(souk_market::paging::MAX_LIMIT as usize)),
            )
            .property("next", <Option<String> as PartialSchema>::schema())
            .property("total", <Option<i64> as PartialSchema>::schema())
            .required("items")
            .required("next")
            .required("total");
        self.answers = Answers { status: 200, body_type: JSON, body: Some(RefOr::T(list.into())) };
        self
    }

    /// It answers with a file of comma-separated values.
    pub(crate) fn answers_csv(mut self) -> Self {
        let text = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).build();
        self.answers = Answers { status: 200, body_type: CSV, body: Some(RefOr::T(text.into())) };
        self
    }

    /// It answers with a file, to be saved.
    pub(crate) fn answers_file(mut self) -> Self {
        let bytes = ObjectBuilder::new().schema_type(SchemaType::AnyValue).build();
        self.answers = Answers { status: 200, body_type: FILE, body: Some(RefOr::T(bytes.into())) };
        self
    }

    /// It answers with nothing but a status.
    pub(crate) fn answers_nothing(mut self, status: u16) -> Self {
        self.answers = Answers { status, body_type: JSON, body: None };
        self
    }

    /// The refusals of its own; those of every operation need no mention.
    pub(crate) fn refuses(self, refuses: &[&'static Code]) -> Self {
        Self { refuses: refuses.to_vec(), ..self }
    }

    /// It needs an `Idempotency-Key`.
    pub(crate) fn needs_key(self) -> Self {
        Self { key: Key::Required, ..self }
    }

    /// It answers with a secret that is shown once, or has a key of its own kind: an `Idempotency-Key` means nothing to it.
    pub(crate) fn ignores_key(self) -> Self {
        Self { key: Key::Ignored, ..self }
    }

    /// It is open to those too who have to set up sign-in codes before anything else.
    pub(crate) fn before_codes(self) -> Self {
        Self { route: self.route.before_codes(), ..self }
    }

    /// It is on the way to the till: turned away last when there is too much to do.
    pub(crate) fn on_the_money_path(self) -> Self {
        Self { route: self.route.shed(Shed::Last), ..self }
    }

    pub(crate) fn route(&self) -> Route {
        self.route.clone()
    }

    fn refer<T: ToSchema>(&mut self) -> RefOr<Schema> {
        let name = T::name().into_owned();
        self.names.push((name.clone(), T::schema()));
        T::schemas(&mut self.names);
        RefOr::Ref(utoipa::openapi::Ref::from_schema_name(name))
    }
}

/// Puts operations under a heading.
pub(crate) fn group(heading: &'static str, operations: Vec<Operation>) -> Vec<Operation> {
    operations.into_iter().map(|operation| Operation { group: heading, ..operation }).collect()
}
