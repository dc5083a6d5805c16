package okpay.web.console;

/// How the desk is doing: the last 30 days.
///
/// @param kept promises kept, of those that ended, in per cent
/// @param mood average of the answers, 1 to 5
public record Figures(long open, long kept, long answers, double mood) {}
