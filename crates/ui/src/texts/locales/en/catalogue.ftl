facets-fold = Filter{ $count ->
    [0] { "" }
   *[other] , { $count } on
}
facets-show = Show
facet-kind = Category
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
chip-from = from { $from }
chip-to = up to { $to }
chip-between = { $from } to { $to }
chips-clear = Clear all
listing-all-intro = All the sellers’ shelves on one page, the newest first.
listing-odd-price = We could not read that price, so it is left out. Write it like 20 or 19.50.
facet-sellers-more = The { $count } with most items here. Others are under
listing-many-sellers = A listing keeps to { $count } sellers at once: those beyond are left out.
listing-words = { $title } by small makers, with prices and delivery days: fill one cart, pay once.
listing-empty = Nothing fits all of that
listing-empty-filtered = One filter less may be all it takes.
listing-empty-all = The shelves here are empty right now. There is more in the next aisle.
listing-drop = Without “{ $filter }”
pages = Pages
pages-previous = Previous
pages-next = Next
pages-range = { $first }–{ $last } of { $count }
pages-range-of-many = { $first }–{ $last } of more than { $count }
pages-back = Back

pictures = Pictures
picture-of = { $what }, picture { $number }
pictures-of = Pictures of { $name }
picture-number = Picture { $number } of { $count }
picture-before = Picture before
picture-after = Next picture
picture-closer = Closer
picture-farther = Farther
picture-close = Close
picture-stage = The picture; arrow keys move it when it is close
picture-larger = See picture { $number } larger
quantity = Quantity
add-to-cart = Add to cart
arrives = Arrives { $days }
delivery-to = To { $place }
no-parcel = No shipping needed
no-delivery = No delivery to { $place }
packed-by = Sold by { $seller }
posts-from = Ships from { $place }
product-about = Description
product-facts = Details
product-no-words = The seller has not written a description yet.
product-more = More from { $seller }
product-all-of-seller = All their items
product-gone = Sold out. There is none left to buy.
product-gone-variant = This one is sold out. Choose another above.
product-on-hold = Another shopper is paying for it right now. If they do not finish, it is for sale again.
tax-plus = plus { $rate } sales tax
tax-included = tax included
sku = SKU

facet-on-sale = On sale
facet-price-span = Prices here run from { $low } to { $high }.
listing-sale-intro = Lowered prices of all sellers on one page.
per-100-g = / 100 g
per-kg = / kg
per-100-ml = / 100 ml
per-l = / l
per-m = / m
per-piece = / piece
quantity-less = One less
quantity-more = One more
buy-now = Buy now
change-country = Choose another country
returns-title = Not right? It goes back
more-word = More
seller-all-things = { $count ->
    [one] The one item they sell
   *[other] All { $count } items they sell
}
share = Share this
share-link = Link to this page
product-related = Similar items
reviews-title = What buyers say
reviews-older = Older reviews
reviews-none = Nobody has reviewed this yet.
reviews-mean = { $rating } of 5 stars, { $count ->
    [one] 1 review
   *[other] { $count } reviews
}
review-by-buyer = A buyer
review-reply-of = { $seller } answers:
price-lowest = Lowest price of the last 30 days: { $price }
