package okpay.channels.social;

import java.util.List;
import okpay.channels.Channel;
import okpay.channels.Phrases;

/// Something said to us in a chat.
///
/// @param key the same at every delivery
/// @param address of the chat there, to which answers go
/// @param name by which they call themselves there; proves nothing
/// @param language `zh`, `en`, … as the company says; empty when it does not
/// @param files that came with it
record Said(
        Channel channel,
        String key,
        String address,
        String name,
        String language,
        String text,
        List<File> files) {

    Said {
        files = List.copyOf(files);
    }

    /// @param id by which the company hands it out
    record File(String id, String name) {}

    boolean isChinese() {
        return Phrases.isChinese(text) || (text.isBlank() && language.startsWith("zh"));
    }
}
