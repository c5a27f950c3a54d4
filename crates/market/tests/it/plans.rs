//! How the databases come to the rows of a statement: what is done for every sale, or while others wait, reads no whole table.

use souk_db::{Dialect, Error, Param, STATEMENTS, Statement};
use souk_testkit::market::Market;

/// Enough of each thing that no planner takes reading all of them for the shorter way.
const THINGS: usize = 150;

/// What stands at a place of a statement.
#[derive(Clone, Copy)]
enum Value {
    Id,
    Number,
    Flag,
    Word,
}

use Value::{Flag, Id, Number, Word};

impl Value {
    fn param(self) -> Param<'static> {
        match self {
            Id => Param::Bytes(Some(&[7; 16])),
            Number => Param::Int(Some(1)),
            Flag => Param::Bool(Some(true)),
            Word => Param::Text(Some("word")),
        }
    }
}

/// A statement by its file and some of its words, and what stands at its places.
type Asked = (&'static str, &'static str, &'static [Value]);

/// What holds pieces, marks them as sold, gives them back and lists products, over tables of all that is for sale.
const OF_SALES: &[Asked] = &[
    (
        "inventory/reserve/store.rs",
        "set sold_at = ?",
        &[Number, Id, Id, Id, Id, Id, Id, Id, Id, Id, Id, Id, Id, Id, Id, Id, Id],
    ),
    ("inventory/reserve/store.rs", "set sold_at = null", &[Id]),
    ("listing/store.rs", "from product where id = ?", &[Id]),
    (
        "listing/store.rs",
        "select id from product where id in",
        &[Id, Id, Id, Id, Id, Id, Id, Id, Id, Id, Id, Id, Id, Id, Id, Id],
    ),
    ("listing/store.rs", "from variant v where v.product_id = ?", &[Id]),
    ("listing/store.rs", "update product set price = ?", &[Number, Number, Flag, Id]),
    ("listing/store.rs", "update listing set price = ?", &[Number, Flag, Flag, Id]),
    ("listing/store.rs", "delete from listing where product_id = ?", &[Id]),
];

/// What an index stands there for, over tables that nobody fills here.
const BY_AN_INDEX: &[Asked] = &[
    ("catalogue/categories/store.rs", "where name_key = ? order by", &[Word]),
    ("redirects/store.rs", "where to_path = ?", &[Word, Word]),
    ("payments/store/refund.rs", "where r.created_at <= ?", &[Number, Number, Id, Number]),
    ("mail/store.rs", "delete from mail where order_id = ?", &[Id]),
    ("idempotency/store.rs", "delete from idempotency where order_id = ?", &[Id]),
    ("accounts/store/session.rs", "where expires_at <= ?", &[Number, Number, Number]),
    ("accounts/store/token.rs", "where expires_at <= ?", &[Number, Number, Number]),
    ("throttle/store.rs", "where window_ends_at <= ?", &[Number, Number, Number]),
    ("reviews/store.rs", "from review_report where created_at <= ?", &[Number, Number, Number]),
    ("orders/forgetting/store.rs", "a.status = 'deleted'", &[Number]),
    ("promotions/store/uses.rs", "from redemption where order_id = ?", &[Id]),
    ("promotions/store/codes.rs", "from promotion_code where code_key = ?", &[Word]),
    ("cart/store.rs", "and account_id is null and updated_at < ?", &[Number, Number]),
];

/// The plan of each statement that is meant, with the words of the statement in front.
async fn plans(market: &Market, (file, words, values): Asked) -> Vec<String> {
    let dialect = market.app.db().dialect();
    let meant = STATEMENTS.iter().filter(|statement| {
        statement.place().starts_with("crates/market/src/")
            && statement.place().contains(file)
            && statement.source().contains(words)
    });
    let mut plans = Vec::new();
    for statement in meant {
        let explain = match dialect {
            Dialect::Sqlite => "explain query plan",
            Dialect::Postgres => "explain",
            Dialect::Mysql => "explain format=json",
        };
        let text: &'static str = Box::leak(format!("{explain} {}", statement.source()).into_boxed_str());
        let asking: &'static Statement = Box::leak(Box::new(Statement::new(text, file!(), line!())));
        let places = statement.source().matches('?').count();
        let lines = market.app.db().read(move |tx| {
            Box::pin(async move {
                if dialect == Dialect::Postgres {
                    tx.run(&WITHOUT_SCANS, &[]).await?;
                }
                let values: Vec<Param<'_>> = values.iter().take(places).map(|value| value.param()).collect();
                if dialect == Dialect::Sqlite {
                    let steps: Vec<(i64, i64, i64, String)> = tx.list(asking, &values).await?;
                    return Ok::<_, Error>(steps.into_iter().map(|(.., step)| step).collect());
                }
                tx.list::<String>(asking, &values).await
            })
        });
        let lines = lines.await.unwrap_or_else(|error| panic!("{}: {error}", statement.place()));
        plans.push(format!("{}\n{}", statement.source(), lines.join("\n")));
    }
    assert!(!plans.is_empty(), "{file} has no statement with “{words}”");
    plans
}

/// Where another way exists PostgreSQL takes it then, however small the table.
static WITHOUT_SCANS: Statement = Statement::new("set enable_seqscan = off", file!(), line!());

/// Whether a plan reads every row of a table.
fn reads_all(dialect: Dialect, plan: &str) -> bool {
    match dialect {
        // what a statement has chosen for itself is scanned too, under the name that it gives it
        Dialect::Sqlite => plan.lines().any(|line| line.starts_with("SCAN ") && !line.contains(" chosen")),
        Dialect::Postgres => plan.contains("Seq Scan on"),
        Dialect::Mysql => {
            let way = plan.replace(' ', "");
            way.contains("\"access_type\":\"ALL\"") || way.contains("\"access_type\":\"index\"")
        }
    }
}

#[tokio::test]
async fn what_sells_and_lists_reads_no_whole_table() {
    let market = Market::open().await;
    let vendor = market.vendor("Kiln & Fern").await;
    for _ in 0..THINGS {
        market.product(vendor, 2_450, 3).await;
    }
    let dialect = market.app.db().dialect();
    if dialect == Dialect::Mysql {
        market.raw("analyze table variant, product, listing, stock_level").await;
    }
    for asked in OF_SALES {
        for plan in plans(&market, *asked).await {
            assert!(!reads_all(dialect, &plan), "{plan}");
        }
    }
    market.close().await;
}

#[tokio::test]
async fn what_an_index_is_there_for_is_found_by_it() {
    let market = Market::open().await;
    let dialect = market.app.db().dialect();
    // MySQL reads a table of few rows whole, whatever index there is
    if dialect != Dialect::Mysql {
        for asked in BY_AN_INDEX {
            for plan in plans(&market, *asked).await {
                assert!(!reads_all(dialect, &plan), "{plan}");
            }
        }
    }
    market.close().await;
}

/// What vendors ask whenever they look at their desk, and the index that is there for it.
const OF_THE_DESK: &[(&str, &str, &str)] = &[
    (
        "portal/store.rs",
        "and o.processing_at >= ? and o.status <> 'cancelled' group by 1",
        "vendor_order_by_sale",
    ),
    ("portal/store.rs", "group by l.product_id", "vendor_order_by_sale"),
    ("portal/store.rs", "and replied_at is null", "review_by_answer"),
    ("portal/store.rs", "status in ('requested', 'approved', 'received')", "return_request_by_vendor_status"),
    ("returns/store.rs", "r.vendor_id = ? and r.status = ?", "return_request_by_vendor_status"),
    ("returns/store.rs", "where r.status = ? and r.id < ?", "return_request_by_status"),
];

#[tokio::test]
async fn a_desk_is_drawn_without_reading_all_that_a_vendor_ever_had() {
    let market = Market::open().await;
    if market.app.db().dialect() == Dialect::Sqlite {
        for (file, words, index) in OF_THE_DESK {
            let meant = STATEMENTS.iter().filter(|statement| statement.place().contains(file));
            let mut seen = 0;
            for statement in meant.filter(|statement| statement.source().contains(words)) {
                let steps = steps(&market, statement).await;
                assert!(steps.iter().any(|step| step.contains(index)), "{words}: {steps:?}");
                seen += 1;
            }
            assert!(seen > 0, "{file} has no statement with “{words}”");
        }
    }
    market.close().await;
}

/// Tables that may be read whole: their rows are few, since people set each of them up.
const FEW: &[&str] = &[
    "category",
    "commission_rate",
    "market_setting",
    "staff",
    "staff_department",
    "staff_invitation",
    "staff_role",
    "tax_class",
    "tax_zone",
    "vendor",
];

/// What reads more on purpose, by its file and the step.
const ON_PURPOSE: &[(&str, &str)] = &[
    // `souk check` looks over everything
    ("check/", ""),
    // the newest, as many as are asked for, by an index
    ("mail/store.rs", "SCAN mail USING INDEX mail_by_age"),
    ("orders/store.rs", "SCAN o USING INDEX sqlite_autoindex_orders_1"),
    // counted once, and kept until a commit changes what is for sale
    ("catalogue/categories/store.rs", "SCAN listing USING COVERING INDEX"),
    // kept in memory whole, and read again when one of them changes
    ("shipping/store.rs", "SCAN vendor_shipping"),
    ("tax/store/", "SCAN tax_"),
    ("commission/store.rs", "SCAN "),
    // what readers told of and nobody has answered yet
    ("reviews/store.rs", "SCAN p"),
    ("office/store.rs", "SCAN p USING COVERING INDEX review_report_by_time"),
];

/// Whether a step of SQLite goes through all rows of a table. What a statement has chosen for itself, under a name that it gives
/// it, is no table.
fn goes_through_all(words: &str, step: &str) -> bool {
    let Some(name) = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next()) else { return false };
    name != "CONSTANT" && !words.contains(&format!(") {name}")) && !FEW.contains(&name)
}

#[tokio::test]
async fn no_statement_reads_a_table_that_grows_whole() {
    let market = Market::open().await;
    if market.app.db().dialect() == Dialect::Sqlite {
        let mut found = Vec::new();
        for statement in STATEMENTS.iter().filter(|statement| !statement.source().starts_with("{insert ")) {
            let place = statement.place();
            let Some(place) = place.strip_prefix("crates/market/src/") else { continue };
            let words = statement.text(Dialect::Sqlite);
            for step in steps(&market, statement).await {
                let meant =
                    ON_PURPOSE.iter().any(|(file, meant)| place.starts_with(file) && step.starts_with(meant));
                if goes_through_all(words, &step) && !meant {
                    found.push(format!("{place}: {step}"));
                }
            }
        }
        assert_eq!(found, Vec::<String>::new());
    }
    market.close().await;
}

/// How SQLite does a statement, step by step.
async fn steps(market: &Market, statement: &'static Statement) -> Vec<String> {
    let words = statement.text(Dialect::Sqlite);
    let text: &'static str = Box::leak(format!("explain query plan {words}").into_boxed_str());
    let asking: &'static Statement = Box::leak(Box::new(Statement::new(text, file!(), line!())));
    let read = market.app.db().read(move |tx| {
        Box::pin(async move {
            let values = vec![Number.param(); words.matches('?').count()];
            let steps: Vec<(i64, i64, i64, String)> = tx.list(asking, &values).await?;
            Ok::<_, Error>(steps.into_iter().map(|(.., step)| step).collect())
        })
    });
    read.await.unwrap_or_else(|error| panic!("{}: {error}", statement.place()))
}
