package okpay.abroad;

import java.time.Instant;
import okpay.identity.CustomerId;

/// An offer that is promised to a customer.
///
/// @param until the price holds until then
public record Quote(QuoteId id, CustomerId customer, Offer offer, Instant until) {}
