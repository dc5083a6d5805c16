package okpay.web.app;

import org.jspecify.annotations.Nullable;

/// What was asked for, and where in the app it is done.
///
/// @param place null where a person has to do it
public record Lead(String name, @Nullable String place) {}
