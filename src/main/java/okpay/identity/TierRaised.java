package okpay.identity;

/// We know better than before who somebody is.
///
/// @param name by which they are called from now on
public record TierRaised(CustomerId customer, String name, Tier tier) {}
