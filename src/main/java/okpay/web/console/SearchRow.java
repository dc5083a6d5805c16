package okpay.web.console;

/// A case that was found.
///
/// @param words what was said in it; empty where it was found by a name or number
public record SearchRow(CaseRow row, String words) {}
