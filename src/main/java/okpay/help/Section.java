package okpay.help;

/// What an article says under one heading.
///
/// @param anchor the same in every language: `s1`, `s2` …; `top` before the first heading
/// @param heading empty before the first heading
/// @param html safe to be shown as it is; without live steps
/// @param plain its words alone
public record Section(String anchor, String heading, String html, String plain) {}
