//! Products as a file that another shop reads, and from which this market makes them again.

mod store;

use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
};

use souk_domain::{
    ids::{CategoryId, ImageId, LocationId, ProductId, VariantId, VendorId},
    path,
    vendor::VendorPermission,
};
use souk_product_import::{DraftStatus, ExportedImage, ExportedProduct, ExportedVariant, ProductWriter};

pub use souk_product_import::Generation;

use crate::{
    Actor, App, BoxFuture, Ctx, Error, Result,
    catalogue::{self, ProductRow, ProductStatus, VariantRow},
    settings, vendors,
};

/// Products read in one transaction: enough to be fast, few enough that what is held stays small.
const PRODUCTS_AT_ONCE: i64 = 20;

/// A file of products in the making, part by part.
pub struct ProductExport {
    app: App,
    actor: Actor,
    writer: ProductWriter,
    /// The first row, until it is taken.
    header: Option<String>,
    place: Place,
}

/// Where an export goes on.
#[derive(Clone)]
enum Place {
    /// Behind all products of the vendors up to this key of a slug.
    Vendors(String),
    /// Behind a handle of a vendor, and then behind the vendor if others are wanted.
    Products {
        vendor: Seller,
        after: String,
        then: Option<String>,
    },
    End,
}

/// Whose products they are.
#[derive(Clone)]
struct Seller {
    id: VendorId,
    name: String,
}

/// Begins a file of all products, or of a vendor's. Errors: no such vendor.
pub fn export_products(
    app: &App,
    actor: Actor,
    vendor: Option<VendorId>,
    generation: Generation,
) -> BoxFuture<'static, Result<ProductExport>> {
    let begun = app.clone();
    let asked = app.read(actor, move |ctx| {
        Box::pin(async move {
            let place = match vendor {
                None => Place::Vendors(String::new()),
                Some(id) => {
                    let vendor = Seller { id, name: vendors::find(ctx, id).await?.name };
                    Place::Products { vendor, after: String::new(), then: None }
                }
            };
            Ok((place, settings::load(ctx).await?.currency))
        })
    });
    let asked = match vendor {
        Some(vendor) => actor.permitted_of(vendor, VendorPermission::ProductsRead, asked),
        None => asked,
    };
    Box::pin(async move {
        let (place, currency) = asked.await?;
        let writer = ProductWriter::new(generation, currency);
        Ok(ProductExport { app: begun, actor, header: Some(writer.header()), writer, place })
    })
}

impl ProductExport {
    /// The next part; `None` behind the last. Each product is written as it is in one moment; what changes between two parts
    /// stands in the later one.
    pub fn next_part(&mut self) -> BoxFuture<'_, Result<Option<String>>> {
        Box::pin(async move {
            if let Some(header) = self.header.take() {
                return Ok(Some(header));
            }
            loop {
                if matches!(self.place, Place::End) {
                    return Ok(None);
                }
                let place = self.place.clone();
                let read = self.app.snapshot_with(self.actor, place, |ctx, place| Box::pin(part(ctx, place)));
                let read = read
                    .await
                    .inspect_err(|error| tracing::error!(%error, "an export of products broke off"));
                let (products, place) = read?;
                self.place = place;
                if products.is_empty() {
                    continue;
                }
                // descriptions become HTML on the way
                let writer = self.writer;
                let written = tokio::task::spawn_blocking(move || {
                    products.iter().map(|product| writer.rows(product)).collect::<String>()
                });
                return written.await.map(Some).map_err(|error| Error::broken(error.to_string()));
            }
        })
    }
}

/// The products from a place on, and the place behind them.
async fn part(ctx: &Ctx<'_>, place: &Place) -> Result<(Vec<ExportedProduct>, Place)> {
    let (vendor, after, then) = match place {
        Place::End => return Ok((Vec::new(), Place::End)),
        Place::Vendors(after) => {
            let place = match store::next_vendor(ctx, after).await? {
                None => Place::End,
                Some(found) => Place::Products {
                    vendor: Seller { id: found.id, name: found.name },
                    after: String::new(),
                    then: Some(found.slug_key),
                },
            };
            return Ok((Vec::new(), place));
        }
        Place::Products { vendor, after, then } => (vendor, after, then),
    };
    let rows = store::list_products(ctx, vendor.id, after, PRODUCTS_AT_ONCE).await?;
    let next = match rows.last() {
        Some(last) => {
            Place::Products { vendor: vendor.clone(), after: last.handle_key.clone(), then: then.clone() }
        }
        None => then.clone().map_or(Place::End, Place::Vendors),
    };
    Ok((products(ctx, vendor, after, rows).await?, next))
}

/// Some products with all that belongs to them.
async fn products(
    ctx: &Ctx<'_>,
    vendor: &Seller,
    after: &str,
    rows: Vec<ProductRow>,
) -> Result<Vec<ExportedProduct>> {
    let Some(last) = rows.last() else { return Ok(Vec::new()) };
    let span = store::Span { vendor: vendor.id, after, last: &last.handle_key, most: PRODUCTS_AT_ONCE };
    let mut parts = Parts::read(ctx, &span).await?;
    let mut paths: BTreeMap<CategoryId, Vec<String>> = BTreeMap::new();
    let mut products = Vec::with_capacity(rows.len());
    for row in rows {
        let category = match paths.get(&row.category) {
            Some(path) => path.clone(),
            None => {
                let path = catalogue::category_path(ctx, row.category).await?;
                let path: Vec<String> = path.into_iter().map(|category| category.name).collect();
                paths.entry(row.category).or_insert(path).clone()
            }
        };
        products.push(parts.product(ctx.app.public_url(), &vendor.name, category, row));
    }
    Ok(products)
}

/// What belongs to some products, by product.
struct Parts {
    options: BTreeMap<ProductId, Vec<String>>,
    variants: BTreeMap<ProductId, Vec<VariantRow>>,
    images: BTreeMap<ProductId, Vec<store::Picture>>,
    /// Pieces where an import sets them.
    on_hand: BTreeMap<VariantId, i64>,
    ties: BTreeMap<ImageId, BTreeSet<VariantId>>,
}

impl Parts {
    async fn read(ctx: &Ctx<'_>, span: &store::Span<'_>) -> Result<Self> {
        let location: LocationId = vendors::main_location(ctx, span.vendor).await?;
        let mut parts = Self {
            options: BTreeMap::new(),
            variants: BTreeMap::new(),
            images: BTreeMap::new(),
            on_hand: store::list_on_hand(ctx, span, location).await?.into_iter().collect(),
            ties: BTreeMap::new(),
        };
        for (product, name) in store::list_options(ctx, span).await? {
            parts.options.entry(product).or_default().push(name);
        }
        for variant in store::list_variants(ctx, span).await? {
            parts.variants.entry(variant.product).or_default().push(variant);
        }
        for image in store::list_images(ctx, span).await? {
            parts.images.entry(image.product).or_default().push(image);
        }
        for (image, variant) in store::list_ties(ctx, span).await? {
            parts.ties.entry(image).or_default().insert(variant);
        }
        Ok(parts)
    }

    fn product(
        &mut self,
        public_url: &str,
        vendor: &str,
        category: Vec<String>,
        row: ProductRow,
    ) -> ExportedProduct {
        let (specs, tags, details) = (row.specs(), row.tags(), row.details());
        let (images, mut urls) = self.images(public_url, row.id);
        let variants = self.variants.remove(&row.id).unwrap_or_default();
        ExportedProduct {
            handle: row.handle_key,
            vendor: vendor.to_owned(),
            name: row.name,
            description: row.description,
            category,
            tags,
            status: match row.status {
                // what the staff has yet to allow is no more than a draft elsewhere
                ProductStatus::Draft | ProductStatus::InReview | ProductStatus::Rejected => {
                    DraftStatus::Draft
                }
                ProductStatus::Active => DraftStatus::Active,
                ProductStatus::Archived => DraftStatus::Archived,
            },
            brand: details.brand,
            specs,
            seo_title: details.seo_title,
            seo_description: details.seo_description,
            metadata: details.metadata,
            tax_class: details.tax_class.to_string(),
            options: self.options.remove(&row.id).unwrap_or_default(),
            variants: variants
                .into_iter()
                .map(|variant| {
                    let image_urls = urls.remove(&variant.id).unwrap_or_default();
                    self.variant(variant, image_urls)
                })
                .collect(),
            images,
        }
    }

    /// The pictures of a product in their order, each address once, and the addresses of those that show a variant.
    fn images(
        &mut self,
        public_url: &str,
        product: ProductId,
    ) -> (Vec<ExportedImage>, BTreeMap<VariantId, Vec<String>>) {
        let mut seen = BTreeSet::new();
        let mut urls: BTreeMap<VariantId, Vec<String>> = BTreeMap::new();
        let mut images = Vec::new();
        for picture in self.images.remove(&product).unwrap_or_default() {
            // a kept picture is found by its name wherever the file goes; one that never came, where it was said to be
            let own = picture
                .file
                .as_deref()
                .map(|file| format!("{public_url}{}", path::filled(path::MEDIA, file)));
            let Some(url) = own.or(picture.url) else { continue };
            for variant in mem::take(self.ties.entry(picture.id).or_default()) {
                let of_variant = urls.entry(variant).or_default();
                if !of_variant.contains(&url) {
                    of_variant.push(url.clone());
                }
            }
            if seen.insert(url.clone()) {
                images.push(ExportedImage { url, alt: picture.alt });
            }
        }
        (images, urls)
    }

    fn variant(&self, row: VariantRow, image_urls: Vec<String>) -> ExportedVariant {
        ExportedVariant {
            values: row.values(),
            content: row.content(),
            sku: row.sku,
            price: row.price,
            compare_at: row.compare_at,
            cost: row.cost,
            quantity: row.tracked.then(|| self.on_hand.get(&row.id).copied().unwrap_or_default()),
            backorder: row.backorder,
            is_unique: row.is_unique,
            requires_shipping: row.requires_shipping,
            taxable: row.taxable,
            weight_g: row.weight_g,
            barcode: row.barcode,
            image_urls,
        }
    }
}
