# What stands around every page, and words used on many.
lang = en
dir = ltr
skip = Skip to content
notice = Notice
home = Home
sandbox-banner = Test shop: pay with card 4242 4242 4242 4242. Never enter a real card.
announcement = Announcement
nav-shortcuts = Help, account and cart
nav-help = Help
nav-cart = Cart
nav-categories = Categories
nav-all = All products
nav-menu = All categories
nav-sale = On sale
nav-sellers = Sellers
nav-crumbs = Breadcrumb
footer-about = Many sellers under one roof. You pay once; each seller ships their own items.
footer-shop = Shop
footer-help = How buying works
footer-contact = Contact
footer-order = Where is my order?
footer-returns = Returns
footer-sellers = Meet the sellers
footer-sell = Sell here
footer-promises = Policies
footer-policies = Policies
footer-ships-to = Shipping to { $place }.
change = Change
country-word = country
footer-accessibility = Accessibility
footer-sandbox = A test shop. Nothing here is for sale, and no money moves.
see-all = See all
visit = Visit

things = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
things-many = More than { $count } items
things-word = { $count ->
    [one] item
   *[other] items
}

free = Free
free-word = free
price-now = now
price-was = was
price-from = from
price-off = −{ $percent }%
day-span = { $from } to { $to }
minutes = { $count ->
    [one] one minute
   *[other] { $count } minutes
}
hours = { $count ->
    [one] one hour
   *[other] { $count } hours
}
days = { $count ->
    [one] one day
   *[other] { $count } days
}

card-new = New
card-unique = One of a kind
card-arrives = Arrives

stock-in = In stock
stock-few = { $count } left
stock-unique = One piece, one of a kind
stock-backorder = Made to order
stock-on-hold = On hold
stock-sold-out = Sold out

bill-goods = { $pieces ->
    [one] { $pieces } item
   *[other] { $pieces } items
} { $sellers ->
    [one] from { $sellers } seller
   *[other] from { $sellers } sellers
}
bill-delivery = Delivery
bill-delivery-later = At checkout
bill-tax = Sales tax{ $rate ->
    [none] { "" }
   *[other] , { $rate }
}
bill-tax-included = Tax in the prices{ $rate ->
    [none] { "" }
   *[other] , { $rate }
}
bill-total = Total
bill-due = To pay
bill-paid = Paid

form-errors = { $count ->
    [one] Please fix one field
   *[other] Please fix { $count } fields
}
