/// Pretend companies that carry words: chats (Telegram, WeChat, WhatsApp, Facebook Messenger) and a
/// text message centre. They speak their documented protocols, sign what they send, remember what
/// was said, and misbehave on request.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package okpay.messengers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
