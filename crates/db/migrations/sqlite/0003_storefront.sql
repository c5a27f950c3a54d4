-- What a category is about, in a sentence or two.
alter table category add column description text not null default '';

-- What a vendor says of delivery and returns; empty: as the market has it.
alter table vendor add column delivery_note text not null default '';
alter table vendor add column return_note text not null default '';

-- How much is in one piece, for the price per measure.
alter table variant add column content_amount integer;
alter table variant add column content_unit text;

-- Who is answered, where it is not the market.
alter table mail add column reply_to text;

-- Whether the price was lowered: lists can be narrowed to that.
alter table listing add column on_sale integer not null default 0;
update listing set on_sale = 1 where product_id in (select p.id from product p where p.compare_at > p.price);
drop index listing_by_newest;
drop index listing_by_price;
create index listing_by_newest on listing (category_id, created_at, product_id, price, in_stock, on_sale, vendor_id);
create index listing_by_price on listing (category_id, price, product_id, in_stock, on_sale, vendor_id);
