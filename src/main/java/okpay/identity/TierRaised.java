package okpay.identity;

/// We know better than before who somebody is.
public record TierRaised(CustomerId customer, Tier tier) {}
