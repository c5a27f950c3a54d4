checkout-title = Checkout
checkout-description = Where it goes, how it travels and how you pay, on one page. No account is needed.
checkout-back = Cart
checkout-who = Contact
checkout-who-where = Contact and address
checkout-email-hint = For the receipt and parcel news. Nothing else.
checkout-delivery = Delivery
checkout-payment = Payment
checkout-update = Update the total
checkout-summary = Your order
checkout-summary-fold = { $count ->
    [one] Your order, one item
   *[other] Your order, { $count } items
}
checkout-edit = Edit cart
checkout-calm = You can cancel as long as it is not paid. Every seller packs their own parcel.
checkout-accept = By ordering you accept the
parcels = { $count ->
    [one] One shipment
   *[other] { $count } shipments
}
field-email = E-mail
field-name = Full name
field-country = Country
field-street = Street and number
field-line2 = Apartment or company
field-line2-add = Add apartment or company
field-zip = ZIP code
field-postal-code = Postal code
field-postcode = Postcode
field-eircode = Eircode
field-pin = PIN code
field-cep = CEP
field-town = Town or city
field-suburb = Suburb or town
name-needed = A name is needed, as it should stand on the parcel.
street-needed = The street is needed.
city-needed = The town is needed.
postal-needed = The code is needed: it leads the parcel to your town.
field-city = City
choose = Choose
way-to-pay = Payment method
way-card = Card
way-transfer = Bank transfer
way-transfer-more = You get the account and a reference. Your items are held for { $time }.
nothing-to-pay = Nothing to pay.
card-number = Card number
card-exp = Expires (MM/YY)
card-cvc = Security code
card-cvc-hint = Three digits on the back, four on American Express
pay = Pay { $sum }
place-order = Place the order
order-and-transfer = Order and transfer { $sum }
field-state = State
field-province = Province
field-prefecture = Prefecture
field-region = Region
checkout-total-changed = The total changed while you were here: it was { $was } and is now { $now }. Nothing has been charged. Look at it, then order again.
checkout-sent-before = This form was sent before with something else in it. Look it over and send it again.
delivery-none = { $seller } does not deliver to this address. Take their things out of the cart, or choose another address.
delivery-gone = This way of delivery is not offered any more. Choose another.
email-needed = The e-mail address is needed.
email-malformed = An e-mail address looks like ada@example.org. Check this one.
region-needed = The { $word } is needed.
region-choose = Choose the { $word }.
way-needed = Choose a payment method.
card-exp-needed = The expiry date is needed, as it stands on the card.
card-use-test = Use 4242 4242 4242 4242.
