/// Chats elsewhere: Telegram, WeChat, WhatsApp, Facebook Messenger. Each speaks its own protocol;
/// whose a chat is, what is said in it and where it belongs is the same for all.
@NullMarked
@NamedInterface("social")
package okpay.channels.social;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
