-- Whether anything is on sale is asked for every page, also where nothing is.
create index listing_by_sale on listing (category_id, on_sale, created_at, product_id);
