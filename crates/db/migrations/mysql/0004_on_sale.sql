-- Whether anything is on sale is asked for every page, also where nothing is.
create index listing_by_sale on listing (category_id, on_sale);

-- A vendor's newest are read from its own index, and nothing else.
drop index listing_by_vendor on listing;
create index listing_by_vendor on listing (vendor_id, category_id, created_at, product_id, price, in_stock);

-- Demonstrations that were made before this was noted are whole.
insert into market_setting (name, value) select 'demo_ready', 'with a past' from market_setting where name = 'demo';
