package okpay.web;

import okpay.friends.MoneyRequest;

/// One request in a list.
///
/// @param who is asked, or asks; half masked
public record RequestRow(MoneyRequest request, String who, boolean paid) {}
