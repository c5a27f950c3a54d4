facets-fold = Filter{ $count ->
    [0] { "" }
   *[other] , { $count } on
}
facets-show = Show
facet-kind = Kind
facet-seller = Seller
facet-price = Price in { $sign }
facet-min = From
facet-max = To
facet-stock = Also
facet-in-stock = In stock
sort = Sort
sort-newest = Newest
sort-price-up = Price, low to high
sort-price-down = Price, high to low
chips = Filters that are on
chip-remove = Remove filter:
chips-clear = Clear all
listing-empty = Nothing fits all of that
listing-empty-filtered = One filter less may be all it takes.
listing-empty-all = The shelves here are empty right now. There is more in the next aisle.
listing-drop = Without “{ $filter }”
pages = Pages
pages-first = First page
pages-next = Next

pictures = Pictures
picture-larger = See picture { $number } larger
quantity = Quantity
add-to-cart = Add to cart
arrives = Arrives { $days }
delivery-to = To { $place }
no-parcel = No parcel needed
no-delivery = No delivery to { $place }
packed-by = Packed by { $seller }
posts-from = Posts from { $place }
product-about = About it
product-facts = Facts
product-no-words = The seller has not written about it yet.
product-more = More from { $seller }
product-all-of-seller = All their things
product-gone = Sold out. There is none left to buy.
product-gone-variant = This one is sold out. Choose another above.
product-on-hold = Somebody is paying for it right now. If they do not finish, it is free again within the hour.
