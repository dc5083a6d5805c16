package okpay.help;

/// A piece of an article as it is shown.
public sealed interface Block {

    /// @param html safe to be shown as it is
    record Words(String html) implements Block {}

    /// @param label what the article calls it
    record Live(LiveStep step, String label) implements Block {}
}
